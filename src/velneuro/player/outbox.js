/** What the person did, kept on this device until the server has confirmed it. */

const KEY = "velneuro.outbox";
/** Signing in mends these: each page tries once more. */
const MENDABLE = [401, 403, 404];

/** `randomUUID` is missing on plain http, which is how a phone reaches a server at home. @type {T.NewId} */
export const newId = (source) =>
	"10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => {
		const [random = 0] = source.getRandomValues(new Uint8Array(1));
		return (Number(digit) ^ (random & (15 >> (Number(digit) / 4)))).toString(16);
	});

/** @type {T.Backoff} */
export const backoff = (tries) => Math.min(60_000, 1_000 * 2 ** tries);

/** @param {number} status */
const isRefusal = (status) => status >= 400 && status < 500 && status !== 408 && status !== 429;

/** @type {(method: string, body: object, csrf: string) => RequestInit} */
export const request = (method, body, csrf) => ({
	method,
	headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
	body: JSON.stringify(body),
	// A sign-in page answers 200: following would count as saved.
	redirect: "error",
	// Outlives the page, as a beacon does, but carries the CSRF header.
	keepalive: true,
	signal: AbortSignal.timeout?.(15_000) ?? null,
});

/** @type {T.CreateOutbox} */
export const createOutbox = ({ storage, send, csrf, later, onChange }) => {
	const shelf = createShelf(storage);
	let tries = 0;
	/** @type {unknown} */
	let timer = null;
	/** @type {Promise<unknown> | null} */
	let sending = null;

	const status = () => {
		const entries = shelf.read();
		const refused = entries.filter((entry) => entry.refused).length;
		return { unsent: entries.length - refused, refused, kept: shelf.kept() };
	};
	/** @param {(entries: T.Entry[]) => T.Entry[]} change */
	const update = (change) => {
		shelf.write(change(shelf.read()));
		onChange(status());
	};
	const flush = async () => {
		while (sending) await sending;
		sending = sendAll().finally(() => (sending = null));
		await sending;
	};
	const sendAll = async () => {
		const next = () => shelf.read().find((entry) => !entry.refused);
		let entry = next();
		while (entry && (await sendOne(entry))) entry = next();
		tries = entry ? tries + 1 : 0;
		if (entry) timer ??= later(retry, backoff(tries));
	};
	const retry = () => {
		timer = null;
		void flush();
	};
	/** @param {T.Entry} entry */
	const sendOne = async ({ id, url, method, body }) => {
		const answer = await send(url, request(method, body, csrf)).catch(() => null);
		if (!answer || !(answer.ok || isRefusal(answer.status))) return false;
		if (answer.ok) update((entries) => entries.filter((each) => each.id !== id));
		else update((entries) => entries.map((each) => (each.id === id ? { ...each, refused: answer.status, why: answer.why } : each)));
		return true;
	};

	shelf.write(shelf.read().map(({ refused = 0, ...entry }) => (refused && !MENDABLE.includes(refused) ? { ...entry, refused } : entry)));
	return {
		push(method, url, body) {
			// A PUT says all that the one before it to the same address said.
			update((entries) => [...entries.filter((each) => method !== "PUT" || each.method !== method || each.url !== url), { id: body.id, method, url, body }]);
			void flush();
		},
		flush,
		status,
		entries: shelf.read,
	};
};

/** Always read anew: another tab may have sent some. @type {T.CreateShelf} */
const createShelf = (storage) => {
	/** @type {T.Entry[]} */
	let memory = [];
	let kept = storage !== null;
	const read = () => {
		if (!kept || !storage) return memory;
		try {
			return JSON.parse(storage.getItem(KEY) ?? "[]");
		} catch {
			return memory;
		}
	};
	/** @param {T.Entry[]} entries */
	const write = (entries) => {
		memory = entries;
		// A full storage throws; then the page keeps them for as long as it is open.
		try {
			storage?.setItem(KEY, JSON.stringify(entries));
			kept = storage !== null;
		} catch {
			kept = false;
		}
	};
	return { read, write, kept: () => kept };
};
