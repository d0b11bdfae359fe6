"""Quiet hours: when nobody is written to privately, by the clock of their own zone."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model.course import QuietHours
from bot.model.time.spans import Lasting, Span, hours_near

MOMENT = timedelta(minutes=1)
"""How long before quiet hours their last moment is: the clocks that people read show minutes."""


def quiet_spans(quiet: QuietHours, zone: str, near: Lasting) -> tuple[Span, ...]:
    """Return the quiet hours in `zone` that touch `near`, in order of time.

    Equal start and end mean no quiet hours. A night with a daylight-saving change is quiet from
    the first time the clock shows the start until the last time it shows the end.
    """
    if quiet.starts == quiet.ends:
        return ()
    return tuple(span for _, span in hours_near(quiet.starts, quiet.ends, zone, near))


def quiet_at(instant: datetime, quiet: QuietHours, zone: str) -> Span | None:
    """Return the quiet hours that hold `instant` (their start is inside, their end is not)."""
    spans = quiet_spans(quiet, zone, Span(instant, instant + datetime.resolution))
    return spans[0] if spans else None


def is_quiet(instant: datetime, quiet: QuietHours, zone: str) -> bool:
    """Whether `instant` falls inside quiet hours."""
    return quiet_at(instant, quiet, zone) is not None


def next_quiet(instant: datetime, quiet: QuietHours, zone: str) -> datetime | None:
    """Return the first quiet instant at or after `instant`; None when there are no quiet hours."""
    spans = quiet_spans(quiet, zone, Span(instant, instant + timedelta(days=3)))
    return max(instant, spans[0].starts) if spans else None


def earlier_outside(
    instant: datetime, quiet: QuietHours, zone: str, margin: timedelta = MOMENT
) -> datetime:
    """Return `instant`, or where it is quiet, `margin` before the quiet hours that hold it.

    When less than `margin` lies between two quiet spans, the end of the earlier is taken.
    """
    moved = instant
    while inside := quiet_at(moved, quiet, zone):
        edge = inside.starts
        before = quiet_spans(quiet, zone, Span(edge - margin, edge))
        moved = min(before[-1].ends, edge - datetime.resolution) if before else edge - margin
    return moved


def later_outside(instant: datetime, quiet: QuietHours, zone: str) -> datetime:
    """Return `instant`, or where it is quiet, the first instant after that is not."""
    moved = instant
    while inside := quiet_at(moved, quiet, zone):
        moved = inside.ends
    return moved
