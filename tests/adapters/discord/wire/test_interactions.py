"""Interactions on the wire server, answered by discord.py's own command tree and by hand."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest
from discord import app_commands

from tests.support.discord.calling import Person, UnansweredError
from tests.support.discord.interactions import Interaction
from tests.support.discord.plain import connected
from tests.support.discord.raw import RawBot, speaking
from tests.support.discord.server import Settings, WireServer, running
from tests.support.discord.small import COMMANDS, SMALL

Asked = discord.Interaction[discord.Client]


class Form(discord.ui.Modal, title="A form"):
    """A form of one line, which is said back."""

    words: discord.ui.Label[discord.ui.Modal] = discord.ui.Label(
        text="Words", component=discord.ui.TextInput(custom_id="words", default="Nothing")
    )

    async def on_submit(self, interaction: Asked, /) -> None:
        """Say what was written."""
        assert isinstance(self.words.component, discord.ui.TextInput)
        await interaction.response.edit_message(content=f"Written: {self.words.component.value}")


class Buttons(discord.ui.View):
    """A button for each way to answer."""

    @discord.ui.button(label="Write")
    async def write(self, interaction: Asked, _: discord.ui.Button[Buttons]) -> None:
        """Open a form."""
        await interaction.response.send_modal(Form())

    @discord.ui.button(label="Later")
    async def later(self, interaction: Asked, _: discord.ui.Button[Buttons]) -> None:
        """Defer, then edit the message."""
        await interaction.response.defer()
        await interaction.edit_original_response(content="Later it was")

    @discord.ui.select(
        placeholder="Pick", options=[discord.SelectOption(label=one) for one in ("Air", "Both")]
    )
    async def pick(self, interaction: Asked, select: discord.ui.Select[Buttons]) -> None:
        """Tell the picker alone what they picked."""
        await interaction.response.send_message(f"Picked {select.values[0]}", ephemeral=True)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server."""
    async with running(SMALL, Settings(patience=5.0)) as made:
        yield made
        assert made.refused == []


