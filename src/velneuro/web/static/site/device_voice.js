// A sample of the voice that lives on this device; without one nothing about it is shown.
const buttons = [...document.querySelectorAll("button.device-voice")];

// A voice from elsewhere would send every sentence to a stranger.
const localVoice = (lang) =>
	speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === lang);

const show = () => {
	for (const button of buttons) {
		const found = Boolean(localVoice(button.dataset.lang));
		button.hidden = !found;
		const part = button.closest(".of-device");
		if (part) part.hidden = !found;
	}
};

const speak = ({ currentTarget: { dataset } }) => {
	const voice = localVoice(dataset.lang);
	speechSynthesis.cancel();
	if (voice) speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(dataset.text), { voice, lang: voice.lang, rate: 0.85 }));
};

if ("speechSynthesis" in globalThis) {
	for (const button of buttons) button.addEventListener("click", speak);
	speechSynthesis.addEventListener("voiceschanged", show);
	show();
}
