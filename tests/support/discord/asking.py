"""Commands, buttons, forms and menu entries of each way to be answered; a test says the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from bot.chat.actions import Action
from bot.chat.calls import Call, Choices, Upload
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.parameters import Param
from bot.chat.views import View
from bot.model.people import STAFF
from bot.model.places import Message


@dataclass(frozen=True, slots=True)
class AskNothing:
    """Ask for something."""


@dataclass(frozen=True, slots=True)
class AskMuch:
    """Ask for something with options."""

    text: Annotated[str, Param("Words", suggests=True)]
    times: Annotated[int, Param("A number")] = 1
    loud: Annotated[bool, Param("Whether")] = False
    file: Annotated[Upload | None, Param("A file")] = None


async def _never(ask: Any, call: Any, work: Any) -> View | Form:
    raise AssertionError("a test answers in the handlers' place")


def asking() -> Commands:
    """Return commands named for how they are answered."""
    made = Commands()

    @made.on("much")
    async def much(ask: AskMuch, call: Call, work: Any) -> View | Form:
        return await _never(ask, call, work)

    for how in ("private", "confidential", "public", "form"):

        @made.on(f"say {how}", answers=how)
        async def say(ask: AskNothing, call: Call, work: Any) -> View | Form:
            return await _never(ask, call, work)

    for how in ("private", "public", "update", "form"):

        @made.button(f"b.{how}", answers=how)
        async def press(ask: Action, call: Call, work: Any) -> View | Form:
            return await _never(ask, call, work)

    for how in ("private", "update"):

        @made.form(f"f.{how}", answers=how)
        async def send(ask: Submitted, call: Call, work: Any) -> View | Form:
            return await _never(ask, call, work)

    @made.message_action("mark", "Mark as highlight", allowed=STAFF)
    async def mark(ask: Message, call: Call, work: Any) -> View | Form:
        return await _never(ask, call, work)

    @made.suggest("much", "text")
    async def suggest(text: str, call: Call, work: Any) -> Choices:
        return ()

    return made
