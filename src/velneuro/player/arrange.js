import { BREATH_MS } from "./score.js";

export const MORE_MS = 30_000;
const IN_MS = 4_000;
const AGAIN_MS = 5_000;

/** @type {T.StateAt} */
export const stateAt = (score, t) => {
	const reached = Math.min(Math.max(t, 0), score.duration_ms);
	const at = Math.min(reached, score.duration_ms - 1);
	const index = lastAtMost(score.steps, at, (step) => step.start_ms);
	const cueIndex = lastAtMost(score.cues, at, (cue) => cue.at_ms);
	const step = /** @type {T.Step} */ (score.steps[index]);
	const cue = /** @type {T.Cue} */ (score.cues[cueIndex]);
	return {
		t: reached,
		index,
		step,
		cueIndex,
		cue,
		progress: reached / score.duration_ms,
		left: score.duration_ms - reached,
		breath: cue.kind === "breath" ? breathAt(at - cue.at_ms) : null,
		caption: captionAt(score, step, cueIndex),
	};
};

/** @type {T.BreathAt} */
const breathAt = (ms) =>
	ms < IN_MS ? { phase: "in", share: ms / IN_MS } : { phase: "out", share: (ms - IN_MS) / (BREATH_MS - IN_MS) };

/** @type {T.CaptionAt} */
const captionAt = ({ cues }, step, cueIndex) => {
	for (let n = cueIndex, cue = cues[n]; cue && cue.at_ms >= step.start_ms; cue = cues[--n]) if (cue.kind === "say") return cue.text;
	return "";
};

/** @type {T.Change} 30 s more, at the end of this step but before a chime that closes it. */
export const moreHere = (score, t) => {
	const { index, step, cueIndex } = stateAt(score, t);
	const closing = lastAtMost(score.cues, step.end_ms - 1, (cue) => cue.at_ms);
	const place = closing > cueIndex && score.cues[closing]?.kind === "chime" ? closing : closing + 1;
	const from = score.cues[place]?.at_ms ?? score.duration_ms;
	const after = score.cues.slice(place).map((cue) => ({ ...cue, at_ms: cue.at_ms + MORE_MS }));
	const cues = [...score.cues.slice(0, place), ...filling(step, from), ...after];
	const steps = score.steps.map((each, n) => ({
		...each,
		start_ms: each.start_ms + (n > index ? MORE_MS : 0),
		end_ms: each.end_ms + (n < index ? 0 : MORE_MS),
		more_ms: each.more_ms - (n === index ? MORE_MS : 0),
	}));
	return frozen({ ...score, duration_ms: score.duration_ms + MORE_MS, steps, cues });
};

/** @type {T.Filling} */
const filling = (step, from) => {
	const wait = step.breath_ms ? (BREATH_MS - ((from - step.start_ms) % BREATH_MS)) % BREATH_MS : MORE_MS;
	/** @type {T.Cue[]} */
	const cues = [{ at_ms: from, ms: wait, kind: "rest" }];
	let at = from + wait;
	for (; at + BREATH_MS <= from + MORE_MS; at += BREATH_MS) cues.push({ at_ms: at, ms: BREATH_MS, kind: "breath" });
	cues.push({ at_ms: at, ms: from + MORE_MS - at, kind: "rest" });
	return cues.filter((cue) => cue.ms > 0);
};

/** @type {T.Change} From this step on one level less; the guide asks for no other. */
export const gentler = (score, t) => {
	const { index, step } = stateAt(score, t);
	const steps = score.steps.map((each, n) => (n < index ? each : { ...each, pressure: Math.max(0, each.pressure - 1) }));
	/** @type {T.Cue[]} */
	const cues = score.cues.map((cue) => (cue.kind === "say" && cue.at_ms > step.start_ms && /^pressure/.test(cue.sentence) ? { at_ms: cue.at_ms, ms: cue.ms, kind: "rest" } : cue));
	return frozen({ ...score, steps, cues });
};

/** @type {T.Place} */
export const skipTo = (score, t) => stateAt(score, t).step.end_ms;

/** @type {T.Place} Where this step starts, or the one before within the first 5 s. */
export const againFrom = (score, t) => {
	const { index, step } = stateAt(score, t);
	return t - step.start_ms < AGAIN_MS ? (score.steps[index - 1]?.start_ms ?? 0) : step.start_ms;
};

/** @type {T.InBase} */
export const inBase = (base, changed, t) => {
	if (t >= changed.duration_ms) return base.duration_ms;
	const { index, step } = stateAt(changed, t);
	const original = /** @type {T.Step} */ (base.steps[index]);
	return Math.round(Math.min(original.start_ms + t - step.start_ms, original.end_ms - 1));
};

/** @param {T.Score} score */
const frozen = (score) => {
	for (const list of [score.steps, score.cues, [score]]) Object.freeze(list).forEach(Object.freeze);
	return score;
};

/** @type {T.LastAtMost} */
const lastAtMost = (items, limit, key) => {
	let low = 0;
	let high = items.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (key(/** @type {any} */ (items[middle])) <= limit) low = middle;
		else high = middle - 1;
	}
	return low;
};
