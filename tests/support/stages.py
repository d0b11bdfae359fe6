"""Stages for the contract of chat platforms: each a place, people in it, and faults of its wire."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from aiohttp import ClientSession

from adapters.sandbox.connection import connecting
from adapters.sandbox.server.faults import Fault
from bot.chat.events import MessageDeleted, MessageSeen
from bot.model.people import Account
from bot.model.places import Message, Place
from bot.ports.platform import Platform
from tests.support.chat import Disturbance, FakeChat
from tests.support.discord import things
from tests.support.discord.reach import reaching
from tests.support.discord.scripted import impatience
from tests.support.discord.server import WireServer as DiscordServer
from tests.support.instants import utc
from tests.support.sandbox import TOKEN, Person, StandingTime, running
from tests.support.slack.reach import reaching as slack_reaching
from tests.support.slack.server import WireServer as SlackServer


@dataclass(frozen=True, slots=True)
class Stage:
    """A platform with a public place, two members, and a wire that can be made to fail.

    `says`, `edits` and `deletes` are acts of the first member; `texts` is what the second one
    reads in the place, a message's first line; `disturbed(operation, kind)` makes the wire fail
    inside a `with`, in the ways that adapters.sandbox.server.faults describes.
    """

    platform: Platform
    place: Place
    members: tuple[Account, Account]
    nobody: Account
    says: Callable[[str, str | None], Awaitable[str]]
    edits: Callable[[str, str], Awaitable[None]]
    deletes: Callable[[str], Awaitable[None]]
    texts: Callable[[], Awaitable[list[str]]]
    disturbed: Callable[[str, str], AbstractContextManager[None]]


@contextlib.asynccontextmanager
async def on_the_sandbox() -> AsyncIterator[Stage]:
    """The sandbox's server, over HTTP."""
    async with (
        running() as server,
        ClientSession() as session,
        connecting(server.address, TOKEN, StandingTime()) as connection,
    ):
        mei, tom = (Person(session, server.address, name) for name in ("mei", "tom"))

        @contextlib.contextmanager
        def disturbed(operation: str, kind: str) -> Iterator[None]:
            server.faults.plan.append(Fault(operation, kind, times=1000))
            yield
            server.faults.plan.clear()

        async def says(text: str, thread: str | None) -> str:
            told = {"thread": thread} if thread else {}
            message: str = (await mei.say("general", text, **told))["id"]
            return message

        async def edits(message: str, text: str) -> None:
            await mei.ask("PATCH", f"/api/messages/{message}", {"text": text})

        async def deletes(message: str) -> None:
            await mei.ask("DELETE", f"/api/messages/{message}")

        async def texts() -> list[str]:
            seen = [one for one in await tom.reads("general") if not one["deleted"]]
            return [one["view"]["fallback"] if one["view"] else one["text"] for one in seen]

        yield Stage(
            platform=connection.platform,
            place=Place("sandbox", "general"),
            members=(Account("sandbox", "mei"), Account("sandbox", "tom")),
            nobody=Account("sandbox", "eve"),
            says=says,
            edits=edits,
            deletes=deletes,
            texts=texts,
            disturbed=disturbed,
        )


