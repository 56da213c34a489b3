/**
 * Sounds made here: nothing to download, and a level that holds where a device ignores `volume`.
 * @import * as T from "./types.js"
 */

export const RATE = 22_050;
const CHIME_S = 1.5;

/** @type {T.Samples} A soft bowl: two partials that fade in, ring out and end in silence, so that no edge clicks. */
export const chimeSamples = (level) =>
  new Float32Array(CHIME_S * RATE).map((_, n) => {
    const s = n / RATE;
    const edge = ramp(s / 0.04) * ramp((CHIME_S - s) / 0.3);
    return level * edge * Math.exp(-2.2 * s) * (0.7 * sine(392, s) + 0.3 * sine(588, s));
  });

/** @param {number} hz @param {number} s */
const sine = (hz, s) => Math.sin(2 * Math.PI * hz * s);

/** Half a cosine from 0 to 1. @param {number} x */
const ramp = (x) => 0.5 - 0.5 * Math.cos(Math.PI * Math.min(1, Math.max(0, x)));

/** @type {T.Samples} Two seconds that loop. Digital silence would lose the lock screen's controls on some devices. */
export const hushSamples = (level) => new Float32Array(2 * RATE).map((_, n) => level * sine(50, n / RATE));

/** @type {T.WavBytes} */
export const wavBytes = (samples) => {
  const size = samples.length * 2;
  const view = new DataView(new ArrayBuffer(44 + size));
  // RIFF, size, "WAVE", "fmt ", 16, PCM mono, rate, bytes a second, 2 bytes in 16 bits, "data", size
  const head = [0x46464952, 36 + size, 0x45564157, 0x20746d66, 16, 0x10001, RATE, RATE * 2, 0x100002, 0x61746164, size];
  head.forEach((word, n) => view.setUint32(n * 4, word, true));
  samples.forEach((sample, n) => view.setInt16(44 + n * 2, Math.round(sample * 32_767), true));
  return new Uint8Array(view.buffer);
};
