/** Saves what is written on a page of the diary as it is written. Without it the page is a plain form. */
import { deviceStorage } from "../player/device.js";
import { createOutbox, newId } from "../player/outbox.js";
import { fill } from "../player/words.js";
import { changed, put, stillUnsent } from "./fields.js";

const TYPING_MS = 800;
const forms = /** @type {HTMLFormElement[]} */ ([...document.querySelectorAll("form[data-keep]")]);
const storage = deviceStorage();

/** Why the server took the last that was sent without its day and time, in its words. */
let timeless = "";

/** @param {string} url @param {RequestInit} init */
const send = async (url, init) => {
	const answer = await fetch(url, init);
	const { declined, detail } = await answer.clone().json().catch(() => ({}));
	const why = [declined, detail].find((words) => typeof words === "string") ?? "";
	timeless = answer.ok ? why : "";
	return { ok: answer.ok, status: answer.status, why };
};

/** @param {T.Outbox} outbox */
const tell = (outbox) => {
	const { unsent, refused, kept } = outbox.status();
	// Each has its own reason: that of the last answer may be about another page.
	const reasons = outbox.entries().flatMap((entry) => (entry.refused && entry.why ? [entry.why] : []));
	const why = refused ? [...new Set(reasons)].join(" ") : timeless;
	for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-saved]"))) {
		const { saved = "", partly = "", unsent: waiting = "", refused: declined = "", lost = "" } = place.dataset;
		const words = refused ? declined : !unsent ? (why ? partly : saved) : kept ? waiting : lost;
		place.textContent = fill(words, { n: refused || unsent, why }).trim();
		place.classList.toggle("marked", Boolean(refused || unsent || why));
	}
};

/** Pages without a form send what waits, too. */
const line = /** @type {HTMLElement | null} */ (document.querySelector("[data-saved]"));
if (line) {
	const outbox = createOutbox({ storage, send, csrf: line.dataset.csrf ?? "", later: setTimeout, onChange: () => tell(outbox) });
	const savers = forms.map((form) => wire(form, outbox));
	const saveAll = () => savers.forEach((save) => save());
	document.addEventListener("visibilitychange", () => {
		if (document.hidden) saveAll();
		else void outbox.flush();
	});
	window.addEventListener("pagehide", saveAll);
	window.addEventListener("online", outbox.flush);
	if (outbox.entries().length) tell(outbox);
	void outbox.flush();
}

/** Gives what saves the form at once. @param {HTMLFormElement} form @param {T.Outbox} outbox */
function wire(form, outbox) {
	const { keep: url = "", kind = "", person = "", session = null, here = "" } = form.dataset;
	const began = new Date().toISOString();
	/** @type {Set<string>} */
	const touched = new Set();
	/** @type {ReturnType<typeof setTimeout> | undefined} */
	let timer;
	const save = () => {
		if (timer === undefined) return;
		clearTimeout(timer);
		timer = undefined;
		outbox.push("PUT", url, { id: newId(crypto), at: began, kind, person, session, values: changed(form, touched) });
		// Opened again, or reloaded, the page is that of the row which is being written.
		if (here) history.replaceState(null, "", here);
	};
	/** @param {Event} event @param {number} ms */
	const later = ({ target }, ms) => {
		const name = /** @type {HTMLInputElement} */ (target).name;
		if (!name) return;
		touched.add(name);
		clearTimeout(timer);
		timer = setTimeout(save, ms);
	};
	form.addEventListener("input", (event) => later(event, TYPING_MS));
	form.addEventListener("change", (event) => later(event, 0));
	form.addEventListener("submit", async (event) => {
		save();
		if (!outbox.status().unsent) return;
		event.preventDefault();
		await outbox.flush();
		// The page that follows is the server's to choose, and so are the words for what it does not take.
		if (!outbox.status().unsent) form.requestSubmit(event.submitter);
	});
	for (const [name, value] of Object.entries(stillUnsent(outbox.entries(), url))) {
		touched.add(name);
		put(form, name, value);
	}
	return save;
}
