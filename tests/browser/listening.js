// Notes when a sound begins and for how long the ear had been held up by then, and what the picture showed of the
// time: two lists in ms of the page. What an ear hears that was held up, it hears late.
(() => {
	const QUIET_S = 0.5;
	const LOUD = 0.01;
	const REMEMBERED = 40;
	const audio = document.getElementById("track");
	const way = document.getElementById("progress");
	const context = new AudioContext();
	const ear = new AnalyserNode(context, { fftSize: 16_384 });
	const samples = new Float32Array(ear.fftSize);
	const ahead = []; // by how much the page's clock is ahead of the sound's: least when nothing holds the ear up
	let known = 0;
	let loud = -1;
	window.onsets = [];
	window.shown = [];
	context.createMediaElementSource(audio).connect(ear).connect(context.destination);
	setInterval(() => {
		void context.resume();
		ear.getFloatTimeDomainData(samples);
		const [end, now] = [context.currentTime, performance.now()];
		ahead.unshift(now - end * 1000);
		ahead.length = Math.min(ahead.length, REMEMBERED);
		const held = ahead[0] - Math.min(...ahead);
		for (const [n, sample] of samples.entries()) {
			const at = end - (samples.length - n) / context.sampleRate;
			if (at <= known || Math.abs(sample) < LOUD) continue;
			if (at - loud > QUIET_S) window.onsets.push([now - (end - at) * 1000, held]);
			loud = at;
		}
		known = end;
	}, 50);
	const share = () => Number(way.style.transform.slice("scaleX(".length, -1));
	new MutationObserver(() => window.shown.push([performance.now(), share()])).observe(way, { attributes: true });
})();
