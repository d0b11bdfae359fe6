"""A gradebook's file comes apart into cells and together again without losing a byte."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.lms.grids import MOST_CELLS, read_grid
from bot.chat.refusal import Refusal
from bot.chat.uploads import LARGEST_GRADEBOOK

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6)
MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def written(rows: list[list[str]], separator: str, quoting: int, ending: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=ending).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


@given(
    TABLES,
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.sampled_from(sorted(MARKS)),
)
def test_what_csv_writes_is_read_alike_and_kept_byte_for_byte(
    rows: list[list[str]], separator: str, quoting: int, ending: str, codec: str
) -> None:
    header = [f"h{place}" for place in range(3)]
    text = written([header, *rows], separator, quoting, ending)
    content = MARKS[codec] + text.encode(codec)
    grid = read_grid("grades.csv", content)
    assert grid.separator == separator
    assert grid.content() == content
    said = [[row.value(column) for column in range(len(row))] for row in grid.rows]
    wanted = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    assert said == [cells or [""] for cells in wanted]


@given(st.text(st.sampled_from('a1",;\t\r\n é='), max_size=40))
def test_any_text_is_kept_or_refused(text: str) -> None:
    content = text.encode()
    try:
        grid = read_grid("grades.csv", content)
    except Refusal:
        return
    assert grid.content() == content


@given(TABLES, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.data())
def test_writing_a_cell_changes_that_cell_alone(
    rows: list[list[str]], quoting: int, data: st.DataObject
) -> None:
    text = written([["a", "b"], *rows], ",", quoting, "\r\n")
    before, grid = read_grid("g.csv", text.encode()), read_grid("g.csv", text.encode())
    row = data.draw(st.integers(0, len(grid.rows) - 1))
    column = data.draw(st.integers(0, len(grid.rows[row]) - 1))
    grid.rows[row].put(column, "8.5")
    again = read_grid("g.csv", grid.content())
    for place, (old, new) in enumerate(zip(before.rows, again.rows, strict=True)):
        changed = [at for at in range(len(old)) if old.cells[at] != new.cells[at]]
        assert changed == ([column] if place == row else []) or old.cells[column] == "8.5"
    assert again.rows[row].value(column) == "8.5"


def test_a_cell_is_quoted_as_its_neighbors_are() -> None:
    grid = read_grid("g.csv", b'"a","b"\n"x",""\n"y",\nz,\n')
    for row in grid.rows[1:]:
        row.put(1, "2")
    assert grid.content() == b'"a","b"\n"x","2"\n"y","2"\nz,2\n'


def test_lines_are_counted_through_cells_that_hold_line_ends() -> None:
    grid = read_grid("g.csv", b'a,b\r\n"1\r\n2\n3",x\r\nlast,y')
    assert [row.line for row in grid.rows] == [1, 2, 5]
    assert grid.rows[-1].ending == ""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04rest", "is a workbook"),
        (b"\xd0\xcf\x11\xe0rest", "is a workbook"),
        (b"a,b\nG\xfcnter,1\n", "g.csv:2: This file is neither UTF-8 nor UTF-16"),
        (b"a,b\nx,\x00\n", "g.csv:2: This is no text"),
        (b"sep=,\na,b\n", "g.csv:1: This line is for Excel"),
        (b'a,b\nx,1\n"y,2\n', "g.csv:3: From here on a quote isn't closed"),
        (b'a,b\n"y"z,2\n', "g.csv:2: From here on a quote isn't closed"),
        (b"", "is empty"),
        (b" , \r\n", "is empty"),
        (b"\xff\xfea\x00b", "g.csv:1: This file is cut off here. Download the gradebook again"),
    ],
)
def test_what_is_no_gradebooks_text_is_refused_with_its_line(content: bytes, why: str) -> None:
    with pytest.raises(Refusal, match=r"g\.csv") as refused:
        read_grid("g.csv", content)
    assert why in str(refused.value)


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refusal, match="larger than 8 MB"):
        read_grid("g.csv", b"a" * (LARGEST_GRADEBOOK + 1))
    with pytest.raises(Refusal, match=f"More than {MOST_CELLS} cells"):
        read_grid("g.csv", b"," * LARGEST_GRADEBOOK)


def test_every_file_that_gradebooks_gave_is_kept(shared: Path) -> None:
    files = [
        file for name in ("moodle", "canvas", "blackboard")
        for file in sorted((shared / "samples" / name).iterdir())
    ]  # fmt: skip
    assert files
    for file in files:
        assert read_grid(file.name, file.read_bytes()).content() == file.read_bytes()
