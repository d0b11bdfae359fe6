"""docs/policy.md: its commands are there, its file is read, its words are those that are said."""

from __future__ import annotations

import re

import pytest

from adapters.files.courses.attached_policy import PolicyReader
from adapters.terminal.examples import EXAMPLES
from bot.runtime.tables import COMMANDS
from tests.support.sample import COURSE
from tests.support.source import ROOT

TEXT = (ROOT / "docs" / "policy.md").read_text("utf-8")
TYPED = re.findall(r"`/class ([a-z ]+)", TEXT)
RUN = re.findall(r"`homeroom ([a-z]+ [a-z]+)", TEXT)
BOLD = [" ".join(found.split()) for found in re.findall(r"\*\*(.+?)\*\*", TEXT, re.DOTALL)]
FILES = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
SOURCES = "\n".join(
    file.read_text("utf-8")
    for folder in ("bot/features/participation", "bot/features/policies", "bot/features/disputes")
    for file in sorted((ROOT / folder).glob("*.py"))
)


@pytest.mark.parametrize("command", sorted(set(TYPED)))
def test_each_command_is_one(command: str) -> None:
    assert command.strip() in COMMANDS.commands


@pytest.mark.parametrize("command", sorted(set(RUN)))
def test_each_command_line_is_one(command: str) -> None:
    assert command in EXAMPLES


@pytest.mark.parametrize("words", BOLD)
def test_what_it_quotes_is_said(words: str) -> None:
    assert f'"{words}"' in SOURCES


@pytest.mark.parametrize("text", FILES)
async def test_its_file_is_a_policy(text: str) -> None:
    found = await PolicyReader().read("new.yaml", text.encode(), COURSE)
    assert (found.errors, found.warnings) == ((), ())
    assert found.policy is not None
