/** What a device may deny; the session goes on without. */
import { at } from "./stage.js";

/** Denied in some private windows, by throwing. */
export const deviceStorage = () => {
	try {
		return window.localStorage;
	} catch {
		return null;
	}
};

/** @type {WakeLockSentinel | null | undefined} */
let lock;
/** One after the other: a lock that comes after it was given up would be held for ever. */
let turn = Promise.resolve();

/** Absent on plain http; lost whenever the page is hidden. @param {boolean} wanted */
export const keepAwake = (wanted) => {
	turn = turn.then(async () => {
		await lock?.release();
		lock = wanted && !document.hidden ? await navigator.wakeLock?.request("screen").catch(() => null) : null;
	});
};

/** @type {T.WireMedia} */
export const wireMedia = (actions) => {
	for (const [name, act] of Object.entries(actions)) navigator.mediaSession?.setActionHandler(/** @type {MediaSessionAction} */ (name), act);
};

/** What the lock screen shows. @type {T.ShowMedia} */
export const showMedia = ({ step, t }, duration, cover) => {
	const media = navigator.mediaSession;
	if (!media) return;
	if (media.metadata?.title !== step.title) media.metadata = new MediaMetadata({ title: step.title, artist: "Vel Neuro", album: document.title, artwork: [{ src: cover }] });
	media.setPositionState?.({ duration: duration / 1000, position: t / 1000 });
};

/** Loudness of a level, as the track has it. */
const VOLUMES = [0, 0.25, 0.5, 1];

/** Each change is a new track: who tries several gets that of the last. */
const SETTLED_MS = 800;

/** @type {T.WireSound} */
export const wireSound = (storage, ownVoice, onChange) => {
	const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (at("sound").querySelectorAll("input"));
	/** @type {Record<string, string>} */
	const keptHere = { screen: "velneuro.screen", ...(ownVoice && { level_voice: "velneuro.voice" }) };
	const picked = () => Object.fromEntries([...inputs].filter((input) => input.checked).map(({ name, value }) => [name, name === "music" ? value : Number(value)]));
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let waits;
	const tell = () => {
		clearTimeout(waits);
		waits = undefined;
		const { screen: _, ...chosen } = picked();
		onChange(chosen);
	};
	const settle = () => {
		clearTimeout(waits);
		waits = setTimeout(tell, SETTLED_MS);
	};
	for (const input of inputs) {
		const key = keptHere[input.name];
		if (key) input.checked ||= storage?.getItem(key) === input.value;
		input.addEventListener("change", () => (key ? storage?.setItem(key, input.value) : settle()));
	}
	// A page that is left may never wake its timers again.
	document.addEventListener("visibilitychange", () => document.hidden && waits && tell());
	return { level: (name) => VOLUMES[Number(picked()[name])] ?? 1, screen: () => picked().screen !== 0 };
};
