/** Makes small scores that hold every law, so that a test can break one of them. */
import { readFileSync } from "node:fs";

/** @type {T.Words} */
export const WORDS = JSON.parse(readFileSync(new URL("words.json", import.meta.url), "utf8"));

/** @typedef {{seconds?: number, pressure?: number, breath?: boolean, closing?: boolean, zone?: string | null}} Wish */

/** Steps of whole seconds: chime, a sentence, silence, breaths where wished. @param {Wish[]} wishes @returns {T.Score} */
export function makeScore(wishes = [{ seconds: 60 }, { seconds: 47, breath: true }, { seconds: 30, closing: true }]) {
  /** @type {T.Step[]} */
  const steps = [];
  /** @type {T.Cue[]} */
  const cues = [];
  let start = 0;
  for (const [index, wish] of wishes.entries()) {
    const step = makeStep(index, start, wish);
    steps.push(step);
    cues.push(...makeCues(step, wish));
    start = step.end_ms;
  }
  return { version: 1, duration_ms: start, routine: "test", lang: "en", steps, cues };
}

/** @param {number} index @param {number} start @param {Wish} wish @returns {T.Step} */
function makeStep(index, start, { seconds = 60, pressure = 1, breath = false, zone = "ball" }) {
  return {
    id: `step-${index}`, title: `Step ${index}`, start_ms: start, end_ms: start + seconds * 1000,
    side: "left", tool: "thumb", pressure, cm_per_s: 2,
    zone, how: "small slow circles", breath_ms: breath ? 10_000 : 0,
    more_ms: 600_000,
  };
}

/** @param {T.Step} step @param {Wish} wish @returns {T.Cue[]} */
function makeCues(step, { breath = false, closing = false }) {
  const end = step.end_ms - (closing ? 1500 : 0);
  /** @type {T.Cue[]} */
  const cues = [
    { at_ms: step.start_ms, ms: 1500, kind: "chime" },
    { at_ms: step.start_ms + 1500, ms: 3000, kind: "say", sentence: `${step.id}.begin`, text: `Sentence of ${step.id}.` },
  ];
  let at = step.start_ms + 4500;
  /** @param {number} until @param {"rest" | "breath"} kind */
  const fillTo = (until, kind) => {
    if (until > at) cues.push({ at_ms: at, ms: until - at, kind });
    at = Math.max(at, until);
  };
  fillTo(Math.min(end, step.start_ms + 10_000), "rest");
  while (breath && at + 10_000 <= end) fillTo(at + 10_000, "breath");
  fillTo(end, "rest");
  if (closing) cues.push({ at_ms: end, ms: 1500, kind: "chime" });
  return cues;
}

/** The same numbers in every run. @param {number} seed @returns {() => number} 0 to 1 */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A wall clock that stands still until it is moved. */
export function wall(start = 1_000_000) {
  let time = start;
  return { now: () => time, add: (/** @type {number} */ ms) => void (time += ms) };
}