@pytest.fixture
async def mei(server: WireServer) -> AsyncIterator[Person]:
    """Be somebody on a server with a bot that has commands."""
    async with connected(server) as client:
        tree = app_commands.CommandTree(client)

        @tree.command(description="Show the buttons")
        @app_commands.describe(text="Words")
        async def show(interaction: Asked, text: str) -> None:
            await interaction.response.defer(ephemeral=True)
            await interaction.followup.send(text, view=Buttons())

        @show.autocomplete("text")
        async def complete(_: Asked, typed: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{typed}!", value=typed)]

        @tree.context_menu(name="Repeat")
        async def repeat(interaction: Asked, message: discord.Message) -> None:
            await interaction.response.send_message(message.content)

        await tree.sync()
        yield server.person("mei")


async def test_a_command_deferred_and_its_buttons(server: WireServer, mei: Person) -> None:
    """Deferred, followed up, pressed, filled in: the same private message shows each outcome."""
    shown = await mei.command("show", {"text": "Hello"}, where="general")
    message = shown.message
    assert message is not None
    reader = server.reader("mei")
    assert reader.message(message) == "Homeroom: Hello\n[Write] [Later]\n[Pick: Air | Both]"
    assert message in mei.sees("general")
    assert message not in server.person("ana").sees("general")
    form = await mei.press(message, "Write")
    assert form.form is not None
    assert reader.form(form.form) == "A form\nWords: Nothing\n[Submit]"
    written = await mei.submit(form, {"Words": "Some"})
    assert (written.kind, message.content) == ("update", "Written: Some")
    later = await mei.press(message, "Later")
    assert (later.kind, message.content) == ("update", "Later it was")
    picked = await mei.press(message, "Pick", choice="Bo")
    assert picked.message is not None
    assert (picked.kind, picked.message.content) == ("message", "Picked Both")


async def test_menus_and_completion(server: WireServer, mei: Person) -> None:
    """A message's menu answers for all to see; an option is completed as it is typed."""
    message = await mei.write("general", "Words")
    shown = await mei.context_menu(message, "Repeat")
    assert shown.message is not None
    assert shown.message in server.person("ana").sees("general")
    offered = await mei.autocomplete("show", "text", "He", where="general")
    assert [one["name"] for one in offered] == ["He!"]
    with pytest.raises(AssertionError, match="no command"):
        await mei.command("nothing", where="general")
    with pytest.raises(AssertionError, match="text is missing"):
        await mei.command("show", where="general")


@pytest.fixture
async def bot(server: WireServer) -> AsyncIterator[RawBot]:
    """Answer by hand, with the small tree."""
    async with speaking(server) as made:
        await made.done("PUT", f"/applications/{server.state.application}/commands", COMMANDS)
        yield made


async def begun(server: WireServer, count: int) -> Interaction:
    """Return the interaction that comes after so many, once its act has begun."""
    await asyncio.sleep(0)
    (made,) = list(server.state.interactions.values())[count:]
    return made


async def asked(server: WireServer, who: str = "mei") -> tuple[asyncio.Task[object], Interaction]:
    """Ask something, and return the act and its interaction."""
    count = len(server.state.interactions)
    act = asyncio.create_task(server.person(who).command("ask", {"text": "Why?"}, where="general"))
    return act, await begun(server, count)


def callback(made: Interaction) -> str:
    """Return where the first answer goes."""
    return f"/interactions/{made.id}/{made.token}/callback"


async def test_answered_once(server: WireServer, bot: RawBot) -> None:
    """One first answer, of a kind that fits; nothing of what isn't there."""
    act, made = await asked(server)
    webhook = f"/webhooks/{server.state.application}/{made.token}"
    assert await bot.code("PATCH", f"{webhook}/messages/@original", {"content": "A"}) == 10015
    assert await bot.code("POST", callback(made), {"type": 7, "data": {}}) == 50035
    assert await bot.code("POST", callback(made), {"type": 4, "data": {}}) == 50006
    assert await bot.code("POST", f"/interactions/{made.id}/other/callback", {"type": 5}) == 10062
    await bot.done("POST", callback(made), {"type": 5, "data": {"flags": 64}})
    assert await bot.code("POST", callback(made), {"type": 5}) == 40060
    assert await bot.code("POST", f"/webhooks/{server.state.application}/x", {}) == 50027
    assert not act.done()
    await bot.done("PATCH", f"{webhook}/messages/@original", {"content": "Because"})
    await act
    await bot.done("DELETE", f"{webhook}/messages/@original")
    assert await bot.code("GET", f"{webhook}/messages/@original") == 10008
    server.refused.clear()


async def test_forms_are_held_to_their_limits(server: WireServer, bot: RawBot) -> None:
    """A form has a title, one to five components, and fields that fit."""
    act, made = await asked(server)

    def form(**more: object) -> dict[str, object]:
        field = {"type": 4, "custom_id": "a", "style": 1}
        label = {"type": 18, "label": "Words", "component": field}
        return {"type": 9, "data": {"title": "F", "custom_id": "f", "components": [label], **more}}

    text = {"type": 10, "content": "Words"}
    for wrong in (
        form(title="x" * 46),
        form(custom_id=""),
        form(components=[]),
        form(components=[text] * 6),
        form(components=[{"type": 18, "label": "x" * 46, "component": {}}]),
        form(components=[{"type": 17, "components": [text]}]),
    ):
        assert await bot.code("POST", callback(made), wrong) == 50035
    await bot.done("POST", callback(made), form())
    shown = await act
    assert getattr(shown, "kind", "") == "form"
    server.refused.clear()


async def test_staff_menus_are_for_staff(server: WireServer, bot: RawBot) -> None:
    """What needs a permission isn't offered without it, unless the server's settings allow it."""
    message = await server.person("mei").write("general", "Words")
    with pytest.raises(AssertionError, match="isn't offered"):
        await server.person("mei").context_menu(message, "Credit")
    for who, anyway in (("ana", False), ("mei", True)):
        count = len(server.state.interactions)
        act = asyncio.create_task(server.person(who).context_menu(message, "Credit", anyway=anyway))
        made = await begun(server, count)
        await bot.done("POST", callback(made), {"type": 4, "data": {"content": "Done"}})
        await act


async def test_nobody_answers() -> None:
    """A bot that doesn't answer is called unanswered after a while; so is one that is late."""
    settings = Settings(patience=0.05, deadlines=True)
    async with running(SMALL, settings) as small, speaking(small) as bot:
        await bot.done("PUT", f"/applications/{small.state.application}/commands", COMMANDS)
        act, made = await asked(small)
        with pytest.raises(UnansweredError, match=re.escape("Why?")):
            await act
        made.began -= 4.0
        assert await bot.code("POST", callback(made), {"type": 5}) == 10062
        again, made = await asked(small)
        await bot.done("POST", callback(made), {"type": 4, "data": {"content": "Yes"}})
        await again
        small.clock.advance(timedelta(minutes=16))
        original = f"/webhooks/{small.state.application}/{made.token}/messages/@original"
        assert await bot.code("GET", original) == 50027
