import assert from "node:assert/strict";
import { test } from "node:test";
import { createClock } from "../../src/velneuro/player/clock.js";
import { seeded, wall } from "./making.js";

test("a new clock stands at its start", () => {
  const time = wall();
  const clock = createClock(time.now);
  time.add(10_000);
  assert.equal(clock.position(), 0);
});

test("a playing clock follows the wall", () => {
  const time = wall();
  const clock = createClock(time.now);
  clock.play();
  time.add(1234);
  assert.equal(clock.position(), 1234);
});

test("a tab that was frozen for an hour wakes at the right place", () => {
  const time = wall();
  const clock = createClock(time.now);
  clock.play();
  time.add(3_600_000);
  assert.equal(clock.position(), 3_600_000);
});

test("time in a pause does not count", () => {
  const time = wall();
  const clock = createClock(time.now);
  clock.play();
  time.add(1000);
  clock.pause();
  time.add(60_000);
  clock.play();
  time.add(500);
  assert.equal(clock.position(), 1500);
});

test("playing twice changes nothing", () => {
  const time = wall();
  const clock = createClock(time.now);
  clock.play();
  time.add(1000);
  clock.play();
  time.add(1000);
  assert.equal(clock.position(), 2000);
});

test("a seek moves the playing clock and it goes on from there", () => {
  const time = wall();
  const clock = createClock(time.now);
  clock.play();
  time.add(90_000);
  clock.seek(5000);
  time.add(250);
  assert.equal(clock.position(), 5250);
});

test("a seek while paused stays paused", () => {
  const time = wall();
  const clock = createClock(time.now);
  clock.seek(7000);
  time.add(1000);
  assert.equal(clock.position(), 7000);
});

test("without a seek no run of events ever moves the position back", () => {
  const random = seeded(7);
  const time = wall();
  const clock = createClock(time.now);
  let last = 0;
  for (let n = 0; n < 5000; n++) {
    time.add(Math.round(random() * 10_000));
    if (random() < 0.2) clock.play();
    if (random() < 0.2) clock.pause();
    assert.ok(clock.position() >= last);
    last = clock.position();
  }
});
