import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { againFrom, gentler, hopFrom, replayFrom, stateAt, turnOf } from "../../src/velneuro/player/arrange.js";
import { checkLaws, readScore } from "../../src/velneuro/player/score.js";
import { WORDS, makeScore, seeded } from "./making.js";


const SCORE = readScore(makeScore(), WORDS);
const golden = () => readScore(JSON.parse(readFileSync(new URL("../golden/evening-feet-and-legs.json", import.meta.url), "utf8")), WORDS);

test("a state names the step, the cue and the times", () => {
  const state = stateAt(SCORE, 62_000);
  assert.equal(state.step.id, "step-1");
  assert.equal(state.index, 1);
  assert.equal(state.cue.kind, "say");
  assert.equal(state.left, 75_000);
  assert.equal(state.progress, 62_000 / 137_000);
});

test("a border belongs to the step that begins", () => assert.equal(stateAt(SCORE, 60_000).index, 1));
test("before the start counts as the start", () => assert.equal(stateAt(SCORE, -5).t, 0));
test("after the end counts as the last step with nothing left", () => {
  const state = stateAt(SCORE, 999_999);
  assert.deepEqual([state.index, state.left, state.progress], [2, 0, 1]);
});

test("a breath goes in for 4 seconds and out for 6", () => {
  assert.deepEqual(stateAt(SCORE, 72_000).breath, { phase: "in", share: 0.5 });
  assert.deepEqual(stateAt(SCORE, 74_000).breath, { phase: "out", share: 0 });
  assert.deepEqual(stateAt(SCORE, 77_000).breath, { phase: "out", share: 0.5 });
  assert.equal(stateAt(SCORE, 65_000).breath, null);
});

test("a caption stays through the silence and ends with its step", () => {
  assert.equal(stateAt(SCORE, 1000).caption, "");
  assert.equal(stateAt(SCORE, 59_000).caption, "Sentence of step-0.");
  assert.equal(stateAt(SCORE, 60_500).caption, "");
});

test("a step is over at its end, but before a chime that closes it", () => {
  assert.deepEqual(SCORE.steps.map((step) => turnOf(SCORE, step)), [60_000, 107_000, 135_500]);
});

/** @param {number} index @param {number} t */
const replay = (index, t) => replayFrom(SCORE, /** @type {T.Step} */ (SCORE.steps[index]), t);

test("a replay goes back 30 s, so that the breath stays on its grid", () => assert.equal(replay(1, 106_800), 76_800));
test("a replay never begins in the middle of a sentence", () => assert.equal(replay(0, 33_000), 1500));
test("a replay of a short step leaves its chime out", () => assert.equal(replay(0, 25_000), 1500));
test("a replay stays in its step", () => assert.equal(replay(2, 130_000), 108_500));

test("a sentence about pressure is hopped over once it is no longer true, and no other", () => {
  const score = golden();
  const step = /** @type {T.Step} */ (score.steps.find((each) => each.pressure === 2));
  const softer = gentler(score, step.start_ms + 20_000);
  const said = score.cues.filter((cue) => cue.kind === "say" && cue.at_ms > step.start_ms);
  const hopped = said.filter((cue) => hopFrom(score, softer, cue.at_ms) === cue.at_ms + cue.ms);
  assert.notEqual(hopped.length, 0);
  assert.ok(said.every((cue) => hopped.includes(cue) === (cue.kind === "say" && cue.sentence.startsWith("pressure."))));
});

test("nor is the rest of it heard by who comes into its middle", () => {
  const score = golden();
  const cue = /** @type {T.Cue} */ (score.cues.find((each) => each.kind === "say" && each.sentence.startsWith("pressure.")));
  assert.equal(hopFrom(score, gentler(score, 0), cue.at_ms + cue.ms - 1), cue.at_ms + cue.ms);
  assert.equal(hopFrom(score, gentler(score, 0), cue.at_ms + cue.ms), null);
});

test("gentler softens this step and those after it", () => {
  const score = makeScore([{ pressure: 2 }, { pressure: 3 }, { pressure: 0 }, { pressure: 1 }]);
  assert.deepEqual(gentler(score, 70_000).steps.map((step) => step.pressure), [2, 2, 0, 0]);
});

test("gentler changes no time", () => assert.deepEqual(gentler(SCORE, 0).cues, SCORE.cues));

test("gentler takes back every level that the guide would still ask for", () => {
  const score = golden();
  const step = /** @type {T.Step} */ (score.steps.find((each) => each.pressure === 2));
  const softer = gentler(score, step.start_ms + 20_000);
  /** @param {T.Score} of */
  const asked = (of) => of.cues.filter((cue) => cue.kind === "say" && cue.sentence.startsWith("pressure.")).map((cue) => cue.at_ms);
  assert.ok(asked(score).some((at) => at > step.start_ms));
  assert.deepEqual(asked(softer), asked(score).filter((at) => at < step.start_ms));
  checkLaws(softer, WORDS);
});

test("again goes to the start of this step, within its first 5 s to the one before", () => {
  assert.equal(againFrom(SCORE, 65_000), 60_000);
  assert.equal(againFrom(SCORE, 64_999), 0);
  assert.equal(againFrom(SCORE, 2000), 0);
});

/** @param {() => number} random */
function anyScore(random) {
  const wishes = Array.from({ length: 1 + Math.floor(random() * 6) }, () => ({
    seconds: 15 + Math.floor(random() * 90), pressure: Math.floor(random() * 4), breath: random() < 0.5, closing: random() < 0.3,
  }));
  return readScore(makeScore(wishes), WORDS);
}

test("gentler keeps every law and is never firmer", () => {
  const random = seeded(20_261_122);
  for (let run = 0; run < 200; run++) {
    let score = anyScore(random);
    for (let n = 0; n < 5; n++) {
      const t = random() * score.duration_ms;
      const changed = gentler(score, t);
      checkLaws(changed, WORDS);
      assert.equal(stateAt(changed, t).step.id, stateAt(score, t).step.id);
      assert.ok(changed.steps.every((step, at) => step.pressure <= (score.steps[at]?.pressure ?? 0) && step.pressure >= 0));
      assert.ok(Object.isFrozen(changed) && Object.isFrozen(changed.cues[0]));
      score = changed;
    }
  }
});

test("a replay leads back into its step, past its chime and at most to the sentence around", () => {
  const random = seeded(7);
  for (let run = 0; run < 500; run++) {
    const score = anyScore(random);
    const step = /** @type {T.Step} */ (score.steps[Math.floor(random() * score.steps.length)]);
    const turn = turnOf(score, step);
    const to = replayFrom(score, step, turn - 400);
    assert.ok(to > step.start_ms && to < turn - 400);
    assert.ok(turn - to <= 30_000 + 3400 && (turn - to >= 30_000 || to <= step.start_ms + 4500));
  }
});
