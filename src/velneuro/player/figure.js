/** The picture of a step: the page has drawn it, here it moves. */
import { pose } from "./pose.js";

/** @type {T.DrawPicture} */
export const drawPicture = (place, { id, w, h, moved, turns }, step, still) => {
	const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
	place.replaceChildren(template.content.cloneNode(true));
	const view = /** @type {HTMLElement} */ (place.firstElementChild);
	view.style.setProperty("--w", String(w));
	view.style.setProperty("--h", String(h));
	const elements = /** @type {NodeListOf<SVGElement>} */ (view.querySelectorAll(".moved"));
	const tracks = view.querySelectorAll(".track");

	/** @param {number} t */
	const move = (t) => {
		const { turn, lift, press, places } = pose(step, turns, t);
		for (const [n, { way, fades, w, h, turned }] of moved.entries()) {
			const [x, y] = places[way] ?? [0, 0];
			const size = fades === 1 ? 0.36 + 0.2 * step.pressure + 0.12 * press : 1 + 0.11 * fades * lift - 0.03 * press;
			const { style } = /** @type {SVGElement} */ (elements[n]);
			// Shares of the moved element itself, so that no size in pixels is asked for.
			style.transform = `translate(${(100 * x) / w}%,${(100 * y) / h}%) scale(${size}) ${turned}`;
			style.opacity = String(1 - fades * lift);
		}
		for (const each of tracks) each.classList.toggle("now", each.getAttribute("data-turn") === String(turn));
	};
	move(step.start_ms);
	return still ? () => {} : move;
};
