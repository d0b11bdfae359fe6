"""docs/slack.md: each command is run, each word of Homeroom's in it is said as it stands."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from adapters.files.courses.reading import read_text
from adapters.slack.hearing.deliveries import PATH
from adapters.slack.rendering.manifest import EVERYWHERE, SCOPES, Urls, manifest
from adapters.slack.rendering.spans import HIDDEN
from adapters.web.server import Server
from bot.chat.typed import parse
from bot.features.courses.views_setup import ADMINISTRATORS
from bot.runtime.tables import COMMANDS
from config.settings import Settings
from tests.support.discord.core import until
from tests.support.discord.machine import ran
from tests.support.slack.browsers import Browser
from tests.support.slack.machine import CLASS, class_on_slack, environment, free_port, serving
from tests.support.slack.server import WireServer
from tests.support.slack.setting_up import Guide
from tests.support.slack.things import Json, Message
from tests.support.slack.world import SlackChannel, SlackPerson, SlackWorkspace
from tests.support.source import ROOT, sentences

TEXT = (ROOT / "docs" / "slack.md").read_text("utf-8")
BLOCK = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
SEVERAL = TEXT[TEXT.index("\n## Several workspaces") : TEXT.index("\n## In one file instead")]
"""What is said of several workspaces; its steps are tried by themselves."""
BLOCKS = BLOCK.findall(TEXT.replace(SEVERAL, ""))
BLOCKS_OF_SEVERAL = BLOCK.findall(SEVERAL)
SHELL = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
OUTSIDE = BLOCK.sub("", TEXT.replace(SEVERAL, ""))
BOLD = {" ".join(found.split()) for found in re.findall(r"\*\*(.+?)\*\*", OUTSIDE, re.DOTALL)}
EMPHASIS = {
    *("bold", "By their e-mail address.", "With a code.", "With a word from you."),
    *("Commands.", "In threads", "The home tab", "Grades and personal data"),
}
"""Bold, but not what Homeroom says."""
[BOLD_OF_SEVERAL] = re.findall(r"\*\*(.+?)\*\*", SEVERAL)
TYPED = re.findall(r"`/class([^`]*)`", OUTSIDE)
SAID = re.findall(r"^\| “(.+?)” \|", TEXT, re.MULTILINE)
TRIES = 600
PANEL = "Each button answers you alone."
"""Ends what the course's panel says: it comes by itself, and is no answer to what is typed."""
LEARNERS = replace(
    CLASS, people=(*CLASS.people, SlackPerson("emre", "Emre Demir", email="emre@example.org"))
)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    async with class_on_slack(LEARNERS) as made:
        yield made


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


def test_the_scopes_are_those_of_the_manifest() -> None:
    rows = "\n".join(f"| `{one}` | {reason} |" for one, reason in SCOPES.items())
    assert rows in TEXT


def test_what_owners_see_is_what_the_setup_says() -> None:
    assert ADMINISTRATORS in " ".join(TEXT.replace("\n> ", " ").split())


def test_what_the_free_plan_hides_is_said_as_here() -> None:
    assert HIDDEN.strip() in " ".join(TEXT.split())


