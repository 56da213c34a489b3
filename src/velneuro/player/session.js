import { MORE_MS, againFrom, gentler, hopFrom, replayFrom, stateAt, turnOf } from "./arrange.js";

/** A leap longer than this was no slow frame: the device slept. */
const AWAY_MS = 20_000;
/** A tick comes every quarter of a second: what must not be heard is left before it begins. */
const EARLY_MS = 400;
/** Who is further in the next step has begun it. */
const LATE_MS = 2_000;

export class Session {
	/** @type {T.Status} */
	status = "ready";
	seen = 0;
	stepIndex = 0;
	/** How many ticks the clock has stood still. */
	still = 0;
	/** How often the end of this step is still to be repeated. */
	repeats = 0;
	/** How often it was asked for, by step. @type {Record<number, number>} */
	asked = {};

	/** @param {T.SessionOptions} options */
	constructor({ base, clock, report, resumeMs = 0, gentler: softened = [] }) {
		this.base = base;
		this.clock = clock;
		this.report = report;
		this.score = softened.reduce(gentler, base);
		this.moveTo(Math.min(Math.max(0, resumeMs), base.duration_ms - 1));
	}

	position = () => Math.min(this.clock.position(), this.score.duration_ms);
	live = () => this.status === "playing" || this.status === "paused";
	state = () => {
		const state = stateAt(this.score, this.position());
		return { ...state, left: state.left + this.repeats * MORE_MS };
	};

	/** @type {T.Tell} */
	tell(kind, more) {
		this.report({ kind, step: this.state().step.id, position_ms: Math.round(this.position()), ...more });
	}

	/** @param {number} ms */
	moveTo(ms) {
		this.clock.seek(ms);
		this.seen = ms;
		this.still = 0;
		const { index } = stateAt(this.score, ms);
		if (index !== this.stepIndex) this.repeats = 0;
		this.stepIndex = index;
	}

	/** From the same place. @param {T.Clock} clock */
	follow(clock) {
		const at = this.position();
		this.clock.pause();
		this.clock = clock;
		this.moveTo(at);
		if (this.status === "playing") clock.play();
	}

	play = () => {
		if (this.status === "ended") return;
		const first = this.status === "ready";
		this.status = "playing";
		this.still = 0;
		this.clock.play();
		if (first) this.tell("started");
	};

	pause = () => {
		if (this.status !== "playing") return;
		this.clock.pause();
		this.status = "paused";
		this.tell("paused");
	};

	skip = () => {
		if (!this.live()) return;
		const { step } = this.state();
		this.moveTo(step.end_ms);
		if (this.position() >= this.score.duration_ms) this.end("finished");
		else this.tell("skipped", { step: step.id });
	};

	again = () => {
		if (!this.live()) return;
		this.moveTo(againFrom(this.score, this.position()));
		this.tell("again");
	};

	more = () => {
		const { index, step } = this.state();
		const count = (this.asked[index] ?? 0) + 1;
		if (!this.live() || count * MORE_MS > step.more_ms) return false;
		this.asked[index] = count;
		this.repeats += 1;
		this.tell("more");
		return true;
	};

	soften = () => {
		const { index } = this.state();
		if (!this.live() || this.score.steps.every((step, n) => n < index || step.pressure === 0)) return false;
		this.score = gentler(this.score, this.position());
		this.tell("gentler");
		return true;
	};

	/** @param {T.Reason} reason */
	stop(reason) {
		if (this.live()) this.end("stopped", { reason });
	}

	save() {
		if (this.live()) this.tell("step");
	}

	/** @type {T.Tell} */
	end(kind, more) {
		this.clock.pause();
		this.status = "ended";
		this.tell(kind, more);
	}

	/** @type {T.Tick} */
	tick = () => {
		const at = this.position();
		const playing = this.status === "playing";
		const away = playing && !this.clock.heard && at - this.seen > AWAY_MS;
		this.still = playing && at === this.seen ? this.still + 1 : 0;
		this.seen = at;
		if (playing && !this.turn(at)) this.goOn(at, away);
		return { state: this.state(), away: !away ? "" : this.status === "paused" ? "away_end" : "away" };
	};

	/** Back for more of this step, or on past a sentence that is no longer true. @param {number} at */
	turn(at) {
		const step = /** @type {T.Step} */ (this.score.steps[this.stepIndex]);
		const end = turnOf(this.score, step);
		const back = this.repeats > 0 && at >= end - EARLY_MS && at < Math.max(step.end_ms, end + LATE_MS);
		const to = back ? replayFrom(this.score, step, Math.min(at, end)) : this.hop(at);
		if (to === null) return false;
		const repeats = this.repeats - Number(back);
		this.moveTo(to);
		this.repeats = repeats;
		return true;
	}

	/** Also out of the middle of one: a late tick or a seek may lead there. @param {number} at */
	hop(at) {
		if (!this.clock.speaks) return null;
		return hopFrom(this.base, this.score, at + EARLY_MS) ?? hopFrom(this.base, this.score, at);
	}

	/** Who slept past the end did not finish; what a sleeper heard is told step by step. @type {T.GoOn} */
	goOn(at, away) {
		const { index } = this.state();
		if (away && at >= this.score.duration_ms) {
			this.moveTo(this.score.steps.at(-1)?.start_ms ?? 0);
			return this.pause();
		}
		const passed = this.clock.heard ? this.score.steps.slice(this.stepIndex + 1, index) : [];
		for (const { id, start_ms } of passed) this.tell("step", { step: id, position_ms: start_ms });
		if (index > this.stepIndex) {
			this.stepIndex = index;
			this.repeats = 0;
			this.tell("step");
		}
		if (at >= this.score.duration_ms) this.end("finished");
	}
}
