"""Commands, buttons, forms and menu entries of each way to be answered; a test says the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from bot.chat.actions import Action, action
from bot.chat.calls import Answer, Answering, Call, Choices, Invocation, Upload
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form, FormField
from bot.chat.parameters import Param
from bot.chat.views import View, say
from bot.model.people import STAFF
from bot.model.places import Message
from tests.support.discord.calling import Shown
from tests.support.discord.server import WireServer
from tests.support.discord.things import EPHEMERAL

DONE = Answer(say("Done."), Answering.PRIVATE)
REFUSED = Answer(say("This is for staff only."), Answering.PRIVATE, refused=True)
FORM = Form("Survey", action("f.private", "c1"), (FormField("zone", "Your zone"),))


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


def words(shown: Shown) -> str:
    """Return all words of what a person is shown."""
    assert shown.message is not None, shown
    return str(shown.message.components)


def private(shown: Shown) -> bool:
    """Whether only the person who asked sees it."""
    assert shown.message is not None
    return bool(shown.message.flags & EPHEMERAL)


def answered(server: WireServer) -> list[tuple[str, str, int | None]]:
    """Return the requests that answered interactions: method, path's end, type."""
    found = []
    for one in server.recording.of("answer"):
        kind = one.body.get("type") if isinstance(one.body, dict) else None
        found.append((one.method, one.path.rpartition("/")[2], kind))
    return found


def in_turn(*given: Answer) -> Callable[[Invocation], Answer]:
    """Answer one call after the other."""
    left = list(given)
    return lambda call: left.pop(0) if len(left) > 1 else left[0]
