import assert from "node:assert/strict";
import { test } from "node:test";
import { actOf } from "../../src/velneuro/player/controls.js";
import { howText, pacerScale, pressureText } from "../../src/velneuro/player/stage.js";
import { clockText, fill } from "../../src/velneuro/player/words.js";
import { WORDS, makeScore } from "./making.js";

test("the pacer grows, then shrinks, without a jump", () => {
  assert.equal(pacerScale({ phase: "in", share: 0 }), 0.62);
  assert.equal(pacerScale({ phase: "in", share: 1 }), 1);
  assert.equal(pacerScale({ phase: "out", share: 0 }), 1);
  assert.ok(Math.abs(pacerScale({ phase: "out", share: 1 }) - 0.62) < 1e-9);
});

const [step] = /** @type {[T.Step]} */ (/** @type {unknown} */ (makeScore().steps));

test("the line under the title says the side and how", () => {
  assert.equal(howText(WORDS, step), "Left · small slow circles");
  assert.equal(howText(WORDS, { ...step, side: null, how: null }), "");
});

test("pressure has a word, and no touch has its own", () => {
  assert.deepEqual(pressureText(WORDS, step), ["Light", "like spreading lotion"]);
  assert.equal(pressureText(WORDS, { ...step, pressure: 0 })[0], "Resting");
  assert.equal(pressureText(WORDS, { ...step, pressure: 0, zone: null, tool: null })[0], "No touch");
  assert.equal(pressureText(WORDS, { ...step, pressure: 0, tool: null })[0], "No touch", "attention to a place that must not be touched");
});

test("time left is rounded up", () => assert.deepEqual([492_000, 1, 0, -5, 59_001].map(clockText), ["8:12", "0:01", "0:00", "0:00", "1:00"]));
test("holes are filled, unknown ones stay", () => assert.equal(fill("{a} of {b}", { a: 1 }), "1 of {b}"));

const FREE = { inPlayer: false, typing: false, onButton: false };
/** @param {string} key @param {Partial<T.Focus>} [focus] @param {Partial<T.Press>} [press] */
const act = (key, focus, press) =>
  actOf({ key, repeat: false, ctrlKey: false, altKey: false, metaKey: false, ...press }, { ...FREE, ...focus });

test("keys ask for what they say", () => {
  const keys = [" ", "ArrowRight", "ArrowLeft", "Escape", "MediaPlayPause", "MediaTrackNext", "MediaTrackPrevious", "MediaStop"];
  assert.deepEqual(keys.map((key) => act(key)), ["toggle", "skip", "again", "stop", "toggle", "skip", "again", "stop"]);
});

test("letters work within the player, in both cases", () => {
  assert.deepEqual([..."kKnpmg"].map((key) => act(key, { inPlayer: true })), ["toggle", "toggle", "skip", "again", "more", "gentler"]);
  assert.equal(act("n"), null);
});

test("a focused button keeps its own Space, a field keeps every key", () => {
  assert.equal(act(" ", { onButton: true, inPlayer: true }), null);
  assert.equal(act("ArrowRight", { typing: true, inPlayer: true }), null);
});

test("a held key and a browser's own shortcut do nothing", () => {
  assert.equal(act(" ", {}, { repeat: true }), null);
  assert.equal(act("ArrowLeft", {}, { altKey: true }), null);
  assert.equal(act("p", { inPlayer: true }, { ctrlKey: true }), null);
});
