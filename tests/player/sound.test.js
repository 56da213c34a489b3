import assert from "node:assert/strict";
import { test } from "node:test";
import { stateAt } from "../../src/velneuro/player/arrange.js";
import { createGuide, createSpeaker, pickVoice } from "../../src/velneuro/player/sound.js";
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

/** @param {{level?: number, voices?: unknown[]}} [options] */
function speaking({ level = 1, voices = [voice("en-US")] } = {}) {
  /** @type {any[]} */
  const said = [];
  let fails = 0;
  browser({
    speechSynthesis: { getVoices: () => voices, speak: (/** @type {any} */ utterance) => said.push(utterance), cancel: () => {} },
    SpeechSynthesisUtterance: class { constructor(/** @type {string} */ text) { Object.assign(this, { text }); } },
  });
  const speaker = createSpeaker("en", () => level, () => fails++);
  return { said, speaker, voices, fails: () => fails };
}

test("voices that come late are found", () => {
  const { said, speaker, voices, fails } = speaking({ voices: [] });
  speaker.speak("One.");
  voices.push(voice("en-US"));
  speaker.speak("Two.");
  assert.deepEqual(said.map(({ text }) => text), ["Two."]);
  assert.equal(fails(), 1);
});

test("a device without speech has no voice", () => {
  browser({ speechSynthesis: undefined });
  let fails = 0;
  createSpeaker("en", () => 1, () => fails++).speak("One.");
  assert.equal(fails, 1);
});

test("a sentence is spoken slowly, with the voice and level", () => {
  const { said, speaker } = speaking({ level: 0.6 });
  speaker.speak("Breathe.");
  assert.deepEqual([said[0].text, said[0].rate, said[0].volume, said[0].lang], ["Breathe.", 0.85, 0.6, "en-US"]);
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
  const guide = createGuide({ speak: (text) => void log.push(text), stop: () => {} });
  const score = makeScore();
  return { log, guide, at: (/** @type {number} */ t) => guide.tick(stateAt(score, t)) };
}

test("a sentence is said once, in its time", () => {
  const { log, at } = guiding();
  for (let t = 0; t < 20_000; t += 250) at(t);
  assert.deepEqual(log, ["Sentence of step-0."]);
});

test("a page that wakes after a sentence does not say it", () => {
  const { log, at } = guiding();
  at(0);
  at(4600);
  assert.deepEqual(log, []);
});

test("a pause cuts the sentence and going on says it again", () => {
  const { log, at, guide } = guiding();
  at(1500);
  guide.stop();
  at(3000);
  assert.deepEqual(log, ["Sentence of step-0.", "Sentence of step-0."]);
});

test("a sentence that was over is not said again", () => {
  const { log, at, guide } = guiding();
  at(1500);
  at(5000);
  guide.stop();
  at(5000);
  assert.equal(log.length, 1);
});

test("after a leap back the sentence is said again", () => {
  const { log, at, guide } = guiding();
  at(1500);
  guide.stop();
  at(1500);
  assert.equal(log.length, 2);
});
