/** One session as it runs. No page, no sound. */
import { againFrom, gentler, inBase, moreHere, skipTo, stateAt } from "./arrange.js";

/** A leap longer than this was no slow frame: the device slept. */
const AWAY_MS = 20_000;

/** @type {T.CreateSession} */
export const createSession = ({ base, clock, report, resumeMs = 0, gentler: softened = [] }) => {
	let score = softened.reduce(gentler, base);
	let status = /** @type {T.Status} */ ("ready");
	let seen = 0;
	let stepIndex = 0;

	const position = () => Math.min(clock.position(), score.duration_ms);
	const state = () => stateAt(score, position());
	const open = () => status === "playing" || status === "paused";

	/** @type {T.Tell} */
	const tell = (kind, more) => report({ kind, step: state().step.id, position_ms: inBase(base, score, position()), ...more });

	/** @param {number} ms */
	const moveTo = (ms) => {
		clock.seek(ms);
		seen = ms;
		stepIndex = state().index;
	};
	const play = () => {
		if (status === "ended") return;
		clock.play();
		if (status === "ready") tell("started");
		status = "playing";
	};
	const pause = () => {
		if (status !== "playing") return;
		clock.pause();
		status = "paused";
		tell("paused");
	};
	/** @type {T.Tell} */
	const end = (kind, more) => {
		clock.pause();
		status = "ended";
		tell(kind, more);
	};
	const skip = () => {
		const { id } = state().step;
		moveTo(skipTo(score, position()));
		if (position() >= score.duration_ms) end("finished");
		else tell("skipped", { step: id });
	};
	const soften = () => {
		const { index } = state();
		if (!open() || score.steps.every((step, n) => n < index || step.pressure === 0)) return false;
		score = gentler(score, position());
		tell("gentler");
		return true;
	};
	/** @type {T.Session["tick"]} */
	const tick = () => {
		const at = position();
		const away = status === "playing" && at - seen > AWAY_MS;
		seen = at;
		if (status === "playing" && at >= score.duration_ms) return reachEnd(away);
		if (status === "playing" && state().index !== stepIndex) {
			stepIndex = state().index;
			tell("step");
		}
		return { state: state(), away: away ? "away" : "" };
	};
	/** A device that slept past the end must not record a session that nobody had. @type {T.ReachEnd} */
	const reachEnd = (away) => {
		if (away) {
			moveTo(score.steps.at(-1)?.start_ms ?? 0);
			pause();
		} else end("finished");
		return { state: state(), away: away ? "away_end" : "" };
	};
	/** @type {(deed: () => void) => () => void} */
	const whenOpen = (deed) => () => {
		if (open()) deed();
	};

	moveTo(Math.min(Math.max(0, resumeMs), base.duration_ms - 1));
	return {
		score: () => score,
		status: () => status,
		state,
		tick,
		play,
		pause,
		toggle: () => (status === "playing" ? pause() : play()),
		skip: whenOpen(skip),
		again: whenOpen(() => {
			moveTo(againFrom(score, position()));
			tell("again");
		}),
		more: whenOpen(() => {
			score = moreHere(score, position());
			tell("more");
		}),
		soften,
		stop: (reason) => whenOpen(() => end("stopped", { reason }))(),
		save: whenOpen(() => tell("step")),
	};
};
