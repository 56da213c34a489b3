/// <reference path="types.d.ts" />
/** What arrives is unknown until it has passed. */
import { fill } from "./words.js";

/** Before the first chime. */
const OPENING_MS = 500;
/** One slow breath: 4 s in, 6 s out. */
export const BREATH_MS = 10_000;

/** Says in one sentence why a score must not be played. */
export class ScoreError extends Error {}

/** @type {(names: string) => T.Test} */
const one = (names) => (value) => typeof value === "string" && names.split(" ").includes(value);
/** @type {(test: T.Test) => T.Test} */
const maybe = (test) => (value) => value === null || test(value);
/** @type {(least: number, most?: number) => T.Test} */
const whole = (least, most = Infinity) => (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
/** @type {T.Test} */
const text = (value) => typeof value === "string";
/** @type {T.Test} */
const full = (value) => text(value) && String(value).trim() !== "";
/** @type {T.Test} */
const list = (value) => Array.isArray(value) && value.length > 0;

/** @type {T.Shape} */
const SCORE = { version: whole(1, 1), duration_ms: whole(1), routine: full, lang: full, steps: list, cues: list };
/** @type {T.Shape} */
const STEP = {
	id: full,
	title: full,
	start_ms: whole(0),
	end_ms: whole(0),
	side: maybe(one("left right")),
	tool: maybe(one("hand thumb knuckles heel ball towel helper")),
	pressure: whole(0, 3),
	more_ms: whole(0),
	cm_per_s: (value) => Number.isFinite(value) && Number(value) >= 0,
	zone: maybe(full),
	how: maybe(text),
	breath_ms: (value) => value === 0 || value === BREATH_MS,
};
/** @type {T.Shape} */
const CUE = { at_ms: whole(0), ms: whole(1), kind: one("say chime breath rest") };
const SAY = { ...CUE, sentence: full, text: full };

/** @type {T.ReadScore} */
export const readScore = (data, words) => {
	const fail = failIn(words);
	const { steps, cues, ...rest } = /** @type {T.Score} */ (read(data, SCORE, "score", fail));
	const score = /** @type {T.Score} */ ({
		...rest,
		steps: Object.freeze(steps.map((step, n) => read(step, STEP, `steps[${n}]`, fail))),
		cues: Object.freeze(cues.map((cue, n) => read(cue, cue?.kind === "say" ? SAY : CUE, `cues[${n}]`, fail))),
	});
	checkLaws(score, words);
	return Object.freeze(score);
};

/** @type {T.Read} */
const read = (data, shape, place, fail) => {
	const pairs = Object.entries(shape).map(([key, test]) => {
		const value = Object(data)[key] ?? null;
		if (!test(value)) fail("score_value", `${place}.${key}`, { value: JSON.stringify(value).slice(0, 60) });
		return [key, value];
	});
	return Object.freeze(Object.fromEntries(pairs));
};

/** @type {T.CheckLaws} */
export const checkLaws = ({ steps, cues, duration_ms }, words) => {
	const fail = failIn(words);
	tile("steps", steps.map(({ id, start_ms, end_ms }) => [id, start_ms, end_ms]), duration_ms, fail);
	tile("cues", cues.map(({ kind, at_ms, ms }) => [kind, at_ms, at_ms + ms]), duration_ms, fail);
	for (const [n, { id, start_ms }] of steps.entries())
		if (!cues.some(({ at_ms, kind }) => (at_ms === start_ms || (!n && at_ms === OPENING_MS)) && kind === "chime")) fail("score_chime", `steps[${n}] ${id}`);
};

/** @type {T.Tile} */
const tile = (name, spans, duration, fail) => {
	let last = 0;
	for (const [n, [id, start, end]] of spans.entries()) {
		if (start !== last || end <= start) fail("score_tile", `${name}[${n}] ${id}`, { start, end, last });
		last = end;
	}
	if (last !== duration) fail("score_end", name, { last, duration });
};

/** @type {(words: T.Words) => T.Fail} */
const failIn = (words) => (key, place, values) => {
	throw new ScoreError(fill(words[key], { place, ...values }));
};
