import assert from "node:assert/strict";
import { test } from "node:test";
import { stateAt } from "../../src/velneuro/player/arrange.js";
import { RATE, chimeSamples, hushSamples, wavBytes } from "../../src/velneuro/player/chime.js";
import { createGuide, createSpeaker, createTones, findVoice, pickVoice } from "../../src/velneuro/player/sound.js";
import { makeScore } from "./making.js";

/** @param {string} lang @param {boolean} [localService] @param {boolean} [byDefault] */
const voice = (lang, localService = true, byDefault = false) => ({ name: lang, lang, localService, default: byDefault });

test("a network voice is never taken", () => assert.equal(pickVoice([voice("en-US", false, true)], "en"), null));
test("a voice of another language is never taken", () => assert.equal(pickVoice([voice("de-DE")], "en"), null));
test("the exact tag wins over the default", () =>
  assert.equal(pickVoice([voice("en-GB", true, true), voice("en-US")], "en-US")?.lang, "en-US"));
test("else the device's default wins", () => assert.equal(pickVoice([voice("en-GB"), voice("en-US", true, true)], "en")?.lang, "en-US"));
test("an underscore in a tag is understood", () => assert.equal(pickVoice([voice("en_US")], "en")?.lang, "en_US"));

/** What a browser has under these names. @param {Record<string, unknown>} names */
const browser = (names) => Object.assign(globalThis, names);

/** A device whose voices come late, or never. */
function lateVoices() {
  /** @type {any[]} */
  const voices = [];
  const synth = Object.assign(new EventTarget(), { getVoices: () => voices });
  browser({ speechSynthesis: synth });
  return { voices, synth };
}

test("voices that come late are waited for", async () => {
  const { voices, synth } = lateVoices();
  const found = findVoice("en");
  voices.push(voice("en-US"));
  synth.dispatchEvent(new Event("voiceschanged"));
  assert.equal((await found)?.lang, "en-US");
});

test("after two seconds there is no voice", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  lateVoices();
  const found = findVoice("en");
  context.mock.timers.tick(2000);
  assert.equal(await found, null);
});

test("a device without speech has no voice", async () => {
  browser({ speechSynthesis: undefined });
  assert.equal(await findVoice("en"), null);
});

/** @param {{level?: number}} [options] */
function speaking({ level = 1 } = {}) {
  /** @type {any[]} */
  const said = [];
  let fails = 0;
  browser({
    speechSynthesis: { speak: (/** @type {any} */ utterance) => said.push(utterance), cancel: () => {} },
    SpeechSynthesisUtterance: class { constructor(/** @type {string} */ text) { Object.assign(this, { text }); } },
  });
  const speaker = createSpeaker(/** @type {any} */ (voice("en-US")), () => level, () => fails++);
  return { said, speaker, fails: () => fails };
}

test("a sentence is spoken slowly, with the voice and level", () => {
  const { said, speaker } = speaking({ level: 0.6 });
  speaker.speak("Breathe.");
  assert.deepEqual([said[0].text, said[0].rate, said[0].volume, said[0].lang], ["Breathe.", 0.85, 0.6, "en-US"]);
  assert.equal(speaker.speaking(), true);
});

test("the end of a sentence is noticed", () => {
  const { said, speaker } = speaking();
  speaker.speak("Breathe.");
  said[0].onend();
  assert.equal(speaker.speaking(), false);
});

test("the late end of a cut sentence does not end the next one", () => {
  const { said, speaker } = speaking();
  speaker.speak("One.");
  speaker.speak("Two.");
  said[0].onend();
  assert.equal(speaker.speaking(), true);
});

test("a voice that is off says nothing", () => {
  const { said, speaker } = speaking({ level: 0 });
  speaker.speak("Breathe.");
  assert.equal(said.length, 0);
});

test("a voice that can not speak is told, a sentence that was cut is not", () => {
  const { said, speaker, fails } = speaking();
  speaker.speak("One.");
  speaker.stop();
  said[0].onerror();
  assert.equal(fails(), 0);
  speaker.speak("Two.");
  said[1].onerror();
  assert.equal(fails(), 1);
});

function guiding() {
  /** @type {string[]} */
  const log = [];
  let busy = false;
  const speaker = {
    speak: (/** @type {string} */ text) => (busy = true, void log.push(text)),
    stop: () => void (busy = false),
    speaking: () => busy,
  };
  const guide = createGuide(() => speaker, () => log.push("chime"));
  const score = makeScore();
  return { log, guide, at: (/** @type {number} */ t) => guide.tick(stateAt(score, t)), end: () => (busy = false) };
}

test("chime and sentence sound once each, in time", () => {
  const { log, at } = guiding();
  for (let t = 0; t < 20_000; t += 250) at(t);
  assert.deepEqual(log, ["chime", "Sentence of step-0."]);
});

