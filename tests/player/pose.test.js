import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pose } from "../../src/velneuro/player/pose.js";

/** @typedef {T.Picture & { of: string, cm_per_s: number, hands: string[] }} Shown */
/** What Python wrote: every technique on every zone of every routine. @type {Shown[]} */
const PICTURES = JSON.parse(readFileSync(new URL("pictures.json", import.meta.url), "utf8"));
const START = 60_000;

/** @param {number} mm @param {T.Point[]} points @returns {T.Way} */
const line = (mm, points = [[0, 0], [0, 50], [0, 100]]) => ({ mm, closed: false, points });
/** @param {number} x @returns {T.Way} */
const loop = (x) => ({ mm: 40, closed: true, points: [[x, 0], [x + 10, 10], [x, 20], [x - 10, 10], [x, 0]] });
const step = { start_ms: START, cm_per_s: 4 };

/** The first hand, so many seconds into the step. @param {T.Way[][]} turns @param {number} s */
const at = (turns, s, cm_per_s = 4) => {
  const { places, ...rest } = pose({ ...step, cm_per_s }, turns, START + s * 1000);
  const [x, y] = /** @type {T.Point} */ (places[0]);
  return { x, y, ...rest };
};
/** @param {number} a @param {number} b */
const near = (a, b) => assert.ok(Math.abs(a - b) < 0.5, `${a} is not ${b}`);

test("a stroke goes out at its tempo, and back through the air", () => {
  const stroke = [[line(300)]];
  near(at(stroke, 0).y, 0);
  near(at(stroke, 3.75).y, 50);
  near(at(stroke, 7.49).y, 100);
  assert.ok(at(stroke, 8.75).lift > 0.99);
  near(at(stroke, 9.99).y, 0);
});

test("the stroke begins again with each breath", () => near(at([[line(300)]], 2).y, at([[line(300)]], 32).y));

test("a short stroke is done again within the breath, not slower", () => {
  const stroke = [[line(80)]];
  near(at(stroke, 1.99).y, 100);
  near(at(stroke, 2.5).y, 0);
  near(at(stroke, 4.49).y, 100);
});

test("a stroke too long for one breath takes two, not double the speed", () => {
  const stroke = [[line(680)]];
  near(at(stroke, 8.5).y, 50);
  near(at(stroke, 16.99).y, 100);
  near(at(stroke, 20).y, 0);
});

test("parts take turns as slow as the longest of them", () => {
  const strokes = [[line(100)], [line(680)]];
  assert.deepEqual([0, 19.9, 20, 39.9, 40].map((s) => at(strokes, s).turn), [0, 0, 1, 1, 0]);
});

test("circles keep the tempo and are not lifted", () => {
  const circle = [[loop(0)]];
  near(at(circle, 0.5).y, 20);
  near(at(circle, 1).y, 0);
  near(at(circle, 37.5).y, 20);
  assert.equal(at(circle, 37.5).lift, 0);
});

test("every ten seconds the next part has its turn, after a way through the air", () => {
  const circles = [[loop(0)], [loop(100)], [loop(200)]];
  assert.deepEqual([0, 10, 20, 30].map((s) => at(circles, s).turn), [0, 1, 2, 0]);
  assert.ok(at(circles, 9.5).lift > 0.99);
  near(at(circles, 9.999).x, 100);
  near(at(circles, 29.999).x, 0);
});

test("two hands go together", () => {
  const { places } = pose(step, [[line(300), line(300, [[50, 0], [50, 200]])]], START + 3_750);
  assert.deepEqual(places.map((place) => place.map(Math.round)), [[0, 50], [50, 100]]);
});

test("a hand that presses sinks in, and goes on lifted to the next spot", () => {
  const spots = [[line(100)]];
  assert.ok(at(spots, 2.125, 0).press > 0.99);
  assert.deepEqual([0, 5, 10].map((s) => Math.round(at(spots, s, 0).y)), [10, 30, 50]);
  assert.ok(at(spots, 4.625, 0).lift > 0.99);
});

test("a hand that rests does nothing", () => {
  const rests = [[{ mm: 0, closed: false, points: [/** @type {T.Point} */ ([7, 8])] }]];
  for (const s of [0, 2.5, 9.9, 123]) assert.deepEqual(at(rests, s), { x: 7, y: 8, turn: 0, lift: 0, press: 0 });
});

test("where nothing is touched, nothing is placed", () => assert.deepEqual(pose(step, [], START).places, []));

for (const { of, cm_per_s, turns } of PICTURES) {
  /** @param {number} t */
  const now = (t) => pose({ start_ms: START, cm_per_s }, turns, START + t);
  const ms = turns.length * 10_000;

  test(`${of}: any moment can be drawn, in any order`, () => {
    const forward = Array.from({ length: 50 }, (_, n) => JSON.stringify(now((n * ms) / 50)));
    const backward = Array.from({ length: 50 }, (_, n) => JSON.stringify(now(((49 - n) * ms) / 50))).reverse();
    assert.deepEqual(forward, backward);
    assert.ok(now(-5).places.length && now(1e7).places.every((place) => place.every(Number.isFinite)));
  });

  test(`${of}: the hand never leaps`, () => {
    const units = turns.flat().flatMap(({ points }) => points.map(([x]) => x));
    const most = 0.1 * Math.max(200, Math.max(...units) - Math.min(...units));
    for (let t = 0; t < 2 * ms; t += 20) {
      const [[a], [b]] = [now(t).places, now(t + 20).places];
      assert.ok(a && b && Math.hypot(a[0] - b[0], a[1] - b[1]) < most, `at ${t} ms`);
    }
  });

  if (cm_per_s && turns[0]?.[0]?.mm)
    test(`${of}: the hand moves over the skin at ${cm_per_s} cm a second`, () => {
      const on = turns.map(() => ({ units: 0, seconds: 0 }));
      for (let t = 0; t < 2 * ms; t += 10) {
        const [a, b] = [now(t), now(t + 10)];
        const sum = on[a.turn];
        if (a.lift || b.lift || a.turn !== b.turn || !sum) continue;
        const [p = [0, 0], q = [0, 0]] = [a.places[0], b.places[0]];
        sum.units += Math.hypot(p[0] - q[0], p[1] - q[1]);
        sum.seconds += 0.01;
      }
      for (const [turn, { units, seconds }] of on.entries()) {
        const { mm = 0, points = [] } = turns[turn]?.[0] ?? {};
        const length = points.slice(1).reduce((sum, [x, y], n) => sum + Math.hypot(x - (points[n]?.[0] ?? 0), y - (points[n]?.[1] ?? 0)), 0);
        const speed = (units * (mm / length)) / 10 / seconds;
        assert.ok(speed > 0.97 * cm_per_s && speed < 1.03 * cm_per_s, `${speed} cm/s`);
      }
    });
}
