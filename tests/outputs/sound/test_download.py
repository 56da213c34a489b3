"""Downloads: they go on where they stopped, and what is not what was promised is never kept."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outputs.sound.file_server import Shelf, serving
from velneuro.content.voice_catalog import RemoteFile
from velneuro.core.problem import MachineFailed
from velneuro.outputs.sound.download import fetch

CONTENT = random.Random(1).randbytes(700_000)


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with serving({"model": CONTENT}) as shelf:
        yield shelf


def promised(shelf: Shelf, content: bytes = CONTENT, kind: str = "sha256") -> RemoteFile:
    return RemoteFile(f"{shelf.address}/model", len(content), f"{kind}:{hashlib.new(kind, content).hexdigest()}")


@pytest.mark.parametrize("kind", ["sha256", "md5"])
def test_a_file_is_fetched(shelf: Shelf, tmp_path: Path, kind: str) -> None:
    told: list[int] = []
    fetch(promised(shelf, kind=kind), tmp_path / "new" / "model", told.append)
    assert (tmp_path / "new" / "model").read_bytes() == CONTENT
    assert told[-1] == len(CONTENT)
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["model"]


def test_what_is_there_is_not_fetched_again(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "model").write_bytes(CONTENT)
    fetch(promised(shelf), tmp_path / "model", print)
    assert shelf.asked == []


def test_it_goes_on_where_it_stopped(shelf: Shelf, tmp_path: Path) -> None:
    shelf.break_after = 300_000
    with pytest.raises(MachineFailed, match=r"0\.3 MB are there; the same command goes on from here"):
        fetch(promised(shelf), tmp_path / "model", print)
    assert not (tmp_path / "model").exists()
    shelf.break_after = None
    fetch(promised(shelf), tmp_path / "model", print)
    assert shelf.asked == [None, "bytes=300000-"]
    assert (tmp_path / "model").read_bytes() == CONTENT


def test_a_server_without_ranges_sends_it_all_again(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "model.part").write_bytes(CONTENT[:1000])
    shelf.knows_ranges = False
    fetch(promised(shelf), tmp_path / "model", print)
    assert (tmp_path / "model").read_bytes() == CONTENT


def test_all_was_there_when_it_was_stopped(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "model.part").write_bytes(CONTENT)
    fetch(promised(shelf), tmp_path / "model", print)
    assert shelf.asked == []
    assert (tmp_path / "model").read_bytes() == CONTENT


@pytest.mark.parametrize("sent", [CONTENT[:-1] + b"x", CONTENT + b"more"])
def test_another_file_is_deleted_and_told(shelf: Shelf, tmp_path: Path, sent: bytes) -> None:
    shelf.files["model"] = sent
    with pytest.raises(MachineFailed, match="not the file that was promised, so it was deleted"):
        fetch(promised(shelf), tmp_path / "model", print)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_beginning_is_deleted_and_the_next_try_is_fine(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "model.part").write_bytes(b"x" * 1000)
    with pytest.raises(MachineFailed, match="deleted"):
        fetch(promised(shelf), tmp_path / "model", print)
    fetch(promised(shelf), tmp_path / "model", print)
    assert (tmp_path / "model").read_bytes() == CONTENT


def test_a_file_that_became_shorter_on_the_server(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "model.part").write_bytes(b"x" * 5000)
    shelf.files["model"] = CONTENT[:4000]
    with pytest.raises(MachineFailed, match="the connection broke"):
        fetch(promised(shelf), tmp_path / "model", print)
    assert shelf.asked == ["bytes=5000-", None]


def test_an_endless_answer_ends(shelf: Shelf, tmp_path: Path) -> None:
    """No more than a block beyond the promised size is ever written."""
    shelf.files["model"] = CONTENT * 20
    told: list[int] = []
    with pytest.raises(MachineFailed, match="deleted"):
        fetch(promised(shelf), tmp_path / "model", told.append)
    assert max(told) <= len(CONTENT) + 2**18


@pytest.mark.parametrize("status", [403, 404, 503])
def test_a_server_that_says_no(shelf: Shelf, tmp_path: Path, status: int) -> None:
    shelf.status = status
    with pytest.raises(MachineFailed, match=f"the server answered {status}"):
        fetch(promised(shelf), tmp_path / "model", print)


def test_nobody_answers(tmp_path: Path) -> None:
    with serving({}) as shelf:
        wanted = promised(shelf)
    with pytest.raises(MachineFailed, match="Check the connection and try again"):
        fetch(wanted, tmp_path / "model", print)


def test_stopped_by_the_keyboard(shelf: Shelf, tmp_path: Path) -> None:
    def stop(have: int) -> None:
        if have > 300_000:
            raise KeyboardInterrupt

    with pytest.raises(MachineFailed, match=r"Stopped\. 0\.\d MB are there; the same command goes on"):
        fetch(promised(shelf), tmp_path / "model", stop)
    fetch(promised(shelf), tmp_path / "model", print)
    assert (tmp_path / "model").read_bytes() == CONTENT