def test_the_settings_are_ours() -> None:
    known = {field.alias: field.default for field in Settings.model_fields.values()}
    named = dict(
        line.partition("=")[::2]
        for kind, text in (*BLOCKS, *BLOCKS_OF_SEVERAL) if kind == "ini"
        for line in dedent(text).splitlines()
    )  # fmt: skip
    assert set(named) <= set(known)
    address = Server(named["HOMEROOM_SLACK_HOST"], int(named["HOMEROOM_SLACK_PORT"]))
    assert (known["HOMEROOM_SLACK_HOST"], known["HOMEROOM_SLACK_PORT"]) == (
        address.host,
        address.port,
    )
    assert f"http://{address.host}:{address.port}{PATH}" in TEXT


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
    begin, later = SHELL[:3], SHELL[3:]
    assert begin == ["homeroom slack manifest", "homeroom doctor slack", "homeroom run"]
    code, out, _ = await ran("slack", "manifest", folder=tmp_path, env=env)
    assert (code, json.loads(out)) == (0, manifest(COMMANDS, "Homeroom", socket=True))
    code, out, _ = await ran("doctor", "slack", folder=tmp_path, env=env)
    assert code == 0, out
    async with serving(server, tmp_path) as bot:
        assert bot.out == promised.splitlines()
        guide = await lived(server)
        shown = "\n".join((*guide.told, *EVERYWHERE.values()))
        assert "Voice place" not in shown
        assert sorted(said for said in BOLD - EMPHASIS if said not in shown) == []
        code, out, _ = await ran("doctor", "slack", folder=tmp_path, env=env)
        assert code == 0, out
        for line in later:
            code, out, _ = await ran(*line.split()[1:], folder=tmp_path, env=env)
            assert code == 0, out
        assert "https://homeroom.example.edu/slack/events" in out
        assert await bot.stop() == 0


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
async def test_the_steps_for_several_workspaces(tmp_path: Path) -> None:
    """The steps as they are written, with a browser in the place of the web server."""
    blocks = {kind: dedent(text).splitlines() for kind, text in BLOCKS_OF_SEVERAL}
    first, second = CLASS.workspaces[0], SlackWorkspace("Oceans", (SlackChannel("deep"),))
    workspaces = (replace(first, installed=False), replace(second, installed=False))
    async with class_on_slack(replace(CLASS, workspaces=workspaces)) as server:
        port = free_port()
        given = dict(line.split("=", 1) for line in blocks["ini"])
        given |= {
            "SLACK_CLIENT_ID": server.world.client_id,
            "SLACK_CLIENT_SECRET": server.world.client_secret,
            "HOMEROOM_SLACK_PORT": str(port),
        }
        assert given.pop("SLACK_APP_TOKEN").endswith("xapp-")
        env = environment(server, tmp_path, **given)
        [line] = blocks["sh"]
        setting, command = line.split(" homeroom ")
        assert setting == f"HOMEROOM_SLACK_PUBLIC_URL={given['HOMEROOM_SLACK_PUBLIC_URL']}"
        code, out, _ = await ran(*command.split(), folder=tmp_path, env=env)
        assert (code, json.loads(out)) == (0, several_manifest(organization=False))
        code, out, _ = await ran(*command.split(), "--organization", folder=tmp_path, env=env)
        assert (code, json.loads(out)) == (0, several_manifest(organization=True))
        async with serving(server, tmp_path, **given) as bot:
            assert bot.out == blocks["text"]
            browser = Browser(server, f"http://127.0.0.1:{port}")
            for name in (first.name, second.name):
                page = await browser.installs(name)
                said = BOLD_OF_SEVERAL.replace("Oceans", name)
                assert said in page.words
            assert "The course has started" in await Guide(server).starts()
            code, out, _ = await ran("doctor", "slack", folder=tmp_path, env=env)
            assert code == 0, out
            assert f"“{first.name}”" in out
            assert "“Oceans”" in out
            assert "xox" not in out
            assert await bot.stop() == 0
        assert not [line for line in (*bot.out, *bot.err) if "xox" in line or "xapp" in line]


def several_manifest(*, organization: bool) -> Json:
    """Return the manifest that the section's command has to print."""
    urls = Urls(redirect="https://homeroom.example.edu/slack/oauth_redirect")
    return manifest(COMMANDS, "Homeroom", socket=True, urls=urls, organization=organization)


async def lived(server: WireServer) -> Guide:
    """Go through all that the page describes; return what was seen on the way."""
    guide = Guide(server)
    mei = server.person("mei")
    refused = guide.words(await mei.command("setup", where="announcements"), "mei")
    assert "A course is set up by someone who runs this server" in refused
    assert "The course has started" in await guide.starts()
    await until(lambda: any(PANEL in read(guide, one) for one in guide.owner.sees("announcements")))
    # What the bot posts there by itself would else be taken for its answer to what people type.
    await until(
        lambda: any("I can't come" in read(guide, one) for one in guide.owner.sees("announcements"))
    )
    await known(guide)
    await server.person("tom").command('join name:"Tom Baker"', where="announcements")
    await until(lambda: any("“Tom Baker” asks" in read(guide, one) for one in staff(guide)))
    card = next(one for one in staff(guide) if "“Tom Baker” asks" in read(guide, one))
    guide.told.append(read(guide, card))
    for label in ("Somebody new: put them on the roster", "Undo"):
        guide.keep(await guide.owner.press(card, label))
    guide.keep(await guide.owner.press(card, "It is", choice="Noa Peled"))
    guide.told += [read(guide, one) for one in guide.owner.sees("announcements")]
    shown = await guide.fills(await guide.types("setup"), "Course and term", {"title": "Weather"})
    await guide.presses(shown, "Save the changes")
    await until(
        lambda: any("\nWeather\n" in read(guide, one) for one in guide.owner.sees("announcements"))
    )
    assert "Change Weather" in guide.words(await guide.types("setup"))
    return guide


async def known(guide: Guide) -> None:
    """Let one student be known by their address, and another by a code."""
    server = guide.server
    mei, emre = server.person("mei"), server.person("emre")
    unknown = "You are not on the roster"
    for _ in range(TRIES):
        shown = await mei.command("progress", where="announcements")
        if unknown not in guide.words(shown, "mei"):
            break
        await asyncio.sleep(0.1)
    else:
        raise AssertionError("nobody is known by their address")
    await guide.types('roster code "Emre Demir"')
    code = re.compile(r"/class join (code:\S+)")
    private = guide.owner.private
    await until(lambda: any(code.search(read(guide, one)) for one in guide.owner.sees(private)))
    [given] = code.findall("\n".join(read(guide, one) for one in guide.owner.sees(private)))
    await emre.command(f"join {given}", where="announcements")
    seen = server.reader("emre")
    await until(
        lambda: any("Emre Demir" in seen.message(one) for one in emre.sees("announcements"))
    )


def staff(guide: Guide) -> list[Message]:
    """Return what stands in the staff's channel."""
    return guide.owner.sees("staff")


def read(guide: Guide, message: Message) -> str:
    """Return what the owner reads in a message."""
    return guide.server.reader("ana").message(message)
