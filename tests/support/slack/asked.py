"""A core that answers as a test says, asked by people on the small Slack."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Mapping

from bot.chat.actions import action
from bot.chat.calls import Answer, Answering
from bot.chat.views import Button, View, controls, paragraph
from bot.ports.platform import StoredFile
from tests.support.discord.asking import DONE, FORM, REFUSED, asking, in_turn
from tests.support.discord.core import Core, Notebook
from tests.support.slack.calling import Shown
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.serving import SOCKET, serving_doors
from tests.support.slack.small import SMALL
from tests.support.slack.things import Message

__all__ = [
    "CHART",
    "DONE",
    "FORM",
    "REFUSED",
    "TABLE",
    "card",
    "in_turn",
    "pressed",
    "private",
    "serving",
    "small",
    "words",
]

CHART = StoredFile("f1", "chart.png", "image/png", "A chart: 3 of 5", b"\x89PNG chart")
TABLE = StoredFile("f2", "week.csv", "text/csv", "The week", b"a,b\n1,2\n")


@contextlib.asynccontextmanager
async def small(**settings: object) -> AsyncIterator[WireServer]:
    """Run the small Slack; whatever is asked of it has to be as Slack wants it."""
    start = SMALL.start
    assert start is not None
    made = Settings(patience=20.0, signed_at=start.timestamp, **settings)  # type: ignore[arg-type]
    async with running(SMALL, made) as server:
        yield server
        assert server.refused == []
        assert server.unknown == []


@contextlib.asynccontextmanager
async def serving(
    server: WireServer, way: str = SOCKET, files: Mapping[str, StoredFile] | None = None
) -> AsyncIterator[Core]:
    """Serve a core that answers as it is told."""
    core = Core(commands=asking())
    async with serving_doors(server, core, Notebook(), way, files=files):
        yield core


def words(shown: Shown | Message | None) -> str:
    """Return all words of what somebody is shown."""
    if isinstance(shown, Shown):
        if shown.errors:
            return " ".join(shown.errors.values())
        if shown.view is not None:
            return json.dumps(shown.view["blocks"], ensure_ascii=False)
        shown = shown.message
    assert shown is not None
    return shown.text + json.dumps(shown.blocks, ensure_ascii=False)


def private(server: WireServer, shown: Shown) -> bool:
    """Whether only the person who asked sees it: alone where they are, or privately."""
    assert shown.message is not None
    channel = server.state.channels[shown.message.channel]
    return shown.message.only == shown.act.user.id or channel.kind == "im"


def card(how: str) -> View:
    """Return words with a button that is answered that way."""
    return View((paragraph("A card"), controls(Button("Press", action(f"b.{how}", "c1")))))


async def pressed(server: WireServer, core: Core, how: Answering, answer: Answer) -> Shown:
    """Press a button of a message that all see, and be answered so."""
    core.answer = Answer(card(how.value), Answering.PUBLIC)
    shown = await server.person("ana").command("say public", where="general")
    assert shown.message is not None
    core.answer = answer
    return await server.person("mei").press(shown.message, "Press")
