"""People's acts on local-slack, as its own page would let them, and what they see there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from adapters.slack.hearing.waiting import PAGE
from adapters.slack.wire import instant_of
from tests.peers.local_slack.bot import Running
from tests.peers.local_slack.eyes import ONLY, LocalEyes
from tests.peers.local_slack.hands import Json
from tests.peers.local_slack.stage import LocalStage
from tests.scenarios.driver import PRIVATE, Seen, Where
from tests.scenarios.picking import in_full
from tests.scenarios.slack.walking import Walking
from tests.scenarios.week import Step, Week
from tests.support.slack.emoji import name_of
from tests.support.slack.entering import entered
from tests.support.slack.people import ADDRESS
from tests.support.slack.pressing import action, pressable
from tests.support.slack.things import File

FILES = Path(__file__).parents[2] / "scenarios" / "files"
MOMENT = timedelta(seconds=1)
"""The least by which local-slack's clock goes on."""
COMMAND = "/class"
ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


class LocalSlackDriver(Walking):
    """Implements tests.scenarios.driver.Driver on local-slack.

    It shows one form, to all, which is gone once it was heard. So where a form is sent `again`, its
    button is pressed twice before that: `watching` a week tells which those are.
    """

    def __init__(self, stage: LocalStage, bot: Running, titles: Collection[str]) -> None:
        """Act where `bot` serves; `titles` are the names that people type in full."""
        super().__init__(bot, MOMENT)
        self._stage = stage
        self._hands = stage.hands
        self._wire = bot.wire
        self._titles = titles
        self._forms: dict[str, tuple[Json, str]] = {}
        self._sent: dict[str, Seen] = {}
        self._times = 1

    def watching(self, week: Week) -> Callable[[Step], Awaitable[None]]:
        """Return what has to be awaited before each of a week's steps."""
        again = {before.line for before, step in pairwise(week.steps) if step.verb == "again"}

        async def before(step: Step) -> None:
            self._times = 2 if step.line in again else 1

        return before

    @property
    def now(self) -> datetime:
        """The instant there."""
        return self._stage.now()

    def _move(self, to: datetime) -> None:
        self._stage.move(to)

    async def command(self, who: str, where: Where, text: str, file: str = "") -> Seen:
        """Type a command; where it takes a file, the form that asks for it is filled in.

        Slack's form takes a file; local-slack's doesn't, so it is sent to the bot first.
        """
        field = ""
        if file:
            text, _, field = text.rpartition(" ")
        words = in_full(text, self._titles).removeprefix(COMMAND).strip()
        channel, user = self._channel(who, where), self._stage.slack.people[who]
        seen = await self._shown(who, channel, self._hands.command(channel, user, COMMAND, words))
        if not file:
            return seen
        content = (FILES / file).read_bytes()
        given = await self._hands.upload(user, user, file, content)
        return await self._filled(who, {}, {field: given})

    async def press(self, who: str, where: Where, label: str, choice: str = "") -> Seen:
        """Press a button of the newest message that holds the words and offers it.

        If it stands in no message there, it was one that came privately.
        """
        eyes = self._eyes(who)
        for place in (where, Where(PRIVATE)):
            for message in reversed(self._messages(who, place)):
                found = pressable(message.get("blocks", []), label, choice=choice)
                if found and where.on in eyes.json(message):
                    # Slack names a block that has no name; local-slack doesn't.
                    block, element, option = found
                    used = action({"block_id": "", **block}, element, option, message["ts"])
                    pressing = self._hands.press(
                        message["channel"], self._stage.slack.people[who], message["ts"], used
                    )
                    return await self._shown(who, message["channel"], pressing, pressed=message)
        texts = "\n---\n".join(map(eyes.json, self._messages(who, where)))
        raise AssertionError(f"{who} sees no [{label}] {choice} on “{where.on}” in:\n{texts}")

    async def fill(self, who: str, values: Mapping[str, str]) -> Seen:
        """Fill in the form that was opened last."""
        self._sent[who] = await self._filled(who, values, {})
        return self._sent[who]

    async def fill_again(self, who: str) -> Seen:
        """Return what was seen when that form was sent: it was sent twice."""
        return self._sent[who]

    async def act(self, who: str, where: Where, label: str) -> Seen:
        """Fail: there is no menu. See lacking.py."""
        raise AssertionError(f"local-slack has no menu of a message's for {label}")

    async def write(self, who: str, where: Where, text: str) -> None:
        """Write a message."""
        thread = self._root(who, where)["ts"] if where.thread else ""
        channel, user = self._channel(who, where), self._stage.slack.people[who]
        await self._hands.write(channel, user, typed(text), thread=thread)
        await self._settle()

    async def edit(self, who: str, where: Where, text: str) -> None:
        """Edit one's own message."""
        message, user = self._message(who, where), self._stage.slack.people[who]
        await self._hands.edit(message["channel"], user, message["ts"], typed(text))
        await self._settle()

    async def delete(self, who: str, where: Where) -> None:
        """Delete one's own message."""
        message, user = self._message(who, where), self._stage.slack.people[who]
        await self._hands.delete(message["channel"], user, message["ts"])
        await self._settle()

    async def react(self, who: str, where: Where, emoji: str, *, present: bool = True) -> None:
        """React to a message, or take that back."""
        message, user = self._message(who, where), self._stage.slack.people[who]
        channel, name = message["channel"], name_of(emoji)
        await self._hands.react(channel, user, message["ts"], name, present=present)
        await self._settle()

    async def look(self, who: str, where: Where) -> list[Seen]:
        """Read a place, or a thread; of the private conversation, what came there by itself."""
        eyes, messages = self._eyes(who), self._messages(who, where)
        if where.place == PRIVATE:
            messages = [one for one in messages if eyes.came_unasked(one)]
        seen = [Seen(eyes.json(one), eyes.local(instant_of(one["ts"]))) for one in messages]
        return [one for one in seen if where.on in one.text]

    async def download(self, who: str, where: Where, name: str) -> bytes:
        """Return a file that a message offers, itself or in its thread."""
        eyes = self._eyes(who)
        for message in reversed(self._messages(who, where)):
            for file in (file for one in eyes.thread(message) for file in one.get("files", ())):
                if file["name"] == name:
                    return await self._hands.download(file, self._stage.slack.token)
        raise AssertionError(f"{who} finds no {name} in {where}")

    async def admit(self, place: str, who: str, *, present: bool = True) -> None:
        """Fail: everybody stays where they are. See lacking.py."""
        raise AssertionError(f"on local-slack nobody joins or leaves {place}")

    async def home(self, who: str) -> str:
        """Open the bot's home tab; return what it shows."""
        user = self._stage.slack.people[who]
        await self._hands.open_home(user)
        await self._settle()
        return self._eyes(who).view(self._hands.homes[user])

    async def _filled(self, who: str, values: Mapping[str, str], files: Mapping[str, Json]) -> Seen:
        """Send the form that was opened last, with files of theirs by field."""
        if who not in self._forms:
            last = "\n".join(map(str, (await self._hands.log())[-12:]))
            raise AssertionError(f"no form was opened for {who}; last went:\n{last}")
        form, channel = self._forms.pop(who)
        assert self._hands.views[-1:] == [form], "somebody has opened another form since"
        uploads = {field: [_file(one)] for field, one in files.items()}
        sending = self._hands.submit(
            self._stage.slack.people[who], entered(form, values, uploads), times=self._times
        )
        return await self._shown(who, channel, sending)

    async def _shown(
        self, who: str, channel: str, acting: Awaitable[object], pressed: Json | None = None
    ) -> Seen:
        """Return what a person sees after an act and what follows from it."""
        eyes, forms = self._eyes(who), {one["id"] for one in self._hands.views}
        at, before = eyes.local(self.now), eyes.everything(channel)
        await acting
        await self._settle()
        eyes = self._eyes(who)
        said = list(map(eyes.json, eyes.shown_since(before, channel, pressed)))
        if self._hands.views and self._hands.views[-1]["id"] not in forms:
            form = self._hands.views[-1]
            if form["title"]["text"] == PAGE:  # on a busy machine: what came of it stands there now
                return Seen("\n".join([eyes.view(form), *said]), at)
            self._forms[who] = form, channel
            return Seen(eyes.view(form), at)
        if self._hands.errors:
            errors, self._hands.errors = self._hands.errors, {}
            return Seen("\n".join(errors.values()), at)
        return Seen("\n".join(said), at)

    def _eyes(self, who: str) -> LocalEyes:
        return LocalEyes(self._stage, self._wire, who)

    def _channel(self, who: str, where: Where) -> str:
        if where.place == PRIVATE:
            return self._stage.private(who)
        return self._stage.slack.channels[where.place]

    def _message(self, who: str, where: Where) -> Json:
        eyes = self._eyes(who)
        for message in reversed(self._messages(who, where)):
            if where.on in eyes.json(message):
                return message
        raise AssertionError(f"{who} sees no “{where.on}” in {where}")

    def _root(self, who: str, where: Where) -> Json:
        """Return the newest message with the words that all can answer in a thread."""
        eyes = self._eyes(who)
        for message in reversed(eyes.seen(self._channel(who, where))):
            if where.thread in eyes.json(message) and ONLY not in message:
                return message
        raise AssertionError(f"{who} sees no “{where.thread}” in {where.place}")

    def _messages(self, who: str, where: Where) -> list[Json]:
        """Return what someone sees, oldest first; nothing of a place they can't enter."""
        eyes = self._eyes(who)
        if where.thread:
            return eyes.thread(self._root(who, where))
        return eyes.seen(self._channel(who, where))


def typed(text: str) -> str:
    """Return words as Slack's app sends what somebody types: escaped, with addresses as links."""
    for sign, entity in ESCAPES:
        text = text.replace(sign, entity)
    return ADDRESS.sub(lambda found: f"<{found.group()}>", text)


def _file(told: Json) -> File:
    created = datetime.fromtimestamp(told["created"], UTC)
    return File(told["id"], told["name"], told["title"], told["user"], told["size"], created)
