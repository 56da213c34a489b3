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

CHIMES = """
window.chimes = 0;
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () { if (!this.loop) window.chimes += 1; return play.call(this); };
"""
