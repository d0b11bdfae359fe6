"""Running without what it takes to run: every time one sentence that says what to do."""

import json
import socket
from pathlib import Path

import pytest

from adapters.storage.lock import FileLock
from tests.support.terminal import Typed


def test_without_a_token_it_offers_the_sandbox(homeroom: Typed) -> None:
    said = homeroom("run")
    assert said.code == 1
    assert "homeroom demo" in said.err
    assert "homeroom run --sandbox" in said.err


def test_half_of_slacks_tokens_says_what_is_missing(
    homeroom: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "a-made-up-secret")
    said = homeroom("run")
    assert said.code == 1
    assert "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP), too" in said.err
    assert "a-made-up-secret" not in said.err


def test_the_doctor_for_discord_wants_a_token(homeroom: Typed) -> None:
    said = homeroom("doctor", "discord")
    assert said.code == 1
    assert "!!  DISCORD_TOKEN: not set" in said.out
    assert "see docs/discord.md" in said.out


def test_the_doctor_for_slack_wants_a_token(homeroom: Typed) -> None:
    said = homeroom("doctor", "slack")
    assert said.code == 1
    assert "!!  SLACK_BOT_TOKEN: not set" in said.out
    assert "see docs/slack.md" in said.out


def test_slacks_manifest_is_printed_to_be_pasted(
    homeroom: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMEROOM_SLACK_COMMAND", "/weather")
    said = homeroom("slack", "manifest")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert found["features"]["slash_commands"][0]["command"] == "/weather"
    assert "command: /course" in homeroom(
        *("slack", "manifest", "--command", "/course", "--yaml")
    ).out  # fmt: skip
    said = homeroom("slack", "manifest", "--http", "http://homeroom.example.edu")
    assert (said.code, said.out) == (1, "")
    assert "begins with https://" in said.err


def test_a_bad_address_is_told_in_a_sentence(
    homeroom: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMEROOM_DISCORD_API_URL", "discord")
    said = homeroom("run")
    assert said.code == 1
    assert "HOMEROOM_DISCORD_API_URL: It is no address" in said.err


def test_a_course_file_for_the_bot_is_to_be_loaded_first(homeroom: Typed) -> None:
    said = homeroom("run", "--course", "weather.yaml")
    assert said.code == 1
    assert "--course goes with --sandbox." in said.err
    assert "homeroom course load weather.yaml" in said.err


def test_a_sandbox_that_stays_needs_a_course(homeroom: Typed) -> None:
    said = homeroom("run", "--sandbox")
    assert said.code == 1
    assert "--course FILE" in said.err


def test_a_second_process_on_the_same_database_says_who_has_it(
    homeroom: Typed, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    lock = FileLock(tmp_path / "data" / "h.sqlite").acquire()
    try:
        said = homeroom("run", "--sandbox")
    finally:
        lock.release()
    assert said.code == 1
    assert "Another Homeroom" in said.err


def test_a_busy_port_is_told_in_a_sentence(
    homeroom: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("HOMEROOM_PORT", str(port))
        said = homeroom("demo")
    assert said.code == 1
    assert f"Port {port} on this machine is taken" in said.err
    assert "Traceback" not in said.err


def test_a_course_with_errors_is_not_begun(homeroom: Typed, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("course: [")
    said = homeroom("demo", "--course", "broken.yaml")
    assert said.code == 1
    assert "broken.yaml:" in said.err
