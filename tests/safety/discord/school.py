"""A class on the wire server: the real core behind Discord's doors, and the hands of its people.

async with school(tmp_path, Names()) as room:
    await room.walk_to("2026-09-07 10:02")
    shown = await room.types("ines", "session present", person=BEN.id)
    await room.presses("ines", "Undo")
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from adapters.discord.wire import PLATFORM
from adapters.storage.store import open_store
from bot.features.sessions.due import items_for
from bot.model.asking.survey import default_survey
from bot.model.happenings import CourseLoaded
from bot.model.people import Account, Person, Role
from bot.model.places import Place, Purpose
from bot.ports.work import UnitOfWork
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS
from config.tools import all_tools
from tests.scenarios.discord.bot import Running, serving_bot
from tests.support.discord.calling import Shown
from tests.support.discord.permissions import BOT_DEFAULT, EVERYONE_DEFAULT, Permission
from tests.support.discord.pressing import pressable
from tests.support.discord.server import Settings, WireServer, running
from tests.support.discord.things import Channel, Json, Message
from tests.support.discord.world import (
    DiscordChannel,
    DiscordGuild,
    DiscordPerson,
    DiscordRole,
    World,
)
from tests.support.fakes import NoteBook
from tests.support.instants import utc
from tests.support.lived import FUTURE, LIMITS, MINDS, SERIES
from tests.support.sample import (
    COURSE,
    EVERYBODY,
    MONDAY,
    POLICY,
    person,
)
from tests.support.store import url_of

OTHER = replace(COURSE, id="othercourse", title="Other Course", places={})
OTTO = person("Otto", Role.INSTRUCTOR, OTHER.id)
GIL = replace(person("Gil"), dropped=date(2026, 9, 8))
"""Somebody who left the course."""
DAVE = person("Dave")
"""Somebody on the roster who does nothing of their own."""
STRANGERS = ("nora", "dean")
"""On no roster; Dean owns the server."""
TEACHERS = "teachers"
STARTS = MONDAY - timedelta(minutes=1)
INPUT, LABEL = 4, 18
MOMENT = timedelta(milliseconds=1)
PLACES = {
    Purpose.MAIN: "main",
    Purpose.LIVE: "live",
    Purpose.RECAPS: "recaps",
    Purpose.DISCUSSIONS: "talk",
    Purpose.STAFF: "staff",
    Purpose.VOICE: "room",
}
"""The course's channels."""
OTHERS_PLACES = {Purpose.MAIN: "others", Purpose.STAFF: "others-staff"}
"""The other course's channels, on the same server."""
CHANNELS = (
    *(DiscordChannel(name) for name in ("main", "live", "recaps", "others")),
    DiscordChannel("talk", "forum"),
    DiscordChannel("room", "voice"),
    DiscordChannel("staff", only=(TEACHERS,)),
    DiscordChannel("others-staff", only=("otto",)),
)


@dataclass(frozen=True, slots=True)
class Names:
    """What things and people are called, by staff and by themselves."""

    course: str = COURSE.title
    session: str = LIMITS.title
    discussion: str = MINDS.title
    prompt: str = MINDS.prompt
    people: Mapping[str, str] = field(default_factory=dict)
    """Names of people on the roster, by username."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a class is opened: what notes troubles, and how long people wait for an answer."""

    journal: NoteBook = field(default_factory=NoteBook)
    patience: float = 60.0


@dataclass(slots=True)
class School:
    """People say, press and submit things; the bot has done all it can before a hand returns."""

    server: WireServer
    bot: Running
    journal: NoteBook

    async def walk_to(self, text: str) -> None:
        """Let time pass ("2026-09-07 10:05", UTC), all that is due on the way done."""
        until, clock = utc(text), self.server.clock
        due = await self.bot.tick()
        while due is not None and due <= until:
            clock.now = max(due, clock.now + MOMENT)
            due = await self.bot.tick()
        clock.now = max(until, clock.now)
        await self.settle()

    async def settle(self) -> None:
        """Let the bot do all it can now."""
        await self.bot.tick()
        if self.journal.troubles:
            raise self.journal.troubles[0]

    async def types(
        self, who: str, name: str, /, *, where: Channel | str = "main", **options: Any
    ) -> Shown:
        """Use a command with options."""
        known = {each: given for each, given in options.items() if not isinstance(given, bytes)}
        files = {
            each: (f"{each}.txt", given)
            for each, given in options.items()
            if isinstance(given, bytes)
        }
        shown = await self.server.person(who).command(name, known, where=where, files=files)
        await self.settle()
        return shown

    async def presses(self, who: str, label: str, choice: str = "") -> Shown:
        """Press the newest button that somebody sees with this label, or pick a choice."""
        for message in self.seen(who):
            if pressable(message.components, label, choice=choice):
                shown = await self.server.person(who).press(message, label, choice=choice)
                await self.settle()
                return shown
        raise AssertionError(f"{who} sees no [{label}] {choice}")

    async def fills(self, who: str, form: Shown, text: str, **known: str) -> Shown:
        """Fill every field of a form: words where words are asked for, else the first choice."""
        assert form.form is not None, form
        values = {}
        for one in form.form["components"]:
            if one["type"] == LABEL:
                inner = one["component"]
                values[inner["custom_id"]] = known.get(inner["custom_id"]) or _entry(inner, text)
        shown = await self.server.person(who).submit(form, values)
        await self.settle()
        return shown

    async def writes(self, who: str, where: Channel | str, text: str) -> Message:
        """Write a message."""
        message = await self.server.person(who).write(where, text)
        await self.settle()
        return message

    async def chooses(self, who: str, message: Message, label: str) -> Shown:
        """Choose an entry of a message's menu."""
        shown = await self.server.person(who).context_menu(message, label, anyway=True)
        await self.settle()
        return shown

    async def sends(
        self,
        who: str,
        kind: int,
        data: Json,
        where: Channel | str = "main",
        pressed: Message | None = None,
    ) -> Shown:
        """Send what no app would: an act made by hand."""
        return await self.server.person(who).by_hand(where, kind, data, pressed)

    def seen(self, who: str) -> list[Message]:
        """Return all that somebody sees anywhere, the newest first; their own answers too."""
        person = self.server.person(who)
        channels = [one for one in self.server.state.channels.values() if person.can_see(one)]
        found = [one for channel in channels for one in person.sees(channel)]
        return sorted(found, key=lambda one: -one.id)

    def thread(self) -> Channel:
        """Return the post of the week's discussion."""
        forum = self.server.channel("talk")
        threads = self.server.guild().channels.values()
        return next(one for one in threads if one.parent == forum.id)


