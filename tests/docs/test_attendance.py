"""docs/attendance.md: its commands are there, and its words are those that Homeroom says."""

from __future__ import annotations

import re

import pytest

from adapters.meetings.zoom_hooks.events import TOLD
from adapters.meetings.zoom_hooks.hooks import PATH
from bot.runtime.tables import COMMANDS
from config.settings import Settings
from tests.support.source import ROOT

TEXT = (ROOT / "docs" / "attendance.md").read_text("utf-8")
TYPED = re.findall(r"`/class ([a-z ]+)", TEXT)
BOLD = [" ".join(found.split()) for found in re.findall(r"\*\*(.+?)\*\*", TEXT, re.DOTALL)]
SAID = re.findall(r"^\| (.+?) \| .+? \|$", TEXT.partition("## When a file")[2], re.MULTILINE)[2:]
SOURCES = "\n".join(
    " ".join(re.sub(r'"\s*\n\s*f?"', "", file.read_text("utf-8")).split())
    for folder in ("bot/features/attendance", "bot/model/attendance", "adapters/meetings")
    for file in sorted((ROOT / folder).rglob("*.py"))
)


@pytest.mark.parametrize("command", sorted(set(TYPED)))
def test_each_command_is_one(command: str) -> None:
    assert command.strip() in COMMANDS.commands


@pytest.mark.parametrize("words", [*BOLD, *SAID])
def test_what_it_quotes_is_said(words: str) -> None:
    assert words in SOURCES


def test_zoom_is_asked_for_the_events_that_are_heard_at_the_address_that_is_served() -> None:
    known = {field.alias: field.default for field in Settings.model_fields.values()}
    part = TEXT.partition("## From Zoom itself")[2].partition("\n## ")[0]
    assert set(re.findall(r"`((?:meeting|webinar|recording)\.\w+)`", part)) == set(TOLD)
    assert f"`POST {PATH}`" in part
    assert set(re.findall(r"HOMEROOM_\w+", part)) <= set(known)
    assert f"{known['HOMEROOM_SLACK_HOST']}:{known['HOMEROOM_SLACK_PORT']}" in part
