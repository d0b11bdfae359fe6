"""Rosters as spreadsheets save them, and those that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.files.courses.reading import read_text
from tests.support.coursefile import BEFORE, spoiled


def _with_roster(folder: Path, content: bytes) -> list[str]:
    (folder / "r.csv").write_bytes(content)
    text = spoiled(("people:", "roster: r.csv\npeople:"))
    found = read_text(text, "c", BEFORE, folder)
    if found.description:
        assert [one.person.name for one in found.description.people][-1] == "Zoë Å"
    return [str(one).replace(str(folder / "r.csv"), "r") for one in found.problems]


ROSTER = "username,name,email,zone\nzoe,Zoë Å,zoe@x.de,Europe/Paris\n"


@pytest.mark.parametrize(
    "content",
    [
        ROSTER.encode("utf-8-sig"),
        ROSTER.replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig"),
        ROSTER.replace(",", "\t").encode("utf-16"),
        ROSTER.replace(",", "\t").encode("utf-16-le"),
        ROSTER.replace(",", "\t").encode("utf-16-be"),
        b"sep=;\r\n" + ROSTER.replace(",", ";").replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbfsep=;\n" + ROSTER.replace(",", ";").encode(),
        ROSTER.replace("\n", ",,\n").encode(),
        ROSTER.replace("Paris", "Paris,,").encode(),
        b",,,\n" + ROSTER.encode(),
    ],
    ids=[
        *("bom", "semicolons", "utf16-tabs", "utf16-le", "utf16-be", "sep", "bom-sep"),
        *("empty-columns", "empty-cells", "empty-row"),
    ],
)
def test_what_a_spreadsheet_saves_is_a_roster(tmp_path: Path, content: bytes) -> None:
    assert _with_roster(tmp_path, content) == []


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "r:1:1: error: This roster is empty. Add a line for each person."),
        (
            b"PK\x03\x04\x14\x00\x06\x00",
            "r:1:1: error: This is a workbook, no CSV file. Save it as “CSV UTF-8”.",
        ),
        (
            ROSTER.encode("cp1252"),
            "r:2:1: error: This file is not UTF-8. Save it as “CSV UTF-8”.",
        ),
        (
            b"username,name,email\nzoe,Zoe\n",
            "r:2:1: error: This row has 2 cells, the first line has 3. Leave a cell empty, but "
            "keep its separator.",
        ),
        (
            b"username,name,email\nzoe,Ng, Zoe,zoe@x.de\n",
            "r:2:1: error: This row has 4 cells, the first line has 3. Put quotes around a cell "
            "that holds the separator.",
        ),
        (
            b"sep=;\nusername;name;zone\nzoe;Zoe;Pariss\n",
            "r:3:9: error: Pariss: There is no such time zone. Did you mean Europe/Paris?",
        ),
        (
            b"username,name,role\nzoe,Zoe,tutor\n",
            "r:2:9: error: tutor: This is no role. Did you mean assistant?",
        ),
    ],
)
def test_a_roster_that_is_none_is_told_once(tmp_path: Path, content: bytes, found: str) -> None:
    assert _with_roster(tmp_path, content) == [found]
