// What looking.py asks of a page, as one object of functions. It is read by Playwright and never served.
(() => {
	const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls]";
	const BLOCKS = "button, a, label, p, h1, h2, h3, li";
	const seen = (element) => element.checkVisibility({ visibilityProperty: true });
	const words = (element) => element.textContent.trim().slice(0, 40);

	// A group of radio keys is one stop of the keyboard, so it has one name.
	const nameOf = (element) => {
		if (element.type === "radio") return `radio ${element.name}`;
		const { tagName, type, name, value } = element;
		return element.id || [tagName, type, name, value, element.getAttribute("href"), words(element)].join(" ");
	};

	const controls = () => {
		const top = document.querySelector("dialog[open]") ?? document;
		return [...new Set([...top.querySelectorAll(CONTROLS)].filter(seen).map(nameOf))];
	};

	const outlineOf = (element) => {
		const { outlineStyle, outlineWidth } = getComputedStyle(element);
		return outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth);
	};

	// The middle; for a drawn shape nine points, since its middle may belong to its neighbor.
	const isCovered = (element, label) => {
		const { x, y, width, height } = element.getBoundingClientRect();
		const shares = element instanceof SVGElement ? [0.15, 0.5, 0.85] : [0.5];
		const points = shares.flatMap((across) => shares.map((down) => [x + width * across, y + height * down]));
		const tops = points.map(([left, down]) => document.elementFromPoint(left, down)).filter(Boolean);
		return !tops.some((top) => element.contains(top) || label?.contains(top));
	};

	const focused = () => {
		const element = document.activeElement;
		if (element === document.body) return null;
		const label = element.closest("label");
		// Where the control itself is drawn by its neighbor or its label, the outline is theirs.
		const drawn = [element, element.nextElementSibling, label].filter(Boolean);
		return { name: nameOf(element), outline: Math.max(...drawn.map(outlineOf)), covered: isCovered(element, label) };
	};

	const small = ([least, keys]) =>
		[...document.querySelectorAll(`${CONTROLS}, label:has(input)`)]
			.filter((element) => seen(element) && !element.matches(".skip, label input"))
			.map((element) => {
				const { width, height } = element.getBoundingClientRect();
				const wide = element.closest(".keys") && !element.closest(".sound") ? keys : least;
				return (width < wide - 0.5 || height < least - 0.5) && `${words(element) || element.id}: ${width} x ${height}`;
			})
			.filter(Boolean);

	const isCut = (element) => {
		const { left, right, width } = element.getBoundingClientRect();
		if (width <= 1 || element.closest("svg, .for-readers")) return false;
		const overflows = element.matches(BLOCKS) && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
		return right > innerWidth + 1 || left < -1 || overflows;
	};

	const cut = () => {
		const { scrollWidth } = document.scrollingElement;
		if (scrollWidth > innerWidth) return [`the page is ${scrollWidth} wide`];
		const found = [...document.querySelectorAll("main *")].filter((element) => seen(element) && isCut(element));
		return found.map((element) => `${element.tagName} ${element.className} ${words(element)}`);
	};

	window.looking = { controls, focused, small, cut };
})();
