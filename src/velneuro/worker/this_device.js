/** The push subscription of this browser, and what it remembers of the channels that the server has of it. */

const SHELF = "velneuro-device"; // as in sw.js, which reads it while no page is open
const KEPT = "/rhythm/this-device";

/** @typedef {{ id: string; token: string }} Channel */
/** @typedef {{ key: string; channels: Channel[] }} Kept */

/** Push works over https, and on the machine itself; an iPhone has it only on the home screen. */
export const canPush = () => isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** @returns {Promise<Kept | null>} null where this device was never a channel */
export const recall = async () => {
	if (!canPush() || !("caches" in window)) return null;
	// A browser that keeps nothing for sites throws here.
	if (!(await caches.has(SHELF).catch(() => false))) return null;
	return (await (await caches.open(SHELF)).match(KEPT))?.json() ?? null;
};

/** @param {Kept} kept */
export const remember = async (kept) => (await caches.open(SHELF)).put(KEPT, new Response(JSON.stringify(kept)));

export const forget = async () => {
	await caches.delete(SHELF);
	await (await subscription())?.unsubscribe();
};

export const subscription = async () => (await (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription()) ?? null;

/** Subscribes with the server's key; a subscription with another key is given up. @param {string} key */
export const subscribe = async (key) => {
	await navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" });
	const { pushManager } = await navigator.serviceWorker.ready;
	const there = await pushManager.getSubscription();
	if (there && !hasKey(there, key)) await there.unsubscribe();
	return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
};

/** @param {PushSubscription} there @param {string} key */
export const hasKey = (there, key) => {
	const used = there.options.applicationServerKey;
	return used !== null && base64url(used) === key;
};

/** @param {ArrayBuffer} bytes */
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Tells the server what this device has now; null: it may not notify any more. @param {Channel} channel @param {PushSubscription | null} there @returns {Promise<{ state: string; key: string } | null>} null when the server cannot be asked */
export const tell = async ({ id, token }, there) => {
	const body = JSON.stringify({ token, subscription: there?.toJSON() ?? null });
	const sent = { method: "POST", headers: { "Content-Type": "application/json" }, body };
	const answer = await fetch(`/api/v1/channels/${id}/subscription`, sent).catch(() => null);
	if (answer?.status === 404 || answer?.status === 403) return { state: "gone", key: "" };
	return answer?.ok ? answer.json() : null;
};
