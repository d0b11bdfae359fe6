"""A form opens although a request or its answer is lost, and only once."""

from __future__ import annotations

import pytest

from bot.chat.calls import Answer, Answering
from tests.support.discord.core import until
from tests.support.slack.asked import FORM, serving, small


@pytest.mark.parametrize("kind", ["drop", "reset", "error", "busy", "lose", "cut", "fail"])
async def test_a_form_opens_whatever_breaks(kind: str) -> None:
    """Slack takes a trigger for three seconds, and opens one form for it."""
    async with small() as server, serving(server, "socket", {}) as core:
        core.answer = Answer(FORM, Answering.FORM)
        server.faults.add("views.open", kind)
        shown = await server.person("mei").command("say form", where="general")
        assert shown.kind == "form"
        await until(lambda: len(server.recording.of("form")) == 2)
    said = [one for channel in server.state.channels.values() for one in channel.messages]
    assert said == []
