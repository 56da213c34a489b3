/**
 * The shapes of the player and what its functions promise. Read by the type checker and by people;
 * a browser never loads this file.
 */

declare namespace T {
  // ---- the score -------------------------------------------------------------------------------

  type Step = Readonly<{
    id: string;
    title: string;
    start_ms: number;
    end_ms: number;
    side: "left" | "right" | null;
    tool: string | null;
    /** 0 resting hand, 1 light, 2 moderate, 3 firm */
    pressure: number;
    /** 0 where the hand stays in one place */
    cm_per_s: number;
    zone: string | null;
    how: string | null;
    /** 10000 where one stroke goes with one breath, else 0 */
    breath_ms: number;
    /** how much longer the step may last */
    more_ms: number;
  }>;
  type Quiet = Readonly<{ at_ms: number; ms: number; kind: "chime" | "breath" | "rest" }>;
  type Say = Readonly<{ at_ms: number; ms: number; kind: "say"; sentence: string; text: string }>;
  type Cue = Quiet | Say;
  /** Frozen, and every law of the contract holds. */
  type Score = Readonly<{
    version: 1;
    duration_ms: number;
    routine: string;
    lang: string;
    steps: readonly Step[];
    cues: readonly Cue[];
  }>;
  /** The score from parsed JSON of unknown shape. Throws ScoreError with one sentence in the given words. */
  type ReadScore = (data: unknown, words: Words) => Score;
  /** All laws between steps and cues. Throws ScoreError. */
  type CheckLaws = (score: Score, words: Words) => void;
  /** Whether a value may stand in a field. */
  type Test = (value: unknown) => boolean;
  /** The fields of a record and what each must be. */
  type Shape = Record<string, Test>;
  /** The known fields of `data`, frozen. */
  type Read = (data: unknown, shape: Shape, place: string, fail: Fail) => object;
  /** Spans of id, start and end must follow each other from 0 to `duration`. */
  type Tile = (name: string, spans: [string, number, number][], duration: number, fail: Fail) => void;
  type Law = (score: Score, fail: Fail) => void;
  type Fail = (key: ScoreWord, place: string, values?: Values) => never;

  // ---- words -----------------------------------------------------------------------------------

  type Values = Record<string, string | number>;
  type ScoreWord =
    | "score_value" | "score_empty" | "score_gap" | "score_overlap" | "score_end" | "score_chime"
    | "score_crosses" | "score_breath" | "score_grid" | "score_silence";
  type PlainWord =
    | "step_of" | "time_left" | "side_left" | "side_right" | "pause" | "go_on" | "paused" | "stage_pause" | "stage_go_on"
    | "breathe_in" | "breathe_out" | "pressure_0" | "pressure_1" | "pressure_2" | "pressure_3" | "pressure_0_like"
    | "pressure_1_like" | "pressure_2_like" | "pressure_3_like" | "no_touch" | "no_touch_like" | "more_done" | "more_enough" | "gentler_done"
    | "gentlest" | "no_voice" | "away" | "away_end" | "saved" | "unsent" | "not_kept" | "refused" | "over" | "over_offline"
    | "wrong_offline";
  /** What the page hands over, translated; {names} in braces are filled in here. */
  type Words = Record<PlainWord | ScoreWord, string>;
  type Fill = (template: string, values: Values) => string;
  /** Minutes and seconds, rounded up: "0:00" only when nothing is left. */
  type ClockText = (ms: number) => string;

  // ---- time ------------------------------------------------------------------------------------

  type Clock = {
    /** ms in the session; never goes back by itself */
    position: () => number;
    play: () => void;
    pause: () => void;
    seek: (ms: number) => void;
  };
  /** A paused clock at `start` ms; `now` gives the wall time in ms. */
  type CreateClock = (now: () => number, start?: number) => Clock;

  /** `share` is 0 to 1 of this half of the breath. */
  type Breath = { phase: "in" | "out"; share: number };
  type State = {
    t: number;
    index: number;
    step: Step;
    cueIndex: number;
    cue: Cue;
    /** 0 to 1 of the whole session */
    progress: number;
    left: number;
    breath: Breath | null;
    /** the last sentence of this step; it stays through the silence after it */
    caption: string;
  };
  /** Everything the page shows at `t` ms; outside of the session `t` counts as its first or last moment. */
  type StateAt = (score: Score, t: number) => State;
  /** A new score in which the laws still hold. */
  type Change = (score: Score, t: number) => Score;
  /** A position in ms. */
  type Place = (score: Score, t: number) => number;
  type BreathAt = (ms: number) => Breath;
  type CaptionAt = (score: Score, step: Step, cueIndex: number) => string;
  /** What fills 30 s from `from` ms on. */
  type Filling = (step: Step, from: number) => Cue[];
  /** Index of the last item whose key is at most `limit`; items are sorted, and the first key is 0. */
  type LastAtMost = <V>(items: readonly V[], limit: number, key: (item: V) => number) => number;
  /** A position in a changed score as one in the score it came from, which is what a reload begins with. */
  type InBase = (base: Score, changed: Score, t: number) => number;

