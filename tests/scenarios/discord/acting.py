"""What people do on any Discord, however it is driven: how they find what they act on."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Generic, Protocol

from bot.chat.refusal import Refusal
from bot.chat.typed import parse
from bot.runtime.tables import COMMANDS
from tests.scenarios.discord.hands import C, Hands, M, Outcome
from tests.scenarios.driver import Seen, Where
from tests.scenarios.picking import PICKED
from tests.support.discord.pressing import pressable
from tests.support.discord.things import Json

FILES = Path(__file__).parents[1] / "files"
MOMENT = timedelta(milliseconds=1)
SOON = timedelta(seconds=20)
"""A post that the platform turned away is tried again within this time."""
TRIES = 8


class Ticking(Protocol):
    """What a driver asks of the bot: everything that it can do now, and when it has more."""

    async def tick(self) -> datetime | None:
        """Let the bot hear everything and do what is due; return when something is due next."""
        ...


class ActingDriver(Generic[M, C]):
    """Implements tests.scenarios.driver.Driver with the hands of one Discord.

    After each act the bot is given time for what follows from it.
    """

    def __init__(self, hands: Hands[M, C], bot: Ticking) -> None:
        """Act with `hands` where `bot` serves."""
        self._hands = hands
        self._bot = bot
        self._forms: dict[str, Outcome[M]] = {}
        self._sent: dict[str, tuple[Outcome[M], Mapping[str, str]]] = {}

    async def walk_to(self, at: datetime) -> None:
        """Let the clock stop at each thing that is due on the way."""
        to = max(at, self._hands.now + MOMENT)
        due = await self._bot.tick()
        while due is not None and due <= to:
            await self._hands.move(max(due, self._hands.now + MOMENT))
            due = await self._bot.tick()
        await self._hands.move(max(to, self._hands.now))
        await self._bot.tick()

    async def _settle(self) -> None:
        """Let the bot do and send all that it can now, and try again what it soon would."""
        to = self._hands.now + MOMENT
        for _ in range(TRIES):
            await self._hands.move(to)
            due = await self._bot.tick()
            if due is None or due > self._hands.now + SOON:
                return
            to = max(due, self._hands.now + MOMENT)

    async def command(self, who: str, where: Where, text: str, file: str = "") -> Seen:
        """Use a command; what isn't one can't be sent, and the app offers what there is."""
        channel = self._channel(who, where)
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
        return await self._shown(who, self._hands.use(who, channel, name, options, files))

    async def _suggested(self, who: str, channel: C, text: str, field: str, words: str) -> str:
        """Return the value of the completion whose label begins so, as if it were picked."""
        typed = text.removeprefix("/class ")
        name = max((name for name in COMMANDS.commands if typed.startswith(name)), key=len)
        choices = await self._completed(who, channel, name, field, words)
        found = [one["value"] for one in choices if one["name"].startswith(words)]
        assert found, f"nothing completes {field} to “{words}” but {choices}"
        return str(found[0])

    async def press(self, who: str, where: Where, label: str, choice: str = "") -> Seen:
        """Press a button of the newest message that holds the words and offers it."""
        for message in reversed(self._messages(who, where)):
            if where.on in self._hands.text(who, message) and pressable(
                message.components, label, choice=choice
            ):
                pressing = self._hands.press(who, message, label, choice)
                return await self._shown(who, pressing)
        texts = "\n---\n".join(self._hands.text(who, one) for one in self._messages(who, where))
        raise AssertionError(f"{who} sees no [{label}] {choice} on “{where.on}” in:\n{texts}")

    async def fill(self, who: str, values: Mapping[str, str]) -> Seen:
        """Fill in the form that was opened last."""
        assert who in self._forms, f"no form was opened for {who}"
        self._sent[who] = (self._forms.pop(who), values)
        return await self.fill_again(who)

    async def fill_again(self, who: str) -> Seen:
        """Send that form once more."""
        form, values = self._sent[who]
        return await self._shown(who, self._hands.submit(who, form, values))

    async def act(self, who: str, where: Where, label: str) -> Seen:
        """Choose an entry of a message's menu, even one that the app would not offer."""
        message = self._message(who, where)
        return await self._shown(who, self._hands.choose(who, message, label))

    async def write(self, who: str, where: Where, text: str) -> None:
        """Write a message."""
        await self._hands.write(who, self._channel(who, where), text)
        await self._settle()

    async def edit(self, who: str, where: Where, text: str) -> None:
        """Edit one's own message."""
        await self._hands.edit(who, self._message(who, where), text)
        await self._settle()

    async def delete(self, who: str, where: Where) -> None:
        """Delete one's own message."""
        await self._hands.delete(who, self._message(who, where))
        await self._settle()

    async def react(self, who: str, where: Where, emoji: str, *, present: bool = True) -> None:
        """React to a message, or take that back."""
        await self._hands.react(who, self._message(who, where), emoji, present=present)
        await self._settle()

    async def look(self, who: str, where: Where) -> list[Seen]:
        """Read a place, or a thread."""
        reader = self._hands.reader(who)
        seen = [
            Seen(self._hands.text(who, one), reader.local(self._hands.posted(one)))
            for one in self._messages(who, where)
        ]
        return [one for one in seen if where.on in one.text]

    async def download(self, who: str, where: Where, name: str) -> bytes:
        """Return a file that a message offers."""
        for message in reversed(self._messages(who, where)):
            content = self._hands.file(message, name)
            if content is not None:
                return content
        raise AssertionError(f"{who} finds no {name} in {where}")

    async def admit(self, place: str, who: str, *, present: bool = True) -> None:
        """Let somebody into a channel, or out of it."""
        await self._hands.admit(place, who, present=present)
        await self._settle()

    async def _shown(self, who: str, acting: Awaitable[Outcome[M]]) -> Seen:
        """Return what a person sees after an act and what follows from it."""
        at = self._local(who)
        shown = await self._answered(who, acting)
        await self._settle()
        if shown.form is not None:
            self._forms[who] = shown
            return Seen(self._hands.reader(who).form(shown.form), at)
        if shown.message is None:
            return Seen("", at)
        return Seen(self._hands.text(who, shown.message), at)

    async def _completed(
        self, who: str, channel: C, name: str, field: str, words: str
    ) -> Sequence[Json]:
        """Return what completes an option."""
        return await self._hands.complete(who, channel, name, field, words)

    async def _answered(self, who: str, acting: Awaitable[Outcome[M]]) -> Outcome[M]:
        """Return the answer to an act."""
        return await acting

    def _local(self, who: str) -> datetime:
        return self._hands.reader(who).local(self._hands.now)

    def _message(self, who: str, where: Where) -> M:
        for message in reversed(self._messages(who, where)):
            if where.on in self._hands.text(who, message):
                return message
        raise AssertionError(f"{who} sees no “{where.on}” in {where}")

    def _messages(self, who: str, where: Where) -> list[M]:
        """Return what someone sees, oldest first; of a forum the messages its posts begin with.

        Nothing of a place they can't enter.
        """
        place = self._hands.place(who, where.place)
        if where.thread:
            return self._hands.sees(who, self._thread(who, where))
        posts = self._hands.posts(place)
        if posts is None:
            return self._hands.sees(who, place)
        seen = [self._hands.sees(who, post) for post in posts]
        first = [messages[0] for messages in seen if messages]
        private = [one for messages in seen for one in messages[1:] if self._hands.is_private(one)]
        return sorted([*first, *private], key=lambda one: one.id)

    def _channel(self, who: str, where: Where) -> C:
        """Return where a person is: a forum's newest post stands for the forum."""
        place = self._hands.place(who, where.place)
        if where.thread:
            return self._thread(who, where)
        posts = self._hands.posts(place)
        return place if posts is None else posts[-1]

    def _thread(self, who: str, where: Where) -> C:
        """Return the thread under the newest message that holds the words."""
        for message in reversed(self._messages(who, Where(where.place))):
            thread = self._hands.thread(message)
            if thread is not None and where.thread in self._hands.text(who, message):
                return thread
        raise AssertionError(f"no thread hangs under “{where.thread}” in {where.place}")
