/** The sound is the clock: one element plays the whole session and the picture follows, so a page that slept missed nothing. */
import { fade, put } from "./fade.js";

/** An element tells its time in steps; within them the wall clock goes on, so that the hand moves at every frame. */
const STEP_MS = 250;
/** More is made up at once, less bit by bit. */
const JUMP_MS = 100;
/** A track that ends earlier than this is a broken one. */
const SHORT_MS = 1_000;
const RETRY_MS = 3_000;
const NOT_YET = 503;

/** @type {T.CreateTrack} */
export const createTrack = (element, { url, duration_ms: duration }, speaks, now, tell) => {
	let audio = element;
	let wanted = false;
	/** Where the last seek led. */
	let least = 0;
	/** A seek that waits until the browser knows the track. @type {number | null} */
	let aim = null;
	/** @type {T.Rising | null} */
	let rising = null;
	let told = 0;
	let shown = 0;
	let since = 0;
	let moving = false;

	const flows = () => !audio.paused && !audio.seeking && audio.readyState > 2;
	const isShort = () => audio.currentTime * 1000 < duration - SHORT_MS;

	const position = () => {
		if (aim !== null) return aim;
		if (audio.ended && !isShort()) return duration;
		const wall = now();
		if (!audio.error) follow(audio.currentTime * 1000, wall);
		return Math.max(least, moving ? Math.min(shown + wall - since, told + STEP_MS) : told);
	};
	/** @type {T.Follow} */
	const follow = (ms, wall) => {
		const error = ms - (shown + wall - since);
		if (!flows()) moving = false;
		else if (ms !== told) {
			shown = moving && Math.abs(error) < JUMP_MS ? ms - 0.875 * error : ms;
			since = wall;
			moving = true;
		}
		told = ms;
	};

	/** @param {number} ms */
	const seek = (ms) => {
		least = aim = ms;
		moving = false;
		settle();
	};
	const settle = () => {
		if (aim === null || audio.readyState === 0) return;
		told = aim;
		put(audio, aim);
		aim = null;
	};
	const play = () => {
		wanted = true;
		if (audio.error) return load(audio.src);
		audio.play().catch(({ name }) => name !== "AbortError" && !audio.error && tell.broken());
	};
	/** What is not rendered yet is asked for again; what is wrong stays wrong. */
	const failed = async () => {
		const { error } = audio;
		const answer = await fetch(audio.src, { method: "HEAD" }).catch(() => null);
		const goesOn = () => wanted && audio.error === error;
		if (answer?.status === NOT_YET) setTimeout(() => goesOn() && play(), RETRY_MS);
		else if (goesOn()) tell.broken();
	};
	const pause = () => {
		wanted = false;
		audio.pause();
		if (rising) change(rising.url);
	};
	/** @param {string} address */
	const load = (address) => {
		const at = position();
		audio.src = address;
		seek(at);
		if (wanted) play();
	};

	const drop = () => {
		rising?.stop();
		rising = null;
	};
	/** @param {string} address */
	const change = (address) => {
		drop();
		if (document.hidden) return;
		if (wanted) rising = fade(audio, address, position, takeOver, refused);
		else load(address);
	};
	/** This element may play, a new one may not everywhere. */
	const refused = () => {
		const address = rising?.url ?? audio.src;
		drop();
		load(address);
	};
	/** @param {HTMLAudioElement} next */
	const takeOver = (next) => {
		audio = next;
		rising = null;
		moving = false;
		listen(next);
	};
	/** @param {HTMLAudioElement} source */
	const listen = (source) => {
		/** @type {Record<string, () => unknown>} */
		const answers = {
			loadedmetadata: settle,
			// Some forget a seek that was asked for before the first sound.
			playing: () => audio.currentTime * 1000 < least - SHORT_MS && seek(least),
			timeupdate: tell.time,
			// Both come late: of two quick taps, the word of the first would undo the second, and its word the first.
			pause: () => wanted && audio.paused && !audio.ended && !audio.error && tell.taken(),
			play: () => wanted || audio.paused || tell.given(),
			error: () => wanted && failed(),
			ended: () => (isShort() ? wanted && tell.broken() : tell.time()),
		};
		for (const [name, answer] of Object.entries(answers)) source.addEventListener(name, () => source === audio && answer());
	};

	listen(audio);
	audio.src = url;
	return { heard: true, speaks, position, play, pause, seek, change };
};
