"""The gateway's session, kept in the notes, so that it can be resumed by the next process.

Discord keeps a session for some minutes after its connection broke, and sends again everything
that came after the sequence number that resuming names. What is noted is never ahead of what the
core has committed: a kill at any moment makes events come twice at most, which changes nothing.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from adapters.discord.journal import LOG
from adapters.discord.wire import instant
from bot.ports.clock import Clock
from bot.ports.notes import Notes
from bot.runtime.hearing.errors import kind_of

NOTE = "discord session"
FRESH = timedelta(minutes=5)
"""How old a note may be. An older session is gone, most likely, and asking would cost time."""

EVERY = 1.0
"""Seconds between two looks at how far we have come."""
STILL_THERE = timedelta(minutes=1)
"""How often a session that says nothing new is noted, so that its note stays fresh."""


@dataclass(frozen=True, slots=True)
class Session:
    """A gateway's session: its id, where to resume it, and the last sequence number taken in."""

    id: str
    gateway: str
    sequence: int


async def noted_session(notes: Notes, account: str, now: datetime) -> Session | None:
    """Return the session that the bot's `account` was in before, if it may still be resumed."""
    text = await notes.read(NOTE)
    try:
        told = json.loads(text or "{}")
        if told.get("account") != account or now - instant(told["at"]) > FRESH:
            return None
        return Session(told["id"], told["gateway"], int(told["sequence"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # written by another version: a new session does as well


class Progress:
    """Notes, now and then, how far a session has come."""

    def __init__(
        self, notes: Notes, clock: Clock, account: str, reached: Callable[[], Session | None]
    ) -> None:
        """Note for the bot's `account` what `reached` returns: all up to there is committed.

        None says that there is no session at the moment that could be resumed.
        """
        self._notes = notes
        self._clock = clock
        self._account = account
        self._reached = reached
        self._noted: tuple[Session, datetime] | None = None

    async def run(self) -> None:
        """Note every second, if there is anything new, until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            await self.note()

    async def note(self) -> None:
        """Note how far we have come, unless that stands there already."""
        session, now = self._reached(), self._clock.now()
        if session is None or not self._is_news(session, now):
            return
        told = {
            "account": self._account,
            "id": session.id,
            "gateway": session.gateway,
            "sequence": session.sequence,
            "at": now.isoformat(),
        }
        try:
            await self._notes.write(NOTE, json.dumps(told))
        except Exception as error:
            LOG.error("how far the gateway was read could not be noted: %s", kind_of(error))
        else:
            self._noted = (session, now)

    def _is_news(self, session: Session, now: datetime) -> bool:
        return (
            self._noted is None or self._noted[0] != session or now - self._noted[1] >= STILL_THERE
        )
