import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { ScoreError, readScore } from "../../src/velneuro/player/score.js";
import { WORDS, makeScore } from "./making.js";

/** What comes over the wire: anything may be anything. @returns {any} */
const wire = () => structuredClone(makeScore());

/** @param {(score: any) => unknown} spoil @param {RegExp} sentence */
function refuses(spoil, sentence) {
  const score = wire();
  const replaced = spoil(score);
  const refusal = { name: "Error", message: sentence };
  assert.throws(() => readScore(replaced === undefined ? score : replaced, WORDS), refusal);
  assert.throws(() => readScore(replaced === undefined ? score : replaced, WORDS), ScoreError);
}

test("a whole score passes unchanged and is frozen", () => {
  const score = readScore(wire(), WORDS);
  assert.deepEqual(score, makeScore());
  assert.ok([score, score.steps, score.cues, score.steps[0], score.cues[0]].every(Object.isFrozen));
});

test("what the player does not know is left out", () => {
  assert.equal("extra" in readScore({ ...wire(), extra: 1 }, WORDS), false);
});

for (const [name, thing] of Object.entries({ nothing: null, number: 3, text: "score", list: [], empty: {} }))
  test(`${name} instead of a score is refused`, () => refuses(() => thing, /^score\.version: /));

/** One broken field of each kind, and the place that must be named. @type {[string, (score: any) => unknown, RegExp][]} */
const FIELDS = [
  ["another version", (s) => (s.version = 2, undefined), /^score\.version: the value 2 is not allowed here\.$/],
  ["a duration that is no whole number", (s) => (s.duration_ms += 0.5, undefined), /^score\.duration_ms: /],
  ["a duration as text", (s) => (s.duration_ms = "60000", undefined), /^score\.duration_ms: the value "60000"/],
  ["no steps", (s) => (s.steps = [], undefined), /^score\.steps: /],
  ["no cues", (s) => (delete s.cues, undefined), /^score\.cues: the value null/],
  ["a step that is no object", (s) => (s.steps[1] = 7, undefined), /^steps\[1\]\.id: /],
  ["a cue that is null", (s) => (s.cues[1] = null, undefined), /^cues\[1\]\.at_ms: /],
  ["an empty language", (s) => (s.lang = " ", undefined), /^score\.lang: /],
  ["a step without a title", (s) => (delete s.steps[0].title, undefined), /^steps\[0\]\.title: /],
  ["a negative start", (s) => (s.steps[0].start_ms = -1, undefined), /^steps\[0\]\.start_ms: /],
  ["a third side", (s) => (s.steps[1].side = "both", undefined), /^steps\[1\]\.side: /],
  ["an unknown tool", (s) => (s.steps[1].tool = "hammer", undefined), /^steps\[1\]\.tool: /],
  ["too much pressure", (s) => (s.steps[2].pressure = 4, undefined), /^steps\[2\]\.pressure: the value 4/],
  ["pressure between two levels", (s) => (s.steps[2].pressure = 1.5, undefined), /^steps\[2\]\.pressure: /],
  ["a speed below zero", (s) => (s.steps[0].cm_per_s = -1, undefined), /^steps\[0\]\.cm_per_s: /],
  ["an endless speed", (s) => (s.steps[0].cm_per_s = Infinity, undefined), /^steps\[0\]\.cm_per_s: /],
  ["another breath", (s) => (s.steps[0].breath_ms = 8000, undefined), /^steps\[0\]\.breath_ms: /],
  ["a how that is a number", (s) => (s.steps[0].how = 3, undefined), /^steps\[0\]\.how: /],
  ["an unknown kind of cue", (s) => (s.cues[2].kind = "beep", undefined), /^cues\[2\]\.kind: /],
  ["a cue of no length", (s) => (s.cues[2].ms = 0, undefined), /^cues\[2\]\.ms: /],
  ["a sentence without words", (s) => (s.cues[1].text = "", undefined), /^cues\[1\]\.text: /],
  ["a sentence without a name", (s) => (delete s.cues[1].sentence, undefined), /^cues\[1\]\.sentence: /],
];
for (const [name, spoil, sentence] of FIELDS) test(`${name} is refused`, () => refuses(spoil, sentence));

