"""docs/rosters.md: its headers are read, its commands exist, its messages are what is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adapters.files.courses.people import read_people
from adapters.files.rosters.reading import read_roster
from adapters.terminal.examples import EXAMPLES
from bot.features.courses import views_roster
from bot.runtime.tables import COMMANDS

TEXT = (Path(__file__).parents[2] / "docs" / "rosters.md").read_text("utf-8")
LINES = [
    line
    for block in re.findall(r"^```text\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
SHELL = [
    line.partition("#")[0].strip()
    for block in re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
HEADERS = [line for line in LINES if ": error: " not in line]
SAID = [line for line in LINES if ": error: " in line]
FAULTY = (
    b"username,name,email\na,A,a@example.edu\nb,Bobby,ann at home\n",
    b"username,name,email,number\na,A,a@example.edu\n",
    b"PK\x03\x04",
)


@pytest.mark.parametrize("header", HEADERS)
def test_each_header_is_known(header: str) -> None:
    document, kind = read_roster(f"{header}\n".encode(), "class.csv")
    alone = "Bring users.csv and enrollments.csv together"
    assert kind is not None or alone in str(document.problems[0])


def test_each_message_is_what_is_said() -> None:
    said = set()
    for content in FAULTY:
        document, _ = read_roster(content, "class.csv")
        read_people("course", [document])
        said |= set(map(str, document.problems))
    assert [line for line in SAID if line not in said] == []


def test_each_command_is_among_the_examples() -> None:
    known = {line for name in ("roster", "roster import") for line in EXAMPLES[name]}
    assert [line for line in SHELL if line not in known] == []
    [command] = [one for one in COMMANDS.commands.values() if one.name == "roster import"]
    for name in ("partial", "enrollments", "section"):
        assert name in {parameter.name for parameter in command.parameters}
        assert f"`{name}" in TEXT
    assert set(re.findall(r"`/class ([a-z ]+)`", TEXT)) <= set(COMMANDS.commands)


def test_each_button_is_one() -> None:
    code = Path(views_roster.__file__).read_text("utf-8")
    for label in ("Do this", "Throw it away", "Undo", "The same person", "Somebody else"):
        assert f"**{label}**" in TEXT
        assert f'"{label}"' in code
