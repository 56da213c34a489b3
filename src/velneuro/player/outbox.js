/**
 * What the person did, on its way to the server. An entry stays on this device until the server has
 * confirmed it; a refused one is kept aside and told.
 * @import * as T from "./types.js"
 */

const KEY = "velneuro.outbox";
const ANSWER_MS = 15_000;
/** Signing in again mends these, so each page tries once more. */
const MENDABLE = [401, 403, 404];

/** @type {T.NewId} `randomUUID` is missing on plain http, which is how a phone reaches a server at home. */
export const newId = (source) => {
  if (source.randomUUID) return source.randomUUID();
  const hex = [...source.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = "89ab"[parseInt(hex.charAt(16), 16) % 4];
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, `$1-$2-4$3-${variant}$4-$5`);
};

/** @type {T.Backoff} */
export const backoff = (tries) => Math.min(60_000, 1_000 * 2 ** tries);

/** @param {number} status */
const isRefusal = (status) => status >= 400 && status < 500 && status !== 408 && status !== 429;

/** @type {T.CreateOutbox} */
export const createOutbox = ({ storage, send, csrf, later, onChange }) => {
  const shelf = createShelf(storage);
  let tries = 0;
  let waiting = false;
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
    // One timer, however many entries wait.
    if (entry && !waiting) later(retry, backoff(tries));
    waiting ||= entry !== undefined;
  };
  const retry = () => {
    waiting = false;
    void flush();
  };
  /** Whether the next one may go. @param {T.Entry} entry */
  const sendOne = async ({ id, url, method, body }) => {
    const answer = await send(url, request(method, body)).catch(() => null);
    if (!answer || !(answer.ok || isRefusal(answer.status))) return false;
    if (answer.ok) update((entries) => entries.filter((each) => each.id !== id));
    else update((entries) => entries.map((each) => (each.id === id ? { ...each, refused: answer.status } : each)));
    return true;
  };
  /** @param {string} method @param {object} body @returns {RequestInit} */
  const request = (method, body) => ({
    method,
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify(body),
    // A sign-in page answers 200; to follow a redirect would count as saved.
    redirect: "error",
    // A beacon can not carry the CSRF header; a kept-alive request outlives the page as well.
    keepalive: true,
    signal: AbortSignal.timeout?.(ANSWER_MS) ?? null,
  });

  shelf.write(shelf.read().map(({ refused = 0, ...entry }) => (refused && !MENDABLE.includes(refused) ? { ...entry, refused } : entry)));
  return {
    push(method, url, body) {
      update((entries) => [...entries, { id: body.id, method, url, body }]);
      void flush();
    },
    flush,
    status,
    entries: shelf.read,
  };
};

/** @type {T.CreateShelf} Always read anew: another tab may have sent some. */
const createShelf = (storage) => {
  /** @type {T.Entry[]} */
  let memory = [];
  let kept = storage !== null;
  const read = () => {
    if (!kept || !storage) return memory;
    try {
      return JSON.parse(storage.getItem(KEY) ?? "[]");
    } catch {
      // Not ours any more, but not ours to throw away.
      storage.setItem(`${KEY}.unreadable`, storage.getItem(KEY) ?? "");
      return memory;
    }
  };
  /** @param {T.Entry[]} entries */
  const write = (entries) => {
    memory = entries;
    // A full or forbidden storage throws; then the page keeps the entries for as long as it is open.
    try {
      storage?.setItem(KEY, JSON.stringify(entries));
      kept = storage !== null;
    } catch {
      kept = false;
    }
  };
  return { read, write, kept: () => kept };
};
