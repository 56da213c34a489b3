/**
 * Touch and keys to deeds. Taps only: nothing is dragged, held or tapped twice.
 * @import * as T from "./types.js"
 */
import { need } from "./stage.js";

/** @type {Record<string, T.Act>} */
const KEYS = {
  " ": "toggle",
  ArrowRight: "skip",
  ArrowLeft: "again",
  Escape: "stop",
  MediaPlayPause: "toggle",
  MediaTrackNext: "skip",
  MediaTrackPrevious: "again",
  MediaStop: "stop",
};
/** Only while the focus is in the player: elsewhere someone may be dictating. @type {Record<string, T.Act>} */
const LETTERS = { k: "toggle", n: "skip", p: "again", m: "more", g: "gentler" };
/** @type {Record<string, T.Act>} */
const BUTTONS = { stage: "toggle", pause: "toggle", skip: "skip", again: "again", more: "more", gentler: "gentler", stop: "stop" };

/** @type {T.ActOf} */
export const actOf = ({ key, repeat, ctrlKey, altKey, metaKey }, { inPlayer, typing, onButton }) => {
  if (repeat || ctrlKey || altKey || metaKey || typing || (onButton && key === " ")) return null;
  return KEYS[key] ?? (inPlayer ? LETTERS[key.toLowerCase()] : null) ?? null;
};

/** @type {T.WireControls} */
export const wireControls = (root, acts, live) => {
  for (const [id, act] of Object.entries(BUTTONS)) need(root, `#${id}`, HTMLElement).addEventListener("click", acts[act]);
  document.addEventListener("keydown", (event) => {
    const focus = document.activeElement;
    const act = actOf(event, {
      inPlayer: root.contains(focus),
      typing: focus?.matches("input, select, textarea") ?? false,
      onButton: focus?.matches("button, a, summary") ?? false,
    });
    if (!act || !live() || root.querySelector("dialog[open]")) return;
    event.preventDefault();
    acts[act]();
  });
};

/** @type {T.WireStop} */
export const wireStop = (root, onStop, onGoOn) => {
  const dialog = need(root, "#stop-dialog", HTMLDialogElement);
  dialog.addEventListener("close", () => {
    const answer = dialog.returnValue;
    if (answer === "early" || answer === "wrong") onStop(answer);
    if (answer === "go-on") onGoOn();
  });
  return () => {
    dialog.returnValue = "";
    dialog.showModal();
  };
};

/** @type {T.ReadScores} */
export const readScores = (root) => {
  const pressed = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("[data-scale] input:checked")]);
  return Object.fromEntries(pressed.map((input) => [input.closest("[data-scale]")?.getAttribute("data-scale") ?? "", Number(input.value)]));
};
