/** Puts the player together on its page; it decides nothing. */
import { createClock } from "./clock.js";
import { readScores, wireControls, wireStop } from "./controls.js";
import { deviceStorage, keepAwake, unlockSpeech, wireLevels, wireMedia } from "./device.js";
import { createOutbox, newId } from "./outbox.js";
import { readScore } from "./score.js";
import { Session } from "./session.js";
import { MUTE, createGuide, createSpeaker, createTones, findVoice } from "./sound.js";
import { at, createDimmer, createStage, write } from "./stage.js";
import { fill } from "./words.js";

const TICK_MS = 250;
const page = document.documentElement;
const [root, notice, over] = [at("player"), at("notice"), at("over-text")];
/** @type {T.PlayerData} */
const data = JSON.parse(at("player-data").textContent ?? "");
const { words, urls } = data;
let speaker = MUTE;
let wrong = false;
let shown = 0;

/** @param {T.Status | "broken"} part */
const show = (part) => {
	root.dataset.state = page.dataset.player = part;
};

const readOrTell = () => {
	try {
		return readScore(data.score, words);
	} catch (error) {
		write(at("broken-why"), /** @type {Error} */ (error).message);
		show("broken");
		throw error;
	}
};

const base = readOrTell();
const storage = deviceStorage();
const stage = createStage(words, data.pictures);
const dim = createDimmer(page, () => performance.now());
const outbox = createOutbox({
	storage,
	send: (url, init) => fetch(url, init),
	csrf: data.csrf,
	later: setTimeout,
	onChange({ unsent, refused, kept }) {
		const line = refused ? words.refused : !unsent ? words.saved : kept ? words.unsent : words.not_kept;
		write(at("saved"), fill(line, { n: refused || unsent }));
		if (!unsent) leave();
	},
});
const stamp = () => ({ id: newId(crypto), at: new Date().toISOString() });
// What the server has not heard of yet, a reload must not forget.
const unheard = outbox.entries().filter(({ url, body }) => url === urls.events && body.kind === "gentler");
const session = new Session({
	base,
	clock: createClock(Date.now),
	report: (deed) => outbox.push("POST", urls.events, { ...stamp(), ...deed }),
	resumeMs: data.resume_ms,
	gentler: [...(data.gentler ?? []), ...unheard.map(({ body }) => Number(body.position_ms))],
});
const tones = createTones(() => act(session.pause));
const level = wireLevels(storage, () => tones.setLevel(level("chime")));
tones.setLevel(level("chime"));
const guide = createGuide(() => speaker, tones.chime);
const noVoice = () => write(notice, words.no_voice);
const voiceFound = findVoice(base.lang).then((voice) => {
	if (voice) speaker = createSpeaker(voice, () => level("voice"), noVoice);
});

/** @type {T.Do} */
const act = (deed) => {
	const before = session.status;
	deed();
	follow(before);
	refresh();
};
/** @param {T.Status} before */
const follow = (before) => {
	const now = session.status;
	if (now === before) return;
	if (now === "playing") tones.hold();
	else tones.release();
	if (now === "playing" && before === "paused") guide.resume();
	if (now === "paused") guide.pause();
	void keepAwake(now === "playing");
	show(now);
	if (now === "ended") finish();
};
/** A change of place: the old place falls silent. @type {(deed: () => void) => () => void} */
const leap = (deed) => () => {
	write(notice, "");
	guide.leap();
	act(deed);
};

const next = () => (wrong ? urls.advice : urls.after);
const finish = () => {
	guide.leap();
	write(over, wrong ? words.wrong_offline : words.over);
	at("over-next").setAttribute("href", next());
	void outbox.flush().then(leave);
};
/** Offline no page can be gone to: this one says so. */
const leave = () => {
	const { unsent, refused } = outbox.status();
	if (session.status !== "ended") return;
	if (!unsent && !refused) location.assign(next());
	else if (!wrong) write(over, words.over_offline);
};

const ask = wireStop((answer) => {
	wrong = answer === "wrong";
	if (answer === "go-on") act(session.play);
	else if (answer) act(() => session.stop(wrong ? "wrong" : "early"));
});
/** @type {T.Acts} */
const acts = {
	toggle: () => act(session.toggle),
	skip: leap(session.skip),
	again: leap(session.again),
	more: () => act(() => write(notice, session.more() ? words.more_done : words.more_enough)),
	gentler: () => act(() => write(notice, session.soften() ? words.gentler_done : words.gentlest)),
	stop() {
		act(session.pause);
		ask();
	},
};

const start = () => {
	const scores = readScores(root);
	if (Object.keys(scores).length) outbox.push("PUT", urls.scores, { ...stamp(), moment: "before", scores });
	unlockSpeech();
	tones.chime();
	act(session.play);
	root.focus();
	scrollTo(0, 0);
	void voiceFound.then(() => speaker === MUTE && noVoice());
};

/** By timer: frames stop in a hidden page. */
const refresh = () => {
	const before = session.status;
	const { state, away } = session.tick();
	if (away || state.index !== shown) write(notice, away && words[away]);
	shown = state.index;
	follow(before);
	if (session.status === "playing") guide.tick(state);
	stage.show(state, session.score.steps.length, session.status === "paused");
	dim(session.status === "playing");
};
const paint = () => {
	if (session.live()) stage.move(session.state(), session.status === "paused");
	requestAnimationFrame(paint);
};

wireControls(root, acts, session.live);
wireMedia({
	play: () => act(session.play),
	pause: () => act(session.pause),
	nexttrack: acts.skip,
	previoustrack: acts.again,
	stop: acts.stop,
});
at("start").addEventListener("click", start);
document.addEventListener("visibilitychange", () => {
	if (document.hidden) session.save();
	void keepAwake(session.status === "playing");
	void outbox.flush();
});
window.addEventListener("online", outbox.flush);
window.addEventListener("pagehide", () => act(session.pause));
window.addEventListener("beforeunload", (event) => session.live() && event.preventDefault());
show("ready");
refresh();
setInterval(refresh, TICK_MS);
paint();
void outbox.flush();
