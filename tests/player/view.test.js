import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { actOf } from "../../src/velneuro/player/controls.js";
import { motionAt, partsOf, readFigures } from "../../src/velneuro/player/figure.js";
import { howText, pacerScale, pressureText } from "../../src/velneuro/player/stage.js";
import { clockText, fill } from "../../src/velneuro/player/words.js";
import { WORDS, makeScore } from "./making.js";

const STEP = { start_ms: 60_000, breath_ms: 10_000, cm_per_s: 4 };
const LINE = [{ mm: 300, closed: false }];
const CIRCLE = { mm: 40, closed: true };

test("one stroke goes with one breath: out, and lifted back", () => {
  assert.equal(motionAt(STEP, LINE, 60_000).along, 0);
  assert.ok(Math.abs(motionAt(STEP, LINE, 66_999).along - 1) < 0.01);
  const back = motionAt(STEP, LINE, 68_500);
  assert.ok(back.lift > 0.9 && back.along < 0.6);
});

test("the stroke begins again with each breath", () =>
  assert.ok(Math.abs(motionAt(STEP, LINE, 62_000).along - motionAt(STEP, LINE, 92_000).along) < 1e-9));

test("on the skin the hand is never lifted", () => {
  for (let t = 60_000; t < 67_000; t += 100) assert.equal(motionAt(STEP, LINE, t).lift, 0);
});

test("circles keep the tempo in whole turns and are not lifted", () => {
  const step = { ...STEP, breath_ms: 0, cm_per_s: 2 };
  assert.ok(Math.abs(motionAt(step, [CIRCLE], 61_000).along - 0.5) < 1e-9);
  assert.ok(motionAt(step, [CIRCLE], 62_000).along < 1e-9);
  assert.equal(motionAt(step, [CIRCLE], 61_500).lift, 0);
});

test("every ten seconds the next part has its turn", () =>
  assert.deepEqual([60, 70, 80, 90].map((s) => motionAt(STEP, [CIRCLE, CIRCLE, CIRCLE], s * 1000).part), [0, 1, 2, 0]));

test("a hand that stays sinks in and wanders from spot to spot", () => {
  const step = { ...STEP, cm_per_s: 0 };
  assert.equal(motionAt(step, LINE, 62_500).press, 1);
  assert.deepEqual([60, 65, 70].map((s) => motionAt(step, LINE, s * 1000).along), [0.1, 0.3, 0.5]);
});

test("all motions stay within their bounds", () => {
  for (const cm_per_s of [0, 0.5, 4, 40])
    for (const closed of [true, false])
      for (let t = 59_000; t < 100_000; t += 333) {
        const { along, lift, press } = motionAt({ ...STEP, breath_ms: 0, cm_per_s }, [{ mm: 100, closed }], t);
        assert.ok([along, lift, press].every((value) => value >= 0 && value <= 1));
      }
});

test("the parts of a stroke are found, not its namesakes", () => {
  const strokes = { finger: "", "finger-1": "", "finger-2": "", "fingertip-1": "" };
  assert.deepEqual(partsOf({ strokes }, "finger"), ["finger", "finger-1", "finger-2"]);
  assert.deepEqual(partsOf({ strokes }, null), []);
});

test("a figure with anything but path data in it is left out", () => {
  const whole = { w: 1, h: 1, mm_per_unit: 1, outline: "M0 0c1-2.5 3 4 5 6z", strokes: { a: "M0 0" } };
  const figures = readFigures({ whole, tagged: { ...whole, outline: "<b>" }, quoted: { ...whole, details: 'M0 0" x="' }, wide: { ...whole, w: '"1' }, bare: { ...whole, strokes: null } });
  assert.deepEqual([...figures.keys()], ["whole"]);
  assert.equal(readFigures(undefined).size, 0);
});

const FIGURES = new URL("../../src/velneuro/content/figures/", import.meta.url);

test("every figure of the house is whole and has strokes", () => {
  const names = readdirSync(FIGURES).filter((name) => /^[a-z]+\.json$/.test(name) && name !== "palettes.json");
  const figures = readFigures(Object.fromEntries(names.map((name) => [name, JSON.parse(readFileSync(new URL(name, FIGURES), "utf8"))])));
  assert.equal(figures.size, names.length);
  assert.equal(figures.size, 8);
  assert.ok([...figures.values()].every((figure) => Object.keys(figure.strokes).length > 0));
});

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
  assert.equal(pressureText(WORDS, { ...step, pressure: 0, zone: null, stroke: null, tool: null })[0], "No touch");
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

test("all modules together stay under 40 kB", () => {
  const folder = new URL("../../src/velneuro/player/", import.meta.url);
  const sizes = readdirSync(folder).filter((name) => name.endsWith(".js")).map((name) => readFileSync(new URL(name, folder)).length);
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 40_000);
});
