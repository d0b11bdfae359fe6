"""The doctor looks at a wire server: what is well, and each thing that is wrong with its remedy."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest

from adapters.discord.connection import DiscordSettings
from adapters.discord.doctor.doctor import Patient, examine
from adapters.discord.doctor.invite import invite_link
from adapters.discord.gateway.syncing import NOTE, sync_commands
from adapters.system.clock import SystemClock
from bot.chat.looks import CourseThere, Finding
from bot.model.people import Account
from bot.model.places import Place, Purpose
from bot.runtime.tables import COMMANDS
from tests.support.discord.core import Core, Notebook
from tests.support.discord.permissions import Permission
from tests.support.discord.server import WireServer
from tests.support.discord.serving import WORLD, serving_doors, settings


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    made = WireServer(replace(WORLD, start=None))
    await made.start()
    yield made
    assert made.unknown == []
    assert made.refused == []
    await made.stop()


def places(server: WireServer, **named: str) -> dict[Purpose, list[Place]]:
    names = {"main": "general", "staff": "staff", **named}
    return {
        Purpose(purpose): [Place("discord", str(server.channel(name).id))]
        for purpose, name in names.items()
    }


def who(server: WireServer, name: str) -> Account:
    return Account("discord", str(server.person(name).user.id))


def course(server: WireServer, **named: str) -> CourseThere:
    students = {who(server, "mei"): "Mei Lin", who(server, "tom"): "Tom Baker"}
    staff = frozenset({who(server, "ana")})
    return CourseThere("Weather", places(server, **named), staff, students)


async def look(
    server: WireServer,
    courses: Sequence[CourseThere] = (),
    given: DiscordSettings | None = None,
    notes: Notebook | None = None,
) -> dict[str, Finding]:
    patient = Patient(given or settings(server), courses, COMMANDS, notes or Notebook())
    found = [one async for one in examine(patient, SystemClock(), time.monotonic)]
    return {one.about: one for one in found}


def bad(found: dict[str, Finding]) -> dict[str, str]:
    return {about: one.remedy for about, one in found.items() if one.remedy}


async def synced(server: WireServer) -> Notebook:
    """Let a bot put its commands there."""
    notes, core = Notebook(), Core()
    async with serving_doors(server, core, notes) as (connection, _):
        await sync_commands(connection.line, COMMANDS)
    return notes


async def test_all_is_well(server: WireServer) -> None:
    notes = await synced(server)
    there = course(server, discussions="discussions", voice="room")
    found = await look(server, [there], notes=notes)
    assert bad(found) == {}
    assert found["Token"].seen.startswith("accepted: the bot of “Homeroom” (application ")
    assert found["Server Members Intent"].seen.startswith("on")
    assert "answers; " in found["Gateway"].seen
    assert found["Clock"].seen == "agrees with Discord's"
    assert found["Commands"].seen.startswith("/class and ")
    assert found["Server"].seen == "the bot is on “Weather and Society”"
    assert "#general (main) of “Weather”" in found
    assert "#room (voice) of “Weather”" in found
    assert found["Readers of #staff"].seen == "only staff can read it"
    link = found["Invite link"].seen
    assert link == invite_link(str(server.state.application))
    assert found["  “View Channel” in it"].seen.startswith("to see")


async def test_a_token_that_is_not_accepted(server: WireServer) -> None:
    found = await look(server, given=replace(settings(server), token="another.made.up"))
    assert list(found) == ["Token"]
    assert "put it into DISCORD_TOKEN" in found["Token"].remedy
    assert "another.made.up" not in str(found)


async def test_no_network(server: WireServer) -> None:
    nowhere = DiscordSettings(server.token, "http://127.0.0.1:9/api/v10", "ws://127.0.0.1:9")
    found = await look(server, given=nowhere)
    assert bad(found)["Discord"].startswith("Look at this machine's network")


async def test_a_gateway_that_does_not_answer(server: WireServer) -> None:
    given = replace(settings(server), gateway_url="ws://127.0.0.1:9/gateway")
    found = await look(server, given=given)
    assert found["Gateway"].seen == "127.0.0.1 does not answer"
    assert "HOMEROOM_DISCORD_GATEWAY_URL" in found["Gateway"].remedy


async def test_intents_that_are_off() -> None:
    server = WireServer(replace(WORLD, start=None, privileged=()))
    await server.start()
    found = await look(server, [course(server)])
    remedies = bad(found)
    assert "switch on “Server Members Intent”" in remedies["Server Members Intent"]
    assert "switch on “Message Content Intent”" in remedies["Message Content Intent"]
    assert "Readers of #staff" in remedies
    await server.stop()


async def test_a_permission_that_is_missing_in_a_place(server: WireServer) -> None:
    general = server.channel("general")
    await server.admin().overwrite(general, "Homeroom", deny=Permission.SEND_MESSAGES)
    found = await look(server, [course(server)])
    place = found["#general (main) of “Weather”"]
    assert place.seen == "not allowed: “Send Messages”"
    assert "Give its role the permission “Send Messages” there" in place.remedy


async def test_students_in_the_staff_place(server: WireServer) -> None:
    found = await look(server, [course(server, staff="random")])
    readers = found["Readers of #random"]
    assert readers.seen == "students can read it: Mei Lin, Tom Baker"
    assert "make it private and add only staff's role" in readers.remedy


async def test_strangers_and_keepers_in_the_staff_place(server: WireServer) -> None:
    there = course(server, staff="random")
    found = await look(server, [replace(there, students={})])
    assert found["Readers of #random"].seen == "2 people who are not on the roster can read it"
    found = await look(server, [replace(course(server), staff=frozenset())])
    assert found["Readers of #staff"].seen == "only staff can read it; so can 1 who run the server"


async def test_places_that_are_gone_or_of_the_wrong_kind(server: WireServer) -> None:
    there = course(server, recaps="room", voice="random")
    gone = {**there.by_purpose, Purpose.LIVE: [Place("discord", "4711")]}
    found = await look(server, [replace(there, by_purpose=gone)])
    remedies = bad(found)
    assert "The live place (4711) of “Weather”" in remedies
    assert found["#room (recaps) of “Weather”"].seen.endswith("has to be a text channel")
    assert found["#random (voice) of “Weather”"].seen.endswith("has to be a voice or stage channel")
    assert remedies["#random (voice) of “Weather”"].startswith("Name another one with /class setup")


async def test_commands_that_are_not_there(server: WireServer) -> None:
    found = await look(server)
    assert found["Commands"].remedy == "Start homeroom run: it puts them there."
    notes = await synced(server)
    notes.texts[NOTE] = "of an older version"
    found = await look(server, notes=notes)
    assert found["Commands"].seen == "they stand there; the next start brings them up to date"


async def test_commands_that_somebody_took_away_are_put_there_again(server: WireServer) -> None:
    notes = await synced(server)
    server.state.commands.clear()
    found = await look(server, notes=notes)
    assert "Start homeroom run" in found["Commands"].remedy
    assert notes.texts[NOTE] == ""


async def test_a_bot_on_no_server(server: WireServer) -> None:
    await server.admin().kick_bot()
    found = await look(server)
    assert found["Servers"].seen == "the bot is on none"
    assert "Open the invite link below" in found["Servers"].remedy
    assert "type /class setup there" in found["Courses"].seen


async def test_a_server_where_the_bot_may_too_little_for_a_course() -> None:
    world = replace(
        WORLD,
        start=None,
        guilds=(
            replace(
                WORLD.guilds[0], bot_permissions=Permission(0), everyone=Permission.VIEW_CHANNEL
            ),
        ),
    )
    server = WireServer(world)
    await server.start()
    found = await look(server)
    assert "“Send Messages”" in found["Server"].remedy
    await server.stop()
