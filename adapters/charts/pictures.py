"""Charts as PNG: our own SVG, drawn by resvg with the font that comes with it."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from pathlib import Path

from adapters.charts.burden import draw_burden
from adapters.charts.counts import draw_counts
from adapters.charts.routes import draw_routes
from bot.model.gradebook.charts import BurdenChart, Chart, CountsChart, RoutesChart, describe
from bot.ports.charts import Drawing

FONT = Path(__file__).parent / "fonts" / "DejaVuSans.ttf"
ZOOM = 2.0
KEPT = 32
"""Pictures that are kept: an export asked for again mostly shows the same, and each takes long."""


class ChartPictures:
    """Draws charts in a thread."""

    async def draw(self, chart: Chart) -> Drawing:
        """Return the chart as a picture with its text alternative."""
        return Drawing(await asyncio.to_thread(render, svg(chart)), describe(chart))


def svg(chart: Chart) -> str:
    """Return a chart as SVG."""
    match chart:
        case RoutesChart():
            return draw_routes(chart)
        case BurdenChart():
            return draw_burden(chart)
        case CountsChart():
            return draw_counts(chart)


@lru_cache(KEPT)
def render(picture: str) -> bytes:
    """Return an SVG as PNG. The machine's own fonts help only with scripts that ours lacks."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=picture,
            skip_system_fonts=all(map(_in_font, picture)),
            font_files=[str(FONT)],
            font_family="DejaVu Sans",
            sans_serif_family="DejaVu Sans",
            zoom=ZOOM,
        )
    )


def _in_font(letter: str) -> bool:
    """Whether DejaVu Sans surely draws a character: European scripts, Hebrew, Arabic, signs."""
    return letter < "\u0700" or "\u1e00" <= letter < "\u2c00"
