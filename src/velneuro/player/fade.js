/** One track goes over into another at the same place. */

/** A browser finds the beginning of a frame exactly, and what lies between two by guessing; */
const FRAME_MS = 24;
/** a decoder is silent until it has had some. */
const EARLIER = 3;
const AHEAD_MS = 3_000;
const FADE_MS = 2_000;
const STEP_MS = 50;
const FAR_MS = 500;

/** @type {T.Put} */
export const put = (audio, ms) => {
	audio.currentTime = Math.max(0, ((Math.floor(ms / FRAME_MS) - EARLIER) * FRAME_MS) / 1000);
};

/** @type {T.Fade} */
export const fade = (old, url, position, onDone, onRefused) => {
	const next = /** @type {HTMLAudioElement} */ (old.cloneNode());
	let share = 0;

	/** The new one waits a little ahead, and starts when the old one comes by. */
	const wait = () => {
		const left = next.currentTime * 1000 - position();
		if (document.hidden) return stop();
		if (left < 0 || left > AHEAD_MS) {
			// The server had it not ready in time.
			if (next.error) next.load();
			return put(next, position() + AHEAD_MS);
		}
		if (left > STEP_MS || next.seeking || next.readyState < 3) return;
		rise();
		next.play().catch(onRefused);
	};
	const rise = () => {
		// Timers are slow in a hidden page.
		share = document.hidden ? 1 : Math.min(1, share + STEP_MS / FADE_MS);
		old.volume = 1 - share;
		next.volume = share;
		if (Math.abs(position() - next.currentTime * 1000) > FAR_MS) put(next, position());
		if (share === 1) end();
	};
	const stop = () => {
		clearInterval(timer);
		next.pause();
		old.volume = 1;
	};
	const end = () => {
		clearInterval(timer);
		onDone(next);
		old.replaceWith(next);
		old.removeAttribute("src");
		old.load();
	};
	const timer = setInterval(() => (share ? rise() : wait()), STEP_MS);
	next.src = url;
	return { url, stop };
};
