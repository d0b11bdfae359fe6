"""The scenarios' course as it stands on Discord: the same class, its places and accounts there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from adapters.discord.doctor.invite import NEEDED
from adapters.discord.wire import PLATFORM
from adapters.storage.store import open_store
from bot.model.courses.description import CourseDescription, Member
from bot.model.people import Account
from bot.model.places import Place, Purpose
from config.loading import load_course
from config.tools import all_tools
from tests.scenarios.stage import described, world
from tests.support.discord.permissions import Permission
from tests.support.discord.server import WireServer
from tests.support.discord.world import (
    DiscordChannel,
    DiscordGuild,
    DiscordPerson,
    DiscordRole,
    World,
)

STAFF = "teachers"


def discord_world(start: datetime, *, forum: bool) -> World:
    """Return a server with everyone of the scenarios on it; discussions may be held in a forum.

    The bot may do what its invite link asks for, and nothing else.
    """
    given = world(start)
    people = tuple(
        DiscordPerson(one.id, one.name, one.zone, roles=() if one.role == "student" else (STAFF,))
        for one in given.accounts
    )
    channels = tuple(
        DiscordChannel(
            place.name,
            "forum" if forum and place.name == "discussions" else "text",
            only=(STAFF,) if place.closed else (),
        )
        for place in given.places
    )
    owner = next(one.id for one in given.accounts if one.role == "instructor")
    guild = DiscordGuild(
        "Soundscapes",
        owner,
        channels,
        (DiscordRole(STAFF),),
        bot_permissions=Permission(NEEDED),
    )
    return World((guild,), people, start)


def on_discord(
    course: CourseDescription, channels: Mapping[str, str], users: Mapping[str, str]
) -> CourseDescription:
    """Return a course whose sandbox places and accounts are those of the same names on Discord."""
    places: dict[Purpose, tuple[Place, ...]] = {
        purpose: tuple(Place(PLATFORM, channels[place.id]) for place in found)
        for purpose, found in course.course.places.items()
    }
    people = tuple(
        Member(one.person, tuple(Account(PLATFORM, users[each.id]) for each in one.accounts))
        for one in course.people
    )
    return replace(course, course=replace(course.course, places=places), people=people)


def on_server(course: CourseDescription, server: WireServer) -> CourseDescription:
    """Return a course as it stands on a wire server."""
    channels = {one.name: str(one.id) for one in server.guild().channels.values()}
    users = {one.username: str(one.id) for one in server.state.users.values()}
    return on_discord(course, channels, users)


async def load(database: str, server: WireServer, now: datetime) -> None:
    """Load the course into a new database, as the command line does."""
    await load_into(database, on_server(described(now), server), now)


async def load_into(database: str, course: CourseDescription, now: datetime) -> None:
    """Load a course that stands on some Discord into a new database."""
    store = await open_store(database, all_tools())
    try:
        await load_course(store, course, now)
    finally:
        await store.close()
