"""Catching up: what was said while nobody listened is read back, place by place.

A gap is a place and the instant since which it has to be read. Gaps are noted before anything
newer is committed, and forgotten only when their place was read to its end, so that a process
that dies in between leaves them to the next.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.events import Event
from bot.model.places import Place
from bot.ports.notes import Notes
from bot.ports.platform import CannotSendError
from bot.runtime.doors import Watched
from bot.runtime.hearing.errors import LOG, kind_of

AT_ONCE = 4
"""Places that are read side by side."""
FIRST_WAIT = 1.0
LONGEST_WAIT = 60.0
SLOW_WAIT = 600.0
"""Seconds until a place is tried again that a person has to open to the bot first."""

Read = Callable[[Place, datetime | None], AsyncIterator[Sequence[Event]]]
"""Yields what stands in a place since an instant, as bot.ports.platform.Platform.history does."""
Keep = Callable[[Sequence[Event]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Gap:
    """A place that has to be read since an instant (None: all of it)."""

    place: Place
    since: datetime | None


class CatchUp:
    """Reads what was missed until nothing is, however often that fails."""

    def __init__(
        self,
        platform: str,
        history: Read,
        notes: Notes,
        keep: Keep,
        changed: Callable[[], None],
    ) -> None:
        """Hand the pages of `history` to `keep`; call `changed` when `busy` may have changed.

        Gaps are noted as the platform's own.
        """
        self._platform = platform
        self._history = history
        self._notes = notes
        self._keep = keep
        self._changed = changed
        self._gaps: dict[Place, Gap] = {}
        self._closed: set[Place] = set()
        self._opened = asyncio.Event()
        self._noting = asyncio.Lock()

    @property
    def _note_name(self) -> str:
        return f"{self._platform} gaps"

    @property
    def busy(self) -> bool:
        """Whether something is still to be read that may be there soon."""
        return any(place not in self._closed for place in self._gaps)

    async def remember(self) -> None:
        """Take up the gaps that an earlier process left."""
        self._open(_gaps(self._platform, await self._notes.read(self._note_name)))

    async def open(self, watched: Iterable[Watched]) -> None:
        """Read these places, each from what is known of it on; noted when this returns."""
        self._open(Gap(one.place, one.since) for one in watched)
        await self._note()

    async def only(self, places: Collection[Place]) -> None:
        """Give up the gaps of all other places: no course uses them any more."""
        left = {place: gap for place, gap in self._gaps.items() if place in places}
        if len(left) < len(self._gaps):
            self._gaps = left
            await self._note_if_possible()
            self._changed()

    async def run(self) -> None:
        """Read whatever there is to read, until cancelled."""
        wait = FIRST_WAIT
        while True:
            self._opened.clear()
            await self._round()
            self._changed()
            slow = bool(self._gaps) and not self.busy
            try:
                async with asyncio.timeout((SLOW_WAIT if slow else wait) if self._gaps else None):
                    await self._opened.wait()
                wait = FIRST_WAIT
            except TimeoutError:
                wait = min(wait * 2, LONGEST_WAIT)

    def _open(self, gaps: Iterable[Gap]) -> None:
        for gap in gaps:
            before = self._gaps.get(gap.place)
            # Made anew even if it is the same: who reads the one before must not close this one.
            self._gaps[gap.place] = gap if before is None else Gap(gap.place, _earlier(gap, before))
            self._closed.discard(gap.place)
        if self._gaps:
            self._opened.set()
        self._changed()

    async def _round(self) -> None:
        """Try to close every gap there is now."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def close(gap: Gap) -> None:
            async with turns:
                await self._close(gap)

        await asyncio.gather(*(close(gap) for gap in list(self._gaps.values())))

    async def _close(self, gap: Gap) -> None:
        """Read a place to its end. One that can't be read stops none of the others."""
        place = gap.place
        try:
            async for page in self._history(place, gap.since):
                await self._keep(page)
        except CannotSendError as error:
            LOG.warning("place %s can't be read: %s", place.id, kind_of(error))
            if self._gaps.get(place) is gap:
                self._closed.add(place)
        except Exception as error:
            LOG.warning("place %s could not be read yet: %s", place.id, kind_of(error))
        else:
            if self._gaps.get(place) is gap:
                del self._gaps[place]
                await self._note_if_possible()
        self._changed()

    async def _note(self) -> None:
        async with self._noting:
            await self._notes.write(self._note_name, _text(self._gaps.values()))

    async def _note_if_possible(self) -> None:
        """Note the gaps; if one that is closed stays noted, it is read once more: no harm."""
        try:
            await self._note()
        except Exception as error:
            LOG.error("what is still to be read could not be noted: %s", kind_of(error))


def _earlier(one: Gap, other: Gap) -> datetime | None:
    return None if one.since is None or other.since is None else min(one.since, other.since)


def _text(gaps: Iterable[Gap]) -> str:
    return json.dumps(
        [[gap.place.id, gap.place.thread, gap.since and gap.since.isoformat()] for gap in gaps]
    )


def _gaps(platform: str, text: str | None) -> list[Gap]:
    """Return the gaps that a note holds; none where it can't be read."""
    try:
        return [
            Gap(Place(platform, place, thread), datetime.fromisoformat(since) if since else None)
            for place, thread, since in json.loads(text or "[]")
        ]
    except (ValueError, TypeError) as error:
        LOG.error("the note of what is still to be read is damaged: %s", kind_of(error))
        return []
