/** The fields of a form as they go to the server, and back. */

/** @typedef {string | string[]} Value */
/** @typedef {{ name: string; type: string; value: string; checked?: boolean }} Field */
/** @typedef {{ elements: Iterable<unknown> }} Form */

/** @param {Form} form @param {string} name */
const named = (form, name) => /** @type {Field[]} */ ([...form.elements]).filter((field) => field.name === name);

/** What stands in the fields of these names. @param {Form} form @param {Iterable<string>} names */
export const changed = (form, names) => Object.fromEntries([...names].map((name) => [name, valueOf(named(form, name))]));

/** @param {Field[]} fields @returns {Value} */
const valueOf = (fields) => {
	const [field] = fields;
	if (field?.type === "checkbox") return fields.filter((each) => each.checked).map((each) => each.value);
	if (field?.type === "radio") return fields.find((each) => each.checked)?.value ?? "";
	return field?.value ?? "";
};

/** Puts a value back into its fields. @param {Form} form @param {string} name @param {Value} value */
export const put = (form, name, value) => {
	for (const field of named(form, name)) {
		if (field.type === "checkbox" || field.type === "radio") field.checked = [value].flat().includes(field.value);
		else field.value = String(value);
	}
};

/** What was written in the form of this address, and has not reached the server. @param {T.Entry[]} entries @param {string} url */
export const stillUnsent = (entries, url) => {
	const last = entries.filter((entry) => entry.url === url && !entry.refused).at(-1);
	return /** @type {Record<string, Value>} */ (last?.body["values"] ?? {});
};
