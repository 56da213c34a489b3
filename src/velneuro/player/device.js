/**
 * What the device gives or denies; all of it may be missing, and the session goes on without it.
 * @import * as T from "./types.js"
 */
import { readLevels } from "./sound.js";

const LEVELS = "velneuro.sound";

/** Denied in some private windows, by throwing. */
export const deviceStorage = () => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
};

/** @type {WakeLockSentinel | null | undefined} */
let lock;

/** Absent on plain http; taken away whenever the page is hidden. @param {boolean} wanted */
export const keepAwake = async (wanted) => {
  if (!wanted || lock?.released) {
    await lock?.release();
    lock = null;
  }
  if (wanted && !document.hidden) lock ??= await navigator.wakeLock?.request("screen").catch(() => null);
};

/** The voice may speak later only if it has spoken in a tap once. */
export const unlockSpeech = () => {
  if (window.speechSynthesis) speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(" "), { volume: 0 }));
};

/** The keys of #sound, kept on this device. @param {ParentNode} root @param {Storage | null} storage @param {() => void} onChange */
export const wireLevels = (root, storage, onChange) => {
  const levels = readLevels(storage?.getItem(LEVELS) ?? null);
  const inputs = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("#sound input")]);
  for (const input of inputs) {
    const name = /** @type {keyof T.Levels} */ (input.name);
    input.checked = Number(input.value) === levels[name];
    input.addEventListener("change", () => {
      levels[name] = Number(input.value);
      onChange();
      storage?.setItem(LEVELS, JSON.stringify(levels));
    });
  }
  return levels;
};
