/** On each page: where this device is a channel, its subscription lives and is the one that the server has. */
import { canPush, forget, hasKey, recall, remember, subscribe, subscription, tell } from "./this_device.js";

const AN_HOUR_MS = 3_600_000;
const CHECKED = "velneuro.device-checked"; // of this visit
const OVER = ["gone", "off", "other"];
const notice = /** @type {HTMLElement | null} */ (document.querySelector("[data-healed]"));

if (canPush()) void heal();

async function heal() {
	const kept = await recall();
	if (!kept) return;
	const there = await subscription();
	const isDue = Date.now() - Number(sessionStorage.getItem(CHECKED)) > AN_HOUR_MS;
	if (there && hasKey(there, kept.key) && !isDue) return;
	/** @type {string[]} */
	const states = [];
	// One after the other: two people of a household share the browser's one subscription.
	for (const channel of kept.channels) states.push(await check(channel, kept));
	// Without a network nothing is known; the next page tries again.
	if (states.includes("unknown")) return;
	sessionStorage.setItem(CHECKED, String(Date.now()));
	const channels = kept.channels.filter((_, place) => !OVER.includes(states[place] ?? ""));
	// A channel that this device does not know may have its subscription, which has to stay then.
	if (channels.length || states.includes("other")) await remember({ ...kept, channels });
	else await forget();
	if (states.includes("off")) say(notice?.dataset["off"]);
	else if (states.includes("renewed")) say(notice?.dataset["healed"]);
}

/** @param {import("./this_device.js").Channel} channel @param {import("./this_device.js").Kept} kept */
async function check(channel, kept) {
	if (Notification.permission !== "granted") return (await tell(channel, null))?.state ?? "unknown";
	const there = await subscription();
	const now = there && hasKey(there, kept.key) ? there : await subscribe(kept.key);
	const told = await tell(channel, now);
	if (told?.state === "same" && told.key !== kept.key) return renew(channel, kept, told.key);
	if (told?.state !== "renew") return told?.state ?? "unknown";
	await now.unsubscribe();
	return renew(channel, kept, told.key);
}

/** @param {import("./this_device.js").Channel} channel @param {import("./this_device.js").Kept} kept @param {string} key */
async function renew(channel, kept, key) {
	kept.key = key;
	return (await tell(channel, await subscribe(key)))?.state ?? "unknown";
}

/** @param {string | undefined} words */
function say(words) {
	if (!notice || !words) return;
	notice.textContent = words;
	notice.hidden = false;
}
