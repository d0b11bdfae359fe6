"""The server's own clock and the ids that carry it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
A_MILLISECOND_OF_IDS = 1 << 22


def _nothing() -> None:
    """Let nothing happen."""


class ServerClock:
    """Discord's time: it stands where a test sets it, or runs with the machine's clock."""

    def __init__(self, now: datetime | None) -> None:
        """Stand at an aware instant; with None run in real time."""
        self._standing = now
        self.moved: Callable[[], None] = _nothing
        """Called when a test has set it: some things happen in their time."""

    @property
    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return self._standing or datetime.now(UTC)

    @now.setter
    def now(self, instant: datetime) -> None:
        self._standing = instant.astimezone(UTC)
        self.moved()

    def run(self) -> None:
        """Run in real time from now on."""
        self._standing = None

    def advance(self, by: timedelta) -> None:
        """Stand at an instant that is `by` later."""
        self.now = self.now + by


class Ids:
    """Snowflakes: each greater than the last, and made at the clock's time."""

    def __init__(self, clock: ServerClock) -> None:
        """Make ids by this clock."""
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """Return a new id."""
        now = int((self._clock.now - EPOCH) / MILLISECOND) * A_MILLISECOND_OF_IDS
        self._last = max(now, self._last + 1)
        return self._last


def made_at(snowflake: int) -> datetime:
    """Return the instant an id was made at, to the millisecond."""
    return EPOCH + MILLISECOND * (snowflake >> 22)


def iso(instant: datetime) -> str:
    """Return an instant as Discord writes it: microseconds and +00:00."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def iso_or_none(instant: datetime | None) -> str | None:
    """Return an instant as Discord writes it, or None for none."""
    return None if instant is None else iso(instant)
