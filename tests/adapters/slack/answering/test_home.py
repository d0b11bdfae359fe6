"""App Home: each person's own page, and what is pressed on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.slack.answering import home as homes
from bot.chat.actions import action
from bot.chat.calls import Answer, Answering, Invocation
from bot.chat.forms import Form, FormField
from bot.chat.views import Button, Download, View, controls, paragraph, say
from bot.model.places import Place
from bot.ports.platform import StoredFile
from tests.support.discord.core import Core, until
from tests.support.slack.asked import FORM, REFUSED, serving, small, words
from tests.support.slack.server import WireServer
from tests.support.slack.serving import WAYS

TABLE = StoredFile("f2", "mine.json", "application/json", "My data", b"{}")
PAGE = Answer(
    View(
        (
            paragraph("You have 3 of 5."),
            controls(
                Button("Why", action("b.private", "c1")),
                Button("Zone", action("b.form", "c1")),
            ),
        ),
        title="Your page",
    ),
    Answering.CONFIDENTIAL,
)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run the small Slack."""
    async with small() as made:
        yield made


@pytest.fixture(params=WAYS)
async def core(server: WireServer, request: pytest.FixtureRequest) -> AsyncIterator[Core]:
    """Serve a core whose first answer is a page."""
    async with serving(server, request.param, {"f2": TABLE}) as made:
        made.answer = PAGE
        yield made


async def test_it_shows_what_the_core_answers(server: WireServer, core: Core) -> None:
    """To each their own; in private nothing is written."""
    mei = server.person("mei")
    shown = await mei.open_home()
    assert "3 of 5" in words(shown)
    assert "Back" not in words(shown)
    (call,) = core.calls
    assert (call.state, call.account.id) == (action("home.show", ""), mei.user.id)
    assert call.place == Place("slack", mei.private.id)
    assert server.person("tom").user.home is None
    assert mei.sees(mei.private) == []


async def test_the_messages_tab_is_no_page(server: WireServer, core: Core) -> None:
    """Slack tells of its opening, too."""
    await server.person("mei").open_home(tab="messages", wait=False)
    await server.person("tom").open_home()
    assert len(core.calls) == 1


@pytest.mark.parametrize(
    "answer",
    [
        Answer(say("Because of it."), Answering.PRIVATE),
        Answer(say("Because of it."), Answering.CONFIDENTIAL),
        Answer(say("Because of it."), Answering.UPDATE),
        Answer(say("Because of it."), Answering.PRIVATE, refused=True),
    ],
)
async def test_what_is_pressed_there_is_answered_there(
    server: WireServer, core: Core, answer: Answer
) -> None:
    """With a way back, whatever kind of answer it is."""
    mei = server.person("mei")
    page = await mei.open_home()
    assert page.view is not None
    core.answer = answer
    shown = await mei.press_view(page.view, "Why")
    assert "Because of it." in words(shown)
    assert "3 of 5" not in words(shown)
    assert shown.view is not None
    core.answer = PAGE
    back = await mei.press_view(shown.view, "Back")
    assert "3 of 5" in words(back)
    assert "Back" not in words(back)
    assert core.calls[-1].state == action("home.show", "c1")
    assert mei.sees(mei.private) == []


async def test_a_form_of_the_page_is_answered_there(server: WireServer, core: Core) -> None:
    """What is wrong with it stands in the form."""
    mei = server.person("mei")
    page = await mei.open_home()
    assert page.view is not None
    core.answer = Answer(FORM, Answering.FORM)
    form = await mei.press_view(page.view, "Zone")
    assert form.kind == "form"
    core.answer = REFUSED
    assert (await mei.submit(form, {"Your zone": "Nowhere"})).errors
    core.answer = Answer(say("You live in Tokyo."), Answering.PRIVATE)
    shown = await mei.submit(form, {"Your zone": "Asia/Tokyo"})
    assert shown.kind == "home"
    assert "Tokyo" in words(shown)


async def test_files_come_privately(server: WireServer, core: Core) -> None:
    """The page says so: it can't hold them."""
    mei = server.person("mei")
    page = await mei.open_home()
    assert page.view is not None
    core.answer = Answer(
        View((paragraph("All of it"), Download("f2", "mine.json"))), Answering.CONFIDENTIAL
    )
    await mei.press_view(page.view, "Why", wait=False)
    await until(lambda: "under Messages" in str(mei.user.home))
    assert "All of it" in words(mei.sees(mei.private)[0])


async def test_what_was_asked_last_is_shown(
    server: WireServer, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if the answer to what was asked before comes later."""
    mei = server.person("mei")
    page = await mei.open_home()
    assert page.view is not None
    gate = asyncio.Event()

    async def slow(self: Core, call: Invocation) -> Answer:
        self.calls.append(call)
        if len(self.calls) == 2:
            await gate.wait()
            return Answer(say("First"), Answering.PRIVATE)
        return Answer(say("Second"), Answering.PRIVATE)

    monkeypatch.setattr(Core, "invoke", slow)
    await mei.press_view(page.view, "Why", wait=False)
    await until(lambda: len(core.calls) == 2)
    assert "Second" in words(await mei.press_view(page.view, "Why"))
    gate.set()
    await asyncio.sleep(0.05)
    assert "Second" in str(mei.user.home)


async def test_a_page_that_someone_else_changed(server: WireServer, core: Core) -> None:
    """Another process may have: what was asked last stands."""
    mei = server.person("mei")
    await mei.open_home()
    assert mei.user.home is not None
    mei.user.home["hash"] = "another"
    assert "3 of 5" in words(await mei.open_home())
    assert len(server.recording.of("home")) == 3


async def test_slack_may_refuse_a_page(server: WireServer, core: Core) -> None:
    """Then nothing shows; the next time it does."""
    mei = server.person("mei")
    server.faults.add("views.publish", "refuse", code="not_enabled")
    await mei.open_home(wait=False)
    await until(lambda: len(server.recording.of("home")) == 1)
    assert "3 of 5" in words(await mei.open_home())


async def test_many_people_are_forgotten(
    server: WireServer, core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered of pages has a bound."""
    monkeypatch.setattr(homes, "REMEMBERED", 1)
    for name in ("mei", "tom", "mei"):
        assert "3 of 5" in words(await server.person(name).open_home())


async def test_a_long_form_opened_there_keeps_that(server: WireServer, core: Core) -> None:
    """Page after page."""
    mei = server.person("mei")
    page = await mei.open_home()
    assert page.view is not None
    second = Form("More", action("f.private", "c1", "2"), (FormField("why", "Why"),))
    core.answer = Answer(FORM, Answering.FORM)
    form = await mei.press_view(page.view, "Zone")
    core.answer = Answer(second, Answering.FORM)
    form = await mei.submit(form, {"Your zone": "UTC"})
    core.answer = Answer(say("Thank you."), Answering.PRIVATE)
    assert (await mei.submit(form, {"Why": "So"})).kind == "home"
