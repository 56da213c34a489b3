import assert from "node:assert/strict";
import { test } from "node:test";
import { createClock } from "../../src/velneuro/player/clock.js";
import { readScore } from "../../src/velneuro/player/score.js";
import { Session } from "../../src/velneuro/player/session.js";
import { WORDS, makeScore, wall } from "./making.js";

/** @param {Partial<T.SessionOptions> & { moreMs?: number }} [options] */
function begin({ moreMs = 600_000, ...options } = {}) {
  const time = wall();
  /** @type {T.Deed[]} */
  const deeds = [];
  const made = makeScore();
  const base = readScore({ ...made, steps: made.steps.map((step) => ({ ...step, more_ms: moreMs })) }, WORDS);
  const session = new Session({ base, clock: createClock(time.now), report: (deed) => deeds.push(deed), ...options });
  return { time, deeds, session };
}

/** Plays on in quarter seconds, as the page does. @param {ReturnType<typeof begin>} run @param {number} ms */
function playOn({ time, session }, ms) {
  for (let at = 0; at < ms; at += 250) {
    time.add(250);
    session.tick();
  }
}

test("nothing happens before the start", () => {
  const run = begin();
  run.session.skip();
  run.session.more();
  run.session.stop("early");
  assert.equal(run.session.soften(), false);
  assert.deepEqual(run.deeds, []);
  assert.equal(run.session.status, "ready");
});

test("the start is told once", () => {
  const run = begin();
  run.session.play();
  run.session.play();
  assert.deepEqual(run.deeds, [{ kind: "started", step: "step-0", position_ms: 0 }]);
});

test("each step that begins is told, and the end ends", () => {
  const run = begin();
  run.session.play();
  playOn(run, 137_000);
  assert.deepEqual(run.deeds.map(({ kind, step, position_ms }) => [kind, step, position_ms]), [
    ["started", "step-0", 0], ["step", "step-1", 60_000], ["step", "step-2", 107_000], ["finished", "step-2", 137_000],
  ]);
  assert.equal(run.session.status, "ended");
});

test("a pause is told with its place, and going on is not", () => {
  const run = begin();
  run.session.play();
  playOn(run, 5000);
  run.session.pause();
  run.time.add(100_000);
  run.session.play();
  assert.deepEqual(run.deeds.at(-1), { kind: "paused", step: "step-0", position_ms: 5000 });
  assert.equal(run.session.state().t, 5000);
});

test("skip tells the step that was left and the place where it goes on", () => {
  const run = begin();
  run.session.play();
  run.session.skip();
  run.session.tick();
  assert.deepEqual(run.deeds.slice(1), [{ kind: "skipped", step: "step-0", position_ms: 60_000 }]);
});

test("skipping the last step finishes", () => {
  const run = begin({ resumeMs: 120_000 });
  run.session.play();
  run.session.skip();
  assert.equal(run.deeds.at(-1)?.kind, "finished");
});

test("skip while paused stays paused", () => {
  const run = begin();
  run.session.play();
  run.session.pause();
  run.session.skip();
  assert.equal(run.session.status, "paused");
  assert.equal(run.session.state().t, 60_000);
});

test("again tells where it begins again", () => {
  const run = begin({ resumeMs: 80_000 });
  run.session.play();
  run.session.again();
  assert.deepEqual(run.deeds.at(-1), { kind: "again", step: "step-1", position_ms: 60_000 });
});

test("more here repeats the last 30 s of the step once for each time it is asked", () => {
  const run = begin({ resumeMs: 10_000 });
  run.session.play();
  run.session.more();
  run.session.more();
  assert.equal(run.session.state().left, 127_000 + 60_000);
  playOn(run, 50_000 + 60_000 - 500);
  assert.equal(run.session.state().step.id, "step-0");
  playOn(run, 500);
  assert.equal(run.session.state().step.id, "step-1");
});

test("more here never changes the score, and the time left falls evenly", () => {
  const run = begin({ resumeMs: 55_000 });
  run.session.play();
  run.session.more();
  const left = run.session.state().left;
  playOn(run, 20_000);
  assert.equal(run.session.state().left, left - 20_000);
  assert.equal(run.session.score, run.session.base);
});

test("more here in the last step comes before the chime that closes it", () => {
  const run = begin({ resumeMs: 130_000 });
  run.session.play();
  run.session.more();
  playOn(run, 5500);
  assert.equal(run.session.status, "playing");
  assert.ok(run.session.position() < 112_000);
});

test("more here that was asked while the closing chime rings still comes", () => {
  const run = begin({ resumeMs: 136_000 });
  run.session.play();
  run.session.more();
  playOn(run, 250);
  assert.equal(run.session.position(), 108_500);
});

test("a tick that comes late still turns back", () => {
  const run = begin({ resumeMs: 50_000 });
  run.session.play();
  run.session.more();
  run.time.add(11_500);
  run.session.tick();
  assert.equal(run.session.position(), 30_000);
});

test("who is well into the next step is not taken back", () => {
  const run = begin({ resumeMs: 50_000 });
  run.session.play();
  run.session.more();
  run.time.add(15_000);
  run.session.tick();
  assert.equal(run.session.position(), 65_000);
  assert.equal(run.session.state().left, 72_000);
});

test("who skips on has had enough of the step", () => {
  const run = begin({ resumeMs: 50_000 });
  run.session.play();
  run.session.more();
  run.session.skip();
  assert.equal(run.session.state().left, 77_000);
});

