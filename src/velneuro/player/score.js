/**
 * What arrives is unknown until `readScore` has passed it; after that every law holds.
 * @import * as T from "./types.js"
 */
import { fill } from "./words.js";

/** One slow breath: 4 s in, 6 s out. */
export const BREATH_MS = 10_000;

/** A score that must not be played; its message is one sentence in the person's words. */
export class ScoreError extends Error {}

/** @param {string} names @returns {T.Test} */
const one = (names) => (value) => typeof value === "string" && names.split(" ").includes(value);
/** @param {T.Test} test @returns {T.Test} */
const maybe = (test) => (value) => value === null || test(value);
/** @param {number} least @param {number} [most] @returns {T.Test} */
const whole = (least, most = Infinity) => (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
/** @type {T.Test} */
const text = (value) => typeof value === "string" && value.trim() !== "";
/** @type {T.Test} */
const list = (value) => Array.isArray(value) && value.length > 0;

const SCORE = {
  version: /** @type {T.Test} */ ((value) => value === 1),
  duration_ms: whole(1),
  routine: text,
  lang: text,
  steps: list,
  cues: list,
};
const STEP = {
  id: text,
  title: text,
  start_ms: whole(0),
  end_ms: whole(0),
  figure: one("rest sole top medial lateral legfront legback palm back"),
  side: maybe(one("left right")),
  stroke: maybe(
    one(
      "sole-sweep ball-circle arch-press heel-circle toe-pull between instep-sweep ankle-circle effleurage " +
        "calf-sweep calf-knead palm-circle thumb-mound-circle palm-sweep finger",
    ),
  ),
  tool: maybe(one("hand thumb knuckles heel ball towel helper")),
  pressure: whole(0, 3),
  cm_per_s: /** @type {T.Test} */ ((value) => Number.isFinite(value) && Number(value) >= 0),
  zone: maybe(text),
  technique: maybe(text),
  why: maybe((value) => typeof value === "string"),
  how: maybe((value) => typeof value === "string"),
  breath_ms: /** @type {T.Test} */ ((value) => value === 0 || value === BREATH_MS),
};
const CUE = { at_ms: whole(0), ms: whole(1), kind: one("say chime breath rest") };
const SAY = { ...CUE, sentence: text, text };

/** @type {T.ReadScore} */
export const readScore = (data, words) => {
  const fail = failIn(words);
  const score = /** @type {T.Score} */ (read(data, SCORE, "score", fail));
  const steps = score.steps.map((step, n) => read(step, STEP, `steps[${n}]`, fail));
  const cues = score.cues.map((cue, n) => read(cue, cue?.kind === "say" ? SAY : CUE, `cues[${n}]`, fail));
  const checked = /** @type {T.Score} */ ({ ...score, steps: Object.freeze(steps), cues: Object.freeze(cues) });
  checkLaws(checked, words);
  return Object.freeze(checked);
};

/** @param {unknown} data @param {Record<string, T.Test>} shape @param {string} place @param {T.Fail} fail @returns {object} */
const read = (data, shape, place, fail) => {
  const fields = /** @type {Record<string, unknown>} */ (Object(data));
  const pairs = Object.entries(shape).map(([key, test]) => {
    const value = fields[key] ?? null;
    if (!test(value)) fail("score_value", `${place}.${key}`, { value: JSON.stringify(value).slice(0, 60) });
    return [key, value];
  });
  return Object.freeze(Object.fromEntries(pairs));
};

/** @type {T.CheckLaws} */
export const checkLaws = (score, words) => {
  const fail = /** @type {T.Fail} */ (failIn(words));
  tile("steps", score.steps.map(({ id, start_ms, end_ms }) => [id, start_ms, end_ms]), score.duration_ms, fail);
  tile("cues", score.cues.map(({ kind, at_ms, ms }) => [kind, at_ms, at_ms + ms]), score.duration_ms, fail);
  checkSteps(score, fail);
  checkSilences(score, fail);
};

/** @param {string} name @param {[string, number, number][]} spans @param {number} duration @param {T.Fail} fail */
const tile = (name, spans, duration, fail) => {
  let last = 0;
  for (const [n, [id, start, end]] of spans.entries()) {
    const place = `${name}[${n}] ${id}`;
    if (start !== last) fail(start > last ? "score_gap" : "score_overlap", place, { start, last });
    if (end <= start) fail("score_empty", place);
    last = end;
  }
  if (last !== duration) fail("score_end", name, { last, duration });
};

/** @param {T.Score} score @param {T.Fail} fail */
const checkSteps = ({ steps, cues }, fail) => {
  let next = 0;
  for (const [n, step] of steps.entries()) {
    const first = cues[next];
    if (first?.at_ms !== step.start_ms || first.kind !== "chime") fail("score_chime", `steps[${n}] ${step.id}`);
    for (let cue = cues[next]; cue && cue.at_ms < step.end_ms; cue = cues[++next]) checkCue(step, cue, `cues[${next}] ${cue.kind}`, fail);
  }
};

/** @param {T.Step} step @param {T.Cue} cue @param {string} place @param {T.Fail} fail */
const checkCue = (step, cue, place, fail) => {
  if (cue.at_ms + cue.ms > step.end_ms) fail("score_crosses", place, { step: step.id });
  if (cue.kind !== "breath") return;
  if (cue.ms !== BREATH_MS) fail("score_breath", place, { ms: cue.ms });
  if ((cue.at_ms - step.start_ms) % BREATH_MS) fail("score_grid", place);
};

/** @param {T.Score} score @param {T.Fail} fail */
const checkSilences = ({ cues }, fail) => {
  let silence = 0;
  for (const [n, cue] of [...cues.entries()].reverse()) {
    if (cue.kind === "say" && silence < cue.ms) fail("score_silence", `cues[${n}] ${cue.sentence}`, { silence, ms: cue.ms });
    silence = cue.kind === "say" || cue.kind === "chime" ? 0 : silence + cue.ms;
  }
};

/** @param {T.Words} words @returns {T.Fail} */
const failIn = (words) => (key, place, values) => {
  throw new ScoreError(fill(words[key], { place, ...values }));
};
