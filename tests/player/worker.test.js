import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const CODE = readFileSync(new URL("../../src/velneuro/worker/sw.js", import.meta.url), "utf8");
const SITE = "https://care.example.org";
const WORDS = { title: "A reminder", body: "Open it.", unsaved: "Not saved.", over: "Not today.", icon: "/icon.png" };

/** A worker's world: what it shows, asks, opens. @param {{ kept?: object; pages?: string[]; answer?: number | "offline"; comes?: string | null }} [world] */
function start({ kept, pages = [], answer = 200, comes = "2026-11-22T21:45:00-05:00" } = {}) {
	/** @type {Record<string, (event: any) => void>} */
	const listeners = {};
	/** @type {any[]} */
	const shown = [];
	/** @type {{ url: string; body: any }[]} */
	const asked = [];
	/** @type {string[]} */
	const opened = [];
	const self = {
		reminders: WORDS,
		location: { origin: SITE },
		addEventListener: (/** @type {string} */ kind, /** @type {any} */ act) => (listeners[kind] = act),
		skipWaiting: async () => {},
		registration: {
			showNotification: async (/** @type {string} */ title, /** @type {object} */ options) => void shown.push({ title, ...options }),
			pushManager: { subscribe: async (/** @type {any} */ options) => ({ toJSON: () => ({ endpoint: `anew-${options.applicationServerKey}` }) }) },
		},
		clients: {
			matchAll: async () => pages.map((url) => ({ url, focus: async () => opened.push(`focus ${url}`) })),
			openWindow: async (/** @type {string} */ url) => opened.push(`open ${url}`),
		},
	};
	const caches = { open: async () => ({ match: async () => kept && { json: async () => kept } }) };
	const fetch = async (/** @type {string} */ url, /** @type {any} */ init) => {
		asked.push({ url, body: JSON.parse(init.body) });
		if (answer === "offline") throw new TypeError("Failed to fetch");
		return { ok: answer < 300, json: async () => ({ saved: true, answer: "seen", snoozed_until: comes }) };
	};
	runInContext(CODE, createContext({ self, caches, fetch, URL }));
	/** Lets an event happen, and waits for what the worker does of it. @param {string} kind @param {object} event */
	const happen = async (kind, event) => {
		/** @type {Promise<unknown>[]} */
		const work = [];
		listeners[kind]?.({ ...event, waitUntil: (/** @type {Promise<unknown>} */ promise) => work.push(promise) });
		await Promise.all(work);
	};
	return { happen, shown, asked, opened };
}

/** @param {unknown} value */
const sent = (value) => ({ data: { json: () => value } });
const notification = (/** @type {object} */ data) => ({ data, close: () => {} });

for (const [name, data] of Object.entries({
	"no payload": { data: null },
	"a broken one": { data: { json: () => { throw new SyntaxError("broken"); } } }, // prettier-ignore
	"a number": sent(7),
	"no title": sent({ body: "x", actions: "no list" }),
	"null": sent(null),
})) {
	test(`a push with ${name} shows something`, async () => {
		const { happen, shown } = start();
		await happen("push", data);
		assert.deepEqual(shown.map(({ title, body }) => [title, body]), [["A reminder", "Open it."]]);
	});
}

test("a push is shown as it was sent", async () => {
	const { happen, shown } = start();
	await happen("push", sent({ title: "Time", body: "Now", url: "/rhythm/x/", tag: "x", occurrence: "x", answer_token: "t", actions: [{ action: "done", title: "Done" }, { action: 1 }] }));
	assert.equal(shown[0].tag, "x");
	assert.equal(shown[0].actions.length, 1);
	assert.deepEqual({ ...shown[0].data }, { url: `${SITE}/rhythm/x/`, occurrence: "x", token: "t" });
});

test("an address of another site is never opened", async () => {
	const { happen, shown } = start();
	await happen("push", sent({ title: "Time", url: "https://elsewhere.example/x" }));
	assert.equal(shown[0].data.url, SITE);
});

test("a click opens the page, or brings it forward; no other page is led away", async () => {
	const url = `${SITE}/rhythm/x/`;
	const other = start({ pages: [`${SITE}/practice/y/`] });
	await other.happen("notificationclick", { action: "", notification: notification({ url }) });
	assert.deepEqual(other.opened, [`open ${url}`]);
	const same = start({ pages: [url] });
	await same.happen("notificationclick", { action: "", notification: notification({ url }) });
	assert.deepEqual(same.opened, [`focus ${url}`]);
});

test("an action is answered with its token", async () => {
	const { happen, asked, shown } = start();
	await happen("notificationclick", { action: "snooze-15", notification: notification({ url: "/", occurrence: "o", token: "t" }) });
	assert.deepEqual(asked, [{ url: "/api/v1/occurrences/o/answer", body: { answer: "snooze-15", token: "t" } }]);
	assert.equal(shown.length, 0);
});

test("a later time that cannot come is told; of another answer it is not", async () => {
	const { happen, shown } = start({ comes: null });
	const data = { url: "/", occurrence: "o", token: "t" };
	await happen("notificationclick", { action: "done", notification: notification(data) });
	assert.equal(shown.length, 0);
	await happen("notificationclick", { action: "snooze-15", notification: notification(data) });
	assert.deepEqual(shown.map(({ body }) => body), ["Not today."]);
});

for (const answer of /** @type {const} */ (["offline", 403, 404, 503])) {
	test(`an answer that ends with ${answer} is told`, async () => {
		const { happen, shown } = start({ answer });
		await happen("notificationclick", { action: "done", notification: notification({ url: "/", occurrence: "o", token: "t" }) });
		assert.deepEqual(shown.map(({ body }) => body), ["Not saved."]);
	});
}

test("a subscription that the browser ends is renewed for every channel of this device", async () => {
	const kept = { key: "K", channels: [{ id: "a", token: "1" }, { id: "b", token: "2" }] };
	const { happen, asked } = start({ kept });
	await happen("pushsubscriptionchange", {});
	assert.deepEqual(asked.map(({ url, body }) => [url, body.token, body.subscription.endpoint]), [
		["/api/v1/channels/a/subscription", "1", "anew-K"],
		["/api/v1/channels/b/subscription", "2", "anew-K"],
	]);
});

test("a device that is no channel renews nothing", async () => {
	const { happen, asked } = start();
	await happen("pushsubscriptionchange", {});
	assert.deepEqual(asked, []);
});
