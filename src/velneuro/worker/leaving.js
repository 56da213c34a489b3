/** A device that is signed out is no way to be reached any more. */
import { canPush, forget, recall, tell } from "./this_device.js";

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-leaves]"));
if (form && canPush()) form.addEventListener("submit", leave, { once: true });

/** @param {SubmitEvent} event */
async function leave(event) {
	event.preventDefault();
	const kept = await recall();
	for (const channel of kept?.channels ?? []) await tell(channel, null);
	if (kept) await forget();
	form?.submit();
}
