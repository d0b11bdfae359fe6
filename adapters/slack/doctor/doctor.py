"""The doctor: how the bot stands at Slack, and what to do where something is wrong.

It reads only, and may look while the bot serves: it opens no socket, for Slack would tell it what
the bot should hear.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from adapters.slack.connection import SlackSettings, socket_address, workspaces_of
from adapters.slack.doctor.installed import examine_installation
from adapters.slack.doctor.places import examine_places
from adapters.slack.hearing.deliveries import PATH
from adapters.slack.hearing.links import BROKEN
from adapters.slack.installing.tokens import Way
from adapters.slack.line import Line
from adapters.slack.posting.platform import SlackPlatform
from adapters.slack.rendering.manifest import INSTALL, SCOPES
from adapters.slack.web.web import SlackWeb, session_for_slack
from bot.chat.looks import CourseThere, Finding, clock_finding
from bot.ports.clock import Clock
from bot.ports.installations import Installations
from bot.ports.notes import Notes
from bot.ports.platform import CannotSendError, NotSentError

PATIENCE = 10.0
"""Seconds to wait for where sockets are opened."""
HIDDEN = (
    "Slack does not tell which. The free one hides what is older than 90 days: the archive keeps "
    "the words"
)
AGAIN = (
    "Give the app the manifest that `homeroom slack manifest` prints (on the app's page, under App "
    "Manifest), and install it into the workspace again."
)
NO_NETWORK = "Look at this machine's network and firewall. Behind a proxy, set {name}."
NO_PUBLIC_URL = (
    "Set HOMEROOM_SLACK_PUBLIC_URL to the https address that your web server passes on, such as "
    "https://homeroom.example.edu: Slack leads people back to it."
)
BOT = "Bot token"
BY_SOCKET = "Socket Mode"
BY_REQUESTS = "Requests"


@dataclass(frozen=True, slots=True)
class Patient:
    """What is looked over: the settings, the courses, the slash command's name, the workspaces."""

    settings: SlackSettings
    courses: Sequence[CourseThere]
    command: str
    notes: Notes
    installations: Installations | None = None


async def examine(
    patient: Patient, clock: Clock, monotonic: Callable[[], float]
) -> AsyncIterator[Finding]:
    """Yield what was looked at, one thing after another; it never raises for what is wrong."""
    settings = patient.settings
    try:
        async with session_for_slack() as session:
            way = Way(
                session, settings.api_url, monotonic, settings.client_id, settings.client_secret
            )
            workspaces, problem = await workspaces_of(settings, session, monotonic)
            if problem:
                yield Finding(BOT, "Slack does not take it", problem)
            platform = SlackPlatform(workspaces, clock, patient.notes)
            line = Line(platform, session, patient.notes, clock)
            async for finding in _examine(way, line, patient):
                yield finding
    except CannotSendError as error:
        yield Finding(BOT, "Slack does not take it", str(error))
    except NotSentError as error:
        remedy = NO_NETWORK.format(name="HOMEROOM_SLACK_API_URL")
        yield Finding("Slack", str(error), remedy)


async def _examine(way: Way, line: Line, patient: Patient) -> AsyncIterator[Finding]:
    workspaces, settings, app = line.platform.workspaces, patient.settings, way.web()
    for workspace in workspaces.all:
        seen = f"accepted in “{workspace.name}” ({workspace.url})"
        yield Finding(BOT, seen)
        yield scopes_finding(workspace.web.scopes)
    if settings.client_id and patient.installations is not None:
        yield _pages(settings)
        for installation in await patient.installations.all():
            look = examine_installation(installation, workspaces, way, line.clock.now())
            async for finding in look:
                yield finding
            if installation.workspace and (found := workspaces.get(installation.workspace)):
                yield scopes_finding(found.web.scopes, found.name)
    yield await _way_in(app, line, settings)
    yield _clock(line, [app, *(one.web for one in workspaces.all)])
    seen = f"{patient.command}, if the app was made from the manifest of `homeroom slack manifest`"
    yield Finding("Command", seen)
    yield Finding("Plan", HIDDEN)
    async for finding in examine_places(line, patient.courses):
        yield finding


def _pages(settings: SlackSettings) -> Finding:
    """Tell where people install the app, and where their requests have to come in."""
    here = f"http://{settings.server.host}:{settings.server.port}{INSTALL}"
    if not settings.public_url:
        return Finding("Installing", f"at {here}, wherever that is for people", NO_PUBLIC_URL)
    return Finding("Installing", f"at {settings.public_url}{INSTALL}, which leads to {here}")


def scopes_finding(granted: frozenset[str], where: str = "") -> Finding:
    """Return what the bot lacks, in a workspace of this name, of what the manifest asks for."""
    about = f"Scopes in “{where}”" if where else "Scopes"
    if not granted:
        return Finding(about, "Slack does not tell which were granted")
    lacking = [one for one in SCOPES if one not in granted]
    if lacking:
        wanted = "; ".join(f"{one} to {SCOPES[one]}" for one in lacking)
        return Finding(about, f"lacking: {wanted}", AGAIN)
    more = sorted(granted - set(SCOPES))
    also = f"; granted, but not needed: {', '.join(more)}" if more else ""
    return Finding(about, f"all {len(SCOPES)} that Homeroom needs are granted{also}")


async def _way_in(web: SlackWeb, line: Line, settings: SlackSettings) -> Finding:
    """Look whether Slack could reach the bot."""
    if not settings.app_token:
        where = f"http://{settings.server.host}:{settings.server.port}{PATH}"
        seen = f"signed ones are taken at {where} while homeroom run runs; Slack calls it by https"
        return Finding(BY_REQUESTS, seen)
    try:
        address = urlsplit(await socket_address(web, settings.app_token))
    except CannotSendError as error:
        return Finding(BY_SOCKET, "no socket can be opened", str(error))
    except NotSentError as error:
        return Finding(BY_SOCKET, str(error), "Look again in a moment.")
    where = f"{'https' if address.scheme == 'wss' else 'http'}://{address.netloc}/"
    try:
        async with (
            asyncio.timeout(PATIENCE),
            line.session.get(where, proxy=web.client.proxy, allow_redirects=False),
        ):
            return Finding(BY_SOCKET, f"the app token is accepted, and {address.hostname} answers")
    except BROKEN:
        remedy = NO_NETWORK.format(name="HTTPS_PROXY")
        return Finding(BY_SOCKET, f"{address.hostname} does not answer", remedy)


def _clock(line: Line, webs: Sequence[SlackWeb]) -> Finding:
    """Look how far this machine's clock is from Slack's, as it last said."""
    told = max((web.told for web in webs if web.told is not None), default=None)
    if told is None:
        return Finding("Clock", "Slack does not say what time it is")
    return clock_finding("Slack", line.clock.now(), told)
