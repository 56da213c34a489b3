/** Where the hands are at a moment of a step: nothing is counted, so any moment can be drawn. */
import { BREATH_MS } from "./score.js";

/** A stroke lies on the skin for at most this share of its time; the rest is the way back. */
const FORWARD = 0.9;
const MOST_PASSES = 4;
/** From one circle to the next. */
const MOVE_MS = 1_000;
const SPOTS = 5;
const SPOT_MS = 5_000;
/** A spot is held for this share of its time; the rest is the way to the next. */
const HELD = 0.85;

/** @type {T.PoseAt} */
export const pose = (step, turns, t) => {
	const { from, to = from, go = 0, press = 0 } = motionAt(step, turns, Math.max(0, t - step.start_ms));
	const [start = [], end = []] = [from, to].map(([turn, along]) => turns[turn]?.map((way) => pointAt(way, along)));
	return { turn: from[0], lift: ease(2 * go), press, places: start.map((point, n) => between(point, end[n] ?? point, ease(go))) };
};

/** @type {T.MotionAt} */
const motionAt = (step, turns, ms) => {
	const cycle = cycleOf(step, turns);
	const turn = Math.floor(ms / cycle) % turns.length;
	const [way] = turns[turn] ?? [];
	if (!way?.mm) return { from: [turn, 0] };
	if (!step.cm_per_s) return spots(turns.length, ms);
	return (way.closed ? circle : stroke)(turn, turns.length, paceOf(step, way), ms, cycle);
};

/** As many breaths as the longest stroke takes: in one, a slow hand would race past its words. @type {T.CycleOf} */
const cycleOf = (step, turns) => {
	const paces = step.cm_per_s ? turns.map(([way]) => (way && !way.closed ? paceOf(step, way) : 0)) : [];
	return BREATH_MS * Math.max(1, Math.ceil(Math.max(0, ...paces) / (FORWARD * BREATH_MS)));
};

/** @type {T.PaceOf} */
const paceOf = (step, way) => (way.mm / step.cm_per_s) * 100;

/** Sinks in, comes up, goes on to the next spot. @type {(parts: number, ms: number) => T.Motion} */
const spots = (parts, ms) => {
	const beat = Math.floor(ms / SPOT_MS);
	const share = (ms / SPOT_MS) % 1;
	/** @type {(n: number) => [number, number]} */
	const spot = (n) => (parts > 1 ? [n % parts, 0.5] : [0, ((n % SPOTS) + 0.5) / SPOTS]);
	return { from: spot(beat), to: spot(beat + 1), go: past(share, HELD), press: ease(2 * Math.min(1, share / HELD)) };
};

/** @type {T.Move} */
const circle = (turn, parts, pace, ms) => {
	if (parts === 1) return { from: [turn, (ms / pace) % 1] };
	const at = ms % BREATH_MS;
	const on = Math.min(at, BREATH_MS - MOVE_MS);
	return { from: [turn, (on / pace) % 1], to: [(turn + 1) % parts, 0], go: (at - on) / MOVE_MS };
};

/** Whole passes only, so that each stroke begins where a breath begins. @type {T.Move} */
const stroke = (turn, parts, pace, ms, cycle) => {
	const passes = Math.min(MOST_PASSES, Math.floor((FORWARD * cycle) / pace));
	const pass = ((ms % cycle) / cycle) * passes;
	const forward = (pace * passes) / cycle;
	if (pass % 1 < forward) return { from: [turn, steady((pass % 1) / forward)] };
	return { from: [turn, 1], to: [pass + 1 < passes ? turn : (turn + 1) % parts, 0], go: past(pass % 1, forward) };
};

/** 0 up to `start`, then up to 1. @param {number} share @param {number} start */
const past = (share, start) => Math.max(0, (share - start) / (1 - start));

/** Up from 0 to 1 and, past 1, down again. @param {number} x */
export const ease = (x) => 0.5 - 0.5 * Math.cos(Math.PI * x);

/** Almost one speed, and soft at both ends. @param {number} x 0 to 1 */
const steady = (x) => x - 0.08 * Math.sin(2 * Math.PI * x);

/** @type {T.PointAt} */
const pointAt = ({ points }, along) => {
	const place = along * (points.length - 1);
	const [first = [0, 0], next = first] = points.slice(Math.floor(place));
	return between(first, next, place % 1);
};

/** @type {T.Between} */
const between = ([ax, ay], [bx, by], share) => [ax + (bx - ax) * share, ay + (by - ay) * share];
