"""Charts become pictures that hold whatever people call things."""

import struct
from datetime import time
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.charts.paper import COLORS, FAINT, INK, PAPER, fitted, width_of
from adapters.charts.pictures import FONT, ChartPictures, svg
from bot.model.course import QuietHours
from bot.model.gradebook.charts import (
    BurdenChart,
    BurdenRow,
    Chart,
    CountsChart,
    RoutesChart,
    StackedBar,
    describe,
)
from bot.model.time.burden import Falls
from bot.ports.charts import Charts

ROUTES = RoutesChart(
    "Participation",
    ("Attend", "Make-up", "Discuss"),
    tuple(StackedBar(f"W{week}", (12 - week, week, 3)) for week in range(1, 9)),
)
BURDEN = BurdenChart(
    "Wednesday in everybody's day",
    (
        BurdenRow("Berlin", 8, time(18, 0), 75, Falls.AWAKE, QuietHours()),
        BurdenRow("Kathmandu", 2, time(23, 45), 75, Falls.LATE, QuietHours()),
        BurdenRow("Sydney", 2, time(4, 0), 75, Falls.ASLEEP, QuietHours(time(1), time(9))),
    ),
)
COUNTS = CountsChart("How is live for you?", (("fine", 11), ("too late at night", 6)), 17)
EMPTY = [RoutesChart("Nobody", (), ()), BurdenChart("Nobody", ()), CountsChart("Nobody", (), 0)]


def pieces(chart: Chart) -> list[ET.Element]:
    return list(ET.fromstring(svg(chart)).iter())  # noqa: S314 - it is our own


def texts(chart: Chart) -> list[str]:
    return [each.text or "" for each in pieces(chart) if "text" in each.tag]


@pytest.mark.parametrize("chart", [ROUTES, BURDEN, COUNTS, *EMPTY])
async def test_every_chart_is_a_picture_with_its_words(chart: Chart) -> None:
    charts: Charts = ChartPictures()
    drawing = await charts.draw(chart)
    assert drawing.png.startswith(b"\x89PNG")
    assert struct.unpack(">I", drawing.png[16:20]) == (800,)
    assert drawing.description == describe(chart)
    assert drawing == await charts.draw(chart)


async def test_letters_are_drawn_with_the_font_that_comes_with_it() -> None:
    with_words = await ChartPictures().draw(COUNTS)
    without = await ChartPictures().draw(CountsChart("", (("", 11), ("", 6)), 17))
    assert FONT.is_file()
    assert FONT.with_name("LICENSE-DejaVu.txt").is_file()
    assert len(with_words.png) > len(without.png) * 1.5


def test_counts_stand_in_the_bars() -> None:
    assert {"11", "W1", "Attend"} <= set(texts(ROUTES))
    assert {"18:00, in waking hours", "04:00, asleep"} <= set(texts(BURDEN))
    assert {"fine", "11", "17 answers in all"} <= set(texts(COUNTS))


def test_each_route_has_a_pattern_of_its_own() -> None:
    many = RoutesChart("All", tuple("abcdef"), (StackedBar("W1", (1,) * 6),))
    patterns = [each for each in pieces(many) if each.tag.endswith("pattern")]
    drawn = {ET.tostring(each)[60:] for each in patterns}
    assert len(drawn) == len(COLORS) == 6


def test_a_term_of_long_labels_leaves_some_out_rather_than_cutting_them() -> None:
    term = tuple(StackedBar(f"W{week}", (week,)) for week in range(1, 16))
    shown = [text for text in texts(RoutesChart("Term", ("Attend",), term)) if text[:1] == "W"]
    assert "W15" in shown
    assert len(shown) == 8


def test_words_are_readable_on_the_card() -> None:
    def luminance(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [((c + 0.055) / 1.055) ** 2.4 if c > 0.04045 else c / 12.92 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        low, high = sorted((luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)

    assert contrast(INK, PAPER) > 7
    assert contrast(FAINT, PAPER) > 4.5


@given(st.text(), st.text(), st.integers(0, 10**9))
@settings(deadline=None)
def test_any_label_is_data(title: str, label: str, count: int) -> None:
    for chart in (
        CountsChart(title, ((label, count),), count),
        RoutesChart(title, (label,), (StackedBar(label, (count,)),)),
        BurdenChart(title, (BurdenRow(label, 1, time(1), 9000, Falls.LATE, QuietHours()),)),
    ):
        tags = {each.tag.rpartition("}")[2] for each in pieces(chart)}
        assert tags <= {"svg", "defs", "pattern", "rect", "path", "circle", "text"}


@given(st.text(), st.floats(20, 300))
def test_a_label_fits_its_room(text: str, room: float) -> None:
    assert width_of(fitted(text, 12, room), 12) <= room
