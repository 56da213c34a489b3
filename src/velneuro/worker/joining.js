/** The page that adds this device: it asks for notifications once its button is tapped, and fills the form. */
import { canPush, subscribe } from "./this_device.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-key]"));
const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("subscription"));
const name = /** @type {HTMLInputElement} */ (form.elements.namedItem("name"));
const DEVICES = /** @type {const} */ (["iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux"]);

for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-when]"))) part.hidden = part.dataset["when"] !== state();
if (canPush()) form.addEventListener("submit", join);
if (!name.value) name.value = DEVICES.find((each) => navigator.userAgent.includes(each)) ?? "";

function state() {
	if (!canPush()) return "cannot";
	return Notification.permission === "denied" ? "denied" : "can";
}

/** @param {SubmitEvent} event */
async function join(event) {
	if (field.value) return;
	event.preventDefault();
	// Asked for in the tap itself: a browser refuses what comes later.
	if ((await Notification.requestPermission()) !== "granted") return show("denied");
	try {
		field.value = JSON.stringify(await subscribe(form.dataset["key"] ?? ""));
		form.requestSubmit();
	} catch {
		show("failed");
	}
}

/** @param {string} state */
function show(state) {
	for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-when]"))) part.hidden = part.dataset["when"] !== state;
}