@contextlib.asynccontextmanager
async def in_memory() -> AsyncIterator[Stage]:
    """The fake that other tests use."""
    place = Place("sandbox", "general")
    mei, tom = Account("sandbox", "mei"), Account("sandbox", "tom")
    nowhere = Place("sandbox", "nowhere")
    chat = FakeChat(members=[mei, tom], missing={nowhere})
    start = utc("2026-09-07 10:00")
    acts = itertools.count()

    def found(message: str) -> tuple[int, MessageSeen]:
        for index, event in enumerate(chat.said):
            if event.message.id == message and isinstance(event, MessageSeen):
                return index, event
        raise AssertionError(message)

    async def says(text: str, thread: str | None) -> str:
        number = next(acts)
        at = start + timedelta(seconds=number)
        message = Message(replace(place, thread=thread), f"s{number}")
        chat.said.append(MessageSeen(message, mei, text, at, at))
        return message.id

    async def edits(message: str, text: str) -> None:
        index, event = found(message)
        version = start + timedelta(seconds=next(acts))
        chat.said[index] = replace(event, text=text, version=version)

    async def deletes(message: str) -> None:
        index, event = found(message)
        at = start + timedelta(seconds=next(acts))
        chat.said[index] = MessageDeleted(event.message, at)

    async def texts() -> list[str]:
        return [posted.view.summary for posted in chat.at(place)]

    @contextlib.contextmanager
    def disturbed(operation: str, kind: str) -> Iterator[None]:
        chat.disturbed = Disturbance(operation, kind)
        yield
        chat.disturbed = None

    nobody = Account("sandbox", "eve")
    yield Stage(chat, place, (mei, tom), nobody, says, edits, deletes, texts, disturbed)


@contextlib.asynccontextmanager
async def on_discord() -> AsyncIterator[Stage]:
    """The wire server that speaks as Discord does."""
    async with reaching() as reach:
        server, mei = reach.server, reach.server.person("mei")

        def written(message: str) -> things.Message:
            found = [one.messages.get(int(message)) for one in server.state.channels.values()]
            return next(one for one in found if one is not None)

        async def says(text: str, thread: str | None) -> str:
            server.clock.advance(timedelta(seconds=1))
            where = server.state.channels.get(int(thread or reach.place("general").id))
            if where is None:
                root = written(thread or "")
                where = await mei.open_thread("general", "Talk", root=root)
            return str((await mei.write(where, text)).id)

        async def edits(message: str, text: str) -> None:
            server.clock.advance(timedelta(seconds=1))
            await mei.edit(written(message), text)

        async def deletes(message: str) -> None:
            server.clock.advance(timedelta(seconds=1))
            await mei.delete(written(message))

        async def texts() -> list[str]:
            seen = server.person("tom").sees("general")
            return _first_lines(map(server.reader("tom").message, seen))

        yield Stage(
            platform=reach.platform,
            place=reach.place("general"),
            members=(reach.account("mei"), reach.account("tom")),
            nobody=Account("discord", "123456789"),
            says=says,
            edits=edits,
            deletes=deletes,
            texts=texts,
            disturbed=partial(_disturbed, server),
        )


@contextlib.asynccontextmanager
async def on_slack() -> AsyncIterator[Stage]:
    """The wire server that speaks as Slack does."""
    async with slack_reaching() as reach:
        server, mei = reach.server, reach.server.person("mei")
        general = server.channel("general")

        async def says(text: str, thread: str | None) -> str:
            server.clock.advance(timedelta(seconds=1))
            root = general.messages[thread] if thread else None
            return (await mei.write(general, text, thread=root)).ts

        async def edits(message: str, text: str) -> None:
            server.clock.advance(timedelta(seconds=1))
            await mei.edit(general.messages[message], text)

        async def deletes(message: str) -> None:
            server.clock.advance(timedelta(seconds=1))
            await mei.delete(general.messages[message])

        async def texts() -> list[str]:
            seen = server.person("tom").sees("general")
            return _first_lines(map(server.reader("tom").message, seen))

        yield Stage(
            platform=reach.platform,
            place=reach.place("general"),
            members=(reach.account("mei"), reach.account("tom")),
            nobody=Account("slack", "U0NOBODY"),
            says=says,
            edits=edits,
            deletes=deletes,
            texts=texts,
            disturbed=partial(_disturbed, server),
        )


def _first_lines(read: Iterable[str]) -> list[str]:
    """Return each message's first line, without who wrote it."""
    lines = (message.split("\n") for message in read)
    return [first.partition(": ")[2] or rest[0] for first, *rest in lines]


@contextlib.contextmanager
def _disturbed(server: DiscordServer | SlackServer, operation: str, kind: str) -> Iterator[None]:
    server.faults.add(operation, kind, times=1000, seconds=1)
    with impatience():
        yield
    server.faults.plan.clear()
