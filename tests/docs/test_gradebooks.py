"""docs/gradebooks.md: each command in it is understood, and it refuses what it says it does."""

from __future__ import annotations

import re

import pytest

from adapters.lms.exports import filled
from adapters.lms.grids import MOST_CELLS
from bot.chat.refusal import Refusal
from bot.chat.typed import parse
from bot.chat.uploads import LARGEST_GRADEBOOK
from bot.ports.gradebooks import Target
from bot.runtime.tables import COMMANDS
from config.wiring import run
from tests.support.gradebook import a_week, row
from tests.support.source import ROOT

TEXT = (ROOT / "docs" / "gradebooks.md").read_text("utf-8")
SHELL = [line for block in re.findall(r"^```sh\n(.*?)^```$", TEXT, re.M | re.S)
         for line in block.splitlines()]  # fmt: skip
TYPED = re.findall(r"`/class([^`]*)`", TEXT)
REFUSED = re.findall(r"^\| (.+?) \|", TEXT.partition("## When a file is refused")[2], re.M)[2:]
CANVAS = "Student,ID,SIS Login ID,Section,Participation W03 (7)\nX,1,amara,A,\n"
WRONG = {
    "is a workbook": b"PK\x03\x04",
    "neither UTF-8 nor UTF-16": b"Student,ID\nG\xfcnter,1\n",
    "no Section column": CANVAS.replace("Section", "Place").encode(),
    "No column has its id": b"Username,Participation W03\namara,\n",
    "There is no column": CANVAS.replace("W03", "W04").encode(),
    "This row has 3 cells, the header has 2": b"Email address,Participation W03\na@e.org,1,x\n",
    "not the columns of Moodle, Canvas or Blackboard": "Élève,Numéro\n".encode(),
    "larger than 8 MB": b"x" * (LARGEST_GRADEBOOK + 1),
}


@pytest.mark.parametrize("typed", TYPED)
def test_every_command_is_understood(typed: str) -> None:
    assert parse(typed, COMMANDS)[0] in ("export", "course audit")


@pytest.mark.parametrize("line", SHELL)
def test_every_line_of_the_shell_is_understood(
    line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMEROOM_DATABASE", "sqlite+aiosqlite:///:memory:")
    code = run([*line.split()[1:], "--help"])
    assert code == 0
    assert set(re.findall(r"--\w+", line)) <= set(re.findall(r"--\w+", capsys.readouterr().out))


def test_every_refusal_of_the_page_is_said_so() -> None:
    assert set(REFUSED) == set(WRONG)
    for words, content in WRONG.items():
        with pytest.raises(Refusal) as refused:
            filled(a_week(row("Amara")), Target("g.csv", content))
        assert words in str(refused.value)


def test_the_bounds_are_those_of_the_reader() -> None:
    assert f"{LARGEST_GRADEBOOK // 1024 // 1024} MB and {MOST_CELLS:,} cells" in TEXT
