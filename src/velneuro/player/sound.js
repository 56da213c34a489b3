const RATE_OF_SPEECH = 0.85;

/** @type {T.PickVoice} */
export const pickVoice = (voices, lang) => {
	// Android writes en_US.
	const parts = (/** @type {string} */ tag) => tag.toLowerCase().split(/[-_]/);
	// A voice that is not of this device would send every sentence to a stranger.
	const fitting = voices.filter((voice) => voice.localService && parts(voice.lang)[0] === parts(lang)[0]);
	return fitting.find((voice) => parts(voice.lang).join() === parts(lang).join()) ?? fitting.find((voice) => voice.default) ?? fitting[0] ?? null;
};

/** @type {T.CreateSpeaker} */
export const createSpeaker = (lang, level, onFail) => {
	const synth = globalThis.speechSynthesis;
	// Some browsers look for their voices only when they are asked for.
	const find = () => pickVoice(synth?.getVoices() ?? [], lang);
	// A browser may collect an utterance that nobody holds, and never say that it ended.
	/** @type {SpeechSynthesisUtterance | null} */
	let current = null;

	const stop = () => {
		current = null;
		synth?.cancel();
	};
	/** @param {string} text */
	const speak = (text) => {
		stop();
		const voice = find();
		if (!voice) return onFail();
		if (level() === 0) return;
		const mine = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, rate: RATE_OF_SPEECH, volume: level() });
		// That a sentence was cut is told as an error too.
		mine.onerror = () => current === mine && onFail();
		current = mine;
		synth.speak(mine);
	};
	find();
	return { speak, stop };
};

/** @type {T.CreateGuide} */
export const createGuide = (speaker) => {
	let heard = -1;
	return {
		tick({ cue, cueIndex }) {
			if (cueIndex === heard) return;
			heard = cueIndex;
			if (cue.kind === "say") speaker.speak(cue.text);
		},
		stop() {
			heard = -1;
			speaker.stop();
		},
	};
};
