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

/** @type {T.Change} From this step on one level less; the guide asks for no other. */
export const gentler = (score, t) => {
	const { index, step } = stateAt(score, t);
	const steps = score.steps.map((each, n) => (n < index ? each : { ...each, pressure: Math.max(0, each.pressure - 1) }));
	/** @type {T.Cue[]} */
	const cues = score.cues.map((cue) => (cue.kind === "say" && cue.at_ms > step.start_ms && /^pressure/.test(cue.sentence) ? { at_ms: cue.at_ms, ms: cue.ms, kind: "rest" } : cue));
	return frozen({ ...score, steps, cues });
};

/** @type {T.Place} Where this step starts, or the one before within the first 5 s. */
export const againFrom = (score, t) => {
	const { index, step } = stateAt(score, t);
	return t - step.start_ms < AGAIN_MS ? (score.steps[index - 1]?.start_ms ?? 0) : step.start_ms;
};

/** @type {T.TurnOf} */
export const turnOf = ({ cues }, { start_ms, end_ms }) => {
	const last = cues[lastAtMost(cues, end_ms - 1, (cue) => cue.at_ms)];
	return last?.kind === "chime" && last.at_ms > start_ms ? last.at_ms : end_ms;
};

/** 30 s keep the breath on its grid; but no sentence begins in its middle. @type {T.ReplayFrom} */
export const replayFrom = (score, step, t) => {
	const from = Math.max(step.start_ms, t - MORE_MS);
	const { cue } = stateAt(score, from);
	return cue.kind === "chime" ? cue.at_ms + cue.ms : cue.kind === "say" ? cue.at_ms : from;
};

/** @type {T.HopFrom} */
export const hopFrom = (base, score, t) => {
	const { cue, cueIndex } = stateAt(base, t);
	return cue.kind === "say" && score.cues[cueIndex]?.kind !== "say" ? cue.at_ms + cue.ms : null;
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
