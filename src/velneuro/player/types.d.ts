/**
 * The shapes of the player and what its functions promise. Read by the type checker and by people;
 * a browser never loads this file.
 */

// ---- the score -------------------------------------------------------------------------------

export type Step = Readonly<{
  id: string;
  title: string;
  start_ms: number;
  end_ms: number;
  figure: string;
  side: "left" | "right" | null;
  stroke: string | null;
  tool: string | null;
  /** 0 resting hand, 1 light, 2 moderate, 3 firm */
  pressure: number;
  /** 0 where the hand stays in one place */
  cm_per_s: number;
  zone: string | null;
  technique: string | null;
  why: string | null;
  how: string | null;
  /** 10000 where one stroke goes with one breath, else 0 */
  breath_ms: number;
}>;
export type Quiet = Readonly<{ at_ms: number; ms: number; kind: "chime" | "breath" | "rest" }>;
export type Say = Readonly<{ at_ms: number; ms: number; kind: "say"; sentence: string; text: string }>;
export type Cue = Quiet | Say;
/** Frozen, and every law of the contract holds. */
export type Score = Readonly<{
  version: 1;
  duration_ms: number;
  routine: string;
  lang: string;
  steps: readonly Step[];
  cues: readonly Cue[];
}>;
/** The score from parsed JSON of unknown shape. Throws ScoreError with one sentence in the given words. */
export type ReadScore = (data: unknown, words: Words) => Score;
/** All laws between steps and cues. Throws ScoreError. */
export type CheckLaws = (score: Score, words: Words) => void;
/** Whether a value may stand in a field. */
export type Test = (value: unknown) => boolean;
export type Fail = (key: ScoreWord, place: string, values?: Values) => never;

// ---- words -----------------------------------------------------------------------------------

export type Values = Record<string, string | number>;
export type ScoreWord =
  | "score_value" | "score_empty" | "score_gap" | "score_overlap" | "score_end" | "score_chime"
  | "score_crosses" | "score_breath" | "score_grid" | "score_silence";
export type PlainWord =
  | "step_of" | "time_left" | "side_left" | "side_right" | "pause" | "go_on" | "paused" | "stage_pause" | "stage_go_on"
  | "breathe_in" | "breathe_out" | "pressure_0" | "pressure_1" | "pressure_2" | "pressure_3" | "pressure_0_like"
  | "pressure_1_like" | "pressure_2_like" | "pressure_3_like" | "no_touch" | "no_touch_like" | "more_done" | "gentler_done"
  | "gentlest" | "no_voice" | "away" | "away_end" | "saved" | "unsent" | "not_kept" | "refused" | "over" | "over_offline"
  | "wrong_offline";
/** What the page hands over, translated; {names} in braces are filled in here. */
export type Words = Record<PlainWord | ScoreWord, string>;
export type Fill = (template: string, values: Values) => string;
/** Minutes and seconds, rounded up: "0:00" only when nothing is left. */
export type ClockText = (ms: number) => string;

// ---- time ------------------------------------------------------------------------------------

export type Clock = {
  /** ms in the session; never goes back by itself */
  position: () => number;
  running: () => boolean;
  play: () => void;
  pause: () => void;
  seek: (ms: number) => void;
};
/** A paused clock at `start` ms; `now` gives the wall time in ms. */
export type CreateClock = (now: () => number, start?: number) => Clock;

/** `share` is 0 to 1 of this half of the breath. */
export type Breath = { phase: "in" | "out"; share: number };
export type State = {
  t: number;
  index: number;
  step: Step;
  cueIndex: number;
  cue: Cue;
  /** 0 to 1 of the whole session */
  progress: number;
  stepLeft: number;
  left: number;
  breath: Breath | null;
  /** the last sentence of this step; it stays through the silence after it */
  caption: string;
};
/** Everything the page shows at `t` ms; outside of the session `t` counts as its first or last moment. */
export type StateAt = (score: Score, t: number) => State;
/** A new score in which the laws still hold. */
export type Change = (score: Score, t: number) => Score;
/** A position in ms. */
export type Place = (score: Score, t: number) => number;
/** A position in a changed score as one in the score it came from, which is what a reload begins with. */
export type InBase = (base: Score, changed: Score, t: number) => number;

