"""Charts as pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.model.gradebook.charts import Chart


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart's picture as PNG and what it shows in words."""

    png: bytes
    description: str


class Charts(Protocol):
    """Draws charts. The same chart gives the same picture; drawing blocks nobody."""

    async def draw(self, chart: Chart) -> Drawing:
        """Return the chart as a picture, 400 px wide at twice the resolution."""
        ...
