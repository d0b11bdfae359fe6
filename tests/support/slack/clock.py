"""The server's own clock, the `ts` it stamps, and ids."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class ServerClock:
    """Slack's time: it stands where a test sets it, or runs with the machine's clock."""

    def __init__(self, now: datetime | None) -> None:
        """Stand at an aware instant; with None run in real time."""
        self._standing = now

    @property
    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return self._standing or datetime.now(UTC)

    @now.setter
    def now(self, instant: datetime) -> None:
        self._standing = instant.astimezone(UTC)

    def run(self) -> None:
        """Run in real time from now on."""
        self._standing = None

    def advance(self, by: timedelta) -> None:
        """Stand at an instant that is `by` later."""
        self.now = self.now + by


class Stamps:
    """Makes each `ts` greater than the last, at the clock's time, and ids that nothing else has."""

    def __init__(self, clock: ServerClock) -> None:
        """Stamp by this clock."""
        self._clock = clock
        self._last = 0
        self._made = 0
        self._blocks = 0

    def ts(self) -> str:
        """Return a new `ts`."""
        self._last = max((self._clock.now - EPOCH) // MICROSECOND, self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def id(self, letter: str) -> str:
        """Return a new id that begins with a letter: `U` for people, `C` for channels."""
        self._made += 1
        number, digits = self._made, ""
        while number or len(digits) < 4:
            number, digit = divmod(number, 36)
            digits = LETTERS[digit] + digits
        return f"{letter}0HOME{digits}"

    def block(self, taken: Container[str]) -> str:
        """Return a new id of a block, which none of those that are taken has."""
        while True:
            self._blocks += 1
            made = f"b{self._blocks:04x}"
            if made not in taken:
                return made

    @property
    def count(self) -> int:
        """How many ids were made."""
        return self._made


def instant_of(ts: str) -> datetime:
    """Return the instant of a `ts`."""
    seconds, _, micros = ts.partition(".")
    return EPOCH + timedelta(seconds=int(seconds), microseconds=int(micros or 0))


def unix(instant: datetime) -> int:
    """Return an instant as whole seconds since 1970."""
    return (instant - EPOCH) // timedelta(seconds=1)
