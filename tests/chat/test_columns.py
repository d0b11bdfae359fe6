"""Tables and bars drawn with letters."""

from __future__ import annotations

from bot.chat.columns import WIDEST, bar, columns, row_line
from bot.chat.spans import LocalTime, PersonName, Text, plain, spans
from bot.chat.views import Table
from tests.support.instants import utc


def test_a_plain_and_narrow_table_stands_side_by_side() -> None:
    table = Table(
        ("Week", "Who\nis"),
        ((spans("1"), spans("a", PersonName("p", "na"))), (spans("12"), spans("你好"))),
    )
    assert columns(table) == ["Week  Who is", "────  ──────", "1     ana", "12    你好"]
    assert columns(table, str.upper) == ["WEEK  WHO IS", "────  ──────", "1     ANA", "12    你好"]
    assert columns(Table(("a", "b"), ())) == ["a  b", "─  ─"]


def test_others_stand_a_line_a_row() -> None:
    wide = Table(("a", "b"), ((spans("x" * WIDEST), spans("y")),))
    assert columns(wide) is None
    timed = Table(("a", "b", "c"), (
        (spans("x"), spans(LocalTime(utc("2026-10-06 15:00"))), spans("z")),
    ))  # fmt: skip
    assert columns(timed) is None
    line = row_line(timed.header, timed.rows[0])
    assert line[0] == Text("x", bold=True)
    assert plain(line) == "x · b: 2026-10-06 15:00Z · c: z"


def test_bars_are_as_long_as_their_counts() -> None:
    assert [len(bar(count, 40)) for count in (0, 1, 20, 40)] == [0, 1, 6, 12]
