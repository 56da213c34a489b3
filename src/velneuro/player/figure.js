/** The picture of a step. */
import { BREATH_MS } from "./score.js";

/** Then the way back, through the air. */
const FORWARD = 0.7;
const SPOTS = 5;
const MOON = `<svg class="figure" viewBox="0 0 1000 1000"><path class="moon" d="M570 290a220 220 0 1 0 150 330a185 185 0 0 1-150-330z"/></svg>`;

/** @type {T.PartsOf} */
export const partsOf = ({ strokes }, stroke) => Object.keys(strokes).filter((name) => stroke && `${name}-`.startsWith(`${stroke}-`));

/** @type {T.MotionAt} */
export const motionAt = (step, parts, t) => {
	const turns = Math.max(0, t - step.start_ms) / BREATH_MS;
	const part = Math.floor(turns) % parts.length;
	const { mm, closed } = /** @type {T.Part} */ (parts[part]);
	if (step.cm_per_s === 0) return { part, ...stay(turns * 2) };
	const ms = (mm / 10 / step.cm_per_s / (closed ? 1 : FORWARD)) * 1000;
	// Whole passes only, so that the next breath begins where the path begins.
	const passes = step.breath_ms && !closed ? 1 : Math.min(6, Math.max(1, Math.round(BREATH_MS / ms)));
	const pass = ((turns % 1) * passes) % 1;
	return { part, ...(closed ? { along: pass, lift: 0, press: 0 } : glide(pass)) };
};

/** @param {number} beats */
const stay = (beats) => ({ along: ((Math.floor(beats) % SPOTS) + 0.5) / SPOTS, lift: 0, press: ease((beats % 1) * 2) });

/** @param {number} pass 0 to 1 */
const glide = (pass) => {
	if (pass < FORWARD) return { along: ease(pass / FORWARD), lift: 0, press: 0 };
	const back = (pass - FORWARD) / (1 - FORWARD);
	return { along: 1 - ease(back), lift: ease(back * 2), press: 0 };
};

/** Up from 0 to 1 and, past 1, down again. @param {number} x */
const ease = (x) => 0.5 - 0.5 * Math.cos(Math.PI * x);

/** @type {T.DrawFigure} */
export const drawFigure = (place, figure, step, still) => {
	place.innerHTML = figure ? markup(figure, step, still) : MOON;
	const paths = /** @type {SVGPathElement[]} */ ([...place.querySelectorAll(".track")]);
	const ring = place.querySelector(".ring");
	if (!figure || !paths.length) return () => {};
	const parts = paths.map((path) => measure(path, figure.mm_per_unit));
	return (t) => {
		const motion = motionAt(step, parts, t);
		const path = /** @type {SVGPathElement} */ (paths[motion.part]);
		const { x, y } = path.getPointAtLength(motion.along * path.getTotalLength());
		const r = (24 + 9 * step.pressure) * (1 + 0.3 * motion.lift + 0.15 * motion.press);
		for (const each of paths) each.classList.toggle("now", each === path);
		for (const [name, value] of Object.entries({ cx: x, cy: y, r, opacity: 1 - 0.6 * motion.lift })) ring?.setAttribute(name, value.toFixed(2));
	};
};

/** A circle ends where it began, but for rounding. @type {T.Measure} */
const measure = (path, scale) => {
	const length = path.getTotalLength();
	const [start, end] = [path.getPointAtLength(0), path.getPointAtLength(length)];
	return { mm: length * scale, closed: Math.hypot(end.x - start.x, end.y - start.y) < length / 10 };
};

/** Drawn right, mirrored for left. @type {T.Markup} */
const markup = (figure, step, still) => {
	const { w, h, outline, details = "", fade = [0, 0, 0, 0], strokes } = figure;
	const [x1, y1, x2, y2] = fade;
	const area = `x="-20" y="-20" width="${w + 40}" height="${h + 40}"`;
	const tracks = partsOf(figure, step.stroke).map((name) => strokes[name] ?? "");
	return `<svg class="figure" viewBox="0 0 ${w} ${h}"><defs>
<marker id="arrow" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="4.5" markerHeight="4.5" orient="auto"><path class="arrow" d="M1 1.5 7.5 5 1 8.5"/></marker>
<linearGradient id="fade" gradientUnits="userSpaceOnUse" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"><stop/><stop offset="1" stop-color="#fff"/></linearGradient>
<mask id="mist" maskUnits="userSpaceOnUse" ${area}><rect ${area} fill="url(#fade)"/></mask></defs>
<g${step.side === "left" ? ` transform="matrix(-1 0 0 1 ${w} 0)"` : ""}>
<g mask="url(#mist)"><path class="skin" d="${outline}"/><path class="details" d="${details}"/></g>
${tracks.map((d) => `<path class="track" marker-end="url(#arrow)" d="${d}"/>`).join("")}
${tracks.length && !still ? `<circle class="ring"/>` : ""}</g></svg>`;
};

/** What could end an attribute or open a tag has no place in a drawing. @type {T.ReadFigures} */
export const readFigures = (data) => {
	const entries = Object.entries(/** @type {Record<string, T.Figure>} */ (Object(data)));
	return new Map(entries.filter(([, figure]) => figure.outline && figure.strokes && !/[<>&\\]/.test(JSON.stringify(figure))));
};
