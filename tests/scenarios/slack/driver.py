"""Slack's driver: people's acts on the wire server, as their own apps would let them.

Slack keeps no answer that one person alone sees, so what is confidential comes to them in their
private conversation with the bot, and where they asked only a link to it stands. People here follow
such a link: what it leads to is what they are shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from adapters.slack.hearing.waiting import PAGE
from tests.scenarios.discord.acting import MOMENT, TRIES, Ticking
from tests.scenarios.driver import PRIVATE, Seen, Where
from tests.scenarios.picking import in_full
from tests.scenarios.slack.following import Follower, answers
from tests.scenarios.slack.walking import Walking
from tests.support.slack.calling import Person, Shown, UnansweredError
from tests.support.slack.pressing import pressable
from tests.support.slack.server import WireServer
from tests.support.slack.things import Channel, Message

LOOKS, A_MOMENT = 40, 0.05
"""How often somebody looks whether a file has arrived, and the seconds between."""
FILES = Path(__file__).parents[1] / "files"


class SlackDriver(Walking):
    """Implements tests.scenarios.driver.Driver over a wire server; time is the server's clock.

    After each act the bot is given time for what follows from it.
    """

    def __init__(self, server: WireServer, bot: Ticking, titles: Collection[str]) -> None:
        """Act on a server that `bot` serves; `titles` are the names that people type in full."""
        super().__init__(bot, MOMENT)
        self._server = server
        self._titles = titles
        self._forms: dict[str, Shown] = {}
        self._sent: dict[str, Shown] = {}

    @property
    def now(self) -> datetime:
        """The server's instant."""
        return self._server.clock.now

    def _move(self, to: datetime) -> None:
        self._server.clock.now = to

    async def command(self, who: str, where: Where, text: str, file: str = "") -> Seen:
        """Type a command; where it takes a file, the form that asks for it is filled in."""
        person = self._person(who)
        field = ""
        if file:
            text, _, field = text.rpartition(" ")
        words = in_full(text, self._titles).removeprefix("/class").strip()
        channel = self._channel(who, where)
        seen = await self._shown(who, channel, person.command(words, where=channel))
        if not file:
            return seen
        files = {field: {file: (FILES / file).read_bytes()}}
        form = self._forms.pop(who)
        return await self._shown(who, channel, person.submit(form, files=files))

    async def press(self, who: str, where: Where, label: str, choice: str = "") -> Seen:
        """Press a button of the newest message that holds the words and offers it.

        If it stands in no message there, it was one that came privately.
        """
        for place in (where, Where(PRIVATE)):
            for message in reversed(self._messages(who, place)):
                if where.on in self._text(who, message) and pressable(
                    message.blocks, label, choice=choice
                ):
                    pressing = self._person(who).press(message, label, choice=choice)
                    channel = self._server.state.channels[message.channel]
                    return await self._shown(who, channel, pressing)
        texts = "\n---\n".join(self._text(who, one) for one in self._messages(who, where))
        raise AssertionError(f"{who} sees no [{label}] {choice} on “{where.on}” in:\n{texts}")

    async def fill(self, who: str, values: Mapping[str, str]) -> Seen:
        """Fill in the form that was opened last."""
        assert who in self._forms, f"no form was opened for {who}"
        form = self._forms.pop(who)
        return await self._submitted(who, form, self._person(who).submit(form, values))

    async def fill_again(self, who: str) -> Seen:
        """Send that form once more, as it was."""
        sent = self._sent[who]
        return await self._submitted(who, sent, self._person(who).again(sent))

    async def act(self, who: str, where: Where, label: str) -> Seen:
        """Choose an entry of a message's menu."""
        message = self._message(who, where)
        channel = self._server.state.channels[message.channel]
        return await self._shown(who, channel, self._person(who).context_menu(message, label))

    async def write(self, who: str, where: Where, text: str) -> None:
        """Write a message."""
        root = self._root(who, where) if where.thread else None
        await self._person(who).write(self._channel(who, where), text, thread=root)
        await self._settle()

    async def edit(self, who: str, where: Where, text: str) -> None:
        """Edit one's own message."""
        await self._person(who).edit(self._message(who, where), text)
        await self._settle()

    async def delete(self, who: str, where: Where) -> None:
        """Delete one's own message."""
        await self._person(who).delete(self._message(who, where))
        await self._settle()

    async def react(self, who: str, where: Where, emoji: str, *, present: bool = True) -> None:
        """React to a message, or take that back."""
        person, message = self._person(who), self._message(who, where)
        await (person.react if present else person.unreact)(message, emoji)
        await self._settle()

    async def look(self, who: str, where: Where) -> list[Seen]:
        """Read a place, or a thread; of the private conversation, what came there by itself."""
        reader = self._server.reader(who)
        messages = self._messages(who, where)
        if where.place == PRIVATE:
            messages = [one for one in messages if not answers(one)]
        seen = [Seen(self._text(who, one), reader.local(one.posted)) for one in messages]
        return [one for one in seen if where.on in one.text]

    async def download(self, who: str, where: Where, name: str) -> bytes:
        """Return a file that a message offers, itself or in its thread, where it soon arrives."""
        person, channel = self._person(who), self._channel(who, where)
        for _ in range(LOOKS):
            for message in reversed(self._messages(who, where)):
                thread = [] if message.only else person.sees(channel, thread=message)
                for file in (file for one in (message, *thread) for file in one.files):
                    if file.name == name and file.content is not None:
                        return file.content
            await asyncio.sleep(A_MOMENT)
        raise AssertionError(f"{who} finds no {name} in {where}")

    async def admit(self, place: str, who: str, *, present: bool = True) -> None:
        """Let somebody into a channel, or out of it."""
        await self._server.admin().admit(self._server.channel(place), who, present=present)
        await self._settle()

    async def _submitted(self, who: str, form: Shown, sending: Awaitable[Shown]) -> Seen:
        channel = form.act.channel or self._person(who).private
        return await self._shown(who, channel, sending, submitted=True)

    async def _shown(
        self, who: str, channel: Channel, acting: Awaitable[Shown], *, submitted: bool = False
    ) -> Seen:
        """Return what a person sees after an act and what follows from it."""
        at = self._server.reader(who).local(self.now)
        follower = Follower(self._person(who), self._server, channel)
        shown = await self._answered(who, acting)
        await self._settle()
        if follower.waits(shown):
            shown = await self._answered(who, self._person(who).told_again(shown.act))
            await self._settle()
        if submitted:
            self._sent[who] = shown
        if shown.kind == "form":
            assert shown.view is not None
            view = self._server.state.views[shown.view["id"]]
            said = self._server.reader(who).view(view)
            if view["title"]["text"] == PAGE:  # on a busy machine: what came of it stands there now
                return Seen("\n".join([said, *self._texts(who, follower.new(shown))]), at)
            self._forms[who] = shown
            return Seen(said, at)
        if shown.kind == "errors":
            return Seen("\n".join((shown.errors or {}).values()), at)
        return Seen("\n".join(self._texts(who, follower.new(shown))), at)

    async def _answered(self, who: str, acting: Awaitable[Shown]) -> Shown:
        """Return the answer to an act; somebody whom nobody answers tries it again.

        It is told as the same act, so that what was done of it without an answer counts once:
        people look whether it was before they try.
        """
        for left in reversed(range(TRIES)):
            try:
                return await acting
            except UnansweredError as error:
                if not left:
                    raise
                await self._settle()
                acting = self._person(who).told_again(error.act)
        raise AssertionError("nobody tried")

    def _person(self, who: str) -> Person:
        return self._server.person(who)

    def _text(self, who: str, message: Message) -> str:
        return self._server.reader(who).message(message)

    def _texts(self, who: str, messages: Sequence[Message]) -> list[str]:
        return [self._text(who, one) for one in messages]

    def _channel(self, who: str, where: Where) -> Channel:
        if where.place == PRIVATE:
            return self._person(who).private
        return self._server.channel(where.place)

    def _message(self, who: str, where: Where) -> Message:
        for message in reversed(self._messages(who, where)):
            if where.on in self._text(who, message):
                return message
        raise AssertionError(f"{who} sees no “{where.on}” in {where}")

    def _root(self, who: str, where: Where) -> Message:
        """Return the newest message with the words that all can answer in a thread."""
        channel = self._channel(who, where)
        for message in reversed(self._person(who).sees(channel)):
            if where.thread in self._text(who, message) and not message.only:
                return message
        raise AssertionError(f"{who} sees no “{where.thread}” in {where.place}")

    def _messages(self, who: str, where: Where) -> list[Message]:
        """Return what someone sees, oldest first; nothing of a place they can't enter."""
        person, channel = self._person(who), self._channel(who, where)
        if not person.can_see(channel):
            return []
        if not where.thread:
            return Follower(person, self._server, channel).seen()
        return person.sees(channel, thread=self._root(who, where))
