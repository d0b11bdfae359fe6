"""Commands are typed in an empty folder, with a database of its own."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.support.terminal import Typed, typing


@pytest.fixture
def homeroom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typed:
    """Return the command line, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOMEROOM_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/data/h.sqlite")
    chats = ("DISCORD_TOKEN", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
    for name in (*chats, "HOMEROOM_MOODLE_URL", "HOMEROOM_CANVAS_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())  # nobody can be asked
    return typing(capsys)
