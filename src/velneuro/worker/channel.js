/** The page of a channel: a device learns that it is this one, and a test is looked at until it is known. */
import { canPush, recall, remember, subscription } from "./this_device.js";

const LOOK_AGAIN_MS = 2_000;
const own = /** @type {HTMLElement | null} */ (document.querySelector("[data-channel]"));

if (own && canPush()) void recognize(own);
if (document.querySelector("[data-waits]")) setTimeout(() => location.reload(), LOOK_AGAIN_MS);

/** @param {HTMLElement} part */
async function recognize(part) {
	const { channel: id = "", token = "", hash = "", key = "" } = part.dataset;
	const there = await subscription();
	if (!there || (await sha256(`push ${there.endpoint}`)) !== hash) return;
	const channels = ((await recall())?.channels ?? []).filter((each) => each.id !== id);
	await remember({ key, channels: [...channels, { id, token }] });
	part.hidden = false;
}

/** @param {string} text */
async function sha256(text) {
	const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
	return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
