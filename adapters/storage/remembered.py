"""What batches of events read over and over: remembered as long as nothing but batches writes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
Several = Callable[[Sequence[K]], Awaitable[Mapping[K, T]]]
"""Returns what there is under these keys."""
BUSY = frozenset({
    *("messages", "reactions", "entries", "tallies", "archive", "presences", "sightings"),
})  # fmt: skip
"""The tables that batches write all the time: what is remembered is read from the others."""
MOST = 20_000
"""How many things are remembered; with one more all are read again."""
COMMITS = "PRAGMA data_version"
"""Asks for a number that changes when another process commits: https://www.sqlite.org/pragma.html."""


class Remembered:
    """Courses, rosters, policies and the like, as they stood at the last commit.

    Whoever writes to one of their tables forgets everything; so does a unit of work that isn't a
    batch if it writes anything at all, and one that fails.
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self._known: dict[Hashable, Any] = {}
        self._nouns: dict[str, dict[Any, Any]] = {}
        self._count = 0
        self._commits: object = None
        self._changes: int | None = None

    def step_aside(self, changes: int) -> None:
        """Note how many rows were changed ever when something else than a batch begins."""
        if self._changes is None:
            self._changes = changes

    def check(self, commits: object, changes: int) -> None:
        """Forget everything if anybody else has written since the last batch.

        Another process has if COMMITS tells another; what isn't a batch, if `changes` grew.
        """
        if commits != self._commits or self._changes not in {None, changes}:
            self.forget()
        self._commits, self._changes = commits, None

    async def once(self, key: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        """Return what `read` returned when it was last asked for under this key."""
        if key not in self._known:
            self._make_room(1)
            self._count += 1
            self._known[key] = await read()
        found: T = self._known[key]
        return found

    async def several(
        self,
        noun: str,
        keys: Collection[K],
        read: Several[K, T],
    ) -> dict[K, T]:
        """Return what `read` finds under these keys, asked only for those that are new."""
        self._make_room(len(keys))
        known = self._nouns.setdefault(noun, {})
        unknown = list(dict.fromkeys([key for key in keys if key not in known]))
        if unknown:
            found = await read(unknown)
            known.update({key: found.get(key) for key in unknown})
            self._count += len(unknown)
        return {key: value for key in keys if (value := known[key]) is not None}

    def _make_room(self, count: int) -> None:
        if self._count + count > MOST:
            self.forget()

    def wrote(self, table: str) -> None:
        """Forget everything if what is remembered may have come from this table."""
        if table not in BUSY:
            self.forget()

    def forget_one(self, key: Hashable, which: Callable[[Any], bool] | None) -> None:
        """Forget what is remembered under a key, if it is such that it should be."""
        if key in self._known and (which is None or which(self._known[key])):
            del self._known[key]

    def forget(self) -> None:
        """Forget everything."""
        self._known.clear()
        self._nouns.clear()
        self._count = 0
