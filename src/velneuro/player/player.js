/** Puts the player together on its page; it decides nothing. */
import { createClock } from "./clock.js";
import { readOwn, readScores, wireControls, wireStop } from "./controls.js";
import { deviceStorage, keepAwake, showMedia, wireMedia, wireSound } from "./device.js";
import { createOutbox, newId, request } from "./outbox.js";
import { readScore } from "./score.js";
import { Session } from "./session.js";
import { createGuide, createSpeaker } from "./sound.js";
import { at, createDimmer, createStage, write } from "./stage.js";
import { createTrack } from "./track.js";
import { fill } from "./words.js";

const TICK_MS = 250;
/** Two seconds, and half a minute, in ticks: timers that slept have not waited. */
const [WAIT, GIVE_UP] = [8, 120];
const page = document.documentElement;
const [root, notice, over] = [at("player"), at("notice"), at("over-text")];
/** @type {T.PlayerData} */
const data = JSON.parse(at("player-data").textContent ?? "");
const { words, urls } = data;
const byDevice = data.voice === "device";
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
const say = (/** @type {string} */ text) => write(notice, text);
const track = createTrack(/** @type {HTMLAudioElement} */ (at("track")), data.track, !byDevice, () => performance.now(), {
	time: () => refresh(),
	taken: () => act(session.pause),
	given: () => act(play),
	broken: () => goSilent(),
});
const session = new Session({
	base,
	clock: track,
	report: (deed) => outbox.push("POST", urls.events, { ...stamp(), ...deed }),
	resumeMs: data.resume_ms,
	gentler: [...(data.gentler ?? []), ...unheard.map(({ body }) => Number(body.position_ms))],
});
const withTrack = () => session.clock === track;
const sound = wireSound(storage, byDevice, async (chosen) => {
	const answer = await fetch(data.sound.url, request("PUT", byDevice ? { ...chosen, level_voice: data.sound.chosen.level_voice } : chosen, data.csrf)).catch(() => null);
	if (answer?.ok) track.change((await answer.json()).track.url);
	else say(words.sound_kept);
});
const speaker = createSpeaker(base.lang, () => sound.level("level_voice"), () => say(withTrack() ? words.no_voice : words.no_guide));
const guide = createGuide(speaker);
/** A voice may speak later if it has spoken in a tap once. */
const unlockVoice = () => speaker.speak(" ");
/** Goes on without the track from the same place. */
const goSilent = () => {
	if (!withTrack()) return;
	session.follow(createClock(() => performance.now()));
	unlockVoice();
	say(words.no_sound);
};

/** Who only listens lets the screen go dark. */
const awake = () => keepAwake(session.status === "playing" && sound.screen());
/** @type {T.Do} */
const act = (deed) => {
	const before = session.status;
	deed();
	follow(before);
	refresh();
	media();
};
/** @param {T.Status} before */
const follow = (before) => {
	const now = session.status;
	if (now === before) return;
	if (now !== "playing") guide.stop();
	awake();
	show(now);
	if (now === "ended") finish();
};
/** A change of place: the old place falls silent. @type {(deed: () => void) => () => void} */
const leap = (deed) => () => {
	say("");
	guide.stop();
	act(deed);
};
/** Each time, the sound has another chance. */
const play = () => {
	if (!withTrack()) session.follow(track);
	session.play();
};

const next = () => (wrong ? urls.advice : urls.after);
const finish = () => {
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
	if (answer === "go-on") act(play);
	else if (answer) act(() => session.stop(wrong ? "wrong" : "early"));
});
/** @type {T.Acts} */
const acts = {
	toggle: () => act(session.status === "playing" ? session.pause : play),
	skip: leap(session.skip),
	again: leap(session.again),
	more: () => act(() => say(session.more() ? words.more_done : words.more_enough)),
	gentler: () => act(() => say(session.soften() ? words.gentler_done : words.gentlest)),
	stop() {
		act(session.pause);
		ask();
	},
};

const start = () => {
	const scores = readScores(root);
	if (Object.keys(scores).length) outbox.push("PUT", urls.scores, { ...stamp(), moment: "before", scores });
	const values = readOwn(root);
	if (Object.keys(values).length) {
		const row = { ...stamp(), person: data.person, session: data.session, kind: "before", values };
		outbox.push("PUT", `${urls.entries}${newId(crypto)}`, row);
	}
	if (byDevice) unlockVoice();
	act(play);
	root.focus();
	scrollTo(0, 0);
};

/** By timer and by the sound: frames stop in a hidden page. */
const refresh = () => {
	const before = session.status;
	const { state, away } = session.tick();
	if (away || state.index !== shown) {
		say(away && words[away]);
		media();
	}
	shown = state.index;
	if (withTrack()) wait();
	follow(before);
	if (session.status === "playing" && !session.clock.speaks) guide.tick(state);
	stage.show(state, session.score.steps.length, session.status === "paused");
	dim(session.status === "playing");
};
const wait = () => {
	if (session.still === WAIT) say(words.waiting);
	if (session.still === 0 && notice.textContent === words.waiting) say("");
	if (session.still === GIVE_UP) goSilent();
};
const media = () => showMedia(session.state(), base.duration_ms, data.cover);
const paint = () => {
	if (session.live()) stage.move(session.state(), session.status === "paused");
	requestAnimationFrame(paint);
};

wireControls(root, acts, session.live);
wireMedia({
	play: () => act(play),
	pause: () => act(session.pause),
	nexttrack: acts.skip,
	previoustrack: acts.again,
	stop: acts.stop,
});
at("start").addEventListener("click", start);
at("sound").addEventListener("change", awake);
document.addEventListener("visibilitychange", () => {
	if (document.hidden) session.save();
	awake();
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
