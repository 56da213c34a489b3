/** Touch and keys to deeds: nothing is dragged, held or tapped twice. */
import { at } from "./stage.js";

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
/** With the focus in the player: elsewhere someone may dictate. @type {Record<string, T.Act>} */
const LETTERS = { k: "toggle", n: "skip", p: "again", m: "more", g: "gentler" };

/** @type {T.ActOf} */
export const actOf = ({ key, repeat, ctrlKey, altKey, metaKey }, { inPlayer, typing, onButton }) => {
	if (repeat || ctrlKey || altKey || metaKey || typing || (onButton && key === " ")) return null;
	return KEYS[key] ?? (inPlayer ? LETTERS[key.toLowerCase()] : null) ?? null;
};

/** @type {T.WireControls} */
export const wireControls = (root, acts, live) => {
	const { toggle, ...others } = acts;
	for (const [id, deed] of Object.entries({ stage: toggle, pause: toggle, ...others })) at(id).addEventListener("click", deed);
	document.addEventListener("keydown", (event) => {
		const focus = document.activeElement;
		const typing = focus?.matches("input, select, textarea") ?? false;
		const onButton = focus?.matches("button, a, summary") ?? false;
		const act = actOf(event, { inPlayer: root.contains(focus), typing, onButton });
		if (!act || !live() || root.querySelector("dialog[open]")) return;
		event.preventDefault();
		acts[act]();
	});
};

/** @type {T.WireStop} */
export const wireStop = (onAnswer) => {
	const dialog = /** @type {HTMLDialogElement} */ (at("stop-dialog"));
	dialog.addEventListener("close", () => onAnswer(dialog.returnValue));
	return () => {
		dialog.returnValue = "";
		dialog.showModal();
	};
};

/** @type {T.ReadScores} */
export const readScores = (root) => {
	const pressed = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("[data-scale] input:checked"));
	return Object.fromEntries([...pressed].map((input) => [input.closest("[data-scale]")?.getAttribute("data-scale") ?? "", Number(input.value)]));
};

/** What was said to the person's own questions, by the names of their fields. @param {Element} root */
export const readOwn = (root) => {
	const fields = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("[data-own] input"));
	const answered = [...fields].filter((field) => (field.type === "radio" ? field.checked : field.value));
	return Object.fromEntries(answered.map((field) => [field.name, field.value]));
};
