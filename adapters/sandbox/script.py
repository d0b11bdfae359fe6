"""Scripted players: other people of the class act at their own times, as they would on the page.

They see what their account sees and press what is there. Whoever is played by hand at the moment
(a page is open as this person) is left alone: the script skips their acts.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from adapters.sandbox.server.errors import SandboxError
from adapters.sandbox.server.interactions import NoAnswerError
from adapters.sandbox.server.pages import Wanted
from adapters.sandbox.server.people import People
from adapters.sandbox.wire import Json
from bot.runtime.hearing.errors import kind_of

LOG = logging.getLogger("homeroom.sandbox")
TRIES = 3
PAGES = 6
"""How many forms in a row a player fills in before giving up."""
HEARD = "{heard}"
SEEN = 100
"""How many messages of a place a player looks back over."""


class Does(StrEnum):
    """What a player can do."""

    SAY = "say"
    REPLY = "reply"
    REACT = "react"
    COMMAND = "command"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Hears:
    """Something said aloud in the meeting: `who` reads it off a message in `place`.

    `like` is a regular expression with one group, which takes the place of `{heard}`.
    """

    who: str
    place: str
    like: str


@dataclass(frozen=True, slots=True)
class Act:
    """What `who` does in `place` at the instant `at`.

    `words` are what is said, typed, reacted with (an emoji), or the label of what is pressed.
    `to` is a piece of the message that is meant; `choice` a piece of a select's choice. A form
    that opens is filled from `fill` by field; `rest` goes into every other one.
    """

    at: datetime
    who: str
    does: Does
    words: str
    place: str
    to: str = ""
    choice: str = ""
    fill: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    hears: Hears | None = None


class MissingError(Exception):
    """What an act needs is not there: the message, the button, the word that was to be heard."""


class ScriptedWeek:
    """Plays acts in order; implements the server's Script."""

    def __init__(self, acts: Sequence[Act]) -> None:
        """Take the acts. Set `by_hand` to tell who is played by a person at the moment."""
        self._left = sorted(acts, key=lambda act: act.at)
        self.by_hand: Callable[[str], bool] = lambda account: False

    def next_due(self, now: datetime) -> datetime | None:
        """Return the time of the earliest act not yet played; None when the script is over."""
        return self._left[0].at if self._left else None

    async def play(self, now: datetime, people: People) -> None:
        """Play what is due; an act that can't be played is noted and left out."""
        while self._left and self._left[0].at <= now:
            act = self._left.pop(0)
            if self.by_hand(act.who):
                continue
            try:
                await _Player(people, act).play()
            except MissingError as error:
                LOG.warning("a scripted act was left out: %s found %s", act.who, error)
            except SandboxError as error:
                LOG.warning("a scripted act was left out: %s: %s", act.who, kind_of(error))


