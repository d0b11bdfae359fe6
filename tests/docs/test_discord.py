"""docs/discord.md: each command is run, each word of Homeroom's in it is said as it stands."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.discord.doctor.invite import REASONS
from adapters.discord.servers.permissions import NAMES
from adapters.files.courses.reading import read_text
from bot.chat.typed import parse
from bot.features.courses.views_setup import ADMINISTRATORS
from bot.runtime.tables import COMMANDS
from config.settings import Settings
from tests.support.discord.asking import words
from tests.support.discord.core import until
from tests.support.discord.machine import environment, ran, serving
from tests.support.discord.server import WireServer
from tests.support.discord.serving import WORLD
from tests.support.discord.setting_up import Guide
from tests.support.source import ROOT, sentences

TEXT = (ROOT / "docs" / "discord.md").read_text("utf-8")
PLAIN = " ".join(re.sub(r"^> ?", "", TEXT, flags=re.MULTILINE).split())
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
SHELL = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
OUTSIDE = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
BOLD = {" ".join(found.split()) for found in re.findall(r"\*\*(.+?)\*\*", OUTSIDE, re.DOTALL)}
EMPHASIS = {"bold", "With a code.", "With a word from you."}
"""Bold, but not what Homeroom says."""
TYPED = re.findall(r"`/class([^`]*)`", OUTSIDE)
SAID = re.findall(r"^\| “(.+?)” \|", TEXT, re.MULTILINE)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    made = WireServer(replace(WORLD, start=None))
    await made.start()
    yield made
    assert made.unknown == []
    assert made.refused == []
    await made.stop()


def test_every_command_that_is_named_can_be_typed() -> None:
    assert len(TYPED) > 15
    for typed in TYPED:
        name, _ = parse(typed.strip() or "help", COMMANDS)
        assert name in COMMANDS.commands


@pytest.mark.parametrize("sentence", SAID)
def test_every_sentence_that_is_named_is_one_of_ours(sentence: str) -> None:
    pieces = [piece.strip() for piece in sentence.split("…") if piece.strip()]
    for piece in pieces:
        assert piece in sentences(), piece


def test_the_permissions_are_those_of_the_invite_link() -> None:
    rows = "\n".join(f"| {NAMES[one]} | {reason} |" for one, reason in REASONS.items())
    assert rows in TEXT


def test_what_administrators_see_is_what_the_setup_says() -> None:
    assert ADMINISTRATORS in PLAIN


def test_the_settings_are_ours() -> None:
    known = {field.alias for field in Settings.model_fields.values()}
    named = {line.partition("=")[0] for kind, text in BLOCKS if kind == "ini"
             for line in text.splitlines()}  # fmt: skip
    assert named
    assert named <= known


def test_the_course_in_a_file_has_nothing_wrong() -> None:
    [text] = [text for kind, text in BLOCKS if kind == "yaml"]
    assert read_text(text, now=datetime(2027, 3, 1, tzinfo=UTC)).problems == ()


def test_links_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert link.startswith("https://") or (ROOT / "docs" / link).exists(), link


async def test_every_step_as_it_is_written(server: WireServer, tmp_path: Path) -> None:
    env = environment(server, tmp_path)
    [text] = [text for kind, text in BLOCKS if kind == "yaml"]
    (tmp_path / "weather.yaml").write_text(text, "utf-8")
    [promised] = [text for kind, text in BLOCKS if kind == "text"]
    first, then, *files_later = SHELL
    assert (first, then) == (
        "DISCORD_TOKEN=… homeroom doctor discord",
        "DISCORD_TOKEN=… homeroom run",
    )
    code, out, _ = await ran("doctor", "discord", folder=tmp_path, env=env)
    assert (code, "Start homeroom run: it puts them there." in out) == (1, True)
    assert "Invite link: https://discord.com/oauth2/authorize?" in out
    async with serving(server, tmp_path) as bot:
        assert bot.out == promised.splitlines()
        guide = await lived(server)
        shown = "\n".join(guide.told)
        assert sorted(said for said in BOLD - EMPHASIS if said not in shown) == []
        code, out, _ = await ran("doctor", "discord", folder=tmp_path, env=env)
        assert code == 0, out
        for line in files_later:
            homeroom, *arguments = line.split()
            assert homeroom == "homeroom"
            code, out, _ = await ran(*arguments, folder=tmp_path, env=env)
            assert code == 0, out
        assert await bot.stop() == 0


async def lived(server: WireServer) -> Guide:
    """Go through all that the page describes; return what was seen on the way."""
    guide = Guide(server)
    assert "The course has started" in await guide.starts()
    general, staff = server.channel("general"), server.channel("staff")
    await server.person("mei").command("join", {"name": "Mei Lin"}, where="general")
    await server.person("tom").command("join", {"name": "Tom Baker"}, where="general")
    await until(lambda: len(guide.owner.sees(staff)) > 1)
    mei, tom = (
        next(one for one in guide.owner.sees(staff) if f"“{name}” asks" in read(guide, one))
        for name in ("Mei Lin", "Tom Baker")
    )
    guide.told += [read(guide, mei), read(guide, tom)]
    guide.keep(await guide.owner.press(mei, "It is", choice="Mei Lin"))
    new = "Somebody new: put them on the roster"
    guide.keep(await guide.owner.press(tom, new))
    guide.keep(await guide.owner.press(tom, "Undo"))
    guide.keep(await guide.owner.press(tom, new))
    await until(
        lambda: any("I can't come" in read(guide, one) for one in guide.owner.sees(general))
    )
    guide.told += [read(guide, one) for one in guide.owner.sees(general)]
    shown = await guide.fills(await guide.types("setup"), "Course and term", {"title": "Weather"})
    await guide.presses(shown, "Save the changes")
    assert "Change Weather" in words(await guide.types("setup"))
    code = await guide.types("roster code", person="Mei Lin")
    assert "join code:" in words(code)
    return guide


def read(guide: Guide, message: object) -> str:
    """Return what somebody reads in a message."""
    return guide.server.reader("ana").message(message)  # type: ignore[arg-type]
