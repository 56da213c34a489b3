"""Rendered tracks: each is made once, in a process of its own, and kept under a name that tells what it holds."""

from __future__ import annotations

import atexit
import contextlib
import errno
import logging
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext

from velneuro.core.problem import MachineFailed
from velneuro.outputs.sound import mp3
from velneuro.outputs.sound.folders import SoundFolders
from velneuro.outputs.sound.spec import TrackSpec, write_spec
from velneuro.web.sound.shelf import remove_stale, trim
from velneuro.web.sound.turns import Rendering, Turns

log = logging.getLogger(__name__)
TRY_AGAIN_S = 60
NICE, NICER = 5, 15  # a page comes first; then who waits for a track; then who does not
CLIP_BYTES = 1 << 30  # one voice says about 170 MB
POLL_S = 0.02
STOP_S = 2
FULL = (os.strerror(errno.ENOSPC), os.strerror(errno.EDQUOT))
READ_ONLY = (os.strerror(errno.EROFS), os.strerror(errno.EACCES))


class Track:
    """The bytes of one track; while it is rendered, those that are there so far."""

    def __init__(self, file: Path, size: int, rendering: Rendering | None) -> None:
        self.size = size
        self._file, self._rendering = file, rendering

    def there(self) -> int:
        """How many bytes there are, from the first on. Raises MachineFailed when it cannot be rendered."""
        rendering = self._rendering
        if rendering is None or (rendering.ended.is_set() and not rendering.problem):
            return self.size
        if rendering.problem:
            raise MachineFailed(rendering.problem)
        # It waits for its turn, was finished just now, or has a folder that is none.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            return rendering.part.stat().st_size
        return 0

    def wait(self, place: int, seconds: float) -> int:
        """How many bytes there are, once the byte at `place` is among them, or after so many seconds."""
        end = time.monotonic() + seconds
        while (there := self.there()) <= place and time.monotonic() < end:
            time.sleep(POLL_S)
        return there

    def read(self, start: int, count: int) -> bytes:
        """So many bytes from `start` on; they have to be there. Raises MachineFailed when they are gone."""
        parts = [self._rendering.part] if self._rendering else []
        # It gets its name between two looks, so the name is tried last.
        for path in (*parts, self._file):
            with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
                file.seek(start)
                return file.read(count)
        raise MachineFailed(gettext("The sound was cleared away. Try again."))


@dataclass
class Promised:
    """A track that is begun when its bytes are asked for: who asks for its length alone begins nothing.

    `check` raises MachineFailed when it cannot be had just now.
    """

    size: int
    check: Callable[[], None]
    make: Callable[[], Track]

    @cached_property
    def _made(self) -> Track:
        return self.make()

    def begin(self) -> None:
        """Render it, if it is not there. Raises MachineFailed for a minute after that has failed."""
        self._made  # noqa: B018 - it is made by being looked at

    def wait(self, place: int, seconds: float) -> int:
        """As Track.wait()."""
        return self._made.wait(place, seconds)

    def read(self, start: int, count: int) -> bytes:
        """As Track.read()."""
        return self._made.read(start, count)


