"""The files of the pages as a phone gets them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

PLAYER = Path(__file__).parents[2] / "src" / "velneuro" / "player"


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "velneuro.web.static_files.HashedFiles"}}
    call_command("collectstatic", interactive=False, ignore_patterns=["*.d.ts"], verbosity=0)
    return tmp_path


def test_the_player_is_sent_without_its_comments(collected: Path) -> None:
    sent = {path.name: path for path in (collected / "player").glob("*.js") if path.name.count(".") == 1}
    assert sent.keys() == {path.name for path in PLAYER.glob("*.js")}
    assert sum(path.stat().st_size for path in sent.values()) < 40_000
    for path in sent.values():
        assert "@type" not in path.read_text("utf-8")
        module = path.rename(path.with_suffix(".mjs"))
        subprocess.run(["node", "--check", str(module)], check=True)


def test_what_it_imports_is_found_under_its_hash(collected: Path) -> None:
    hashed = next((collected / "player").glob("player.*.js"))
    names = {path.name for path in (collected / "player").iterdir()}
    imported = [part.split('"')[0] for part in hashed.read_text("utf-8").split('"./')[1:]]
    assert imported
    assert set(imported) <= names
