"""Messages in the database, as last seen."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, and_, bindparam, func, select, update

from adapters.storage.columns import (
    Instant,
    among,
    among_given,
    many,
    pairs_given,
    storable,
)
from adapters.storage.message_rows import (
    IN_A_THREAD,
    kept_of,
    message_row,
    messages,
    reaction_of,
    reaction_row,
    reactions,
)
from adapters.storage.rows import Rows
from bot.model.participation.acts.contributions import Said
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.messages import Kept, Reaction

BY_ID = select(messages).where(among_given(messages.c.id, "ids"))
BY_PEOPLE = select(messages).where(
    among_given(messages.c.person, "people"), messages.c.thread == bindparam("thread")
)
"""Place and platform are compared afterwards: in the query they would lead SQLite to the index of
places or of threads, and it would read the whole of one."""
SAID = (
    select(
        *(messages.c[name] for name in ("platform", "place", "thread", "id")),
        *(messages.c[name] for name in ("person", "posted", "versions", "deleted")),
    )
    .where(pairs_given(messages.c.person, messages.c.thread, "pairs"))
    .order_by(messages.c.posted, messages.c.id)
)
IN_THREAD = and_(messages.c.thread == bindparam("thread"), IN_A_THREAD)
BETWEEN = (
    select(messages)
    .where(
        messages.c.platform == bindparam("platform"),
        messages.c.place == bindparam("place"),
        messages.c.posted >= bindparam("start"),
        messages.c.posted < bindparam("end"),
    )
    .order_by(messages.c.posted, messages.c.id)
)
BETWEEN_IN_THREAD = BETWEEN.where(IN_THREAD)
STANDING = (
    select(messages.c.place, messages.c.thread, messages.c.id)
    .where(
        messages.c.platform == bindparam("platform"),
        messages.c.place == bindparam("place"),
        messages.c.posted >= bindparam("start"),
        messages.c.posted < bindparam("end"),
        messages.c.version < bindparam("end"),
        messages.c.deleted.is_(None),
    )
    .order_by(messages.c.posted, messages.c.id)
)
STANDING_IN_THREAD = STANDING.where(IN_THREAD)
FIRST = (
    select(messages)
    .where(
        messages.c.platform == bindparam("platform"),
        messages.c.place == bindparam("place"),
        IN_THREAD,
        messages.c.account != "",
        messages.c.account != bindparam("other"),
    )
    .order_by(messages.c.posted, messages.c.id)
    .limit(1)
)
REACTIONS = select(reactions).where(among_given(reactions.c.id, "ids"))


class SqlMessages:
    """What was said in the places of all courses; see bot.ports.messages."""

    def __init__(self, rows: Rows) -> None:
        """Take the transaction's rows."""
        self._rows = rows
        self._saved: dict[Message, Kept] = {}

    async def get(self, asked: Sequence[Message]) -> Sequence[Kept]:
        """Return those of these messages that are kept; what was just saved is at hand."""
        found: list[Kept] = []
        unknown: set[Message] = set()
        for message in dict.fromkeys(asked):
            saved = self._saved.get(message)
            if saved is None:
                unknown.add(message)
            else:
                found.append(saved)
        if unknown:
            ids = many({message.id for message in unknown})
            others = (kept_of(*row) for row in await self._rows.ask(BY_ID, ids=ids))
            found += [kept for kept in others if kept.message in unknown]
        return found

    async def save(self, kept: Sequence[Kept]) -> None:
        """Write messages as they now stand; of one that comes twice the last counts."""
        last = {each.message: each for each in kept}
        await self._rows.put(messages, [message_row(each) for each in last.values()])
        for message, each in last.items():
            text = storable(each.text)
            self._saved[message] = each if text == each.text else replace(each, text=text)
        for thread in {message.place for message in last}:
            self._rows.forget(_first(thread), partial(_begun_by, last))

    async def of_people(self, thread: Place, people: Sequence[str]) -> Sequence[Kept]:
        """Return what these people wrote in a thread, oldest first; deleted ones too."""
        if not thread.thread:
            return []
        given = {"people": many(set(people)), "thread": thread.thread}
        kept = [kept_of(*row) for row in await self._rows.ask(BY_PEOPLE, **given)]
        found = [each for each in kept if each.message.place == thread]
        return sorted(found, key=lambda each: (each.posted, each.message.id))

    async def said(self, wanted: Collection[tuple[Place, str]]) -> Sequence[Said]:
        """Return what people wrote in threads, oldest first and without its words."""
        threads = {(at.platform, at.id, at.thread): at for at, _ in wanted if at.thread}
        pairs = {(person, at.thread) for at, person in wanted if at.thread}
        return [
            Said(Message(thread, id), *rest)
            for platform, place, name, id, *rest in await self._rows.ask(SAID, pairs=many(pairs))
            if (thread := threads.get((platform, place, name)))
        ]

    async def first_two(self, thread: Place) -> Sequence[Kept]:
        """Return a thread's first message, and the first by another account."""
        known: Sequence[Kept] = await self._rows.once(_first(thread), partial(self._first, thread))
        if len(known) < 2:
            self._rows.forget(_first(thread))
        return known

    async def _first(self, thread: Place) -> Sequence[Kept]:
        found: list[Kept] = []
        while len(found) < 2:
            other = found[0].account.id if found else ""
            row = await self._rows.one(FIRST, **_place(thread), other=other)
            if row is None:
                break
            found.append(kept_of(*row))
        return found

    async def reactions(self, asked: Sequence[Message]) -> Sequence[Reaction]:
        """Return every state known of these messages' reactions."""
        wanted = set(asked)
        ids = many({message.id for message in wanted})
        found = [reaction_of(*row) for row in await self._rows.ask(REACTIONS, ids=ids)]
        return [each for each in found if each.message in wanted]

    async def save_reactions(self, states: Sequence[Reaction]) -> None:
        """Write states of reactions, one an account, emoji and message."""
        rows = {(s.message, s.account, s.emoji): s for s in states}
        await self._rows.put(reactions, [reaction_row(state) for state in rows.values()])

    async def in_thread(self, thread: Place) -> Sequence[Kept]:
        """Return a thread's messages, oldest first, without its root; deleted ones too."""
        return await self._ordered(_hanging(thread))

    async def between(self, place: Place, start: datetime, end: datetime) -> Sequence[Kept]:
        """Return what was posted in a place and its threads in [start, end), oldest first."""
        query = BETWEEN_IN_THREAD if place.thread else BETWEEN
        rows = await self._rows.ask(query, **_place(place), start=start, end=end)
        return [kept_of(*row) for row in rows]

    async def standing(self, place: Place, start: datetime, end: datetime) -> Sequence[Message]:
        """Return which messages posted in a place and its threads in [start, end) stand."""
        query = STANDING_IN_THREAD if place.thread else STANDING
        rows = await self._rows.ask(query, **_place(place), start=start, end=end)
        places: dict[tuple[str, str], Place] = {}
        found: list[Message] = []
        for name, thread, id in rows:
            at = places.get((name, thread))
            if at is None:
                at = places[name, thread] = Place(place.platform, name, thread or None)
            found.append(Message(at, id))
        return found

    async def by_person(self, person: str) -> Sequence[Kept]:
        """Return everything kept of a person, oldest first."""
        return await self._ordered(messages.c.person == person)

    async def hand_over(
        self, course: str, account: Account, giver: str | None, taker: str | None
    ) -> None:
        """Make what an account wrote in a course the taker's, from the giver's; None: nobody's."""
        self._saved.clear()
        written = and_(
            messages.c.person == giver,
            messages.c.course == course,
            messages.c.platform == account.platform,
            messages.c.account == account.id,
        )
        await self._rows.run(update(messages).where(written).values(person=taker))

    async def erase_words(self, person: str) -> None:
        """Erase the words of everything that a person wrote; that they wrote it stays."""
        self._saved.clear()
        await self._rows.run(update(messages).where(messages.c.person == person).values(text=""))

    async def newest(self, places: Sequence[Place]) -> Mapping[Place, datetime]:
        """Return, for places in which something was seen, the latest version in them."""
        c, wanted = messages.c, set(places)
        latest = func.max(c.version, type_=Instant)
        query = select(c.platform, c.place, c.thread, latest).where(
            among(c.place, {place.id for place in wanted}),
            c.platform.in_({place.platform for place in wanted}),
        )
        found: dict[Place, datetime] = {}
        for row in await self._rows.all(query.group_by(c.platform, c.place, c.thread)):
            platform, name, thread, version = row.values()
            place = Place(platform, name, thread or None)
            for each in {place, place.parent} & wanted:
                found[each] = max(found.get(each, version), version)
        return found

    async def _ordered(self, where: ColumnElement[bool]) -> Sequence[Kept]:
        query = select(messages).where(where).order_by(messages.c.posted, messages.c.id)
        return [kept_of(*row.values()) for row in await self._rows.all(query)]


def _first(thread: Place) -> Hashable:
    """Return the key under which batches remember who wrote first in a thread."""
    return "first", thread


def _begun_by(saved: Mapping[Message, Kept], first: Sequence[Kept]) -> bool:
    """Whether one of the saved messages is, or may come before, one of a thread's first two."""
    thread, until = first[0].message.place, first[-1].posted
    known = {kept.message for kept in first}
    return any(
        each.posted <= until or message in known
        for message, each in saved.items()
        if message.place == thread
    )


def _place(place: Place) -> dict[str, str]:
    """Return a place as queries take it; those of whole channels don't ask for its thread."""
    return {"platform": place.platform, "place": place.id, "thread": place.thread or ""}


def _hanging(thread: Place) -> ColumnElement[bool]:
    """Return the condition that a message stands in a thread, in words that its index serves."""
    inside = and_(messages.c.platform == thread.platform, messages.c.place == thread.id)
    return and_(inside, messages.c.thread == (thread.thread or ""), messages.c.thread != "")
