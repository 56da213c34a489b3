/**
 * Puts the player together on its page; everything that decides is in the other modules.
 * @import * as T from "./types.js"
 */
import { createClock } from "./clock.js";
import { readScores, wireControls, wireStop } from "./controls.js";
import { deviceStorage, keepAwake, unlockSpeech, wireLevels } from "./device.js";
import { readFigures } from "./figure.js";
import { createOutbox, newId } from "./outbox.js";
import { ScoreError, readScore } from "./score.js";
import { createSession } from "./session.js";
import { MUTE, createGuide, createSpeaker, createTones, findVoice, wireMedia } from "./sound.js";
import { createDimmer, createStage, need, write } from "./stage.js";
import { fill } from "./words.js";

const TICK_MS = 250;

/** @param {T.PlayerData} data @param {T.Score} base */
const run = ({ words, urls, csrf, figures, resume_ms, gentler = [] }, base) => {
  const [notice, saved, over] = [at("notice"), at("saved"), at("over-text")];
  const storage = deviceStorage();
  const quiet = matchMedia("(prefers-reduced-motion: reduce)");
  const stage = createStage({ root, words, figures: readFigures(figures), still: () => quiet.matches });
  const dim = createDimmer(document.documentElement, () => performance.now());
  let speaker = MUTE;
  let wrong = false;

  const outbox = createOutbox({
    storage,
    send: (url, init) => fetch(url, init),
    csrf,
    later: setTimeout,
    onChange({ unsent, refused, kept }) {
      const line = refused ? words.refused : !unsent ? words.saved : kept ? words.unsent : words.not_kept;
      write(saved, fill(line, { n: refused || unsent }));
      if (!unsent) leave();
    },
  });
  // What the server has not heard of yet must not be forgotten by a reload.
  const unheard = outbox.entries().filter(({ url, body }) => url === urls.events && body.kind === "gentler");
  const session = createSession({
    base,
    clock: createClock(() => Date.now()),
    report: (deed) => outbox.push("POST", urls.events, { id: newId(crypto), at: new Date().toISOString(), ...deed }),
    resumeMs: resume_ms ?? 0,
    gentler: [...gentler, ...unheard.map(({ body }) => Number(body.position_ms))],
  });
  const live = () => session.status() === "playing" || session.status() === "paused";

  const tones = createTones({
    audio: () => new Audio(),
    address: (bytes) => URL.createObjectURL(new Blob([bytes], { type: "audio/wav" })),
    onTaken: () => act(session.pause),
  });
  const levels = wireLevels(root, storage, () => tones.setLevel(levels.chime));
  tones.setLevel(levels.chime);
  const guide = createGuide({ speaker: () => speaker, chime: tones.chime });
  const voiceFound = findVoice(window.speechSynthesis, base.lang).then((voice) => {
    const utter = (/** @type {string} */ text) => new SpeechSynthesisUtterance(text);
    const onFail = () => write(notice, words.no_voice);
    if (voice) speaker = createSpeaker({ synth: speechSynthesis, utter, voice, level: () => levels.voice, onFail });
  });

  /** @param {() => void} deed */
  const act = (deed) => {
    const before = session.status();
    deed();
    follow(before);
    refresh();
  };
  /** @param {T.Status} before */
  const follow = (before) => {
    const status = session.status();
    if (status === before) return;
    if (status === "playing" && before === "paused") guide.resume();
    if (status === "paused") guide.pause();
    if (status === "playing") tones.hold();
    else tones.release();
    void keepAwake(status === "playing");
    show(status);
    if (status === "ended") finish();
  };
  /** A change of place: the old place falls silent. @param {() => void} deed */
  const leap = (deed) => () => {
    write(notice, "");
    guide.leap();
    act(deed);
  };

  const address = () => (wrong ? urls.advice : urls.after);
  const finish = () => {
    guide.leap();
    write(over, wrong ? words.wrong_offline : words.over);
    need(root, "#over-next", HTMLAnchorElement).href = address();
    void outbox.flush().then(leave);
  };
  /** Offline there is no page to go to: this one stays and says so. */
  const leave = () => {
    const { unsent, refused } = outbox.status();
    if (session.status() !== "ended") return;
    if (!unsent && !refused) location.assign(address());
    else if (!wrong) write(over, words.over_offline);
  };

  const ask = wireStop(
    root,
    (reason) => {
      wrong = reason === "wrong";
      act(() => session.stop(reason));
    },
    () => act(session.play),
  );
  const acts = {
    toggle: () => act(session.toggle),
    skip: leap(session.skip),
    again: leap(session.again),
    more() {
      act(session.more);
      write(notice, words.more_done);
    },
    gentler: () => act(() => write(notice, session.soften() ? words.gentler_done : words.gentlest)),
    stop() {
      act(session.pause);
      ask();
    },
  };
  wireControls(root, acts, live);
  const [play, pause] = [() => act(session.play), () => act(session.pause)];
  const media = { play, pause, nexttrack: acts.skip, previoustrack: acts.again, stop: acts.stop };
  wireMedia(navigator.mediaSession, document.title, media);

  at("start").addEventListener("click", () => {
    const scores = readScores(root);
    const put = { id: newId(crypto), moment: "before", at: new Date().toISOString(), scores };
    if (Object.keys(scores).length) outbox.push("PUT", urls.scores, put);
    unlockSpeech();
    tones.chime();
    play();
    root.focus();
    void voiceFound.then(() => speaker === MUTE && write(notice, words.no_voice));
  });

  /** Words and sound: by a timer, because frames stop while the page is hidden. */
  const refresh = () => {
    const before = session.status();
    const { state, away } = session.tick();
    if (away) write(notice, words[away]);
    follow(before);
    const playing = session.status() === "playing";
    if (playing) guide.tick(state);
    stage.show(state, session.score().steps.length, session.status() === "paused");
    dim(playing);
  };
  const paint = () => {
    if (live()) stage.move(session.state(), session.status() === "paused");
    requestAnimationFrame(paint);
  };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) session.save();
    void keepAwake(session.status() === "playing");
    void outbox.flush();
  });
  window.addEventListener("online", () => void outbox.flush());
  window.addEventListener("pagehide", () => act(session.pause));
  window.addEventListener("beforeunload", (event) => live() && event.preventDefault());
  // A page that comes back from the browser's memory would show a session that is over.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());

  show("ready");
  refresh();
  setInterval(refresh, TICK_MS);
  paint();
  void outbox.flush();
};

/** @param {string} id */
const at = (id) => need(document, `#${id}`, HTMLElement);
const root = at("player");

/** @param {T.Status | "broken"} part */
const show = (part) => {
  root.dataset.state = document.documentElement.dataset.player = part;
};

/** @type {T.PlayerData} */
const data = JSON.parse(at("player-data").textContent ?? "");
try {
  run(data, readScore(data.score, data.words));
} catch (error) {
  if (!(error instanceof ScoreError)) throw error;
  write(at("broken-why"), error.message);
  show("broken");
}
