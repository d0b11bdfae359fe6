"""Files that mean harm, or are only huge: refused in words, in bounded memory, changing nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.files.rosters.attached import RosterReader
from adapters.meetings.transcripts import TranscriptReader
from bot.chat.calls import Upload
from bot.chat.refusal import Refusal
from bot.chat.uploads import LARGEST, LONGEST_LINE, excess, gathered
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.hostile import MB, ROSTERS, TRANSCRIPTS, write
from tests.support.sample import INES
from tests.support.tables import changes, dump

MOST_GROWN = 160 * MB
"""By how much a process may grow over a file of 10 MB: its bytes, its text, its lines, its rows."""
ROOT = Path(__file__).parents[2]


def test_every_hostile_file_is_refused_in_words_and_in_bounded_memory(tmp_path: Path) -> None:
    write(tmp_path)
    reading = [sys.executable, "-m", "tests.support.hostile", str(tmp_path)]
    printed = subprocess.run(
        reading, cwd=ROOT, capture_output=True, text=True, check=True, timeout=600
    )
    results = [json.loads(line) for line in printed.stdout.splitlines()]
    assert len(results) > 40
    for reader, case, said, grown in results:
        assert said, (reader, case)
        assert grown < MOST_GROWN, (reader, case, grown // MB)
    refused = {(reader, case): said for reader, case, said, _ in results}
    assert all("larger than" in said for (_, case), said in refused.items() if case == "100 MB")
    assert "larger than 10 MB" in refused["roster", "archive bomb"]
    assert "is damaged" in refused["roster", "lying archive"]
    assert "First name, Last name" in refused["roster", "another language"]


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Classroom]:
    given = replace(tools(), rosters=RosterReader(), transcripts=TranscriptReader())
    async with classroom(tmp_path, given=given) as opened:
        yield opened


async def test_in_chat_a_hostile_roster_changes_nothing(room: Classroom, tmp_path: Path) -> None:
    before = dump(tmp_path)
    for case, make in ROSTERS.items():
        content = make()
        said = await room.says(
            INES, "/class roster import", files={"file": Upload("class.csv", content)}
        )
        assert said.startswith("class.csv"), case
        assert said.endswith("Nothing was changed."), case
        assert len(said) < 4000, case
    assert changes(before, dump(tmp_path)) == []


@pytest.mark.parametrize("case", TRANSCRIPTS)
def test_a_hostile_transcript_is_a_refusal(case: str) -> None:
    with pytest.raises(Refusal, match=r"^talk\.vtt:\d+: "):
        TranscriptReader().read("talk.vtt", TRANSCRIPTS[case]())


async def test_what_comes_in_pieces_is_dropped_once_it_is_too_much() -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += MB
            yield bytes(MB)

    with pytest.raises(Refusal, match="larger than 10 MB"):
        await gathered(endless(), "class.csv")
    assert sent == LARGEST + MB


def test_a_line_s_length_is_known_wherever_it_stands() -> None:
    line = b"a" * LONGEST_LINE
    assert excess(b"x\n" + line + b"\n") is None
    for before, number in ((b"", 1), (b"x\n", 2), (b"x\r\ny\r\n", 3)):
        found = excess(before + line + b"a\nz")
        assert found is not None
        assert found.line == number
