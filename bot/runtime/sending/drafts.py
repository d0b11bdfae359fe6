"""Drafts: what the outbox owes, drawn and with everything that sending it takes.

All that is read for a draft is read at once, before anything is asked of a platform: no
transaction waits for a network.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.chat.occasions import Occasion
from bot.chat.posts import Directly, OnCalendar, PostRecord, PostState
from bot.chat.views import Download, Picture, View
from bot.model.people import Account, Person
from bot.model.places import Place
from bot.ports.platform import CannotSendError, Platform, StoredFile
from bot.ports.work import UnitOfWork

NO_ACCOUNT = "This person has no account that takes private messages yet."
GONE = "What this board showed is gone."

Drawn = View | Occasion
Draw = Callable[[str, datetime, UnitOfWork], Awaitable[Drawn | None]]
"""Draws a live board from the id of what it shows, as it is at an instant; None if it is gone."""


@dataclass(frozen=True, slots=True)
class Door:
    """One way to where a post goes: a place, or an account whose mailbox is still to be found."""

    platform: Platform
    to: Place | Account


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as it is to be sent.

    `doors` are tried in their order. `drawn` is None for what is taken back. `people` are who is
    who on the roster, for posts that not everyone may read.
    """

    record: PostRecord
    doors: tuple[Door, ...]
    drawn: Drawn | None = None
    files: Mapping[str, StoredFile] = field(default_factory=dict)
    people: Mapping[Account, Person] = field(default_factory=dict)


class Drafter:
    """Draws posts and boards, and looks up where they go."""

    def __init__(self, platforms: Mapping[str, Platform], boards: Mapping[str, Draw]) -> None:
        """Keep what is needed; `boards` maps what a board draws to its renderer."""
        self._platforms = platforms
        self._boards = boards

    async def draft(self, record: PostRecord, now: datetime, work: UnitOfWork) -> Draft:
        """Return a post's draft; CannotSendError if there is nothing to send or nowhere to."""
        if record.state is PostState.REMOVED:
            return Draft(record, await self._doors(record, work))
        drawn: Drawn | None = record.view
        if record.draws is not None:
            drawn = await self._boards[record.draws](record.object or "", now, work)
        if drawn is None:
            raise CannotSendError(GONE)
        doors = await self._doors(record, work)
        if isinstance(drawn, Occasion):
            return Draft(record, doors, drawn)
        drawn = await _as_wished(drawn, record, work)
        people = await _people(record.course, work) if record.closed else {}
        return Draft(record, doors, drawn, await _files(drawn, work), people)

    async def _doors(self, record: PostRecord, work: UnitOfWork) -> tuple[Door, ...]:
        """Return the ways to where a post stands or goes; CannotSendError if there is none."""
        if record.message is not None:
            return (self._door(record.message.place),)
        if isinstance(record.to, OnCalendar):
            return (self._door(record.to.place),)
        if isinstance(record.to, Place):
            return (self._door(record.to),)
        assert isinstance(record.to, Directly)  # noqa: S101 - the store resolves UnderPost
        accounts: Sequence[Account] = await work.people.accounts(record.to.person)
        doors = [
            Door(self._platforms[each.platform], each)
            for each in accounts
            if each.platform in self._platforms
        ]
        if not doors:
            raise CannotSendError(NO_ACCOUNT)
        return tuple(doors)

    def _door(self, place: Place) -> Door:
        platform = self._platforms.get(place.platform)
        if platform is None:
            name = place.platform
            raise CannotSendError(f"Homeroom is not connected to {name} at the moment.")
        return Door(platform, place)


async def _as_wished(view: View, record: PostRecord, work: UnitOfWork) -> View:
    """Return a private post's view with words for pictures, for who wants it so."""
    if view.pictured and isinstance(record.to, Directly):
        wishes = await work.preferences.of(record.to.person)
        return view.in_words() if wishes.low_bandwidth else view
    return view


async def _files(view: View, work: UnitOfWork) -> Mapping[str, StoredFile]:
    names = [block.file for block in view.blocks if isinstance(block, Picture | Download)]
    found = [await work.files.get(name) for name in names]
    return {file.id: file for file in found if file is not None}


async def _people(course: str, work: UnitOfWork) -> Mapping[Account, Person]:
    """Return who is who on the roster; an account that is not linked may be a student's."""
    people = {person.id: person for person in await work.people.of(course)}
    accounts = await work.people.accounts_of(course)
    return {each: people[who] for who, found in accounts.items() for each in found}