test("more here says when a step may not last longer", () => {
  const run = begin({ moreMs: 45_000 });
  run.session.play();
  assert.equal(run.session.more(), true);
  assert.equal(run.session.more(), false);
  assert.equal(run.deeds.filter((deed) => deed.kind === "more").length, 1);
});

test("gentler softens, and says when nothing is left to soften", () => {
  const run = begin();
  run.session.play();
  assert.equal(run.session.soften(), true);
  assert.deepEqual(run.session.score.steps.map((step) => step.pressure), [0, 0, 0]);
  assert.equal(run.session.soften(), false);
  assert.equal(run.deeds.filter((deed) => deed.kind === "gentler").length, 1);
});

test("a resumed session is as gentle as it was left", () => {
  const run = begin({ base: readScore(makeScore([{ pressure: 3 }, { pressure: 3 }]), WORDS), resumeMs: 70_000, gentler: [10_000, 65_000] });
  assert.deepEqual(run.session.score.steps.map((step) => step.pressure), [2, 1]);
});

test("a session resumes at its place, and never past the end", () => {
  assert.equal(begin({ resumeMs: 65_000 }).session.state().step.id, "step-1");
  assert.equal(begin({ resumeMs: 999_000 }).session.state().t, 136_999);
  assert.equal(begin({ resumeMs: -3 }).session.state().t, 0);
});

test("stop tells its reason and ends", () => {
  const run = begin();
  run.session.play();
  run.session.stop("wrong");
  assert.deepEqual(run.deeds.at(-1), { kind: "stopped", step: "step-0", position_ms: 0, reason: "wrong" });
  run.session.play();
  assert.equal(run.session.status, "ended");
});

test("after a sleep the position is right and the person is told", () => {
  const run = begin();
  run.session.play();
  run.time.add(75_000);
  const { state, away } = run.session.tick();
  assert.equal(away, "away");
  assert.equal(state.t, 75_000);
  assert.equal(run.session.status, "playing");
  assert.equal(run.session.tick().away, "");
});

test("20 s late is not away", () => {
  const run = begin();
  run.session.play();
  run.time.add(20_000);
  assert.equal(run.session.tick().away, "");
});

test("a skip is not a sleep", () => {
  const run = begin();
  run.session.play();
  run.session.skip();
  assert.equal(run.session.tick().away, "");
});

test("a pause is not a sleep", () => {
  const run = begin();
  run.session.play();
  run.session.pause();
  run.time.add(90_000);
  run.session.play();
  assert.equal(run.session.tick().away, "");
});

test("a device that slept past the end waits at the last step and records no finish", () => {
  const run = begin();
  run.session.play();
  run.time.add(8 * 3_600_000);
  assert.equal(run.session.tick().away, "away_end");
  assert.equal(run.session.status, "paused");
  assert.equal(run.session.state().t, 107_000);
  assert.equal(run.deeds.some((deed) => deed.kind === "finished"), false);
});

/** A session on a clock whose time is heard. @param {Partial<T.SessionOptions>} [options] */
function hearing(options) {
  const time = wall();
  return { ...begin({ clock: { ...createClock(time.now), heard: true, speaks: true }, ...options }), time };
}

test("what was heard by a page that slept is told step by step", () => {
  const run = hearing();
  run.session.play();
  run.time.add(110_000);
  assert.equal(run.session.tick().away, "");
  assert.deepEqual(run.deeds.slice(1).map(({ step, position_ms }) => [step, position_ms]), [["step-1", 60_000], ["step-2", 110_000]]);
});

test("a session that was heard to its end while the phone was locked is finished", () => {
  const run = hearing();
  run.session.play();
  run.time.add(200_000);
  run.session.tick();
  assert.deepEqual(run.deeds.map(({ kind }) => kind), ["started", "step", "step", "finished"]);
  assert.equal(run.session.status, "ended");
});

test("a sentence that is no longer true is hopped over before it begins", () => {
  const made = makeScore();
  const cue = /** @type {any} */ (made.cues[3]);
  /** @type {T.Cue[]} */
  const others = [
    { ...cue, at_ms: 10_000, ms: 10_000 },
    { at_ms: 20_000, ms: 3000, kind: "say", sentence: "pressure.1", text: "Lightly." },
    { at_ms: 23_000, ms: 37_000, kind: "rest" },
  ];
  const cues = [...made.cues.slice(0, 3), ...others, ...made.cues.slice(4)];
  const run = hearing({ base: readScore({ ...made, cues }, WORDS) });
  run.session.play();
  run.session.soften();
  playOn(run, 19_750);
  assert.equal(run.session.position(), 23_000);
  assert.equal(run.session.state().caption, "Sentence of step-0.");
});

test("a session goes on from the same place on another clock", () => {
  const run = hearing();
  run.session.play();
  playOn(run, 5000);
  run.session.follow(createClock(run.time.now));
  playOn(run, 1000);
  assert.equal(run.session.position(), 6000);
  assert.equal(run.session.status, "playing");
});

test("a clock that stands still is noticed, a pause is none", () => {
  const run = begin();
  run.session.play();
  for (let n = 0; n < 8; n++) run.session.tick();
  assert.equal(run.session.still, 8);
  playOn(run, 250);
  assert.equal(run.session.still, 0);
  run.session.pause();
  run.session.tick();
  assert.equal(run.session.still, 0);
});

test("saving tells the place and changes nothing", () => {
  const run = begin();
  run.session.play();
  playOn(run, 3000);
  run.session.save();
  assert.deepEqual(run.deeds.at(-1), { kind: "step", step: "step-0", position_ms: 3000 });
  assert.equal(run.session.status, "playing");
});
