import { MORE_MS, againFrom, gentler, inBase, moreHere, skipTo, stateAt } from "./arrange.js";

/** A leap longer than this was no slow frame: the device slept. */
const AWAY_MS = 20_000;

export class Session {
	/** @type {T.Status} */
	status = "ready";
	seen = 0;
	stepIndex = 0;

	/** @param {T.SessionOptions} options */
	constructor({ base, clock, report, resumeMs = 0, gentler: softened = [] }) {
		this.base = base;
		this.clock = clock;
		this.report = report;
		this.score = softened.reduce(gentler, base);
		this.moveTo(Math.min(Math.max(0, resumeMs), base.duration_ms - 1));
	}

	position = () => Math.min(this.clock.position(), this.score.duration_ms);
	state = () => stateAt(this.score, this.position());
	live = () => this.status === "playing" || this.status === "paused";

	/** @type {T.Tell} */
	tell(kind, more) {
		this.report({ kind, step: this.state().step.id, position_ms: inBase(this.base, this.score, this.position()), ...more });
	}

	/** @param {number} ms */
	moveTo(ms) {
		this.clock.seek(ms);
		this.seen = ms;
		this.stepIndex = this.state().index;
	}

	play = () => {
		if (this.status === "ended") return;
		this.clock.play();
		if (this.status === "ready") this.tell("started");
		this.status = "playing";
	};

	pause = () => {
		if (this.status !== "playing") return;
		this.clock.pause();
		this.status = "paused";
		this.tell("paused");
	};

	toggle = () => (this.status === "playing" ? this.pause() : this.play());

	skip = () => {
		if (!this.live()) return;
		const { step } = this.state();
		this.moveTo(skipTo(this.score, this.position()));
		if (this.position() >= this.score.duration_ms) this.end("finished");
		else this.tell("skipped", { step: step.id });
	};

	again = () => {
		if (!this.live()) return;
		this.moveTo(againFrom(this.score, this.position()));
		this.tell("again");
	};

	more = () => {
		if (!this.live() || this.state().step.more_ms < MORE_MS) return false;
		this.score = moreHere(this.score, this.position());
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
		const away = playing && at - this.seen > AWAY_MS;
		this.seen = at;
		if (playing && at >= this.score.duration_ms) return this.reachEnd(away);
		if (playing && this.state().index !== this.stepIndex) {
			this.stepIndex = this.state().index;
			this.tell("step");
		}
		return { state: this.state(), away: away ? "away" : "" };
	};

	/** Who slept past the end did not finish. @type {T.ReachEnd} */
	reachEnd(away) {
		if (away) {
			this.moveTo(this.score.steps.at(-1)?.start_ms ?? 0);
			this.pause();
		} else this.end("finished");
		return { state: this.state(), away: away ? "away_end" : "" };
	}
}