@dataclass(frozen=True, slots=True)
class _Player:
    """One act being played."""

    people: People
    act: Act

    async def play(self) -> None:
        act, people = self.act, self.people
        match act.does:
            case Does.SAY:
                await people.say(act.who, self._place(), act.words)
            case Does.REPLY:
                found = self._message()
                root = found["thread"] or found["id"]
                await people.say(act.who, self._place(), act.words, thread=root)
            case Does.REACT:
                await people.react(act.who, self._message()["id"], act.words, True)
            case Does.COMMAND:
                text = act.words.replace(HEARD, self._heard())
                await self._through(
                    lambda again: people.command(act.who, self._place(), text, interaction=again)
                )
            case Does.PRESS:
                message, action = self._control()
                await self._through(
                    lambda again: people.press(act.who, message, action, interaction=again)
                )

    def _place(self) -> str:
        """Return the place's id; `private` is the conversation with the bot."""
        if self.act.place == "private":
            return self.people.store.direct(self.act.who)[0]
        return self.act.place

    def _seen(self, account: str, place: str) -> list[Json]:
        """Return what an account sees of a place, the newest first, threads behind their roots."""
        messages = self.people.page(account, Wanted(place, limit=SEEN))["messages"]
        seen: list[Json] = []
        for root in reversed(messages):
            seen.append(root)
            if root["replies"]["count"]:
                thread = Wanted(place, thread=int(root["id"]), limit=SEEN)
                replies = self.people.page(account, thread)["messages"]
                seen += [one for one in reversed(replies) if one["id"] != root["id"]]
        return [one for one in seen if not one["deleted"]]

    def _message(self) -> Json:
        for message in self._seen(self.act.who, self._place()):
            if self.act.to in words_of(message):
                return message
        raise MissingError(f"no message with “{self.act.to}”")

    def _control(self) -> tuple[str, str]:
        """Return the message and the action of the button, or of the select's choice, meant."""
        for message in self._seen(self.act.who, self._place()):
            if self.act.to not in words_of(message):
                continue
            for label, choice, action in _offered(message):
                if label == self.act.words and self.act.choice in choice:
                    return message["id"], action
        raise MissingError(f"nothing to press called “{self.act.words}”")

    def _heard(self) -> str:
        hears = self.act.hears
        if hears is None:
            return ""
        for message in self._seen(hears.who, hears.place):
            if found := re.search(hears.like, words_of(message)):
                return found[1]
        raise MissingError("nothing was heard")

    async def _through(self, ask: Callable[[str | None], Any]) -> None:
        """Ask, and fill in the forms that open; what the bot didn't answer is asked again."""
        outcome = await _patiently(ask)
        for _ in range(PAGES):
            if outcome["outcome"] != "form":
                return
            form = outcome["form"]
            values = self._values(form)

            def send(
                again: str | None, name: str = form["id"], given: Mapping[str, str] = values
            ) -> Any:
                return self.people.submit(self.act.who, name, given, interaction=again)

            outcome = await _patiently(send)

    def _values(self, form: Json) -> dict[str, str]:
        heard = self._heard()
        values = {}
        for one in form["fields"]:
            name = one["name"]
            given = self.act.fill.get(name, "" if one["choices"] else self.act.rest)
            if not given and one["choices"] and one["required"]:
                given = one["value"] or one["choices"][0]["value"]
            values[name] = given.replace(HEARD, heard) or one["value"]
        return values


async def _patiently(ask: Callable[[str | None], Any]) -> Json:
    """Ask until the bot answers, as the same interaction each time."""
    repeated: str | None = None
    for tries in range(TRIES):
        try:
            outcome: Json = await ask(repeated)
        except NoAnswerError as error:
            if tries == TRIES - 1:
                raise
            repeated = error.interaction
        else:
            return outcome
    raise AssertionError("unreachable")


def _offered(message: Json) -> Iterator[tuple[str, str, str]]:
    """Yield label, choice and action of everything that can be pressed on a message."""
    view = message["view"] or {"blocks": []}
    for block in view["blocks"]:
        for control in block["items"] if block["type"] == "controls" else ():
            if control["type"] == "button" and not control["disabled"]:
                yield control["label"], "", control["action"]
            elif control["type"] == "select":
                for one in control["choices"]:
                    yield control["label"], one["label"], one["action"]


def words_of(message: Json) -> str:
    """Return a message's words as a person reads them, without what its controls say."""
    view = message["view"]
    if view is None:
        return str(message["text"])
    blocks = [block for block in view["blocks"] if block["type"] != "controls"]
    return " ".join([view["title"], *_texts(blocks)])


def _texts(piece: Any) -> Iterator[str]:
    if isinstance(piece, list):
        line = all(isinstance(one, dict) and "text" in one for one in piece)
        texts = [text for one in piece for text in _texts(one)]
        yield from ["".join(texts)] if line and texts else texts
    elif isinstance(piece, dict):
        if isinstance(piece.get("text"), str):
            yield piece["text"]
        for name in ("line", "items", "rows", "header", "label"):
            if name in piece:
                yield from _texts(piece[name])
    elif isinstance(piece, str):
        yield piece
