"""Discord's driver: people's acts on the wire server, as their own apps would let them."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.chat.refusal import Refusal
from bot.chat.typed import parse
from bot.runtime.tables import COMMANDS
from tests.scenarios.driver import PRIVATE, Seen, Where
from tests.scenarios.picking import PICKED
from tests.support.discord.calling import Person, Shown, UnansweredError
from tests.support.discord.pressing import pressable
from tests.support.discord.reading import Reader
from tests.support.discord.server import WireServer
from tests.support.discord.things import Channel, Json, Message

FILES = Path(__file__).parents[1] / "files"
MOMENT = timedelta(milliseconds=1)
SOON = timedelta(seconds=20)
"""A post that the platform turned away is tried again within this time."""
TRIES = 8


class Ticking(Protocol):
    """What the driver asks of the bot: everything that it can do now, and when it has more."""

    async def tick(self) -> datetime | None:
        """Let the bot hear everything and do what is due; return when something is due next."""
        ...


class DiscordDriver:
    """Implements tests.scenarios.driver.Driver over a wire server; time is the server's clock.

    After each act the bot is given time for what follows from it.
    """

    def __init__(self, server: WireServer, bot: Ticking) -> None:
        """Act on a server that `bot` serves."""
        self._server = server
        self._bot = bot
        self._forms: dict[str, Shown] = {}
        self._sent: dict[str, tuple[Shown, Mapping[str, str]]] = {}

    async def walk_to(self, at: datetime) -> None:
        """Let the clock stop at each thing that is due on the way."""
        to = max(at, self._now + MOMENT)
        due = await self._bot.tick()
        while due is not None and due <= to:
            self._server.clock.now = max(due, self._now + MOMENT)
            due = await self._bot.tick()
        self._server.clock.now = max(to, self._now)
        await self._bot.tick()

    async def _settle(self) -> None:
        """Let the bot do and send all that it can now, and try again what it soon would."""
        to = self._now + MOMENT
        for _ in range(TRIES):
            self._server.clock.now = to
            due = await self._bot.tick()
            if due is None or due > self._now + SOON:
                return
            to = max(due, self._now + MOMENT)

    @property
    def _now(self) -> datetime:
        return self._server.clock.now

    async def command(self, who: str, where: Where, text: str, file: str = "") -> Seen:
        """Use a command; what isn't one can't be sent, and the app offers what there is."""
        person, channel = self._server.person(who), self._channel(who, where)
        files = {}
        if file:
            text, _, field = text.rpartition(" ")
            files[field] = (file, (FILES / file).read_bytes())
        for picked in PICKED.finditer(text):
            value = await self._suggested(who, channel, text, picked["field"], picked["words"])
            text = text.replace(picked[0], f"{picked['field']}:{value}")
        try:
            name, options = parse(text, COMMANDS)
        except Refusal:
            return Seen(f"nothing is called {text}: there is /class help", self._local(who))
        return await self._shown(who, person.command(name, options, where=channel, files=files))

    async def _suggested(
        self, who: str, channel: Channel, text: str, field: str, words: str
    ) -> str:
        """Return the value of the completion whose label begins so, as if it were picked."""
        typed = text.removeprefix("/class ")
        name = max((name for name in COMMANDS.commands if typed.startswith(name)), key=len)
        person = self._server.person(who)
        choices = await self._offered(person, name, field, words, channel)
        found = [one["value"] for one in choices if one["name"].startswith(words)]
        assert found, f"nothing completes {field} to “{words}” but {choices}"
        return str(found[0])

    async def _offered(
        self, person: Person, name: str, field: str, words: str, channel: Channel
    ) -> tuple[Json, ...]:
        """Return what completes an option; nothing is offered while the bot is away."""
        for _ in range(TRIES):
            try:
                return await person.autocomplete(name, field, words, where=channel)
            except UnansweredError:
                await self._settle()
        return ()

    async def press(self, who: str, where: Where, label: str, choice: str = "") -> Seen:
        """Press a button of the newest message that holds the words and offers it."""
        for message in reversed(self._messages(who, where)):
            if where.on in self._text(who, message) and pressable(
                message.components, label, choice=choice
            ):
                pressing = self._server.person(who).press(message, label, choice=choice)
                return await self._shown(who, pressing)
        texts = "\n---\n".join(self._text(who, one) for one in self._messages(who, where))
        raise AssertionError(f"{who} sees no [{label}] {choice} on “{where.on}” in:\n{texts}")

    async def fill(self, who: str, values: Mapping[str, str]) -> Seen:
        """Fill in the form that was opened last."""
        assert who in self._forms, f"no form was opened for {who}"
        self._sent[who] = (self._forms.pop(who), values)
        return await self.fill_again(who)

    async def fill_again(self, who: str) -> Seen:
        """Send that form once more."""
        form, values = self._sent[who]
        return await self._shown(who, self._server.person(who).submit(form, values))

    async def act(self, who: str, where: Where, label: str) -> Seen:
        """Choose an entry of a message's menu, even one that the app would not offer."""
        message = self._message(who, where)
        choosing = self._server.person(who).context_menu(message, label, anyway=True)
        return await self._shown(who, choosing)

    async def write(self, who: str, where: Where, text: str) -> None:
        """Write a message."""
        await self._server.person(who).write(self._channel(who, where), text)
        await self._settle()

    async def edit(self, who: str, where: Where, text: str) -> None:
        """Edit one's own message."""
        await self._server.person(who).edit(self._message(who, where), text)
        await self._settle()

    async def delete(self, who: str, where: Where) -> None:
        """Delete one's own message."""
        await self._server.person(who).delete(self._message(who, where))
        await self._settle()

    async def react(self, who: str, where: Where, emoji: str, *, present: bool = True) -> None:
        """React to a message, or take that back."""
        person, message = self._server.person(who), self._message(who, where)
        await (person.react if present else person.unreact)(message, emoji)
        await self._settle()

    async def look(self, who: str, where: Where) -> list[Seen]:
        """Read a place, or a thread."""
        reader = self._reader(who)
        seen = [
            Seen(reader.message(one), reader.local(one.posted))
            for one in self._messages(who, where)
        ]
        return [one for one in seen if where.on in one.text]

    async def download(self, who: str, where: Where, name: str) -> bytes:
        """Return a file that a message offers."""
        for message in reversed(self._messages(who, where)):
            for file in message.attachments:
                if file.filename == name:
                    return file.content
        raise AssertionError(f"{who} finds no {name} in {where}")

    async def admit(self, place: str, who: str, *, present: bool = True) -> None:
        """Let somebody into a channel, or out of it."""
        admin = self._server.admin()
        await admin.admit(self._server.channel(place), who, present=present)
        await self._settle()

    async def _shown(self, who: str, acting: Awaitable[Shown]) -> Seen:
        """Return what a person sees after an act and what follows from it."""
        at = self._local(who)
        shown = await self._answered(who, acting)
        await self._settle()
        if shown.form is not None:
            self._forms[who] = shown
            return Seen(self._reader(who).form(shown.form), at)
        if shown.message is None:
            return Seen("", at)
        return Seen(self._text(who, shown.message), at)

    async def _answered(self, who: str, acting: Awaitable[Shown]) -> Shown:
        """Return the answer to an act; what nobody answered is told again, as after a resume."""
        unanswered: UnansweredError
        for _ in range(TRIES):
            try:
                return await acting
            except UnansweredError as error:
                unanswered = error
            await self._settle()
            acting = self._server.person(who).again(unanswered.made)
        raise unanswered

    def _reader(self, who: str) -> Reader:
        return self._server.reader(who)

    def _local(self, who: str) -> datetime:
        return self._reader(who).local(self._now)

    def _text(self, who: str, message: Message) -> str:
        return self._reader(who).message(message)

    def _message(self, who: str, where: Where) -> Message:
        for message in reversed(self._messages(who, where)):
            if where.on in self._text(who, message):
                return message
        raise AssertionError(f"{who} sees no “{where.on}” in {where}")

    def _messages(self, who: str, where: Where) -> list[Message]:
        """Return what someone sees, oldest first; of a forum the messages its posts begin with.

        Nothing of a place they can't enter.
        """
        person = self._server.person(who)
        if where.place == PRIVATE:
            return person.sees(person.private)
        place = self._server.channel(where.place)
        if not person.can_see(place):
            return []
        if where.thread:
            return person.sees(self._thread(who, where))
        if place.kind != "forum":
            return person.sees(place)
        threads = [one for one in self._threads() if one.parent == place.id]
        first = [message for one in threads for message in person.sees(one)[:1]]
        private = [one for each in threads for one in person.sees(each)[1:] if one.ephemeral]
        return sorted([*first, *private], key=lambda one: one.id)

    def _channel(self, who: str, where: Where) -> Channel:
        """Return where a person is: a forum's newest post stands for the forum."""
        person = self._server.person(who)
        if where.place == PRIVATE:
            return person.private
        place = self._server.channel(where.place)
        if where.thread:
            return self._thread(who, where)
        if place.kind == "forum":
            return next(one for one in reversed(self._threads()) if one.parent == place.id)
        return place

    def _thread(self, who: str, where: Where) -> Channel:
        """Return the thread under the newest message that holds the words."""
        for message in reversed(self._messages(who, Where(where.place))):
            thread = self._server.state.channels.get(message.id)
            if thread is not None and where.thread in self._text(who, message):
                return thread
        raise AssertionError(f"no thread hangs under “{where.thread}” in {where.place}")

    def _threads(self) -> list[Channel]:
        return [one for one in self._server.guild().channels.values() if one.is_thread]
