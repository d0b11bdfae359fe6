"""The burden chart: a strip a zone, from midnight to midnight, with the night and the session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from adapters.charts.paper import (
    COLORS,
    FAINT,
    INNER,
    LEFT,
    RIGHT,
    RULE,
    box,
    filling,
    fitted,
    line,
    sheet,
    top,
    width_of,
    words,
)
from bot.model.gradebook.charts import FALLS, BurdenChart, BurdenRow
from bot.model.time.burden import Falls

DAY = 24 * 60
ROW = 48
STRIP = 18
NIGHT = "#cfd3dc"
MARKS = {
    Falls.AWAKE: 2,
    Falls.EARLY: 1,
    Falls.LATE: 1,
    Falls.ASLEEP: 3,
    Falls.IMPOSSIBLE: 4,
}
"""The part of the palette, with its pattern, that the session is drawn in."""


def draw_burden(chart: BurdenChart) -> str:
    """Return the chart as SVG."""
    head = top(chart.title) + 12
    body: list[str] = []
    for place, row in enumerate(chart.rows):
        body += _row(row, head + ROW * place)
    base = head + ROW * len(chart.rows)
    for hour in (0, 6, 12, 18, 24):
        x = LEFT + INNER * hour / 24
        anchor = "start" if hour == 0 else "end" if hour == 24 else "middle"
        body.append(words(x, base + 14, f"{hour:02}:00", 11, FAINT, anchor))
    key = base + 28
    body.append(box(LEFT, key, 14, 14, NIGHT, 3))
    body.append(words(LEFT + 20, key + 11.5, "night, local time"))
    body.append(box(LEFT + 150, key, 14, 14, filling(MARKS[Falls.AWAKE]), 3))
    body.append(words(LEFT + 170, key + 11.5, "the session"))
    return sheet(chart.title, body, key + 32)


def _row(row: BurdenRow, y: float) -> Iterator[str]:
    told = f"{row.starts:%H:%M}, {FALLS[row.falls]}"
    people = f" · {row.people}"
    room = INNER - width_of(told, 12) - width_of(people, 12) - 10
    yield words(LEFT, y + 13, fitted(row.place, 12, room) + people)
    yield words(RIGHT, y + 13, told, 12, FAINT, "end")
    strip = y + 19
    yield box(LEFT, strip, INNER, STRIP, RULE, 4)
    for starts, ends in _pieces(_minute(row.night.starts), _minute(row.night.ends)):
        yield _span(starts, ends, strip, NIGHT)
    for hour in (6, 12, 18):
        x = LEFT + INNER * hour / 24
        yield line(x, strip, x, strip + STRIP, "#ffffff")
    begins = _minute(row.starts)
    mark = MARKS[row.falls]
    for starts, ends in _pieces(begins, (begins + min(row.minutes, DAY - 1)) % DAY):
        yield _span(starts, ends, strip - 2, filling(mark), 4, f'stroke="{COLORS[mark]}"')


def _pieces(starts: int, ends: int) -> tuple[tuple[int, int], ...]:
    """Return the minutes of a day from `starts` to `ends`, in two pieces over midnight."""
    if starts < ends:
        return ((starts, ends),)
    return ((starts, DAY), (0, ends)) if ends else ((starts, DAY),)


def _span(starts: int, ends: int, y: float, fill: str, taller: float = 0, more: str = "") -> str:
    scale = INNER / DAY
    wide = max((ends - starts) * scale, 2)
    return box(LEFT + starts * scale, y, wide, STRIP + taller, fill, 3, more)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
