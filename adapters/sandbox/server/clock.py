"""The sandbox's clock: the course's time, which can run, stand still and jump ahead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.sandbox.server.store import Store
from adapters.sandbox.wire import instant, iso

MOMENT = timedelta(microseconds=1)


class CourseClock:
    """Tells the course's time and stamps what happens; kept in the server's file.

    It runs as fast as `monotonic` (seconds that only grow), or stands still.
    """

    def __init__(self, store: Store, monotonic: Callable[[], float]) -> None:
        """Take up the time where the file left it."""
        self._store = store
        self._monotonic = monotonic
        self._base = instant(store.meta("now"))
        self._mark = monotonic()
        self._last = self._base
        self.running = bool(store.meta("running"))

    def now(self) -> datetime:
        """Return the course's present instant."""
        if not self.running:
            return max(self._base, self._last)
        return max(self._base + timedelta(seconds=self._monotonic() - self._mark), self._last)

    def stamp(self) -> datetime:
        """Return an instant for something that happens now, later than every one before it."""
        self._last = max(self.now(), self._last + MOMENT)
        self._store.keep("now", iso(self._last))
        return self._last

    def set(self, to: datetime) -> None:
        """Move ahead to an instant; an earlier one changes nothing."""
        self._base = max(to, self.now())
        self._mark = self._monotonic()
        self._store.keep("now", iso(self._base))

    def run(self, running: bool) -> None:
        """Let the clock run in real time, or stop it."""
        self.set(self.now())
        self.running = running
        self._store.keep("running", "1" if running else "")


def monday_after(now: datetime, zone: str) -> datetime:
    """Return the start of the next Monday on the clock of `zone`."""
    here = now.astimezone(ZoneInfo(zone))
    day = here.date() + timedelta(days=7 - here.weekday())
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