  // ---- the session -----------------------------------------------------------------------------

  type Status = "ready" | "playing" | "paused" | "ended";
  type Kind = "started" | "step" | "paused" | "gentler" | "more" | "again" | "skipped" | "stopped" | "finished";
  type Reason = "early" | "wrong";
  /** position_ms is where to resume, in the unchanged score. */
  type Deed = { kind: Kind; step: string; position_ms: number; reason?: Reason };
  /** What changed since the last one; `away` names the notice after a long sleep. To be called as often as one likes. */
  type Tick = () => { state: State; away: "" | "away" | "away_end" };
  type ReachEnd = (away: boolean) => ReturnType<Tick>;
  type Tell = (kind: Kind, more?: Partial<Deed>) => void;
  type SessionOptions = {
    base: Score;
    clock: Clock;
    /** told of every deed */
    report: (deed: Deed) => void;
    /** where to begin, in `base` */
    resumeMs?: number | undefined;
    /** where "gentler" was asked for before: a resumed session is never firmer than the one that was left */
    gentler?: readonly number[];
  };

  // ---- sound -----------------------------------------------------------------------------------

  type VoiceLike = { lang: string; localService: boolean; default: boolean };
  /** 0 is off, 1 is full. */
  type Level = (name: "voice" | "chime") => number;
  /** A voice of this device for the language: the exact tag first, then the device's default. Never a network voice. */
  type PickVoice = <V extends VoiceLike>(voices: readonly V[], lang: string) => V | null;
  /** The voice, or null after two seconds: some browsers know their voices only after a while. */
  type FindVoice = (lang: string) => Promise<SpeechSynthesisVoice | null>;
  type Speaker = { speak: (text: string) => void; stop: () => void; speaking: () => boolean };
  /** `onFail`: the voice is there but can not speak. */
  type CreateSpeaker = (voice: SpeechSynthesisVoice, level: () => number, onFail: () => void) => Speaker;
  type Guide = {
    tick: (state: State) => void;
    pause: () => void;
    resume: () => void;
    /** after a change of place */
    leap: () => void;
  };
  type CreateGuide = (speaker: () => Speaker, chime: () => void) => Guide;
  type Do = (deed: () => void) => void;
  type Tones = { setLevel: (level: number) => void; chime: () => void; hold: () => void; release: () => void };
  /** The chime, and an unheard loop that gives media keys and the lock screen something to hold. `onTaken`: a call or another app took the sound away. */
  type CreateTones = (onTaken: () => void) => Tones;
  type MediaActions = Partial<Record<MediaSessionAction, () => void>>;
  type WireMedia = (actions: MediaActions) => void;
  /** The keys of #sound, as this device keeps them. */
  type WireLevels = (storage: Storage | null, onChange: () => void) => Level;
  /** Samples within -level..level, mono at RATE: two partials that fade in, ring out and end in silence, so that no edge clicks. */
  type Samples = (level: number) => Float32Array;
  /** A 16-bit PCM WAV file. */
  type WavBytes = (samples: Float32Array) => Uint8Array<ArrayBuffer>;

  // ---- the picture -----------------------------------------------------------------------------

