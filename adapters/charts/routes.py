"""The routes chart: a stacked bar a week, a part a route."""

from __future__ import annotations

import math

from adapters.charts.paper import (
    FAINT,
    INNER,
    LEFT,
    RIGHT,
    box,
    filling,
    fitted,
    line,
    sheet,
    tag,
    top,
    width_of,
    words,
)
from bot.model.gradebook.charts import RoutesChart, StackedBar

PLOT = 190
"""The height of the tallest bar."""
AXIS = 30
MOST_SKIPPED = 5
"""Where labels are wider than their bars, at most every fifth bar has one."""


def draw_routes(chart: RoutesChart) -> str:
    """Return the chart as SVG."""
    head = top(chart.title)
    legend, lines = _legend(chart, head + 12)
    start = head + 18 + 20 * lines + 16
    base = start + PLOT
    most = max((sum(bar.parts) for bar in chart.bars), default=0) or 1
    body = [*legend, *_scale(most, base)]
    slot = (INNER - AXIS) / max(len(chart.bars), 1)
    widest = max((width_of(bar.label, 11) for bar in chart.bars), default=0)
    step = min(math.ceil((widest + 3) / slot), MOST_SKIPPED) or 1
    for place, bar in enumerate(chart.bars):
        center = LEFT + AXIS + slot * (place + 0.5)
        body += _bar(bar, center, min(slot * (0.72 if slot > 30 else 0.84), 46), base, PLOT / most)
        if place % step == 0:
            label = fitted(bar.label, 11, slot * step)
            body.append(words(center, base + 17, label, 11, FAINT, "middle"))
    if not chart.bars:
        body.append(words(LEFT + INNER / 2, start + PLOT / 2, "Nothing yet", 14, FAINT, "middle"))
    return sheet(chart.title, body, base + 32)


def _legend(chart: RoutesChart, y: float) -> tuple[list[str], int]:
    """Return the legend's pieces, and on how many lines they stand."""
    pieces, x, row = [], float(LEFT), 0
    for place, route in enumerate(chart.routes):
        name = fitted(route, 12, INNER - 20)
        wide = 20 + width_of(name, 12) + 12
        if x > LEFT and x + wide - 12 > RIGHT:
            x, row = LEFT, row + 1
        pieces.append(box(x, y + 20 * row, 14, 14, filling(place), 3))
        pieces.append(words(x + 20, y + 20 * row + 11.5, name))
        x += wide
    return pieces, row + 1 if chart.routes else 0


def _scale(most: int, base: float) -> list[str]:
    """Return the lines across the plot, at round counts, with their numbers."""
    step = next(
        each * 10**power
        for power in range(12)
        for each in (1, 2, 5)
        if most <= each * 10**power * 5
    )
    pieces = []
    for count in range(0, most + 1, step):
        y = base - PLOT * count / most
        pieces.append(line(LEFT + AXIS - 4, y, RIGHT, y))
        pieces.append(words(LEFT + AXIS - 9, y + 4, str(count), 11, FAINT, "end"))
    return pieces


def _bar(bar: StackedBar, center: float, wide: float, base: float, unit: float) -> list[str]:
    pieces, y = [], base
    for place, count in enumerate(bar.parts):
        high = count * unit
        y -= high
        pieces.append(box(center - wide / 2, y, wide, high - 1, filling(place), 2))
        if high >= 18 and wide >= width_of(str(count), 11):
            pieces.append(tag(center, y + high / 2 - 0.5, str(count), wide - 2))
    return pieces
