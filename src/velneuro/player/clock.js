/** The clock of a session whose sound is not to be had. Nothing is counted, so a tab that slept wakes up at the right place. */

/** @type {T.CreateClock} */
export const createClock = (now) => {
	let anchor = 0;
	let since = now();
	let running = false;

	const position = () => anchor + (running ? now() - since : 0);
	/** @param {number} ms */
	const seek = (ms) => {
		anchor = ms;
		since = now();
	};
	/** @param {boolean} on */
	const run = (on) => {
		seek(position());
		running = on;
	};
	return { position, seek, play: () => run(true), pause: () => run(false) };
};
