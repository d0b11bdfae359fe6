"""The scenarios' course as it stands on Slack: the same class, its channels and accounts there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from adapters.slack.rendering.manifest import SCOPES, manifest
from adapters.slack.wire import PLATFORM
from bot.model.courses.description import CourseDescription, Member
from bot.model.people import Account
from bot.model.places import Place, Purpose
from bot.runtime.tables import COMMANDS
from tests.scenarios.discord.course import load_into
from tests.scenarios.stage import described, world
from tests.support.slack.server import WireServer
from tests.support.slack.world import SlackChannel, SlackPerson, SlackWorkspace, World

NAME = "Homeroom"


def slack_world(start: datetime) -> World:
    """Return a workspace with everyone of the scenarios in it; the bot may do what it asks for."""
    given = world(start)
    people = tuple(SlackPerson(one.id, one.name, one.zone) for one in given.accounts)
    staff = tuple(one.id for one in given.accounts if one.role != "student")
    channels = tuple(
        SlackChannel(place.name, place.closed, staff if place.closed else ())
        for place in given.places
    )
    workspace = SlackWorkspace("Soundscapes", channels)
    return World((workspace,), people, start, bot_name=NAME, scopes=tuple(SCOPES))


async def set_up(server: WireServer) -> None:
    """Set the app up as its manifest says."""
    await server.admin().manifest(manifest(COMMANDS, NAME, socket=True))


def on_slack(
    course: CourseDescription, channels: Mapping[str, str], users: Mapping[str, str]
) -> CourseDescription:
    """Return a course whose sandbox places and accounts are those of the same names on Slack."""
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
    channels = {one.name: one.id for one in server.state.channels.values() if one.name}
    users = {one.username: one.id for one in server.state.users.values() if not one.bot}
    return on_slack(course, channels, users)


async def load(database: str, server: WireServer, now: datetime) -> None:
    """Load the course into a new database, as the command line does."""
    await load_into(database, on_server(described(now), server), now)


def titles_of(course: CourseDescription) -> tuple[str, ...]:
    """Return what people and sessions are called, as one types it."""
    people = tuple(one.person.name for one in course.people)
    return (*people, *(one.title for one in course.planned_sessions()))