/** @type {[string, (score: any) => unknown, RegExp][]} */
const LAWS = [
  ["a gap between steps", (s) => (s.steps[1].start_ms += 10, undefined), /^steps\[1\] step-1: it starts at 60010 ms and leaves a gap after 60000 ms\.$/],
  ["steps that overlap", (s) => (s.steps[1].start_ms -= 10, undefined), /^steps\[1\] step-1: it starts at 59990 ms, before/],
  ["steps out of order", (s) => (s.steps.reverse(), undefined), /^steps\[0\] step-2: /],
  ["a step without length", (s) => (s.steps[0].end_ms = 0, undefined), /^steps\[0\] step-0: it ends before/],
  ["steps that end too early", (s) => (s.steps.pop(), undefined), /^steps: the last one ends at 107000 ms, but the session lasts 137000 ms\.$/],
  ["a gap between cues", (s) => (s.cues[2].at_ms += 5, undefined), /^cues\[2\] rest: it starts at 4505 ms/],
  ["cues that overlap", (s) => (s.cues[2].at_ms -= 5, undefined), /^cues\[2\] rest: it starts at 4495 ms, before/],
  ["cues that end too early", (s) => (s.cues.pop(), undefined), /^cues: the last one ends at 135500 ms/],
  ["a step without a chime", (s) => (s.cues[0].kind = "rest", undefined), /^steps\[0\] step-0: the step does not begin with a chime\.$/],
  ["a cue over a border", crossBorder, /^cues\[3\] rest: it runs past the end of the step step-0\.$/],
  ["a short breath", shortBreath, /^cues\[\d+\] breath: a breath lasts 10000 ms, not 9000 ms\.$/],
  ["a breath off the grid", offGrid, /^cues\[\d+\] breath: the breath is not on the ten-second grid/],
  ["too little silence", noSilence, /^cues\[1\] step-0\.begin: 0 ms of silence after 3000 ms of speech is too short\.$/],
];
for (const [name, spoil, sentence] of LAWS) test(`${name} is refused`, () => refuses(spoil, sentence));

/** @param {any} score */
function crossBorder(score) {
  score.steps[0].end_ms = score.steps[1].start_ms = 59_000;
}

/** @param {any} score */
function shortBreath(score) {
  const at = score.cues.findIndex((/** @type {any} */ cue) => cue.kind === "breath");
  score.cues[at].ms = 9000;
  score.cues.splice(at + 1, 0, { at_ms: score.cues[at].at_ms + 9000, ms: 1000, kind: "rest" });
}

/** @param {any} score */
function offGrid(score) {
  const at = score.cues.findIndex((/** @type {any} */ cue) => cue.kind === "breath");
  score.cues[at - 1].ms += 7000;
  score.cues[at].at_ms += 7000;
  score.cues.splice(at + 1, score.cues.length);
  score.cues.push({ at_ms: score.cues[at].at_ms + 10_000, ms: 107_000 - score.cues[at].at_ms - 10_000, kind: "rest" });
  score.cues.push({ at_ms: 107_000, ms: 30_000, kind: "chime" });
}

/** @param {any} score */
function noSilence(score) {
  score.cues[2].kind = "chime";
}

test("the refusal is said in the page's own words", () => {
  assert.throws(() => readScore({}, { ...WORDS, score_value: "Falsch: {place}" }), { message: "Falsch: score.version" });
});

const GOLDEN = new URL("../golden/", import.meta.url);
const golden = readdirSync(GOLDEN).filter((name) => name.endsWith(".json"));

test("there are golden scores to read", () => assert.notEqual(golden.length, 0));
for (const name of golden)
  test(`the golden score ${name} passes`, () => {
    const score = JSON.parse(readFileSync(new URL(name, GOLDEN), "utf8"));
    assert.equal(readScore(score, WORDS).duration_ms, score.duration_ms);
  });