def _entry(inner: Json, text: str) -> str:
    if inner["type"] == INPUT:
        return text[: inner.get("max_length", 4000)]
    options = inner.get("options") or [{"value": ""}]
    return str(options[0]["value"])


def world(names: Names) -> World:
    """Return the server, on which everybody, and the bot, may do more than is ever wanted."""
    members = [*EVERYBODY, OTTO, GIL, DAVE]
    people = [_on_server(one, names) for one in members]
    people += [DiscordPerson(one, one.title()) for one in STRANGERS]
    allowed = EVERYONE_DEFAULT | Permission.MANAGE_MESSAGES
    roles = (DiscordRole(TEACHERS, mentionable=True),)
    loud = BOT_DEFAULT | Permission.MENTION_EVERYONE | Permission.MANAGE_CHANNELS
    guild = DiscordGuild("School", "dean", CHANNELS, roles, (), loud, allowed)
    return World((guild,), tuple(people), STARTS)


def _on_server(one: Person, names: Names) -> DiscordPerson:
    user = one.name.lower()
    roles = (TEACHERS,) if one.is_staff and one.course == COURSE.id else ()
    return DiscordPerson(user, names.people.get(user, one.name), one.zone or "UTC", roles=roles)


async def enroll(work: UnitOfWork, server: WireServer, names: Names) -> None:
    """Write the course, its people and its plan, and the other course of the same server."""
    course = replace(COURSE, title=names.course, places=_places(server, PLACES))
    other = replace(OTHER, places=_places(server, OTHERS_PLACES))
    for each in (course, other):
        await work.courses.save(each)
        await work.policies.save(each.id, POLICY, STARTS)
    people = [_called(one, names) for one in (*EVERYBODY, OTTO, GIL, DAVE)]
    await work.people.save(people)
    for one, named in zip(people, (*EVERYBODY, OTTO, GIL, DAVE), strict=True):
        await work.people.link(one.id, account(server, named.name.lower()))
        if one.zone:
            await work.people.move(one.id, one.zone, STARTS)
    sessions = [replace(LIMITS, title=names.session), SERIES, FUTURE]
    await work.sessions.save(sessions)
    await work.discussions.save((replace(MINDS, title=names.discussion, prompt=names.prompt),))
    await work.surveys.save(course.id, default_survey())
    await work.agenda.plan(tuple(items_for(course, sessions)))
    work.happened(CourseLoaded(course.id))
    await settle(work, REACTIONS, STARTS)


def account(server: WireServer, username: str) -> Account:
    """Return somebody's account."""
    return Account(PLATFORM, str(server.person(username).user.id))


def _places(server: WireServer, names: Mapping[Purpose, str]) -> dict[Purpose, tuple[Place, ...]]:
    return {
        purpose: (Place(PLATFORM, str(server.channel(name).id)),) for purpose, name in names.items()
    }


def _called(one: Person, names: Names) -> Person:
    return replace(one, name=names.people.get(one.name.lower(), one.name))


@contextlib.asynccontextmanager
async def school(
    folder: Path, names: Names | None = None, opening: Opening | None = None
) -> AsyncIterator[School]:
    """Open a class a minute before its term; everything asked of Discord has to be as it wants."""
    names, opening = names or Names(), opening or Opening()
    async with running(world(names), Settings(patience=opening.patience)) as server:
        store = await open_store(url_of(folder), all_tools())
        try:
            async with store.work() as work:
                await enroll(work, server, names)
        finally:
            await store.close()
        async with serving_bot(server, url_of(folder), opening.journal) as bot:
            yield School(server, bot, opening.journal)
        assert not server.refused
        assert not server.unknown