  type Point = readonly [x: number, y: number];
  /** A way over the skin, in units of its view: points at even distances; `mm` is 0 where the hand stays. */
  type Way = { mm: number; closed: boolean; points: Point[] };
  /**
   * What moves over a view: a hand, a thing, or the ring of a contact. `way` is which of a turn's ways it goes;
   * w, h its size over the view; `turned` the CSS transform that brings its contact to 0, 0; `fades` how much of it is gone
   * when it is lifted: 1 for a ring, 0 for a thing.
   */
  type Moved = { way: number; fades: number; w: number; h: number; turned: string };
  /** A view and what moves over it; `id` of its drawing on the page. The turns follow one another; each has one way or more. */
  type Picture = { id: string; w: number; h: number; moved: Moved[]; turns: Way[][] };
  /** Which turn and, 0 to 1, how far along it. */
  type Stop = readonly [turn: number, along: number];
  /** go: 0 to 1 of the way through the air, from one stop to another. press: 0 to 1, where the hand sinks in. */
  type Motion = { from: Stop; to?: Stop; go?: number; press?: number };
  type Pace = Pick<Step, "start_ms" | "cm_per_s">;
  type MotionAt = (step: Pace, turns: Way[][], ms: number) => Motion;
  /** `parts`: how many turns there are; `pace`: ms for the whole way. */
  type Move = (turn: number, parts: number, pace: number, ms: number) => Motion;
  /** lift: 0 on the skin, 1 fully raised. places: one for each hand. */
  type Pose = { turn: number; lift: number; press: number; places: Point[] };
  /** Where the hands are at `t` ms. Strokes run on the step's ten-second grid; every ten seconds the next turn begins. */
  type PoseAt = (step: Pace, turns: Way[][], t: number) => Pose;
  type PointAt = (way: Way, along: number) => Point;
  type Between = (a: Point, b: Point, share: number) => Point;
  /** Puts the drawing into `place` and gives what moves it; `still`: nothing is moved, and the page shows numbered arrows. */
  type DrawPicture = (place: Element, picture: Picture, step: Step, still: boolean) => (t: number) => void;
  /** `of` has the place of its picture in `all` for each step. */
  type Pictures = { all: Picture[]; of: number[] };

  type Stage = {
    /** words and times, at every tick */
    show: (state: State, total: number, paused: boolean) => void;
    /** what moves, at every frame that is painted */
    move: (state: State, paused: boolean) => void;
  };
  type CreateStage = (words: Words, pictures: Pictures) => Stage;
  /** Size of the breath pacer: smallest 0.62, largest 1. */
  type PacerScale = (breath: Breath) => number;
  /** A text about a step. */
  type StepText = (words: Words, step: Step) => string;
  type PressureText = (words: Words, step: Step) => [word: string, like: string];
  /** Night level after 20 s without a touch; the touch that wakes does what it would do anyway. */
  type CreateDimmer = (sheet: HTMLElement, now: () => number) => (playing: boolean) => void;

  // ---- the page --------------------------------------------------------------------------------

  type Act = "toggle" | "skip" | "again" | "more" | "gentler" | "stop";
  type Acts = Record<Act, () => void>;
  type Press = Pick<KeyboardEvent, "key" | "repeat" | "ctrlKey" | "altKey" | "metaKey">;
  type Focus = { inPlayer: boolean; typing: boolean; onButton: boolean };
  /** What a key asks for; null leaves it to the browser. */
  type ActOf = (press: Press, focus: Focus) => Act | null;
  /** `live`: whether a session runs; before and after, keys belong to the page. */
  type WireControls = (root: HTMLElement, acts: Acts, live: () => boolean) => void;
  /** Gives what opens the dialog; the answer is "early", "wrong", "go-on", or empty when it was closed without one. */
  type WireStop = (onAnswer: (answer: string) => void) => () => void;
  /** The keys 0 to 10 that were pressed; a scale left alone is left out. */
  type ReadScores = (root: ParentNode) => Record<string, number>;

  type Urls = { events: string; scores: string; after: string; advice: string };
  type PlayerData = {
    score: unknown;
    pictures: Pictures;
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
  type Entry = { id: string; method: "POST" | "PUT"; url: string; body: Record<string, unknown>; refused?: number };
  type OutboxStatus = { unsent: number; refused: number; kept: boolean };
  type Outbox = {
    push: (method: Entry["method"], url: string, body: { id: string } & Record<string, unknown>) => void;
    /** Sends in order; resolves when all was tried or one has to wait. */
    flush: () => Promise<void>;
    status: () => OutboxStatus;
    entries: () => Entry[];
  };
  type CreateOutbox = (options: {
    /** null where the browser denies it */
    storage: Pick<Storage, "getItem" | "setItem"> | null;
    send: (url: string, init: RequestInit) => Promise<Pick<Response, "ok" | "status">>;
    csrf: string;
    later: (act: () => void, ms: number) => unknown;
    onChange: (status: OutboxStatus) => void;
  }) => Outbox;
  /** A random UUID. */
  type NewId = (source: { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array }) => string;
  /** ms to wait after so many tries. */
  type Backoff = (tries: number) => number;
  /** The entries on this device. */
  type CreateShelf = (storage: Pick<Storage, "getItem" | "setItem"> | null) => {
    read: () => Entry[];
    write: (entries: Entry[]) => void;
    kept: () => boolean;
  };
}
