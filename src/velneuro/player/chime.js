/** Sounds made here; the level is in the samples, because some devices ignore `volume`. */

export const RATE = 22_050;
const CHIME_S = 1.5;

/** @type {T.Samples} */
export const chimeSamples = (level) =>
	new Float32Array(CHIME_S * RATE).map((_, n) => {
		const s = n / RATE;
		const edge = ramp(s / 0.04) * ramp((CHIME_S - s) / 0.3);
		return level * edge * Math.exp(-2.2 * s) * (0.7 * sine(392, s) + 0.3 * sine(588, s));
	});

/** @param {number} hz @param {number} s */
const sine = (hz, s) => Math.sin(2 * Math.PI * hz * s);

/** @param {number} x */
const ramp = (x) => 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, Math.max(0, x)));

/** To loop. Digital silence would lose the lock screen's controls on some devices. */
export const hushSamples = () => new Float32Array(2 * RATE).map((_, n) => (2 / 32_768) * sine(50, n / RATE));

/** @type {T.WavBytes} */
export const wavBytes = (samples) => {
	const size = samples.length * 2;
	const view = new DataView(new ArrayBuffer(44 + size));
	// RIFF, WAVE, fmt: PCM, mono, 16 bit; data
	const head = [0x46464952, 36 + size, 0x45564157, 0x20746d66, 16, 0x10001, RATE, RATE * 2, 0x100002, 0x61746164, size];
	head.forEach((word, n) => view.setUint32(n * 4, word, true));
	samples.forEach((sample, n) => view.setInt16(44 + n * 2, Math.round(sample * 32_767), true));
	return new Uint8Array(view.buffer);
};
