"""Devices as they are given to the player: with a voice, with spies on what it asks of them."""

from __future__ import annotations

# A voice that speaks each sentence in no time and notes what was said and hushed.
VOICE = """
window.said = [];
window.hushed = 0;
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [{ name: "Test", lang: "en-US", localService: LOCAL, default: true }],
    speak(utterance) { if (utterance.text.trim()) window.said.push(utterance.text); },
    cancel() { window.hushed += 1; },
    addEventListener() {},
    removeEventListener() {},
} });
"""
OWN_VOICE = VOICE.replace("LOCAL", "true")
VOICE_OF_A_STRANGER = VOICE.replace("LOCAL", "false")

# What the player asks of the lock screen and the headset, so that a test can press their keys.
MEDIA_KEYS = """
window.mediaKeys = {};
navigator.mediaSession.setActionHandler = (name, act) => { window.mediaKeys[name] = act; };
"""

WAKE_LOCK = """
window.awake = 0;
navigator.wakeLock.request = async () => { window.awake += 1; return { release: async () => { window.awake -= 1; } }; };
"""

# A track that keeps the page's own time, so that twenty minutes of it pass as fast as the page's clock is moved.
TRACK_BY_THE_CLOCK = """
(() => {
    const media = HTMLMediaElement.prototype;
    const length = () => JSON.parse(document.getElementById("player-data").textContent).track.duration_ms;
    let [url, anchor, since, paused] = ["", 0, 0, true];
    const reached = () => anchor + (paused ? 0 : performance.now() - since);
    const place = (ms, still) => { [anchor, since, paused] = [ms, performance.now(), still]; };
    const own = {
        src: { get: () => url, set(to) {
            url = to;
            queueMicrotask(() => this.dispatchEvent(new Event("loadedmetadata")));
        } },
        currentTime: { get: () => Math.min(reached(), length()) / 1000, set: (to) => place(to * 1000, paused) },
        paused: { get: () => paused || reached() >= length() },
        ended: { get: () => reached() >= length() },
        readyState: { get: () => 4 },
    };
    for (const [name, how] of Object.entries(own)) Object.defineProperty(media, name, { configurable: true, ...how });
    media.play = async () => place(reached(), false);
    media.pause = () => place(reached(), true);
})();
"""

# A browser that may not play.
NO_SOUND = """
HTMLMediaElement.prototype.play = async () => { throw new DOMException("no", "NotAllowedError"); };
"""
