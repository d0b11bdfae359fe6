"""The counts chart: a bar an answer, with its number."""

from __future__ import annotations

from adapters.charts.paper import (
    FAINT,
    INNER,
    LEFT,
    RIGHT,
    RULE,
    box,
    filling,
    fitted,
    sheet,
    top,
    words,
)
from bot.model.gradebook.charts import CountsChart

ROW = 38
BAR = 12


def draw_counts(chart: CountsChart) -> str:
    """Return the chart as SVG."""
    head = top(chart.title) + 8
    most = max((count for _, count in chart.rows), default=0) or 1
    body = []
    for place, (label, count) in enumerate(chart.rows):
        y = head + ROW * place
        body.append(words(LEFT, y + 14, fitted(label, 12, INNER - 50)))
        body.append(words(RIGHT, y + 14, str(count), 13, anchor="end"))
        body.append(box(LEFT, y + 19, INNER, BAR, RULE, 4))
        body.append(box(LEFT, y + 19, INNER * count / most, BAR, filling(0), 4))
    base = head + ROW * len(chart.rows)
    body.append(words(LEFT, base + 16, chart.in_all, 11, FAINT))
    return sheet(chart.title, body, base + 34)
