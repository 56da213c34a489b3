/**
 * What is heard: the device's own voice and the chime, in time with the score.
 * @import * as T from "./types.js"
 */
import { chimeSamples, hushSamples, wavBytes } from "./chime.js";

const VOICES_WAIT_MS = 2_000;
/** Slow, as one speaks in a quiet room. */
const RATE_OF_SPEECH = 0.85;
/** Later than this, a sentence would disturb what the hands are doing by now. */
const LATE_MS = 1_500;
const UNHEARD = 2 / 32_768;

/** @type {T.PickVoice} */
export const pickVoice = (voices, lang) => {
  const wanted = lang.toLowerCase();
  /** Android writes en_US. @param {T.VoiceLike} voice */
  const tag = (voice) => voice.lang.toLowerCase().replace("_", "-");
  /** @param {T.VoiceLike} voice */
  const rank = (voice) => (tag(voice) === wanted ? 2 : 0) + (voice.default ? 1 : 0);
  // A voice that is not of this device would send every sentence to a stranger.
  const fitting = voices.filter((voice) => voice.localService && tag(voice).split("-")[0] === wanted.split("-")[0]);
  return fitting.sort((left, right) => rank(right) - rank(left))[0] ?? null;
};

/** @type {T.FindVoice} Some browsers know their voices only after a while. */
export const findVoice = async (synth, lang) => {
  if (!synth) return null;
  const look = () => pickVoice(synth.getVoices(), lang);
  return look() ?? new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      synth.removeEventListener("voiceschanged", again);
      resolve(look());
    };
    const again = () => look() && done();
    const timer = setTimeout(done, VOICES_WAIT_MS);
    synth.addEventListener("voiceschanged", again);
  });
};

/** @type {T.CreateSpeaker} */
export const createSpeaker = ({ synth, utter, voice, level, onFail }) => {
  // Held here: a browser may collect an utterance that nobody holds, and then never say that it ended.
  /** @type {SpeechSynthesisUtterance | null} */
  let current = null;

  const stop = () => {
    current = null;
    synth.cancel();
  };
  /** @param {string} text */
  const speak = (text) => {
    stop();
    if (level() === 0) return;
    const mine = Object.assign(utter(text), { voice, lang: voice.lang, rate: RATE_OF_SPEECH, volume: level() });
    // The end of a sentence that was cut arrives late and must not end the next one.
    mine.onend = () => current === mine && (current = null);
    mine.onerror = () => {
      if (current === mine) onFail();
      if (current === mine) current = null;
    };
    current = mine;
    synth.speak(mine);
  };
  return { speak, stop, speaking: () => current !== null };
};

/** Where the device has no voice. @type {T.Speaker} */
export const MUTE = { speak: () => {}, stop: () => {}, speaking: () => false };

/** @type {T.CreateGuide} */
export const createGuide = ({ speaker, chime }) => {
  let heard = -1;
  let spoken = "";
  let cut = false;

  return {
    tick({ t, cue, cueIndex }) {
      if (cueIndex === heard) return;
      heard = cueIndex;
      const late = t - cue.at_ms > LATE_MS;
      if (cue.kind === "chime" && !late) chime();
      if (cue.kind !== "say") return;
      cut = false;
      spoken = cue.text;
      if (late) speaker().stop();
      else speaker().speak(spoken);
    },
    pause() {
      cut ||= speaker().speaking();
      speaker().stop();
    },
    resume() {
      if (cut) speaker().speak(spoken);
      cut = false;
    },
    leap() {
      heard = -1;
      cut = false;
      speaker().stop();
    },
  };
};

/** @type {T.CreateTones} The chime, and an unheard loop that gives media keys and the lock screen something to hold. */
export const createTones = ({ audio, address, onTaken }) => {
  const [bowl, hush] = [audio(), audio()];
  let wanted = false;
  let level = 0;
  hush.src = address(wavBytes(hushSamples(UNHEARD)));
  hush.loop = true;
  hush.addEventListener("pause", () => wanted && onTaken());
  /** A device may refuse to play; the captions go on. @param {HTMLAudioElement} element */
  const start = (element) => void element.play().catch(() => {});

  return {
    setLevel(value) {
      level = value;
      bowl.src = address(wavBytes(chimeSamples(value)));
    },
    chime() {
      bowl.currentTime = 0;
      if (level > 0) start(bowl);
    },
    hold() {
      wanted = true;
      start(hush);
    },
    release() {
      wanted = false;
      hush.pause();
      bowl.pause();
    },
  };
};

/** @type {T.WireMedia} */
export const wireMedia = (media, title, actions) => {
  if (!media) return;
  media.metadata = new MediaMetadata({ title, artist: "Vel Neuro" });
  for (const [name, act] of Object.entries(actions)) media.setActionHandler(/** @type {MediaSessionAction} */ (name), act);
};

/** @type {T.ReadLevels} */
export const readLevels = (stored) => {
  const usual = { voice: 1, chime: 0.6 };
  try {
    const { voice, chime } = { ...usual, ...JSON.parse(stored ?? "{}") };
    return [voice, chime].every((level) => level >= 0 && level <= 1) ? { voice, chime } : usual;
  } catch {
    return usual;
  }
};
