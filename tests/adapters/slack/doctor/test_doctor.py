"""The doctor looks at a wire server: what is well, and each thing that is wrong with its remedy."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

import pytest

from adapters.slack.connection import SlackSettings
from adapters.slack.doctor.doctor import Patient, examine, scopes_finding
from adapters.slack.rendering.manifest import SCOPES
from adapters.system.clock import SystemClock
from adapters.web.server import Server
from bot.chat.looks import CourseThere, Finding
from bot.model.people import Account
from bot.model.places import Place, Purpose
from tests.support.slack.reach import WORLD, KeptNotes
from tests.support.slack.server import WireServer, running

NOW = replace(WORLD, start=None)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    async with running(NOW) as made:
        yield made
        assert made.unknown == []
        assert made.refused == []
        assert not made.sockets.came.is_set()


def settings(server: WireServer) -> SlackSettings:
    return SlackSettings(server.token, server.app_token, api_url=server.api_url, server=Server())


def who(server: WireServer, name: str) -> Account:
    return Account("slack", server.user(name).id)


def course(server: WireServer, **named: str) -> CourseThere:
    names = {"main": "general", "staff": "staff", **named}
    places = {
        Purpose(purpose): [Place("slack", server.channel(name).id)]
        for purpose, name in names.items()
    }
    students = {who(server, "mei"): "Mei Lin", who(server, "tom"): "Tom Baker"}
    return CourseThere("Weather", places, frozenset({who(server, "ana")}), students)


async def look(
    server: WireServer, courses: Sequence[CourseThere] = (), given: SlackSettings | None = None
) -> dict[str, Finding]:
    patient = Patient(given or settings(server), courses, "/class", KeptNotes())
    found = [one async for one in examine(patient, SystemClock(), time.monotonic)]
    return {one.about: one for one in found}


def bad(found: dict[str, Finding]) -> dict[str, str]:
    return {about: one.remedy for about, one in found.items() if one.remedy}


async def test_all_is_well(server: WireServer) -> None:
    found = await look(server, [course(server)])
    assert bad(found) == {}
    assert found["Bot token"].seen.startswith("accepted in “Weather and Society” (http")
    assert found["Scopes"].seen.startswith(f"all {len(SCOPES)} that Homeroom needs are granted")
    assert found["Socket Mode"].seen == "the app token is accepted, and 127.0.0.1 answers"
    assert found["Clock"].seen == "agrees with Slack's"
    assert found["Command"].seen.startswith("/class, if the app was made from the manifest")
    assert "90 days" in found["Plan"].seen
    assert found["#general (main) of “Weather”"].seen == "the bot is in it; public"
    assert found["#staff (staff) of “Weather”"].seen == "the bot is in it; private"
    assert found["Readers of #staff"].seen == "only staff can read it"


async def test_over_requests_no_socket_is_looked_for(server: WireServer) -> None:
    given = SlackSettings(server.token, signing_secret="s", api_url=server.api_url, server=Server())
    found = await look(server, given=given)
    assert bad(found) == {}
    assert "http://127.0.0.1:3000/slack/events" in found["Requests"].seen
    assert "Socket Mode" not in found
    assert "type /class setup there" in found["Courses"].seen


async def test_a_bot_token_that_is_not_accepted(server: WireServer) -> None:
    found = await look(server, given=replace(settings(server), bot_token="xoxb-another"))
    assert list(found) == ["Bot token"]
    assert "if its token stands in SLACK_BOT_TOKEN" in found["Bot token"].remedy
    assert "xoxb-another" not in str(found)


async def test_an_app_token_that_is_not_accepted(server: WireServer) -> None:
    given = replace(settings(server), app_token="xapp-another")
    found = await look(server, [course(server)], given)
    assert list(bad(found)) == ["Socket Mode"]
    assert "with the scope connections:write" in found["Socket Mode"].remedy
    assert "xapp-another" not in str(found)


async def test_sockets_that_are_busy(server: WireServer) -> None:
    server.faults.add("apps.connections.open", "error", times=9)
    found = await look(server)
    assert bad(found) == {"Socket Mode": "Look again in a moment."}


async def test_no_network(server: WireServer) -> None:
    nowhere = replace(settings(server), api_url="http://127.0.0.1:9/api/")
    found = await look(server, given=nowhere)
    assert bad(found)["Slack"].startswith("Look at this machine's network")


async def test_sockets_that_can_not_be_reached(
    server: WireServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.sockets, "ticket", lambda: "ws://127.0.0.1:9/link/?ticket=1")
    found = await look(server)
    assert found["Socket Mode"].seen == "127.0.0.1 does not answer"
    assert "set HTTPS_PROXY" in found["Socket Mode"].remedy


async def test_scopes_that_are_missing() -> None:
    some = tuple(one for one in NOW.scopes if one not in ("groups:read", "pins:write"))
    async with running(replace(NOW, scopes=some)) as server:
        found = await look(server)
    assert found["Scopes"].seen == (
        "lacking: groups:read to the same for private channels it was invited to, such as the "
        "staff's; pins:write to pin the panel in the course's main channel"
    )
    assert "homeroom slack manifest" in found["Scopes"].remedy


@pytest.mark.parametrize(
    ("granted", "seen", "good"),
    [
        ([*SCOPES], f"all {len(SCOPES)} that Homeroom needs are granted", True),
        ([*SCOPES, "team:read"], "granted, but not needed: team:read", True),
        ([], "Slack does not tell which were granted", True),
        ([*SCOPES][1:], "lacking: commands to have /class", False),
    ],
)
def test_what_was_granted(granted: list[str], seen: str, good: bool) -> None:
    found = scopes_finding(frozenset(granted))
    assert seen in found.seen
    assert good is not bool(found.remedy)


async def test_places_the_bot_is_not_in_archived_or_gone(server: WireServer) -> None:
    there = course(server, discussions="lounge", recaps="old")
    gone = {**there.by_purpose, Purpose.LIVE: [Place("slack", "C0GONE")]}
    found = await look(server, [replace(there, by_purpose=gone)])
    remedies = bad(found)
    assert found["#lounge (discussions) of “Weather”"].seen == "the bot is not in it"
    assert "/invite @Homeroom" in remedies["#lounge (discussions) of “Weather”"]
    assert "Unarchive it" in remedies["#old (recaps) of “Weather”"]
    assert "The live place (C0GONE) of “Weather”" in remedies
    assert len(remedies) == 3


async def test_a_voice_place_is_none_of_slacks(server: WireServer) -> None:
    found = await look(server, [course(server, voice="lounge")])
    assert "Slack has no voice places" in bad(found)["#lounge (voice) of “Weather”"]


async def test_students_in_the_staff_place(server: WireServer) -> None:
    found = await look(server, [course(server, staff="general")])
    readers = found["Readers of #general"]
    assert readers.seen == "students can read it: Mei Lin, Tom Baker"
    assert "Change it to a private channel" in readers.remedy
    await server.admin().admit(server.channel("staff"), "mei")
    readers = (await look(server, [course(server)]))["Readers of #staff"]
    assert readers.seen == "students can read it: Mei Lin"
    assert readers.remedy.startswith("Remove them from the channel.")


async def test_strangers_and_guests_in_the_staff_place(server: WireServer) -> None:
    there = course(server)
    found = await look(server, [replace(course(server, staff="general"), students={})])
    assert found["Readers of #general"].seen == "it is a public channel: everybody can read it"
    await server.admin().admit(server.channel("staff"), "tom")
    found = await look(server, [replace(there, students={})])
    assert found["Readers of #staff"].seen == "1 person who is not on the roster can read it"
    await server.admin().admit(server.channel("staff"), "gil")
    found = await look(server, [replace(there, students={})])
    assert found["Readers of #staff"].seen == (
        "2 people who are not on the roster, 1 of them from outside, can read it"
    )
