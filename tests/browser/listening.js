// Notes when a sound begins, and what the picture showed of the time: two lists in ms of the page.
(() => {
	const QUIET_S = 0.5;
	const LOUD = 0.01;
	const audio = document.getElementById("track");
	const way = document.getElementById("progress");
	const context = new AudioContext();
	const ear = new AnalyserNode(context, { fftSize: 16_384 });
	const samples = new Float32Array(ear.fftSize);
	let known = 0;
	let loud = -1;
	window.onsets = [];
	window.shown = [];
	context.createMediaElementSource(audio).connect(ear).connect(context.destination);
	setInterval(() => {
		void context.resume();
		ear.getFloatTimeDomainData(samples);
		const [end, now] = [context.currentTime, performance.now()];
		for (const [n, sample] of samples.entries()) {
			const at = end - (samples.length - n) / context.sampleRate;
			if (at <= known || Math.abs(sample) < LOUD) continue;
			if (at - loud > QUIET_S) window.onsets.push(now - (end - at) * 1000);
			loud = at;
		}
		known = end;
	}, 50);
	const share = () => Number(way.style.transform.slice("scaleX(".length, -1));
	new MutationObserver(() => window.shown.push([performance.now(), share()])).observe(way, { attributes: true });
})();