// ---- the session -----------------------------------------------------------------------------

export type Status = "ready" | "playing" | "paused" | "ended";
export type Kind = "started" | "step" | "paused" | "gentler" | "more" | "again" | "skipped" | "stopped" | "finished";
export type Reason = "early" | "wrong";
/** position_ms is where to resume, in the unchanged score. */
export type Deed = { kind: Kind; step: string; position_ms: number; reason?: Reason };
export type Session = {
  score: () => Score;
  status: () => Status;
  state: () => State;
  /** To be called as often as one likes; `away` names the notice after a long sleep. */
  tick: () => { state: State; away: "" | "away" | "away_end" };
  play: () => void;
  pause: () => void;
  toggle: () => void;
  skip: () => void;
  again: () => void;
  more: () => void;
  /** Whether anything could still be softened. */
  soften: () => boolean;
  stop: (reason: Reason) => void;
  /** Tells the present place, for the moment the page may be taken away. */
  save: () => void;
};
export type CreateSession = (options: {
  base: Score;
  clock: Clock;
  /** told of every deed */
  report: (deed: Deed) => void;
  /** where to begin, in `base` */
  resumeMs?: number;
  /** where "gentler" was asked for before: a resumed session is never firmer than the one that was left */
  gentler?: readonly number[];
}) => Session;

// ---- sound -----------------------------------------------------------------------------------

export type VoiceLike = { lang: string; localService: boolean; default: boolean };
/** 0 is off, 1 is full. */
export type Levels = { voice: number; chime: number };
/** A voice of this device for the language: the exact tag first, then the device's default. Never a network voice. */
export type PickVoice = <V extends VoiceLike>(voices: readonly V[], lang: string) => V | null;
/** The voice, or null after two seconds. */
export type FindVoice = (synth: SpeechSynthesis | undefined, lang: string) => Promise<SpeechSynthesisVoice | null>;
export type Speaker = { speak: (text: string) => void; stop: () => void; speaking: () => boolean };
export type CreateSpeaker = (options: {
  synth: SpeechSynthesis;
  utter: (text: string) => SpeechSynthesisUtterance;
  voice: SpeechSynthesisVoice;
  level: () => number;
  /** the voice is there but can not speak */
  onFail: () => void;
}) => Speaker;
export type Guide = {
  tick: (state: State) => void;
  pause: () => void;
  resume: () => void;
  /** after a change of place */
  leap: () => void;
};
export type CreateGuide = (options: { speaker: () => Speaker; chime: () => void }) => Guide;
export type Tones = { setLevel: (level: number) => void; chime: () => void; hold: () => void; release: () => void };
export type CreateTones = (options: {
  audio: () => HTMLAudioElement;
  /** makes an address for a WAV file */
  address: (bytes: Uint8Array<ArrayBuffer>) => string;
  /** a call or another app took the sound away */
  onTaken: () => void;
}) => Tones;
export type MediaActions = Partial<Record<MediaSessionAction, () => void>>;
export type WireMedia = (media: MediaSession | undefined, title: string, actions: MediaActions) => void;
/** Levels from what the device kept; the usual ones where that is missing or spoiled. */
export type ReadLevels = (stored: string | null) => Levels;
/** Samples within -level..level, mono at RATE. */
export type Samples = (level: number) => Float32Array;
/** A 16-bit PCM WAV file. */
export type WavBytes = (samples: Float32Array) => Uint8Array<ArrayBuffer>;

// ---- the picture -----------------------------------------------------------------------------

export type Figure = {
  w: number;
  h: number;
  mm_per_unit: number;
  outline: string;
  lines?: string;
  nails?: string;
  /** x1 y1 x2 y2: from clear to full, where the limb is cut */
  fade?: [number, number, number, number];
  strokes: Record<string, string>;
};
/** One path of a stroke; some strokes have several, such as five toes. */
export type Part = { mm: number; closed: boolean };
/** along: 0 to 1 of the path. lift: 0 on the skin, 1 fully raised. press: 0 to 1, where the hand stays. */
export type Motion = { part: number; along: number; lift: number; press: number };
/** Names of the paths of a stroke: itself, or its parts. */
export type PartsOf = (figure: Pick<Figure, "strokes">, stroke: string | null) => string[];
/** Where the hand is at `t` ms; at least one part. */
export type MotionAt = (step: Pick<Step, "start_ms" | "breath_ms" | "cm_per_s">, parts: readonly Part[], t: number) => Motion;
export type Drawing = { markup: string; move: (node: Element, t: number) => void };
/** Draws into `place` and gives what moves it; `still` draws numbered arrows and no moving ring. */
export type DrawFigure = (place: Element, figure: Figure | undefined, step: Step, still: boolean) => (t: number) => void;
/** The figures that are whole; a step whose figure is not shows the moon. */
export type ReadFigures = (data: unknown) => Map<string, Figure>;

