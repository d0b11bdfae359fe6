"""Make-ups and shared answers in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Boolean, Column, Index, Table, Text, bindparam, select

from adapters.storage.columns import Instant, Key, Value, of_fields
from adapters.storage.fixed import Asked
from adapters.storage.recaps import recaps
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.places import Place
from bot.model.recap.makeups import MakeUp, Reply, SharedAnswer, Waiting, unanswered
from bot.ports.messages import Messages
from bot.ports.outbox import Outbox

makeups = Table(
    "makeups",
    metadata,
    Column("session", Key, primary_key=True),
    Column("person", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("answers", Value(Mapping[str, str]), nullable=False),
    Column("changed", Instant),
    Column("submitted", Instant),
    Column("withdrawn", Boolean, nullable=False),
    Index(None, "person"),
)
shared_answers = Table(
    "shared_answers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("session", Key, nullable=False),
    Column("person", Key, nullable=False),
    Column("asked", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("removed", Instant),
    Column("withdrawn", Boolean, nullable=False),
    Index(None, "course", "at"),
    Index(None, "person", "at"),
)
MAKEUPS = select(*of_fields(makeups, MakeUp)).order_by(makeups.c.person, makeups.c.session)
OF_SESSION = MAKEUPS.where(makeups.c.session == bindparam("session"))
OF_PERSON = MAKEUPS.where(makeups.c.person == bindparam("person"))
MINE = OF_SESSION.where(makeups.c.person == bindparam("person"))
SHARED = select(*of_fields(shared_answers, SharedAnswer)).order_by(
    shared_answers.c.at, shared_answers.c.id
)
SHARED_BY_ID = SHARED.where(shared_answers.c.id == bindparam("id"))
SHARED_BY = SHARED.where(shared_answers.c.person == bindparam("person"))
SHARED_IN = SHARED.where(shared_answers.c.session == bindparam("session"))
SHARED_STANDING = SHARED.where(
    shared_answers.c.course == bindparam("course"),
    shared_answers.c.removed.is_(None),
    shared_answers.c.withdrawn.is_(False),
)
OPEN_UNTIL = select(recaps.c.makeup_until).where(
    recaps.c.session == bindparam("session"), recaps.c.published.is_not(None)
)
ALL_UNTIL = select(recaps.c.session, recaps.c.makeup_until).where(
    recaps.c.course == bindparam("course"), recaps.c.makeup_until.is_not(None)
)


class SqlMakeUps:
    """The make-ups of all sessions; see bot.ports.makeups."""

    def __init__(self, rows: Rows, messages: Messages, outbox: Outbox) -> None:
        """Take the transaction's rows, and where the threads under recaps are found."""
        self._rows = rows
        self._messages = messages
        self._outbox = outbox

    async def get(self, session: str, person: str) -> MakeUp | None:
        """Return a person's make-up of a session, sent in or begun."""
        found = await self._makeups(MINE, session=session, person=person)
        return next(iter(found), None)

    async def of_session(self, session: str) -> Sequence[MakeUp]:
        """Return a session's make-ups, by person."""
        return await self._makeups(OF_SESSION, session=session)

    async def of_person(self, person: str) -> Sequence[MakeUp]:
        """Return a person's make-ups."""
        return await self._makeups(OF_PERSON, person=person)

    async def save(self, new: Sequence[MakeUp]) -> None:
        """Write make-ups, new or known."""
        await self._rows.put(makeups, [fields(makeup) for makeup in new])

    async def share(self, shared: Sequence[SharedAnswer]) -> None:
        """Write shared answers, new or known."""
        await self._rows.put(shared_answers, [fields(each) for each in shared])

    async def shared(self, share: str) -> SharedAnswer | None:
        """Return a shared answer by its id."""
        return next(iter(await self._shared(SHARED_BY_ID, id=share)), None)

    async def shared_by(self, person: str) -> Sequence[SharedAnswer]:
        """Return what a person shared, oldest first; also what they took back."""
        return await self._shared(SHARED_BY, person=person)

    async def shared_in(self, session: str) -> Sequence[SharedAnswer]:
        """Return what was shared of a session, oldest first; also what was taken back."""
        return await self._shared(SHARED_IN, session=session)

    async def shared_unanswered(self, course: str) -> Sequence[Waiting]:
        """Return a course's shared answers that nobody replied to, oldest first."""
        by_session: defaultdict[str, list[SharedAnswer]] = defaultdict(list)
        for each in await self._shared(SHARED_STANDING, course=course):
            by_session[each.session].append(each)
        found: list[Waiting] = []
        for session, shared in by_session.items():
            for waiting in unanswered(shared, await self._replies(session)):
                posts = await self._outbox.starting(f"share/{waiting.id}/")
                stands = next((post.message for post in posts if post.message), None)
                found.append(Waiting(waiting, stands))
        return sorted(found, key=lambda each: (each.shared.at, each.shared.id))

    async def open_until(self, session: str) -> datetime | None:
        """Return when a session's make-up closes; None while its recap isn't published."""
        found = await self._rows.one(OPEN_UNTIL, session=session)
        until: datetime | None = found[0] if found else None
        return until

    async def all_until(self, course: str) -> Mapping[str, datetime]:
        """Return when make-ups close, by session, for those of a course that ever opened."""
        return dict(await self._rows.ask(ALL_UNTIL, course=course))

    async def _replies(self, session: str) -> list[Reply]:
        """Return what was written in the threads under a session's recap."""
        replies: list[Reply] = []
        for post in await self._outbox.starting(f"recap/{session}/"):
            if post.message is None:
                continue
            thread = Place(post.message.place.platform, post.message.place.id, post.message.id)
            said = await self._messages.in_thread(thread)
            replies += [Reply(kept.person, kept.posted) for kept in said if kept.deleted is None]
        return replies

    async def _makeups(self, query: Asked, **given: object) -> list[MakeUp]:
        return [MakeUp(*row) for row in await self._rows.ask(query, **given)]

    async def _shared(self, query: Asked, **given: object) -> list[SharedAnswer]:
        return [SharedAnswer(*row) for row in await self._rows.ask(query, **given)]
