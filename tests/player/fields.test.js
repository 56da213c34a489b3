// The fields of a form go to the server by their names, and come back into the form.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, put, stillUnsent } from "../../src/velneuro/notebook/fields.js";

const radio = (/** @type {string} */ value, checked = false) => ({ name: "pain", type: "radio", value, checked });
const form = () => ({
  elements: [
    { name: "note", type: "textarea", value: "warm" },
    radio("3", true),
    radio("4"),
    { name: "left", type: "checkbox", value: "cut", checked: true },
    { name: "left", type: "checkbox", value: "blister", checked: false },
  ],
});

test("only what was touched is sent", () => {
  assert.deepEqual(changed(form(), ["note"]), { note: "warm" });
});

test("a key is sent by its value, ticks as a list", () => {
  assert.deepEqual(changed(form(), ["pain", "left"]), { pain: "3", left: ["cut"] });
});

test("what is put back is what would be sent", () => {
  const page = form();
  put(page, "pain", "4");
  put(page, "left", ["blister"]);
  put(page, "note", "cold");
  assert.deepEqual(changed(page, ["pain", "left", "note"]), { pain: "4", left: ["blister"], note: "cold" });
});

test("the last that waits for a form is what it shows", () => {
  /** @type {T.Entry[]} */
  const entries = ["a", "b"].map((note) => ({ id: note, method: "PUT", url: "/here", body: { values: { note } } }));
  assert.deepEqual(stillUnsent(entries, "/here"), { note: "b" });
  assert.deepEqual(stillUnsent(entries, "/elsewhere"), {});
});