export type Stage = {
  /** words and times, at every tick */
  show: (state: State, total: number, paused: boolean) => void;
  /** what moves, at every frame that is painted */
  move: (state: State, paused: boolean) => void;
};
export type CreateStage = (options: {
  root: HTMLElement;
  words: Words;
  figures: Map<string, Figure>;
  still: () => boolean;
}) => Stage;
/** Size of the breath pacer: smallest 0.62, largest 1. */
export type PacerScale = (breath: Breath) => number;
/** A text about a step. */
export type StepText = (words: Words, step: Step) => string;
export type PressureText = (words: Words, step: Step) => [word: string, like: string];
export type CreateDimmer = (sheet: HTMLElement, now: () => number) => (playing: boolean) => void;

// ---- the page --------------------------------------------------------------------------------

export type Act = "toggle" | "skip" | "again" | "more" | "gentler" | "stop";
export type Acts = Record<Act, () => void>;
export type Press = Pick<KeyboardEvent, "key" | "repeat" | "ctrlKey" | "altKey" | "metaKey">;
export type Focus = { inPlayer: boolean; typing: boolean; onButton: boolean };
/** What a key asks for; null leaves it to the browser. */
export type ActOf = (press: Press, focus: Focus) => Act | null;
/** `live`: whether a session runs; before and after, keys belong to the page. */
export type WireControls = (root: HTMLElement, acts: Acts, live: () => boolean) => void;
/** Gives what opens the dialog. */
export type WireStop = (root: HTMLElement, onStop: (reason: Reason) => void, onGoOn: () => void) => () => void;
/** The keys 0 to 10 that were pressed; a scale left alone is left out. */
export type ReadScores = (root: ParentNode) => Record<string, number>;
/** An element that must be there; throws an error that names it. */
export type Need = <T extends Element>(root: ParentNode, selector: string, kind: new () => T) => T;

export type Urls = { events: string; scores: string; after: string; advice: string };
export type PlayerData = {
  score: unknown;
  figures: unknown;
  words: Words;
  urls: Urls;
  csrf: string;
  session: string;
  resume_ms?: number;
  /** positions of the earlier "gentler" events of this session */
  gentler?: number[];
};

// ---- the outbox ------------------------------------------------------------------------------

/** `refused` is the status with which the server declined it. */
export type Entry = { id: string; method: "POST" | "PUT"; url: string; body: Record<string, unknown>; refused?: number };
export type OutboxStatus = { unsent: number; refused: number; kept: boolean };
export type Outbox = {
  push: (method: Entry["method"], url: string, body: { id: string } & Record<string, unknown>) => void;
  /** Sends in order; resolves when all was tried or one has to wait. */
  flush: () => Promise<void>;
  status: () => OutboxStatus;
  entries: () => Entry[];
};
export type CreateOutbox = (options: {
  /** null where the browser denies it */
  storage: Pick<Storage, "getItem" | "setItem"> | null;
  send: (url: string, init: RequestInit) => Promise<Pick<Response, "ok" | "status">>;
  csrf: string;
  later: (act: () => void, ms: number) => unknown;
  onChange: (status: OutboxStatus) => void;
}) => Outbox;
/** A random UUID. */
export type NewId = (source: { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array; randomUUID?: () => string }) => string;
/** ms to wait after so many tries. */
export type Backoff = (tries: number) => number;
/** The entries on this device. */
export type CreateShelf = (storage: Pick<Storage, "getItem" | "setItem"> | null) => {
  read: () => Entry[];
  write: (entries: Entry[]) => void;
  kept: () => boolean;
};
