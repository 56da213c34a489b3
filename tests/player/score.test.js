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
  ["a gap between steps", (s) => (s.steps[1].start_ms += 10, undefined), /^steps\[1\] step-1: from 60010 to 107000 ms does not follow what ends at 60000 ms\.$/],
  ["steps that overlap", (s) => (s.steps[1].start_ms -= 10, undefined), /^steps\[1\] step-1: from 59990 to/],
  ["steps out of order", (s) => (s.steps.reverse(), undefined), /^steps\[0\] step-2: /],
  ["a step without length", (s) => (s.steps[0].end_ms = 0, undefined), /^steps\[0\] step-0: from 0 to 0 ms/],
  ["steps that end too early", (s) => (s.steps.pop(), undefined), /^steps: the last one ends at 107000 ms, but the session lasts 137000 ms\.$/],
  ["a gap between cues", (s) => (s.cues[2].at_ms += 5, undefined), /^cues\[2\] rest: from 4505 to/],
  ["cues that overlap", (s) => (s.cues[2].at_ms -= 5, undefined), /^cues\[2\] rest: from 4495 to/],
  ["cues that end too early", (s) => (s.cues.pop(), undefined), /^cues: the last one ends at 135500 ms/],
  ["a step without a chime", (s) => (s.cues[0].kind = "rest", undefined), /^steps\[0\] step-0: the step does not begin with a chime\.$/],
  ["a cue over a border", crossBorder, /^steps\[1\] step-1: the step does not begin with a chime\.$/],
];
for (const [name, spoil, sentence] of LAWS) test(`${name} is refused`, () => refuses(spoil, sentence));

/** @param {any} score */
function crossBorder(score) {
  score.steps[0].end_ms = score.steps[1].start_ms = 59_000;
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
