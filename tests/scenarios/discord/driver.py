"""Discord's driver: people's acts on the wire server, as their own apps would let them."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from datetime import datetime

from tests.scenarios.discord.acting import TRIES, ActingDriver, Ticking
from tests.scenarios.discord.hands import Outcome
from tests.scenarios.driver import PRIVATE
from tests.support.discord.calling import Shown, UnansweredError
from tests.support.discord.eyes import Eyes
from tests.support.discord.filling import Files
from tests.support.discord.interactions import Interaction
from tests.support.discord.server import WireServer
from tests.support.discord.things import Channel, Json, Message


class WireHands:
    """Implements tests.scenarios.discord.hands.Hands on a wire server."""

    def __init__(self, server: WireServer) -> None:
        """Act on a server."""
        self._server = server

    @property
    def now(self) -> datetime:
        """The server's instant."""
        return self._server.clock.now

    async def move(self, to: datetime) -> None:
        """Let the server's clock stand later."""
        self._server.clock.now = to

    def reader(self, who: str) -> Eyes:
        """Return somebody's eyes."""
        return self._server.reader(who)

    def text(self, who: str, message: Message) -> str:
        """Return a message as somebody reads it."""
        return self._server.reader(who).message(message)

    def posted(self, message: Message) -> datetime:
        """Return the instant a message was posted at."""
        return message.posted

    def is_private(self, message: Message) -> bool:
        """Whether one person sees it."""
        return message.ephemeral

    def file(self, message: Message, name: str) -> bytes | None:
        """Return a file of a message's."""
        found = (file.content for file in message.attachments if file.filename == name)
        return next(found, None)

    def place(self, who: str, name: str) -> Channel:
        """Return a channel by its name."""
        if name == PRIVATE:
            return self._server.person(who).private
        return self._server.channel(name)

    def sees(self, who: str, channel: Channel) -> list[Message]:
        """Return what stands in a channel for somebody."""
        person = self._server.person(who)
        return person.sees(channel) if person.can_see(channel) else []

    def posts(self, place: Channel) -> list[Channel] | None:
        """Return a forum's posts."""
        if place.kind != "forum":
            return None
        channels = self._server.guild().channels.values()
        return [one for one in channels if one.is_thread and one.parent == place.id]

    def thread(self, message: Message) -> Channel | None:
        """Return the thread whose id is the message's."""
        return self._server.state.channels.get(message.id)

    async def use(
        self, who: str, channel: Channel, name: str, options: Mapping[str, str], files: Files
    ) -> Outcome[Message]:
        """Use a command."""
        person = self._server.person(who)
        return _outcome(await person.command(name, options, where=channel, files=files))

    async def complete(
        self, who: str, channel: Channel, name: str, field: str, words: str
    ) -> Sequence[Json]:
        """Return what completes an option."""
        return await self._server.person(who).autocomplete(name, field, words, where=channel)

    async def press(self, who: str, message: Message, label: str, choice: str) -> Outcome[Message]:
        """Press a button, or pick a choice of a select."""
        return _outcome(await self._server.person(who).press(message, label, choice=choice))

    async def submit(
        self, who: str, form: Outcome[Message], values: Mapping[str, str]
    ) -> Outcome[Message]:
        """Fill in a form and send it."""
        return _outcome(await self._server.person(who).submit(form.act, values))

    async def choose(self, who: str, message: Message, label: str) -> Outcome[Message]:
        """Choose an entry of a message's menu."""
        return _outcome(await self._server.person(who).context_menu(message, label, anyway=True))

    async def again(self, who: str, made: Interaction) -> Outcome[Message]:
        """Tell an act that nobody answered a second time, as after a resume."""
        return _outcome(await self._server.person(who).again(made))

    async def write(self, who: str, channel: Channel, text: str) -> None:
        """Write a message."""
        await self._server.person(who).write(channel, text)

    async def edit(self, who: str, message: Message, text: str) -> None:
        """Change one's own message."""
        await self._server.person(who).edit(message, text)

    async def delete(self, who: str, message: Message) -> None:
        """Delete one's own message."""
        await self._server.person(who).delete(message)

    async def react(self, who: str, message: Message, emoji: str, *, present: bool) -> None:
        """React to a message, or take that back."""
        person = self._server.person(who)
        await (person.react if present else person.unreact)(message, emoji)

    async def admit(self, place: str, who: str, *, present: bool) -> None:
        """Let somebody into a channel, or out of it."""
        await self._server.admin().admit(self._server.channel(place), who, present=present)


def _outcome(shown: Shown) -> Outcome[Message]:
    return Outcome(shown, shown.form, shown.message)


class DiscordDriver(ActingDriver[Message, Channel]):
    """Implements tests.scenarios.driver.Driver over a wire server; time is the server's clock.

    What a bot that was killed left unanswered is asked again.
    """

    def __init__(self, server: WireServer, bot: Ticking) -> None:
        """Act on a server that `bot` serves."""
        self._wire = WireHands(server)
        super().__init__(self._wire, bot)

    async def _completed(
        self, who: str, channel: Channel, name: str, field: str, words: str
    ) -> Sequence[Json]:
        """Return what completes an option; nothing is offered while the bot is away."""
        for _ in range(TRIES):
            try:
                return await self._wire.complete(who, channel, name, field, words)
            except UnansweredError:
                await self._settle()
        return ()

    async def _answered(self, who: str, acting: Awaitable[Outcome[Message]]) -> Outcome[Message]:
        """Return the answer to an act; what nobody answered is told again, as after a resume."""
        unanswered: UnansweredError
        for _ in range(TRIES):
            try:
                return await acting
            except UnansweredError as error:
                unanswered = error
            await self._settle()
            acting = self._wire.again(who, unanswered.made)
        raise unanswered
