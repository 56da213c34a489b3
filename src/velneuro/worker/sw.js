/**
 * Shows each reminder that is pushed to this device, and sends what is answered to it. It keeps no page and no file:
 * nothing that is shown here can be older than the server. The server writes `self.reminders` in front of it.
 */
const worker = /** @type {ServiceWorkerGlobalScope & { reminders: { title: string; body: string; unsaved: string; over: string; icon: string } }} */ (
	/** @type {unknown} */ (self)
);
const words = worker.reminders;
const SHELF = "velneuro-device"; // as in this_device.js
const KEPT = "/rhythm/this-device";

/** @typedef {{ url: string; occurrence: string; token: string }} Kept what a notification remembers */
/** @typedef {{ title: string; body: string; tag: string; actions: { action: string; title: string }[]; kept: Kept }} Reminder */

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("push", (event) => event.waitUntil(show(read(event.data))));
worker.addEventListener("notificationclick", (event) => {
	const kept = /** @type {Kept} */ (event.notification.data);
	event.notification.close();
	event.waitUntil(event.action ? answer(kept, event.action) : open(kept.url));
});
worker.addEventListener("pushsubscriptionchange", (event) => /** @type {ExtendableEvent} */ (event).waitUntil(renew()));

/** A push that shows nothing may end the subscription, so what cannot be read still says something. @param {PushMessageData | null} data @returns {Reminder} */
function read(data) {
	/** @type {Record<string, unknown>} */
	let sent = {};
	try {
		sent = Object(data?.json());
	} catch {
		// Broken: the words below stand in.
	}
	const actions = Array.isArray(sent["actions"]) ? sent["actions"] : [];
	return {
		title: text(sent["title"]) || words.title,
		body: text(sent["title"]) ? text(sent["body"]) : words.body,
		tag: text(sent["tag"]),
		actions: actions.filter((each) => text(each?.action) && text(each?.title)),
		kept: { url: here(text(sent["url"])), occurrence: text(sent["occurrence"]), token: text(sent["answer_token"]) },
	};
}

/** @param {unknown} value */
function text(value) {
	return typeof value === "string" ? value : "";
}

/** An address of this site; another one is never opened. @param {string} url */
function here(url) {
	const full = new URL(url || "/", worker.location.origin);
	return full.origin === worker.location.origin ? full.href : worker.location.origin;
}

/** @param {Reminder} reminder */
async function show({ title, body, tag, actions, kept }) {
	/** @type {NotificationOptions & { actions?: object[]; renotify?: boolean }} */
	const options = { body, icon: words.icon, data: kept, actions, ...(tag ? { tag, renotify: true } : {}) };
	await worker.registration.showNotification(title, options);
}

/** @param {Kept} kept @param {string} action */
async function answer({ url, occurrence, token }, action) {
	const body = JSON.stringify({ answer: action, token });
	const sent = { method: "POST", headers: { "Content-Type": "application/json" }, body };
	const told = await fetch(`/api/v1/occurrences/${occurrence}/answer`, sent).catch(() => null);
	const problem = told?.ok ? await over(told, action) : words.unsaved;
	// Else the person would believe that it is kept, or wait in vain.
	if (problem) await show({ title: words.title, body: problem, tag: occurrence, actions: [], kept: { url, occurrence, token } });
}

/** What is to be said of an answer that is kept: a later time may lie past the end of the day. @param {Response} told @param {string} action */
async function over(told, action) {
	if (!action.startsWith("snooze")) return "";
	const { snoozed_until: comes } = Object(await told.json().catch(() => null));
	return comes ? "" : words.over;
}

/** @param {string} url */
async function open(url) {
	const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
	const same = pages.find((page) => page.url === url);
	// Never another page of ours: a session may be playing there.
	await (same ? same.focus() : worker.clients.openWindow(url));
}

/** The browser has ended the subscription, or will. */
async function renew() {
	const kept = await (await (await caches.open(SHELF)).match(KEPT))?.json();
	if (!kept) return;
	const manager = worker.registration.pushManager;
	const fresh = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: kept.key });
	await Promise.all(kept.channels.map((/** @type {{ id: string; token: string }} */ channel) => tell(channel, fresh)));
}

/** @param {{ id: string; token: string }} channel @param {PushSubscription} fresh */
async function tell({ id, token }, fresh) {
	const body = JSON.stringify({ token, subscription: fresh.toJSON() });
	// Where this fails, the next visit heals it.
	await fetch(`/api/v1/channels/${id}/subscription`, { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => null);
}
