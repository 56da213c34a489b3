import { chimeSamples, hushSamples, wavBytes } from "./chime.js";

const VOICES_WAIT_MS = 2_000;
const RATE_OF_SPEECH = 0.85;
/** Later, a sentence would disturb what the hands do by now. */
const LATE_MS = 1_500;

/** @type {T.PickVoice} */
export const pickVoice = (voices, lang) => {
	// Android writes en_US.
	const parts = (/** @type {string} */ tag) => tag.toLowerCase().split(/[-_]/);
	// A voice that is not of this device would send every sentence to a stranger.
	const fitting = voices.filter((voice) => voice.localService && parts(voice.lang)[0] === parts(lang)[0]);
	return fitting.find((voice) => parts(voice.lang).join() === parts(lang).join()) ?? fitting.find((voice) => voice.default) ?? fitting[0] ?? null;
};

/** @type {T.FindVoice} */
export const findVoice = async (lang) => {
	const synth = globalThis.speechSynthesis;
	if (!synth) return null;
	const look = () => pickVoice(synth.getVoices(), lang);
	return look() ?? new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer);
			synth.removeEventListener("voiceschanged", again);
			resolve(look());
		};
		const again = () => look() && done();
		const timer = setTimeout(done, VOICES_WAIT_MS);
		synth.addEventListener("voiceschanged", again);
	});
};

/** @type {T.CreateSpeaker} */
export const createSpeaker = (voice, level, onFail) => {
	// A browser may collect an utterance that nobody holds, and never say that it ended.
	/** @type {SpeechSynthesisUtterance | null} */
	let current = null;

	const stop = () => {
		current = null;
		speechSynthesis.cancel();
	};
	/** @param {string} text */
	const speak = (text) => {
		stop();
		if (level() === 0) return;
		const mine = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, rate: RATE_OF_SPEECH, volume: level() });
		// The end of a cut sentence arrives late and must not end the next one.
		mine.onend = () => current === mine && (current = null);
		mine.onerror = () => {
			if (current !== mine) return;
			current = null;
			onFail();
		};
		current = mine;
		speechSynthesis.speak(mine);
	};
	return { speak, stop, speaking: () => current !== null };
};

/** @type {T.Speaker} */
export const MUTE = { speak: () => {}, stop: () => {}, speaking: () => false };

/** @type {T.CreateGuide} */
export const createGuide = (speaker, chime) => {
	let heard = -1;
	let spoken = "";
	let cut = false;

	return {
		tick({ t, cue, cueIndex }) {
			if (cueIndex === heard) return;
			heard = cueIndex;
			const late = t - cue.at_ms > LATE_MS;
			if (cue.kind === "chime" && !late) chime();
			if (cue.kind !== "say") return;
			cut = false;
			spoken = cue.text;
			if (late) speaker().stop();
			else speaker().speak(spoken);
		},
		pause() {
			cut ||= speaker().speaking();
			speaker().stop();
		},
		resume() {
			if (cut) speaker().speak(spoken);
			cut = false;
		},
		leap() {
			heard = -1;
			cut = false;
			speaker().stop();
		},
	};
};

/** @type {(samples: Float32Array) => string} */
const wavAddress = (samples) => URL.createObjectURL(new Blob([wavBytes(samples)], { type: "audio/wav" }));

/** @type {T.CreateTones} */
export const createTones = (onTaken) => {
	const [bowl, hush] = [new Audio(), new Audio()];
	let wanted = false;
	let level = 0;
	hush.src = wavAddress(hushSamples());
	hush.loop = true;
	hush.addEventListener("pause", () => wanted && onTaken());
	// A device may refuse to play; the captions go on.
	const start = (/** @type {HTMLAudioElement} */ element) => void element.play().catch(() => {});

	return {
		setLevel(value) {
			level = value;
			bowl.src = wavAddress(chimeSamples(value));
		},
		chime() {
			bowl.currentTime = 0;
			if (level > 0) start(bowl);
		},
		hold() {
			wanted = true;
			start(hush);
		},
		release() {
			wanted = false;
			hush.pause();
			bowl.pause();
		},
	};
};
