"""Delivery: a draft is brought to its platform, and what became of it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.chat.posts import PostRecord, PostState
from bot.model.places import Message
from bot.ports.journal import Journal
from bot.ports.platform import (
    CannotSendError,
    MailboxClosedError,
    MaybeSentError,
    NotSentError,
)
from bot.runtime.sending.drafts import Draft
from bot.runtime.sending.outcomes import (
    FIRST_WAIT,
    LONGEST_WAIT,
    Lapsed,
    Outcome,
    Stands,
    TakenBack,
    Waits,
    wait_of,
)
from bot.runtime.sending.ways import BarredError, Way, way_of

SHUT_WAIT = timedelta(hours=6)
"""How long a closed mailbox is left alone: platforms dislike who keeps knocking."""


class Delivery:
    """Sends, edits and takes back, each post exactly once; it never raises."""

    def __init__(self, now: Callable[[], datetime], journal: Journal) -> None:
        """Keep what is needed; errors of our own go to the journal."""
        self._now = now
        self._journal = journal

    async def bring(self, draft: Draft) -> Outcome:
        """Bring chat to what a draft says. What may have arrived is looked for before anything."""
        record, way = draft.record, way_of(draft)
        taken_back = record.state is PostState.REMOVED
        if way is None:
            return TakenBack(record) if taken_back else Lapsed(record)
        try:
            stands = record.message
            if stands is None and record.doubtful:
                stands = await _look(way)
        except Exception as error:
            return self.waits(record, error)
        sure = replace(record, doubtful=False)
        try:
            return await (_take_back if taken_back else self._put)(sure, way, stands)
        except Exception as error:
            return self.waits(sure, error)

    async def _put(self, record: PostRecord, way: Way, stands: Message | None) -> Outcome:
        if stands is not None:
            await way.change(stands)
            return Stands(record, stands)
        if not way.wanted(self._now()):
            return Lapsed(record)
        return Stands(record, await way.send())

    def waits(self, record: PostRecord, error: Exception) -> Waits:
        """Return the outcome of an error: when a post is tried again, and whether in doubt."""
        why, said = type(error).__name__, str(error)
        match error:
            case NotSentError(retry_after=after):
                return Waits(record, after or wait_of(record), said, why, record.doubtful)
            case MaybeSentError():
                return Waits(record, FIRST_WAIT, said, why, doubtful=True)
            case MailboxClosedError():
                return Waits(record, SHUT_WAIT, said, why, record.doubtful, shut=True)
            case CannotSendError():
                barred = isinstance(error, BarredError)
                return Waits(record, LONGEST_WAIT, said, why, record.doubtful, barred=barred)
            case _:
                self._journal.trouble("post failed", error, post=record.key, course=record.course)
                return Waits(record, wait_of(record), why, why, doubtful=True)


async def _look(way: Way) -> Message | None:
    """Look for a post that may have arrived; while looking fails, the doubt stays."""
    try:
        return await way.find()
    except MaybeSentError as error:
        raise NotSentError(str(error)) from error


async def _take_back(record: PostRecord, way: Way, stands: Message | None) -> Outcome:
    if stands is not None:
        await way.remove(stands)
    return TakenBack(record)
