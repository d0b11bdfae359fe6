"""Forms on Slack: opened, filled, refused, changed and late, over a socket and over HTTP."""

from __future__ import annotations

import asyncio

import pytest

from adapters.slack.answering import answering
from bot.chat.calls import Answer, Answering, Invocation
from bot.chat.views import say
from bot.model.places import Place
from tests.support.discord.core import Core, until
from tests.support.slack.asked import (
    DONE,
    FORM,
    REFUSED,
    in_turn,
    pressed,
    private,
    words,
)
from tests.support.slack.server import WireServer


async def test_a_form_is_opened_filled_and_sent(server: WireServer, core: Core) -> None:
    """It closes, and the answer comes where it was opened."""
    mei = server.person("mei")
    core.say = in_turn(Answer(FORM, Answering.FORM), DONE)
    form = await mei.command("say form", where="general")
    assert form.kind == "form"
    shown = await mei.submit(form, {"Your zone": "Asia/Kathmandu"})
    assert "Done." in words(shown)
    assert private(server, shown)
    sent = core.calls[-1]
    assert (sent.state, sent.values) == (FORM.action, {"zone": "Asia/Kathmandu"})
    assert sent.place == Place("slack", server.channel("general").id)
    assert len({call.id for call in core.calls}) == 2


async def test_a_form_that_is_refused_stays_open(server: WireServer, core: Core) -> None:
    """With what was typed, and what is wrong with it; sent again it is another call."""
    mei = server.person("mei")
    core.say = in_turn(Answer(FORM, Answering.FORM), REFUSED, DONE)
    form = await mei.command("say form", where="general")
    refused = await mei.submit(form, {"Your zone": "Nowhere"})
    assert refused.errors == {"zone": "This is for staff only."}
    shown = await mei.submit(form, {"Your zone": "Asia/Kathmandu"})
    assert "Done." in words(shown)
    assert len({call.id for call in core.calls}) == 3


async def test_a_form_may_change_the_message_it_was_opened_from(
    server: WireServer, core: Core
) -> None:
    """It knows which that was."""
    shown = await pressed(server, core, Answering.FORM, Answer(FORM, Answering.FORM))
    core.answer = Answer(say("Changed"), Answering.UPDATE)
    assert (await server.person("mei").submit(shown, {"Your zone": "UTC"})).kind == "update"
    assert "Changed" in words(server.person("tom").sees("general")[0])
    assert core.calls[-1].message == core.calls[-2].message


async def test_a_form_after_a_form(server: WireServer, core: Core) -> None:
    """It takes the place of the one before."""
    mei = server.person("mei")
    core.answer = Answer(FORM, Answering.FORM)
    form = await mei.command("say form", where="general")
    again = await mei.submit(form, {"Your zone": "UTC"})
    assert again.kind == "form"
    core.answer = DONE
    assert "Done." in words(await mei.submit(again, {"Your zone": "UTC"}))


async def test_a_form_that_can_not_be_opened(server: WireServer, core: Core) -> None:
    """Whoever wanted it is told to try again."""
    server.faults.add("views.open", "refuse", code="expired_trigger_id")
    core.answer = Answer(FORM, Answering.FORM)
    shown = await server.person("mei").command("say form", where="general")
    assert "too long" in words(shown)
    assert private(server, shown)


async def slowly(core: Core, patch: pytest.MonkeyPatch) -> asyncio.Event:
    """Let the core answer only once the event is set."""
    patch.setattr(answering, "PATIENCE", 0.01)
    gate = asyncio.Event()

    async def slow(self: Core, call: Invocation) -> Answer:
        await gate.wait()
        return self.answer

    patch.setattr(Core, "invoke", slow)
    return gate


@pytest.mark.parametrize("refused", [True, False])
async def test_a_form_that_takes_longer(
    server: WireServer, core: Core, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    """A page on top of it says so, and then what came of it; what was typed is underneath."""
    mei = server.person("mei")
    core.answer = Answer(FORM, Answering.FORM)
    form = await mei.command("say form", where="general")
    core.answer = REFUSED if refused else DONE
    gate = await slowly(core, monkeypatch)
    page = await mei.submit(form, {"Your zone": "UTC"})
    assert "a little longer" in words(page)
    assert page.view is not None
    gate.set()
    id = page.view["id"]
    said = "staff only" if refused else "Done."
    await until(lambda: said in str(server.state.views[id]["blocks"]))
    if not refused:
        await until(lambda: any("Done." in words(one) for one in mei.sees("general")))
