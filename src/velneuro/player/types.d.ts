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
  type Fail = (key: ScoreWord, place: string, values?: Values) => never;

  // ---- words -----------------------------------------------------------------------------------

  type Values = Record<string, string | number>;
  type ScoreWord =
    | "score_value" | "score_tile" | "score_end" | "score_chime";
  type PlainWord =
    | "step_of" | "time_left" | "side_left" | "side_right" | "pause" | "go_on" | "paused" | "stage_pause" | "stage_go_on"
    | "breathe_in" | "breathe_out" | "pressure_0" | "pressure_1" | "pressure_2" | "pressure_3" | "pressure_0_like"
    | "pressure_1_like" | "pressure_2_like" | "pressure_3_like" | "no_touch" | "no_touch_like" | "more_done" | "more_enough" | "gentler_done"
    | "gentlest" | "no_voice" | "no_sound" | "no_guide" | "sound_kept" | "waiting" | "away" | "away_end" | "saved" | "unsent" | "not_kept" | "refused" | "over" | "over_offline"
    | "wrong_offline";
  /** What the page hands over, translated; {names} in braces are filled in here. */
  type Words = Record<PlainWord | ScoreWord, string>;
  type Fill = (template: string, values: Values) => string;
  /** Minutes and seconds, rounded up: "0:00" only when nothing is left. */
  type ClockText = (ms: number) => string;

  // ---- time ------------------------------------------------------------------------------------

  type Clock = {
    /** ms in the session */
    position: () => number;
    play: () => void;
    pause: () => void;
    seek: (ms: number) => void;
    /** what passes is heard even while the page sleeps */
    heard?: boolean;
    /** the sentences are in what is heard */
    speaks?: boolean;
  };
  /** A paused clock at 0; `now` gives ms that never go back. */
  type CreateClock = (now: () => number) => Clock;

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
  /** Where a step ends before any chime that closes it. */
  type TurnOf = (score: Score, step: Step) => number;
  /** Where to go back to from `t`, near the end of a step, to have 30 s more of it. */
  type ReplayFrom = (score: Score, step: Step, t: number) => number;
  /** The end of the sentence that `base` says at `t` and `score` no longer does, else null. */
  type HopFrom = (base: Score, score: Score, t: number) => number | null;
  /** Index of the last item whose key is at most `limit`; items are sorted, and the first key is 0. */
  type LastAtMost = <V>(items: readonly V[], limit: number, key: (item: V) => number) => number;

  // ---- the session -----------------------------------------------------------------------------

  type Status = "ready" | "playing" | "paused" | "ended";
  type Kind = "started" | "step" | "paused" | "gentler" | "more" | "again" | "skipped" | "stopped" | "finished";
  type Reason = "early" | "wrong";
  /** position_ms is where to resume. */
  type Deed = { kind: Kind; step: string; position_ms: number; reason?: Reason };
  /** What changed since the last one; `away` names the notice after a long sleep. To be called as often as one likes. */
  type Tick = () => { state: State; away: "" | "away" | "away_end" };
  type GoOn = (at: number, away: boolean) => void;
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

  /** `v` is in the address, so that a track that was fetched before is never taken for a new one. */
  type TrackData = { url: string; duration_ms: number };
  /** What a track tells of: a moment of it passed; a call or another app took the sound away, or gave it back; it can not go on. */
  type TrackTells = Record<"time" | "taken" | "given" | "broken", () => void>;
  /** `change`: the same session with another mix, from the address of its track; a hidden page goes on with what it has. */
  type Track = Clock & { change: (url: string) => void };
  /** The track on its element, paused at 0; `speaks`: the voice is in it. `now` as in CreateClock. */
  type CreateTrack = (element: HTMLAudioElement, data: TrackData, speaks: boolean, now: () => number, tell: TrackTells) => Track;
  /** What the element tells and when. */
  type Follow = (ms: number, wall: number) => void;
  /** Seeks to the beginning of the frame at `ms`. */
  type Put = (audio: HTMLMediaElement, ms: number) => void;
  /** A track that comes in. */
  type Rising = { url: string; stop: () => void };
  /** From the playing element to a new one with `url`; `position` as the page shows it. Refused: it may not play. */
  type Fade = (
    old: HTMLAudioElement,
    url: string,
    position: () => number,
    onDone: (next: HTMLAudioElement) => void,
    onRefused: () => void,
  ) => Rising;

  type VoiceLike = { lang: string; localService: boolean; default: boolean };
  type LevelName = "level_voice" | "level_music" | "level_chime";
  /** What was chosen under #sound: levels 0 off, 1 soft, 2 medium, 3 full. */
  type Chosen = Partial<Record<LevelName, number> & { music: string }>;
  /** 0 is off, 1 is full. */
  type Level = (name: LevelName) => number;
  /** `level`: the volume of a level. `screen`: whether the screen is to stay on. */
  type SoundPanel = { level: Level; screen: () => boolean };
  /** Tells of what was chosen for the track, once it is settled; the screen and the level of the device's own voice are kept on the device. */
  type WireSound = (storage: Storage | null, ownVoice: boolean, onChange: (chosen: Chosen) => void) => SoundPanel;
  /** A voice of this device for the language: the exact tag first, then the device's default. Never a network voice. */
  type PickVoice = <V extends VoiceLike>(voices: readonly V[], lang: string) => V | null;
  type Speaker = { speak: (text: string) => void; stop: () => void };
  /** `onFail`: no voice of this device can speak. */
  type CreateSpeaker = (lang: string, level: () => number, onFail: () => void) => Speaker;
  /** Sentences by the device's own voice. */
  type Guide = {
    tick: (state: State) => void;
    /** At a pause or a change of place; a sentence that was cut is said from its start when it is reached or gone on with. */
    stop: () => void;
  };
  type CreateGuide = (speaker: Speaker) => Guide;
  type Do = (deed: () => void) => void;
  type MediaActions = Partial<Record<MediaSessionAction, () => void>>;
  type WireMedia = (actions: MediaActions) => void;
  /** Step, place and picture for the lock screen; `duration` in ms. */
  type ShowMedia = (state: State, duration: number, cover: string) => void;

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
  /** `parts`: how many turns there are; `pace`: ms for the whole way; `cycle`: ms for a turn. */
  type Move = (turn: number, parts: number, pace: number, ms: number, cycle: number) => Motion;
  type CycleOf = (step: Pace, turns: Way[][]) => number;
  type PaceOf = (step: Pace, way: Way) => number;
  /** lift: 0 on the skin, 1 fully raised. places: one for each hand. */
  type Pose = { turn: number; lift: number; press: number; places: Point[] };
  /**
   * Where the hands are at `t` ms. Strokes run on the step's ten-second grid: the next turn begins with the next breath, or with the
   * next but one where a stroke is slow and long.
   */
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

  type Urls = { entries: string; events: string; scores: string; after: string; advice: string };
  type PlayerData = {
    score: unknown;
    pictures: Pictures;
    words: Words;
    urls: Urls;
    csrf: string;
    session: string;
    person: string;
    track: TrackData;
    /** "device": its own voice speaks, and the track has music and chimes */
    voice: "track" | "device";
    /** where to send what is chosen in the sound panel */
    sound: { url: string; chosen: Chosen };
    /** address of a picture for the lock screen */
    cover: string;
    resume_ms?: number;
    /** positions of the earlier "gentler" events of this session */
    gentler?: number[];
  };

  // ---- the outbox ------------------------------------------------------------------------------

  /** `refused` is the status with which the server declined it, `why` its words where the sender read them. */
  type Entry = { id: string; method: "POST" | "PUT"; url: string; body: Record<string, unknown>; refused?: number; why?: string | undefined };
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
    send: (url: string, init: RequestInit) => Promise<Pick<Response, "ok" | "status"> & { why?: string }>;
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
