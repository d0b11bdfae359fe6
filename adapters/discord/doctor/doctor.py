"""The doctor: how the bot stands at Discord, and what to do where something is wrong.

It reads only, and may look while the bot serves: it begins no session of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import aiohttp
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.connection import DiscordSettings, connecting
from adapters.discord.doctor.invite import NEEDED, REASONS, invite_link
from adapters.discord.doctor.places import examine_places
from adapters.discord.gateway.syncing import NOTE
from adapters.discord.line import Line
from adapters.discord.rendering.tree import render_tree, tree_hash
from adapters.discord.rendering.tree_words import unused
from adapters.discord.servers.permissions import NAMES, Permission, holds, missing
from adapters.discord.wire import Json
from bot.chat.commands import Commands
from bot.chat.looks import CourseThere, Finding, clock_finding
from bot.ports.clock import Clock
from bot.ports.notes import Notes
from bot.ports.platform import CannotSendError, NotSentError

PORTAL = "In the Developer Portal, under Bot,"
INTENTS = (
    (1 << 14 | 1 << 15, "Server Members Intent", "who can read the staff place is looked up"),
    (1 << 18 | 1 << 19, "Message Content Intent", "contributions to discussions are counted"),
)
"""Bits of an application's flags (for few servers, or for many), and why it is needed."""
FEW_LOGINS = 20
HELLO = 10
PATIENCE = 10.0
"""Seconds to wait for the gateway's greeting."""
BROKEN = (aiohttp.ClientError, OSError, TimeoutError, ValueError, TypeError)
NO_NETWORK = (
    "Look at this machine's network and firewall. Behind a proxy, set HOMEROOM_DISCORD_API_URL and "
    "HOMEROOM_DISCORD_GATEWAY_URL."
)


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked over: the settings, the courses, and the commands as they should be."""

    settings: DiscordSettings
    courses: Sequence[CourseThere]
    commands: Commands
    notes: Notes


async def examine(
    patient: Patient, clock: Clock, monotonic: Callable[[], float]
) -> AsyncIterator[Finding]:
    """Yield what was looked at, one thing after another; it never raises for what is wrong."""
    try:
        async with connecting(patient.settings, clock, monotonic, patient.notes) as connection:
            async for finding in _examine(connection.line, patient):
                yield finding
    except CannotSendError as error:
        yield Finding("Token", "Discord refuses it", str(error))
    except NotSentError as error:
        yield Finding("Discord", str(error), NO_NETWORK)


async def _examine(line: Line, patient: Patient) -> AsyncIterator[Finding]:
    try:
        application = await line.rest.read("/applications/@me")
    except (CannotSendError, NotSentError) as error:
        yield Finding("Application", "could not be looked at", str(error))
        application = {}
    else:
        name = application["name"]
        yield Finding("Token", f"accepted: the bot of “{name}” (application {line.application})")
        for finding in _portal(application):
            yield finding
    for look in (_gateway, _clock, _commands_of(patient)):
        yield await _told(look, line)
    for sentence in unused(patient.commands, line.texts):
        yield Finding("Translation", "not shown", sentence)
    async for finding in _servers(line, patient):
        yield finding
    async for finding in examine_places(line.guilds, patient.courses):
        yield finding
    yield Finding("Invite link", invite_link(line.application))
    for permission, reason in REASONS.items():
        yield Finding(f"  “{NAMES[permission]}” in it", f"to {reason}")


async def _told(look: Callable[[Line], Awaitable[Finding]], line: Line) -> Finding:
    """Return what a look finds; that it could not look is a finding, too."""
    try:
        return await look(line)
    except (CannotSendError, NotSentError) as error:
        return Finding("Discord", "could not be asked", str(error))


def _portal(application: Json) -> list[Finding]:
    """Return what is set in the Developer Portal."""
    flags = int(application.get("flags_new") or application.get("flags") or 0)
    found = []
    for bits, name, why in INTENTS:
        on = bool(flags & bits)
        remedy = "" if on else f"{PORTAL} switch on “{name}”: without it Discord lets no bot in."
        found.append(Finding(name, f"on: {why}" if on else "off", remedy))
    if application.get("bot_require_code_grant"):
        remedy = f"{PORTAL} switch off “Requires OAuth2 Code Grant”: with it no invite link works."
        found.append(Finding("Requires OAuth2 Code Grant", "on", remedy))
    return found


async def _gateway(line: Line) -> Finding:
    """Look whether a connection is greeted, and how many more may be begun today."""
    told = await line.rest.read("/gateway/bot")
    left = int(told["session_start_limit"]["remaining"])
    address = DiscordWebSocket.DEFAULT_GATEWAY
    where = str(address.host)
    try:
        async with (
            asyncio.timeout(PATIENCE),
            aiohttp.ClientSession() as session,
            session.ws_connect(address.with_query(v="10", encoding="json")) as socket,
        ):
            greeted = (await socket.receive_json()).get("op") == HELLO
    except BROKEN:
        greeted = False
    if not greeted:
        return Finding("Gateway", f"{where} does not answer", NO_NETWORK)
    seen = f"{where} answers; {left} logins are left today"
    remedy = "" if left >= FEW_LOGINS else "Don't restart Homeroom over and over: wait a day."
    return Finding("Gateway", seen, remedy)


async def _clock(line: Line) -> Finding:
    """Look how far this machine's clock is from Discord's."""
    try:
        async with (
            asyncio.timeout(PATIENCE),
            aiohttp.ClientSession() as session,
            session.get(f"{Route.BASE}/gateway") as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
    except BROKEN:
        return Finding("Clock", "Discord does not say what time it is")
    return clock_finding("Discord", line.clock.now(), theirs)


def _commands_of(patient: Patient) -> Callable[[Line], Awaitable[Finding]]:
    async def look(line: Line) -> Finding:
        """Look whether the commands at Discord are those of this version."""
        tree = render_tree(patient.commands, line.texts)
        told = await line.rest.read(f"/applications/{line.application}/commands")
        stand = {(one.get("type", 1), one["name"]) for one in told}
        wanted = {(one["type"], one["name"]) for one in tree}
        noted = await patient.notes.read(NOTE) == f"{line.application} {tree_hash(tree)}"
        if stand >= wanted and noted:
            return Finding("Commands", f"/class and {len(wanted) - 1} menu entries stand there")
        if stand >= wanted:
            return Finding("Commands", "they stand there; the next start brings them up to date")
        if noted:  # somebody took them away there: the next start must not believe the note
            await patient.notes.write(NOTE, "")
        return Finding("Commands", "not there yet", "Start homeroom run: it puts them there.")

    return look


async def _servers(line: Line, patient: Patient) -> AsyncIterator[Finding]:
    """Yield the servers that the bot is on; where no course is yet, with what it lacks there."""
    try:
        servers = await line.rest.read("/users/@me/guilds", {"limit": 200})
    except (CannotSendError, NotSentError) as error:
        yield Finding("Servers", "could not be looked at", str(error))
        return
    if not servers:
        remedy = "Open the invite link below as somebody who runs the server, and let the bot in."
        yield Finding("Servers", "the bot is on none", remedy)
    taken = [await _server_of(line, course) for course in patient.courses]
    for server in servers:
        held = int(server["permissions"])
        lacking = [] if holds(held, Permission.ADMINISTRATOR) else missing(held, NEEDED)
        if not lacking or any(str(server["id"]) in used for used in taken):
            yield Finding("Server", f"the bot is on “{server['name']}”")
            continue
        listed = " and ".join(f"“{name}”" for name in lacking)
        remedy = f"Open the invite link below again, or give its role {listed}."
        yield Finding("Server", f"the bot is on “{server['name']}”, but may not do all", remedy)


async def _server_of(line: Line, course: CourseThere) -> set[str]:
    """Return the servers that a course has places on, as far as they can be seen."""
    found = set()
    for place in course.places():
        try:
            found.add((await line.guilds.channel(place.id)).guild)
        except (CannotSendError, NotSentError):
            continue
    return found
