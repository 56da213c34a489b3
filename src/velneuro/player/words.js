/** @type {T.Fill} */
export const fill = (template, values) => template.replace(/\{(\w+)\}/g, (hole, name) => String(values[name] ?? hole));

/** @type {T.ClockText} */
export const clockText = (ms) => {
	const seconds = Math.ceil(Math.max(0, ms) / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
