"""Discussions in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, bindparam, select

from adapters.storage.columns import Instant, Key, Value, Word, among_given, many, of_fields
from adapters.storage.rows import Rows, fields
from adapters.storage.tables import metadata
from bot.model.discussions import Discussion, DiscussionState, Expectation
from bot.model.places import Message, Place
from bot.model.time.due import Due

discussions = Table(
    "discussions",
    metadata,
    Column("id", Key, primary_key=True),
    Column("course", Key, nullable=False),
    Column("key", Key, nullable=False),
    Column("title", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("opens", Instant, nullable=False),
    Column("posts_due", Value(Due, remember=1_000), nullable=False),
    Column("closes", Value(Due, remember=1_000), nullable=False),
    Column("week", Integer, nullable=False),
    Column("expects", Value(Expectation, remember=100), nullable=False),
    Column("state", Word(DiscussionState), nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("root", Value(Message, remember=1_000)),
    Column("summary", Text),
    Column("highlights", Value(tuple[Message, ...]), nullable=False),
    Index(None, "course", "opens"),
    Index(None, "course", "key", unique=True),
)

discussion_roots = Table(
    "discussion_roots",
    metadata,
    Column("message", Key, primary_key=True),
    Column("platform", Key, primary_key=True),
    Column("place", Key, primary_key=True),
    Column("discussion", Key, nullable=False, index=True),
)
OF_COURSE = (
    select(*of_fields(discussions, Discussion))
    .where(discussions.c.course == bindparam("course"))
    .order_by(discussions.c.opens, discussions.c.id)
)
THIS = select(*of_fields(discussions, Discussion)).where(discussions.c.id == bindparam("id"))
BY_ID = select(*of_fields(discussions, Discussion)).where(among_given(discussions.c.id, "ids"))
ROOTS_AMONG = select(discussion_roots).where(among_given(discussion_roots.c.message, "messages"))
ROOTS = (
    select(*(discussion_roots.c[name] for name in ("platform", "place", "message")))
    .where(discussion_roots.c.discussion == bindparam("discussion"))
    .order_by(discussion_roots.c.platform, discussion_roots.c.place, discussion_roots.c.message)
)


class SqlDiscussions:
    """The discussions of all courses; see bot.ports.discussions."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows

    async def get(self, discussion: str) -> Discussion | None:
        """Return the discussion with this id."""
        found = await self._rows.one(THIS, id=discussion)
        return Discussion(*found) if found else None

    async def of(self, course: str) -> Sequence[Discussion]:
        """Return a course's discussions by opening, cancelled ones too."""
        return [Discussion(*row) for row in await self._rows.ask(OF_COURSE, course=course)]

    async def save(self, new: Sequence[Discussion]) -> None:
        """Write discussions, new or known."""
        await self._rows.put(discussions, [fields(discussion) for discussion in new])

    async def hang(self, discussion: str, root: Message) -> None:
        """Note that a discussion's thread hangs under a message."""
        row = {
            "message": root.id,
            "platform": root.place.platform,
            "place": root.place.id,
            "discussion": discussion,
        }
        await self._rows.put(discussion_roots, [row])

    async def at(self, roots: Sequence[Message]) -> Mapping[Message, Discussion]:
        """Return the discussions whose threads hang under these messages."""
        return await self._rows.several("discussion at", roots, self._at)

    async def _at(self, roots: Sequence[Message]) -> Mapping[Message, Discussion]:
        asked = many({root.id for root in roots})
        found: dict[Message, str] = {}
        for message, platform, place, name in await self._rows.ask(ROOTS_AMONG, messages=asked):
            found[Message(Place(platform, place), message)] = name
        hanging = {root: found[root] for root in roots if root in found}
        names = many(set(hanging.values()))
        known = [Discussion(*row) for row in await self._rows.ask(BY_ID, ids=names)]
        by_name = {each.id: each for each in known}
        return {root: by_name[name] for root, name in hanging.items() if name in by_name}

    async def roots(self, discussion: str) -> Sequence[Message]:
        """Return the messages under which a discussion's threads hang, by platform."""
        return await self._rows.once(("roots", discussion), partial(self._roots, discussion))

    async def _roots(self, discussion: str) -> Sequence[Message]:
        return [
            Message(Place(platform, place), name)
            for platform, place, name in await self._rows.ask(ROOTS, discussion=discussion)
        ]
