/** What is seen while a session runs. */
import { drawPicture } from "./figure.js";
import { ease } from "./pose.js";
import { clockText, fill } from "./words.js";

const DIM_MS = 20_000;
const SMALLEST = 0.62;

/** @type {T.PacerScale} */
export const pacerScale = ({ phase, share }) => SMALLEST + (1 - SMALLEST) * ease(phase === "in" ? share : 1 - share);

/** @type {T.StepText} */
export const howText = (words, { side, how }) => [side && words[`side_${side}`], how].filter(Boolean).join(" · ");

/** @type {T.PressureText} */
export const pressureText = (words, step) => {
	const level = /** @type {0 | 1 | 2 | 3} */ (step.pressure);
	return step.tool ? [words[`pressure_${level}`], words[`pressure_${level}_like`]] : [words.no_touch, words.no_touch_like];
};

/** @param {string} id */
export const at = (id) => {
	const found = document.getElementById(id);
	if (!found) throw new Error(`The page lacks #${id}`);
	return found;
};

/** A live region that is written again is read out again. @param {Element} element @param {string} text */
export const write = (element, text) => {
	if (element.textContent !== text) element.textContent = text;
};

/** @type {T.CreateStage} */
export const createStage = (words, pictures) => {
	const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
	const [picture, pacer, breath, bar, stage, progress] = [at("figure"), at("pacer"), at("breath"), at("pressure-bar"), at("stage"), at("progress")];
	let move = (/** @type {number} */ _t) => {};
	let drawn = "";

	/** @param {T.State} state @param {number} total */
	const enter = ({ step, index }, total) => {
		if (drawn === (drawn = `${index} ${step.pressure} ${still()}`)) return;
		const [word, like] = pressureText(words, step);
		write(at("step-count"), fill(words.step_of, { n: index + 1, total }));
		const texts = { "step-title": step.title, "step-how": howText(words, step), "pressure-word": word, "pressure-like": like };
		for (const [id, text] of Object.entries(texts)) write(at(id), text);
		bar.dataset.level = step.tool ? String(step.pressure) : "none";
		// Shadings that were let go since are ready again before they are wanted.
		for (const image of document.images) void image.decode().catch(() => {});
		move = drawPicture(picture, /** @type {T.Picture} */ (pictures.all[pictures.of[index] ?? 0]), step, still());
	};

	return {
		show(state, total, paused) {
			enter(state, total);
			write(at("time-left"), fill(words.time_left, { time: clockText(state.left) }));
			write(at("caption"), state.caption);
			write(at("pause-word"), paused ? words.go_on : words.pause);
			stage.setAttribute("aria-label", paused ? words.stage_go_on : words.stage_pause);
			progress.style.transform = `scaleX(${state.progress})`;
		},
		move({ t, breath: now }, paused) {
			move(t);
			write(breath, paused ? words.paused : now ? words[`breathe_${now.phase}`] : "");
			pacer.classList.toggle("on", now !== null);
			if (now && !still()) pacer.style.transform = `scale(${pacerScale(now)})`;
		},
	};
};

/** @type {T.CreateDimmer} */
export const createDimmer = (sheet, now) => {
	let touched = now();
	const touch = () => {
		touched = now();
		delete sheet.dataset.dim;
	};
	sheet.addEventListener("pointerdown", touch, true);
	sheet.addEventListener("keydown", touch, true);
	return (playing) => {
		if (!playing) touch();
		else if (now() - touched >= DIM_MS) sheet.dataset.dim = "night";
	};
};
