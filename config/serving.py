"""Serves the platforms whose tokens are set, side by side in this process, until told to stop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from adapters.storage.store import SqlStore, open_store
from adapters.system.clock import SystemClock, monotonic
from adapters.system.journal import SystemJournal, configure
from adapters.system.memory import keep_what_is_loaded
from adapters.terminal.services import Tell
from adapters.web.server import Server
from bot.chat.refusal import Refusal
from bot.ports.clock import Clock
from bot.ports.platform import CannotSendError, NotSentError, Platform, StoredFile
from bot.runtime.app import App
from bot.runtime.doors import Doors, Stored
from config.hooks import listening_for_zoom, server_of
from config.settings import Settings
from config.stopping import until_told_to_stop
from config.tools import all_tools


class Inbox(Protocol):
    """What hands a core what a platform tells."""

    async def run(self) -> None:
        """Serve until cancelled; CannotSendError where the platform lets the bot in no more."""
        ...


class Connection(Protocol):
    """A platform that has accepted the bot."""

    @property
    def platform(self) -> Platform:
        """What the core is built with."""
        ...

    @property
    def remarks(self) -> Sequence[str]:
        """What whoever runs this should know of it, in sentences."""
        ...

    def inbox(self, doors: Doors, stored: Stored) -> Inbox:
        """Return the inbox that serves a core."""
        ...


Connecting = Callable[[Clock, SqlStore], AbstractAsyncContextManager[Connection]]


def connections(settings: Settings, server: Server) -> dict[str, Connecting]:
    """Return how each platform that has its token is connected to, by the name people know."""
    found: dict[str, Connecting] = {}
    if settings.discord_token:
        found["Discord"] = lambda clock, store: _discord(settings, clock, store)
    if settings.serves_slack:
        found["Slack"] = lambda clock, store: _slack(settings, server, clock, store)
    return found


async def serve(settings: Settings, tell: Tell) -> None:
    """Serve until Ctrl-C or SIGTERM; Refusal, with a sentence, where that can't be or go on.

    A platform that does not let the bot in, or no more, is told of; the others are served on. The
    database's file is this process's alone until the end.
    """
    if settings.slack_problem:
        raise Refusal(settings.slack_problem)
    configure(as_json=settings.log_json, level=settings.log_level)
    tools = all_tools(settings)
    store = await open_store(settings.database, tools)
    try:
        await _count_courses(store, tell)
        async with contextlib.AsyncExitStack() as stack:
            clock, server = SystemClock(), server_of(settings)
            opened: dict[str, Connection] = {}
            closed: list[Refusal] = []
            for name, connecting in connections(settings, server).items():
                try:
                    opened[name] = await _connect(name, connecting(clock, store), stack)
                except _TurnedAwayError as error:
                    closed.append(error)
                    continue
                tell(f"Serving {name}. Ctrl-C ends it.")
                for said in opened[name].remarks:
                    tell(said)
            _tell_of(closed, opened, tell)
            platforms = {one.platform.name: one.platform for one in opened.values()}
            app = App(store, clock, platforms, tools, SystemJournal())
            zoom = listening_for_zoom(settings, server, app, store, clock)
            if said := await stack.enter_async_context(zoom):
                tell(said)
            keep_what_is_loaded()
            inboxes = {name: one.inbox(app, _files_of(store)) for name, one in opened.items()}
            await _until_stopped(inboxes, tell)
        tell("Homeroom has stopped.")
    finally:
        await store.close()


class _TurnedAwayError(Refusal):
    """A platform lets the bot not in as things are."""


def _tell_of(closed: Sequence[Refusal], opened: Iterable[str], tell: Tell) -> None:
    """Tell of platforms that don't let the bot in; Refusal if no other is left."""
    served = " and ".join(opened)
    for error in closed:
        if not served:
            raise error
        tell(f"{error}\nOnly {served} is served.")


async def _count_courses(store: SqlStore, tell: Tell) -> None:
    async with store.reading() as work:
        courses = [course.title for course in await work.courses.all()]
    if courses:
        tell(f"Courses: {', '.join(courses)}")
    else:
        tell("There is no course yet: type /class setup in chat, or homeroom course load FILE.")


async def _connect(
    name: str, connecting: AbstractAsyncContextManager[Connection], stack: contextlib.AsyncExitStack
) -> Connection:
    try:
        return await stack.enter_async_context(connecting)
    except NotSentError as error:
        look = f"Look at this machine's network; homeroom doctor {name.casefold()} tells more."
        raise Refusal(f"{error} {look}") from error
    except CannotSendError as error:
        raise _TurnedAwayError(str(error)) from error


async def _until_stopped(inboxes: Mapping[str, Inbox], tell: Tell) -> None:
    """Run the inboxes until somebody wants an end, or until none can go on: a Refusal."""
    serving = {asyncio.ensure_future(inbox.run()): name for name, inbox in inboxes.items()}
    stopped = asyncio.ensure_future(until_told_to_stop())
    try:
        while not stopped.done():
            await asyncio.wait((*serving, stopped), return_when=asyncio.FIRST_COMPLETED)
            for task in [one for one in serving if one.done()]:
                name = serving.pop(task)
                _ended(task, name, serving.values(), tell)
    finally:
        for task in (*serving, stopped):
            task.cancel()
        await asyncio.gather(*serving, stopped, return_exceptions=True)


def _ended(task: asyncio.Future[None], name: str, others: Iterable[str], tell: Tell) -> None:
    """Tell why a platform is served no more; Refusal if it was the last one."""
    error = task.exception()
    if error is not None and not isinstance(error, CannotSendError):
        raise error
    served = " and ".join(others)
    if not served:
        raise Refusal(str(error)) from error
    tell(f"{error}\n{name} is not served any more, {served} is.")


def _files_of(store: SqlStore) -> Stored:
    async def get(file: str) -> StoredFile | None:
        async with store.reading() as work:
            return await work.files.get(file)

    return get


@contextlib.asynccontextmanager
async def _discord(settings: Settings, clock: Clock, store: SqlStore) -> AsyncIterator[Connection]:
    """Connect to Discord; its library loads here, for who has a token only."""
    from adapters.discord.connection import DiscordSettings, connecting
    from config.translations import read_translations

    token = settings.discord_token.get_secret_value() if settings.discord_token else ""
    texts = read_translations(settings.discord_translations)
    given = DiscordSettings(token, settings.discord_api_url, settings.discord_gateway_url, texts)
    async with connecting(given, clock, monotonic, store.notes) as connection:
        yield connection


@contextlib.asynccontextmanager
async def _slack(
    settings: Settings, server: Server, clock: Clock, store: SqlStore
) -> AsyncIterator[Connection]:
    """Connect to Slack; its library loads here, for who has tokens only."""
    from adapters.slack.connection import connecting
    from config.slack_settings import slack_settings

    given, kept = slack_settings(settings, server), store.installations
    async with connecting(given, clock, monotonic, store.notes, kept) as connection:
        yield connection
