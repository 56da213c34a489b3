/** Where the hands are at a moment of a step: nothing is counted, so any moment can be drawn. */
import { BREATH_MS } from "./score.js";

/** A stroke lies on the skin for at most this share of its time; the rest is the way back. */
const FORWARD = 0.85;
const MOST_PASSES = 4;
/** From one circle to the next. */
const MOVE_MS = 1_000;
const SPOTS = 5;
const SPOT_MS = 5_000;

/** @type {T.PoseAt} */
export const pose = (step, turns, t) => {
	const { from, to = from, go = 0, press = 0 } = motionAt(step, turns, Math.max(0, t - step.start_ms));
	const [start = [], end = []] = [from, to].map(([turn, along]) => turns[turn]?.map((way) => pointAt(way, along)));
	return { turn: from[0], lift: ease(2 * go), press, places: start.map((point, n) => between(point, end[n] ?? point, ease(go))) };
};

/** @type {T.MotionAt} */
const motionAt = (step, turns, ms) => {
	const turn = Math.floor(ms / BREATH_MS) % turns.length;
	const [way] = turns[turn] ?? [];
	if (!way?.mm) return { from: [turn, 0] };
	if (!step.cm_per_s) return spots(turns.length, ms);
	return (way.closed ? circle : stroke)(turn, turns.length, (way.mm / step.cm_per_s) * 100, ms);
};

/** Sinks in, comes up, goes on to the next spot. @type {(parts: number, ms: number) => T.Motion} */
const spots = (parts, ms) => {
	const beat = Math.floor(ms / SPOT_MS);
	const share = (ms / SPOT_MS) % 1;
	/** @type {(n: number) => [number, number]} */
	const spot = (n) => (parts > 1 ? [n % parts, 0.5] : [0, ((n % SPOTS) + 0.5) / SPOTS]);
	return { from: spot(beat), to: spot(beat + 1), go: past(share), press: ease(2 * Math.min(1, share / FORWARD)) };
};

/** @type {T.Move} */
const circle = (turn, parts, pace, ms) => {
	if (parts === 1) return { from: [turn, (ms / pace) % 1] };
	const at = ms % BREATH_MS;
	const on = Math.min(at, BREATH_MS - MOVE_MS);
	return { from: [turn, (on / pace) % 1], to: [(turn + 1) % parts, 0], go: (at - on) / MOVE_MS };
};

/** Whole passes only, so that each breath begins where a stroke begins. @type {T.Move} */
const stroke = (turn, parts, pace, ms) => {
	const passes = Math.min(MOST_PASSES, Math.max(1, Math.floor((FORWARD * BREATH_MS) / pace)));
	const pass = ((ms % BREATH_MS) / BREATH_MS) * passes;
	const forward = Math.min(FORWARD, (pace * passes) / BREATH_MS);
	if (pass % 1 < forward) return { from: [turn, steady((pass % 1) / forward)] };
	return { from: [turn, 1], to: [pass + 1 < passes ? turn : (turn + 1) % parts, 0], go: past(pass % 1, forward) };
};

/** 0 up to `start`, then up to 1. @param {number} share */
const past = (share, start = FORWARD) => Math.max(0, (share - start) / (1 - start));

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
