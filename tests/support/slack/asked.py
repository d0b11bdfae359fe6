"""A core that answers as a test says, asked by people on the small Slack."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Mapping

from bot.chat.actions import action
from bot.chat.calls import Answer, Answering
from bot.chat.forms import Form, FormField
from bot.chat.views import say
from bot.ports.platform import StoredFile
from tests.support.discord.asking import asking, in_turn
from tests.support.discord.core import Core, Notebook
from tests.support.slack.calling import Shown
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.serving import SOCKET, serving_doors
from tests.support.slack.small import SMALL
from tests.support.slack.things import Message

__all__ = ["DONE", "FORM", "REFUSED", "in_turn", "private", "serving", "small", "words"]

DONE = Answer(say("Done."), Answering.PRIVATE)
REFUSED = Answer(say("This is for staff only."), Answering.PRIVATE, refused=True)
FORM = Form("Survey", action("f.private", "c1"), (FormField("zone", "Your zone"),))


@contextlib.asynccontextmanager
async def small(**settings: object) -> AsyncIterator[WireServer]:
    """Run the small Slack; whatever is asked of it has to be as Slack wants it."""
    start = SMALL.start
    assert start is not None
    made = Settings(patience=5.0, signed_at=start.timestamp, **settings)  # type: ignore[arg-type]
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