class Tracks:
    """The tracks of one installation, and who renders them: `at_once` at a time, never two of one name."""

    def __init__(self, where: SoundFolders, at_once: int, most_bytes: int) -> None:
        self.where, self.most_bytes = where, most_bytes
        self._turns = Turns(at_once)
        self._lock = threading.Lock()
        self._renderings: dict[str, Rendering] = {}
        self._failed: dict[str, tuple[float, str]] = {}
        self._children: set[subprocess.Popen[str]] = set()
        self._stopped = False

    def promised(self, key: str, spec: TrackSpec, *, urgent: bool = True) -> Promised:
        """The track of that name, rendered once its bytes are asked for; `urgent`: somebody waits for it."""
        size = mp3.size(spec.duration_ms, spec.channels)
        return Promised(size, lambda: self._check(key), lambda: self.track(key, spec, urgent=urgent))

    def _check(self, key: str) -> None:
        """Raises MachineFailed where a rendering has failed, or has nothing to send yet."""
        with self._lock:
            self._refuse_a_while(key)
            rendering = self._renderings.get(key)
        if rendering and not Track(Path(), 0, rendering).there() and not rendering.ended.is_set():
            raise MachineFailed(gettext("The sound is not ready yet. Try again in a moment."))

    def track(self, key: str, spec: TrackSpec, *, urgent: bool = True) -> Track:
        """The track of that name; its rendering is started when there is none.

        Raises MachineFailed for a minute after a rendering has failed.
        """
        file, size = self.where.tracks / f"{key}.mp3", mp3.size(spec.duration_ms, spec.channels)
        with self._lock:
            if key in self._renderings:
                if urgent:
                    self._turns.hurry(self._renderings[key])
                return Track(file, size, self._renderings[key])
            with contextlib.suppress(OSError):  # not there; or it cannot be marked as used, which harms nothing
                if file.stat().st_size == size:
                    _mark_used(file)
                    return Track(file, size, None)
            self._refuse_a_while(key)
            rendering = Rendering(self.where.tracks / f"{key}.{secrets.token_hex(4)}.part", urgent)
            self._renderings[key] = rendering
        threading.Thread(target=self._run, args=(key, spec, file, rendering), daemon=True).start()
        return Track(file, size, rendering)

    def _refuse_a_while(self, key: str) -> None:
        failed_at, problem = self._failed.get(key, (0.0, ""))
        if problem and time.monotonic() - failed_at < TRY_AGAIN_S:
            raise MachineFailed(problem)

    def _run(self, key: str, spec: TrackSpec, file: Path, rendering: Rendering) -> None:
        problem = _in_words("it broke off")  # should the next lines not get to their end
        try:
            with self._turns.turn(rendering):
                problem = self._render(spec, file, rendering)
        finally:
            rendering.problem = problem
            self._end(key, rendering)
        self.clean()

    def _end(self, key: str, rendering: Rendering) -> None:
        with self._lock:
            del self._renderings[key]
            self._failed.pop(key, None)
            if rendering.problem:
                self._failed[key] = time.monotonic(), rendering.problem
        rendering.ended.set()

    def _render(self, spec: TrackSpec, file: Path, rendering: Rendering) -> str:
        """Why it failed, in a sentence; empty when the track is there."""
        part = rendering.part
        note = part.with_suffix(".json")
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(write_spec(spec), "utf-8")
            why = self._in_its_own_process(note, part, NICE if rendering.urgent else NICER)
            if not why:
                part.replace(file)
        except OSError as error:
            why = str(error)
        finally:
            with contextlib.suppress(OSError):
                note.unlink(missing_ok=True)
                part.unlink(missing_ok=True)
        if why and not self._stopped:
            log.error("%s: the sound could not be made: %s", file.stem, why)
        return _in_words(why) if why else ""

    def _in_its_own_process(self, note: Path, part: Path, nice: int) -> str:
        """Once more where it was killed, as on a machine short of memory: nobody would ask for the track again.

        The second time writes the same bytes over those of the first, so whoever listens goes on.
        """
        command = [sys.executable, "-m", "velneuro.outputs.sound", str(note), str(part), str(self.where.root)]
        code, said = self._ended(command, nice)
        if code < 0:
            code, said = self._ended(command, nice)
        return (said.strip() or f"it ended with {code}").splitlines()[-1] if code else ""

    def _ended(self, command: list[str], nice: int) -> tuple[int, str]:
        """With what a child ended, and what it said. Raises OSError when the server ends."""
        with self._child(command) as child:
            with contextlib.suppress(OSError, AttributeError):  # not on every system
                os.setpriority(os.PRIO_PROCESS, child.pid, nice)
            _, said = child.communicate()
        self._children.discard(child)
        return child.returncode, said

    def _child(self, command: list[str]) -> subprocess.Popen[str]:
        with self._lock:
            if self._stopped:
                raise OSError("the server ends")
            child = subprocess.Popen(  # noqa: S603 - names that we made
                command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            )
            self._children.add(child)
        return child

    def clean(self) -> None:
        """Remove what was left half, and what was used longest ago where the tracks or the clips are too large."""
        now = time.time()
        with contextlib.suppress(OSError):
            ours = {rendering.part.stem for rendering in list(self._renderings.values())}
            left = (file for file in self.where.tracks.glob("*.*.*") if file.stem not in ours)
            remove_stale(left, now)
            trim(self.where.tracks.glob("*.mp3"), self.most_bytes, now)
            trim(self.where.clips.glob("**/*.clip"), CLIP_BYTES, now)

    def stop(self) -> None:
        """End what is being rendered: the server ends."""
        with self._lock:
            self._stopped = True
            children, renderings = list(self._children), list(self._renderings.values())
        for child in children:
            child.kill()
        for rendering in renderings:  # whoever removes the folder next finds nobody writing into it
            rendering.ended.wait(STOP_S)


def _mark_used(file: Path) -> None:
    with contextlib.suppress(OSError):
        os.utime(file)


def _in_words(why: str) -> str:
    if any(words in why for words in FULL):
        return gettext("The disk of this machine is full, so there is no sound. Make some room and try again.")
    if any(words in why for words in READ_ONLY):
        return gettext("The sound folder cannot be written. Make it writable and try again.")
    return gettext("The sound could not be made. The log of the server says why.")


def folders() -> SoundFolders:
    """The sound folder of this installation."""
    return SoundFolders(settings.DATA / "sound")


@cache
def tracks() -> Tracks:
    """The tracks of this installation; as many are rendered at once as there are cores."""
    made = Tracks(folders(), os.cpu_count() or 1, settings.SOUND_BYTES)
    atexit.register(made.stop)
    return made
