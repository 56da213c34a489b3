import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { MORE_MS, againFrom, gentler, inBase, moreHere, skipTo, stateAt } from "../../src/velneuro/player/arrange.js";
import { checkLaws, readScore } from "../../src/velneuro/player/score.js";
import { WORDS, makeScore, seeded } from "./making.js";


const SCORE = readScore(makeScore(), WORDS);

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

test("more here makes this step 30 s longer and moves the rest", () => {
  const longer = moreHere(SCORE, 10_000);
  assert.equal(longer.duration_ms, 167_000);
  assert.deepEqual(longer.steps.map((step) => [step.start_ms, step.end_ms]), [[0, 90_000], [90_000, 137_000], [137_000, 167_000]]);
});

test("more here leaves what was played and the old score as they were", () => {
  const longer = moreHere(SCORE, 65_000);
  assert.deepEqual(longer.cues.slice(0, 6), SCORE.cues.slice(0, 6));
  assert.deepEqual(SCORE, makeScore());
});

test("more here breathes on the grid of a step that breathes", () => {
  const added = moreHere(SCORE, 65_000).cues.filter((cue) => cue.at_ms >= 107_000 && cue.at_ms < 137_000);
  assert.deepEqual(added.map(({ at_ms, ms, kind }) => [at_ms - 60_000, ms, kind]), [
    [47_000, 3000, "rest"], [50_000, 10_000, "breath"], [60_000, 10_000, "breath"], [70_000, 7000, "rest"],
  ]);
});

test("more here rests in a step without breaths", () => {
  const added = moreHere(SCORE, 0).cues.filter((cue) => cue.at_ms >= 60_000 && cue.at_ms < 90_000);
  assert.deepEqual(added, [{ at_ms: 60_000, ms: MORE_MS, kind: "rest" }]);
});

test("more here keeps the chime that closes the session at its end", () => {
  assert.deepEqual(moreHere(SCORE, 110_000).cues.at(-1), { at_ms: 165_500, ms: 1500, kind: "chime" });
});

test("more here within the closing chime comes after it", () => {
  assert.deepEqual(moreHere(SCORE, 136_000).cues.at(-1), { at_ms: 137_000, ms: 30_000, kind: "rest" });
});

test("gentler softens this step and those after it", () => {
  const score = makeScore([{ pressure: 2 }, { pressure: 3 }, { pressure: 0 }, { pressure: 1 }]);
  assert.deepEqual(gentler(score, 70_000).steps.map((step) => step.pressure), [2, 2, 0, 0]);
});

test("gentler changes no time", () => assert.deepEqual(gentler(SCORE, 0).cues, SCORE.cues));

test("gentler takes back every level that the guide would still ask for", () => {
  const golden = new URL("../golden/evening-feet-and-legs.json", import.meta.url);
  const score = readScore(JSON.parse(readFileSync(golden, "utf8")), WORDS);
  const step = /** @type {T.Step} */ (score.steps.find((each) => each.pressure === 2));
  const softer = gentler(score, step.start_ms + 20_000);
  /** @param {T.Score} of */
  const asked = (of) => of.cues.filter((cue) => cue.kind === "say" && cue.sentence.startsWith("pressure.")).map((cue) => cue.at_ms);
  assert.ok(asked(score).some((at) => at > step.start_ms));
  assert.deepEqual(asked(softer), asked(score).filter((at) => at < step.start_ms));
  checkLaws(softer, WORDS);
});

test("skip goes to the next step, and from the last one to the end", () => {
  assert.equal(skipTo(SCORE, 12_345), 60_000);
  assert.equal(skipTo(SCORE, 130_000), 137_000);
});

test("again goes to the start of this step, within its first 5 s to the one before", () => {
  assert.equal(againFrom(SCORE, 65_000), 60_000);
  assert.equal(againFrom(SCORE, 64_999), 0);
  assert.equal(againFrom(SCORE, 2000), 0);
});

test("a place in a lengthened score means the same step and time in the old one", () => {
  const longer = moreHere(SCORE, 10_000);
  assert.equal(inBase(SCORE, longer, 100_000), 70_000);
  assert.equal(inBase(SCORE, longer, 80_000), 59_999);
  assert.equal(inBase(SCORE, longer, 167_000), 137_000);
});

/** @param {() => number} random */
function anyScore(random) {
  const wishes = Array.from({ length: 1 + Math.floor(random() * 6) }, () => ({
    seconds: 15 + Math.floor(random() * 90), pressure: Math.floor(random() * 4), breath: random() < 0.5, closing: random() < 0.3,
  }));
  return readScore(makeScore(wishes), WORDS);
}

test("the laws hold after any run of changes, and nothing is ever firmer", () => {
  const random = seeded(20_261_122);
  for (let run = 0; run < 200; run++) {
    const base = anyScore(random);
    let score = base;
    for (let n = 0; n < 12; n++) {
      const change = random() < 0.5 ? moreHere : gentler;
      const t = random() * score.duration_ms;
      const changed = change(score, t);
      checkLaws(changed, WORDS);
      assert.equal(stateAt(changed, t).step.id, stateAt(score, t).step.id);
      assert.equal(stateAt(changed, t).cue.kind, stateAt(score, t).cue.kind);
      assert.ok(changed.steps.every((step, at) => step.pressure <= (score.steps[at]?.pressure ?? 0) && step.pressure >= 0));
      assert.ok(Object.isFrozen(changed) && Object.isFrozen(changed.cues[0]));
      score = changed;
    }
    const place = inBase(base, score, random() * score.duration_ms);
    assert.ok(Number.isInteger(place) && place >= 0 && place <= base.duration_ms);
  }
});
