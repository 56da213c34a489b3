import assert from "node:assert/strict";
import { test } from "node:test";
import { createTrack } from "../../src/velneuro/player/track.js";
import { wall } from "./making.js";

/** An element as some browsers have it: its time goes in steps, and waits for nothing but a test. */
class Element extends EventTarget {
  src = "";
  paused = true;
  seeking = false;
  ended = false;
  readyState = 4;
  currentTime = 0;
  /** @type {{code: number} | null} */
  error = null;
  refusal = "";
  async play() {
    if (this.refusal) throw new DOMException("no", this.refusal);
    this.paused = false;
  }
  pause() {
    this.paused = true;
  }
}

function listening() {
  const element = new Element();
  const time = wall();
  /** @type {string[]} */
  const told = [];
  const tell = { time: () => told.push("time"), taken: () => told.push("taken"), given: () => told.push("given"), broken: () => told.push("broken") };
  const track = createTrack(/** @type {any} */ (element), { url: "/track.mp3", duration_ms: 600_000 }, true, time.now, tell);
  /** @param {string} name */
  const happens = (name) => element.dispatchEvent(new Event(name));
  return { element, time, told, track, happens };
}

test("between the steps of the element the position goes on evenly, and never far from it", () => {
  const { element, time, track } = listening();
  track.play();
  let last = track.position();
  for (let ms = 20; ms < 30_000; ms += 20) {
    time.add(20);
    element.currentTime = (Math.floor(ms / 200) * 200) / 1000;
    const now = track.position();
    if (ms > 2000) assert.ok(now - last > 0 && now - last < 45, `${ms}: ${last} to ${now}`);
    if (ms > 2000) assert.ok(Math.abs(now - ms) < 60, `${ms}: ${now}`);
    last = now;
  }
});

test("the picture waits with a sound that waits", () => {
  const { element, time, track } = listening();
  track.play();
  for (const s of [1, 1.2, 1.4]) {
    time.add(200);
    element.currentTime = s;
    track.position();
  }
  element.readyState = 2;
  time.add(5000);
  assert.equal(track.position(), 1400);
});

test("a sound that hangs unnoticed is never left far behind", () => {
  const { element, time, track } = listening();
  track.play();
  element.currentTime = 1;
  track.position();
  time.add(60_000);
  assert.equal(track.position(), 1250);
});

test("a page that slept is at once where the sound is", () => {
  const { element, time, track } = listening();
  track.play();
  element.currentTime = 1;
  track.position();
  time.add(3000);
  element.currentTime = 601 - 300;
  assert.equal(track.position(), 301_000);
});

test("a seek waits until the browser knows the track", () => {
  const { element, track, happens } = listening();
  element.readyState = 0;
  track.seek(41_000);
  assert.deepEqual([element.currentTime, track.position()], [0, 41_000]);
  element.readyState = 1;
  happens("loadedmetadata");
  assert.ok(element.currentTime > 40.9 && element.currentTime < 41);
  assert.equal(track.position(), 41_000);
});

test("a seek leads to the beginning of a frame", () => {
  const { element, track } = listening();
  track.seek(100_013);
  assert.equal((element.currentTime * 1000) % 24, 0);
});

test("a browser that forgot the seek is told again", () => {
  const { element, track, happens } = listening();
  track.seek(41_000);
  element.currentTime = 0.2;
  happens("playing");
  assert.ok(element.currentTime > 40);
});

test("a pause by a call is told, our own is not, nor the one at the end", () => {
  const { element, told, track, happens } = listening();
  track.play();
  element.pause();
  happens("pause");
  track.pause();
  happens("pause");
  track.play();
  happens("pause");
  element.ended = true;
  happens("pause");
  assert.deepEqual(told, ["taken"]);
});

test("a sound that is given back is told, our own play is not", () => {
  const { element, told, track, happens } = listening();
  track.play();
  happens("play");
  track.pause();
  happens("play");
  element.play();
  happens("play");
  assert.deepEqual(told, ["given"]);
});

test("the end of the sound is the end, though the file be some milliseconds shorter", () => {
  const { element, told, track, happens } = listening();
  track.play();
  element.currentTime = 599.98;
  element.ended = true;
  happens("ended");
  assert.equal(track.position(), 600_000);
  assert.deepEqual(told, ["time"]);
});

test("a track that ends in its middle is broken, and goes on from there", () => {
  const { element, told, track, happens } = listening();
  track.play();
  element.currentTime = 300;
  element.ended = true;
  happens("ended");
  assert.deepEqual(told, ["broken"]);
  assert.equal(track.position(), 300_000);
});

for (const [refusal, answer] of Object.entries({ NotAllowedError: ["broken"], NotSupportedError: ["broken"], AbortError: [] }))
  test(`${refusal} ${answer.length ? "is told" : "is our own pause"}`, async () => {
    const { element, told, track } = listening();
    element.refusal = refusal;
    track.play();
    await new Promise(setImmediate);
    assert.deepEqual(told, answer);
  });

test("before anybody wanted it, a missing track is no news; at Start it is asked for once more", () => {
  const { element, told, track, happens } = listening();
  element.error = { code: 4 };
  happens("error");
  assert.deepEqual(told, []);
  let asked = "";
  Object.defineProperty(element, "src", { get: () => "/track.mp3", set: (to) => ((asked = to), (element.error = null)) });
  track.play();
  assert.equal(asked, "/track.mp3");
  assert.equal(element.paused, false);
});

test("after an error the position stays where the sound was", () => {
  const { element, time, track } = listening();
  track.play();
  for (const s of [60, 60.2]) {
    time.add(200);
    element.currentTime = s;
    track.position();
  }
  element.error = { code: 2 };
  element.currentTime = 0;
  assert.ok(Math.abs(track.position() - 60_200) < 60);
});

for (const [status, answer] of /** @type {[number, string[]][]} */ ([[503, []], [404, ["broken"]], [200, ["broken"]]]))
  test(`a track that fails with ${status} ${answer.length ? "is told" : "is asked for again at the same place"}`, async (context) => {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    context.mock.method(globalThis, "fetch", async () => ({ status }));
    const { element, told, track, happens } = listening();
    track.seek(41_000);
    track.play();
    let asked = 0;
    Object.defineProperty(element, "src", { get: () => "/track.mp3", set: () => ((asked += 1), (element.error = null), (element.currentTime = 0)) });
    element.error = { code: 4 };
    happens("error");
    await new Promise(setImmediate);
    context.mock.timers.tick(3000);
    assert.deepEqual(told, answer);
    assert.equal(asked, answer.length ? 0 : 1);
    assert.equal(track.position(), 41_000);
    assert.ok(answer.length || element.currentTime > 40.9);
  });
