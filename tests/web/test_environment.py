"""Settings are read strictly: every mistake is named with its mend, and nothing opens the door by accident."""

from __future__ import annotations

from pathlib import Path

import pytest

from velneuro.core.problem import InputRefused, MachineFailed
from velneuro.web import databases
from velneuro.web.environment import read_environment
from velneuro.web.secret import secret_key


def mistakes(**variables: str) -> str:
    with pytest.raises(InputRefused) as caught:
        read_environment(variables)
    return str(caught.value)


def test_nothing_given_means_a_locked_door() -> None:
    assert read_environment({}).door == "locked"


def test_the_data_folder_is_taken_as_given(tmp_path: Path) -> None:
    assert read_environment({"VELNEURO_DATA": str(tmp_path)}).data == tmp_path


def test_the_data_folder_has_a_usual_place() -> None:
    assert read_environment({}).data.name == "velneuro"


@pytest.mark.parametrize("door", ["Open", "yes", "1", "true", "", " open"])
def test_no_other_word_opens_the_door(door: str) -> None:
    assert "VELNEURO_DOOR" in mistakes(VELNEURO_DOOR=door)


def test_a_public_address_and_an_open_door_do_not_go_together() -> None:
    assert "do not go together" in mistakes(VELNEURO_DOOR="open", PUBLIC_URL="https://care.example.org")


def test_a_misspelled_setting_is_named_with_the_right_one() -> None:
    assert "did you mean VELNEURO_DOOR?" in mistakes(VELNEURO_DOR="locked")


@pytest.mark.parametrize(
    "url",
    [
        *("care.example.org", "ftp://care.example.org", "https://", "https://care.example.org/path"),
        *("https://care.example.org?x=1", "https://me@care.example.org", "https://care.example.org:99999"),
    ],
)
def test_a_public_address_is_an_origin(url: str) -> None:
    assert "PUBLIC_URL" in mistakes(PUBLIC_URL=url)


def test_a_public_address_loses_its_last_slash() -> None:
    assert read_environment({"PUBLIC_URL": "https://care.example.org/"}).public_url == "https://care.example.org"


@pytest.mark.parametrize("url", ["sqlite:///x", "mysql://h/n", "postgres://", "postgres://host", "postgres://h:x/n"])
def test_a_database_address_is_one_of_postgres(url: str) -> None:
    assert "DATABASE_URL" in mistakes(DATABASE_URL=url)


def test_a_database_address_does_not_show_its_password() -> None:
    assert "hidden" not in mistakes(DATABASE_URL="mysql://me:hidden@host/name")


def test_all_mistakes_are_told_at_once() -> None:
    assert len(mistakes(VELNEURO_DOOR="x", PUBLIC_URL="x", DATABASE_URL="x").splitlines()) == 3


def test_postgres_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "find_spec", lambda name: None)
    with pytest.raises(MachineFailed, match="run make extras"):
        databases.postgres("postgres://me@host/name")


def test_postgres_takes_every_part_of_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "find_spec", lambda name: object())
    made = databases.postgres("postgres://me:s%40crt@host:5433/name")
    assert [made[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == ["me", "s@crt", "host", 5433, "name"]


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert secret_key(tmp_path) == key
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]


def test_a_folder_that_cannot_hold_the_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineFailed, match="make the folder writable"):
        secret_key(tmp_path / "file")


def test_sqlite_is_set_up_to_lose_nothing(tmp_path: Path) -> None:
    options = databases.sqlite(tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


def test_tracks_may_take_two_gigabytes_unless_the_host_says_else() -> None:
    assert read_environment({}).sound_bytes == 2 * 10**9
    assert read_environment({"VELNEURO_SOUND_GB": "0.5"}).sound_bytes == 500_000_000


@pytest.mark.parametrize("size", ["", "two", "-1", "0", "0.05", "1e3", "nan", "2 GB", "99999"])
def test_the_size_of_the_tracks_is_a_number(size: str) -> None:
    assert "VELNEURO_SOUND_GB" in mistakes(VELNEURO_SOUND_GB=size)