test("a sentence up to 1.5 s late is spoken, a later one is not", () => {
  const late = guiding();
  late.at(3000);
  assert.deepEqual(late.log, ["Sentence of step-0."]);
  const later = guiding();
  later.at(3001);
  assert.deepEqual(later.log, []);
});

test("a pause cuts the sentence and going on says it again", () => {
  const { log, at, guide } = guiding();
  at(0);
  at(1500);
  guide.pause();
  guide.resume();
  assert.deepEqual(log, ["chime", "Sentence of step-0.", "Sentence of step-0."]);
});

test("a sentence that was over is not said again", () => {
  const { log, at, guide, end } = guiding();
  at(1500);
  end();
  guide.pause();
  guide.resume();
  assert.equal(log.length, 1);
});

test("a place that was left is not said again", () => {
  const { log, at, guide } = guiding();
  at(1500);
  guide.pause();
  guide.leap();
  guide.resume();
  assert.equal(log.length, 1);
});

test("after a leap back the chime sounds again", () => {
  const { log, at, guide } = guiding();
  at(0);
  guide.leap();
  at(0);
  assert.deepEqual(log, ["chime", "chime"]);
});

test("a leap into the middle of a chime's length is silent when late", () => {
  const { log, at } = guiding();
  at(59_900);
  at(60_000 + 1501);
  assert.deepEqual(log.includes("chime"), false);
});

/** An audio element that refuses to play. */
class Silent extends EventTarget {
  plays = 0;
  loop = false;
  currentTime = 0;
  src = "";
  pause() {}
  play() {
    this.plays++;
    return Promise.reject(new Error("not allowed"));
  }
}

function toning() {
  /** @type {Silent[]} */
  const made = [];
  let taken = 0;
  browser({ Audio: class extends Silent { constructor() { super(); made.push(this); } } });
  const tones = createTones(() => taken++);
  const [chime, hush] = /** @type {[Silent, Silent]} */ (/** @type {unknown} */ (made));
  return { tones, chime, hush, taken: () => taken };
}

test("a device that refuses to play breaks nothing", async () => {
  const { tones, chime } = toning();
  tones.setLevel(0.5);
  tones.chime();
  await Promise.resolve();
  assert.equal(chime.plays, 1);
});

test("a chime that is off stays silent", () => {
  const { tones, chime } = toning();
  tones.setLevel(0);
  tones.chime();
  assert.equal(chime.plays, 0);
});

test("a call that takes the sound is told, our own pause is not", () => {
  const { tones, hush, taken } = toning();
  tones.hold();
  hush.dispatchEvent(new Event("pause"));
  assert.equal(taken(), 1);
  tones.release();
  hush.dispatchEvent(new Event("pause"));
  assert.equal(taken(), 1);
});

test("the unheard loop loops", () => assert.equal(toning().hush.loop, true));

test("the chime starts and ends in silence and never jumps", () => {
  const samples = chimeSamples(1);
  assert.ok(Math.abs(samples[0] ?? 1) < 1e-6 && Math.abs(samples.at(-1) ?? 1) < 1e-3);
  const jumps = samples.slice(1).map((sample, n) => Math.abs(sample - (samples[n] ?? 0)));
  assert.ok(Math.max(...jumps) < 0.15);
});

test("the chime keeps within its level", () => {
  const peak = Math.max(...chimeSamples(0.5).map(Math.abs));
  assert.ok(peak > 0.2 && peak <= 0.5);
});

test("the loop is not silence, its ends meet, and nobody hears it", () => {
  const samples = hushSamples();
  const peak = Math.max(...samples.map(Math.abs));
  assert.ok(peak > 1 / 32_768 && peak < 0.001);
  assert.ok(Math.abs((samples.at(-1) ?? 1) - (samples[0] ?? 1)) < 1e-5);
});

test("the WAV header says mono, 16 bit and the true sizes", () => {
  const bytes = wavBytes(new Float32Array([0, 1, -1]));
  const view = new DataView(bytes.buffer);
  const ascii = (/** @type {number} */ at) => String.fromCharCode(...bytes.slice(at, at + 4));
  assert.deepEqual([ascii(0), ascii(8), ascii(12), ascii(36)], ["RIFF", "WAVE", "fmt ", "data"]);
  assert.deepEqual([view.getUint32(4, true), view.getUint32(40, true), bytes.length], [42, 6, 50]);
  assert.deepEqual([20, 22, 32, 34].map((at) => view.getUint16(at, true)), [1, 1, 2, 16]);
  assert.equal(view.getUint32(24, true), RATE);
  assert.deepEqual([view.getInt16(44, true), view.getInt16(46, true), view.getInt16(48, true)], [0, 32_767, -32_767]);
});
