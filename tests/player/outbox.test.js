import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff, createOutbox, newId } from "../../src/velneuro/player/outbox.js";

const V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("ids are random UUIDs, on plain http too", () => {
  const ids = Array.from({ length: 200 }, () => newId({ getRandomValues: (bytes) => crypto.getRandomValues(bytes) }));
  assert.ok(ids.every((id) => V4.test(id)));
  assert.equal(new Set(ids).size, 200);
});

test("waits grow from 2 s to a minute", () => assert.deepEqual([1, 2, 3, 20].map(backoff), [2000, 4000, 8000, 60_000]));

/** A device's storage that outlives a page. @param {Record<string, string>} [data] */
function device(data = {}) {
  return { data, getItem: (/** @type {string} */ key) => data[key] ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => void (data[key] = value) };
}

/** @param {{storage?: any, answers?: (number | "offline")[]}} [options] 200 when no answer is left */
function open({ storage = device(), answers = [] } = {}) {
  /** @type {{url: string, init: any}[]} */
  const sent = [];
  /** @type {{act: () => void, ms: number}[]} */
  const timers = [];
  /** @type {T.OutboxStatus[]} */
  const told = [];
  const outbox = createOutbox({
    storage,
    csrf: "token",
    async send(url, init) {
      sent.push({ url, init });
      const status = answers.shift() ?? 200;
      if (status === "offline") throw new TypeError("Failed to fetch");
      return { ok: status < 300, status };
    },
    later: (act, ms) => timers.push({ act, ms }),
    onChange: (status) => told.push(status),
  });
  return { outbox, sent, timers, told, storage };
}

test("an entry is sent with its id, the token, and as a request that outlives the page", async () => {
  const { outbox, sent } = open();
  outbox.push("POST", "/events", { id: "a", kind: "started" });
  await outbox.flush();
  assert.equal(sent.length, 1);
  const { method, headers, body, keepalive, redirect } = sent[0]?.init;
  assert.deepEqual([method, headers["X-CSRFToken"], JSON.parse(body), keepalive, redirect], ["POST", "token", { id: "a", kind: "started" }, true, "error"]);
});

test("it counts as unsent until the server has answered", async () => {
  const { outbox, told } = open();
  outbox.push("POST", "/events", { id: "a" });
  assert.deepEqual(told, [{ unsent: 1, refused: 0, kept: true }]);
  await outbox.flush();
  assert.deepEqual(told.at(-1), { unsent: 0, refused: 0, kept: true });
});

test("entries go in order, one at a time", async () => {
  const { outbox, sent } = open();
  for (const id of ["a", "b", "c"]) outbox.push("POST", "/events", { id });
  await outbox.flush();
  assert.deepEqual(sent.map(({ init }) => JSON.parse(init.body).id), ["a", "b", "c"]);
});

test("offline entries stay on the device and survive a closed page", async () => {
  const storage = device();
  const first = open({ storage, answers: ["offline", "offline"] });
  first.outbox.push("PUT", "/scores", { id: "a", scores: { pain: 3 } });
  await first.outbox.flush();
  const second = open({ storage });
  assert.equal(second.outbox.status().unsent, 1);
  await second.outbox.flush();
  assert.deepEqual(JSON.parse(second.sent[0]?.init.body), { id: "a", scores: { pain: 3 } });
  assert.equal(second.outbox.status().unsent, 0);
});

for (const status of /** @type {const} */ (["offline", 500, 503, 408, 429]))
  test(`after ${status} it is sent again with the same id`, async () => {
    const { outbox, sent, timers } = open({ answers: [status] });
    outbox.push("POST", "/events", { id: "a" });
    await new Promise(setImmediate);
    assert.deepEqual(timers.map(({ ms }) => ms), [2000]);
    timers[0]?.act();
    await new Promise(setImmediate);
    assert.deepEqual(sent.map(({ init }) => JSON.parse(init.body).id), ["a", "a"]);
    assert.equal(outbox.status().unsent, 0);
  });

test("one timer waits, however many entries there are", async () => {
  const { outbox, timers } = open({ answers: Array(20).fill("offline") });
  for (let n = 0; n < 5; n++) {
    outbox.push("POST", "/events", { id: String(n) });
    await new Promise(setImmediate);
  }
  assert.equal(timers.length, 1);
});

test("a refused entry is kept aside and told, and does not hold up the next", async () => {
  const { outbox, sent, timers, told } = open({ answers: [422] });
  outbox.push("POST", "/events", { id: "a" });
  outbox.push("POST", "/events", { id: "b" });
  await outbox.flush();
  await outbox.flush();
  assert.deepEqual(told.at(-1), { unsent: 0, refused: 1, kept: true });
  assert.equal(sent.length, 2);
  assert.equal(timers.length, 0);
  assert.deepEqual(outbox.entries().map(({ id, refused }) => [id, refused]), [["a", 422]]);
});

test("the next page tries a lost sign-in once more, other refusals never", async () => {
  const entry = { method: "POST", url: "/events", body: {} };
  const entries = [{ ...entry, id: "a", refused: 404 }, { ...entry, id: "b", refused: 422 }];
  const { outbox, sent } = open({ storage: device({ "velneuro.outbox": JSON.stringify(entries) }) });
  await outbox.flush();
  assert.equal(sent.length, 1);
  assert.deepEqual(outbox.entries().map(({ id }) => id), ["b"]);
});

for (const [name, storage] of /** @type {[string, any][]} */ ([
  ["a denied", null],
  ["a full", { getItem: () => null, setItem: () => { throw new Error("full"); } }],
]))
  test(`${name} storage is told, and the entry is still sent`, async () => {
    const { outbox, sent, told } = open({ storage });
    outbox.push("POST", "/events", { id: "a" });
    assert.deepEqual(told[0], { unsent: 1, refused: 0, kept: false });
    await outbox.flush();
    assert.equal(sent.length, 1);
    assert.equal(outbox.status().unsent, 0);
  });

test("an unreadable storage stops nothing", async () => {
  const { outbox, sent } = open({ storage: device({ "velneuro.outbox": "{oops" }) });
  outbox.push("POST", "/events", { id: "a" });
  await outbox.flush();
  assert.equal(sent.length, 1);
});

test("what another tab has sent is not sent again", async () => {
  const storage = device();
  const here = open({ storage, answers: ["offline", "offline"] });
  here.outbox.push("POST", "/events", { id: "a" });
  await here.outbox.flush().catch(() => {});
  await open({ storage }).outbox.flush();
  const before = here.sent.length;
  await here.outbox.flush();
  assert.equal(here.sent.length, before);
});

test("a PUT that waits is replaced by a later one to its address, and by no other", async () => {
  const { outbox } = open({ answers: ["offline", "offline", "offline", "offline"] });
  outbox.push("PUT", "/row/1", { id: "a", note: "wa" });
  outbox.push("PUT", "/row/2", { id: "b", note: "else" });
  outbox.push("PUT", "/row/1", { id: "c", note: "warm" });
  await outbox.flush();
  assert.deepEqual(outbox.entries().map(({ id }) => id), ["b", "c"]);
});
