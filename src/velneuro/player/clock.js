/** The one clock: nothing is counted, so a tab that slept wakes up at the right place. */

/** @type {T.CreateClock} */
export const createClock = (now, start = 0) => {
	let anchor = start;
	let since = now();
	let last = start;
	let running = false;

	const position = () => {
		if (!running) return anchor;
		const wall = now();
		const reached = anchor + wall - since;
		// A wall clock that was set back must not take the session back.
		if (reached < last) setAnchor(last, wall);
		last = Math.max(last, reached);
		return last;
	};
	const setAnchor = (/** @type {number} */ ms, wall = now()) => {
		anchor = last = ms;
		since = wall;
	};
	const run = (/** @type {boolean} */ on) => {
		setAnchor(position());
		running = on;
	};

	return { position, play: () => run(true), pause: () => run(false), seek: (ms) => setAnchor(ms) };
};
