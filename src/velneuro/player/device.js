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

/** Absent on plain http; lost whenever the page is hidden. @param {boolean} wanted */
export const keepAwake = async (wanted) => {
	if (wanted && !document.hidden) lock = await navigator.wakeLock?.request("screen").catch(() => null);
	else await lock?.release();
};

/** A voice may speak later if it has spoken in a tap once. */
export const unlockSpeech = () => {
	if (window.speechSynthesis) speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(" "), { volume: 0 }));
};

/** @type {T.WireMedia} */
export const wireMedia = (actions) => {
	const media = navigator.mediaSession;
	if (!media) return;
	media.metadata = new MediaMetadata({ title: document.title, artist: "Vel Neuro" });
	for (const [name, act] of Object.entries(actions)) media.setActionHandler(/** @type {MediaSessionAction} */ (name), act);
};

/** @type {T.WireLevels} */
export const wireLevels = (storage, onChange) => {
	const sound = at("sound");
	for (const input of sound.querySelectorAll("input")) {
		const key = `velneuro.${input.name}`;
		input.checked ||= storage?.getItem(key) === input.value;
		input.addEventListener("change", () => {
			storage?.setItem(key, input.value);
			onChange();
		});
	}
	return (name) => Number(sound.querySelector(`[name=${name}]:checked`)?.getAttribute("value") ?? 1);
};
