"""Scheduled events: what an occasion becomes, and what of one has to change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.posting.entries import (
    SOON,
    Entity,
    Status,
    begun,
    body_of,
    carries,
    differing,
    steps,
)
from adapters.discord.servers.channels import Channel, Kind
from adapters.discord.wire import Json, instant
from bot.chat.occasions import Occasion
from bot.model.places import Place
from bot.model.sessions import State
from tests.support.instants import utc

NOW = utc("2026-10-05 08:00")
STARTS, ENDS = utc("2026-10-05 15:00"), utc("2026-10-05 16:30")
OCCASION = Occasion(
    "Session 3: Fronts",
    "What *moves* a front?",
    STARTS,
    ENDS,
    State.PLANNED,
    "https://meet.example/a",
)
VOICE = Channel("70", Kind.VOICE, "1", "seminar room")
STAGE = Channel("71", Kind.STAGE, "1", "lecture")


def told(occasion: Occasion = OCCASION, status: Status = Status.SCHEDULED) -> Json:
    return {"id": "900", "status": status, **body_of(occasion, "abcdefghij", None, "#general")}


def test_a_session_with_a_link_is_held_there() -> None:
    body = body_of(OCCASION, "abcdefghij", None, "#general")
    assert body["name"] == "Session 3: Fronts"
    assert body["description"] == "What \\*moves\\* a front?\n\nHomeroom abcdefghij"
    assert (body["entity_type"], body["channel_id"]) == (Entity.ELSEWHERE, None)
    assert body["entity_metadata"] == {"location": "https://meet.example/a"}
    assert instant(body["scheduled_start_time"]) == STARTS
    assert instant(body["scheduled_end_time"]) == ENDS


def test_a_session_without_a_link_is_where_the_course_is() -> None:
    body = body_of(replace(OCCASION, link=""), "abcdefghij", None, "#general")
    assert body["entity_metadata"] == {"location": "#general"}


def test_a_link_too_long_for_its_field_stands_among_the_words() -> None:
    link = "https://meet.example/" + "a" * 100
    body = body_of(replace(OCCASION, link=link), "abcdefghij", None, "#general")
    assert body["entity_metadata"] == {"location": "#general"}
    assert link in body["description"]
    assert carries(body, "abcdefghij")


@pytest.mark.parametrize(("channel", "entity"), [(VOICE, Entity.VOICE), (STAGE, Entity.STAGE)])
def test_a_session_in_a_voice_place_is_held_in_its_channel(
    channel: Channel, entity: Entity
) -> None:
    occasion = replace(OCCASION, place=Place("discord", channel.id))
    body = body_of(occasion, "abcdefghij", channel, "#general")
    assert (body["entity_type"], body["channel_id"]) == (entity, channel.id)
    assert "entity_metadata" not in body
    assert "https://meet.example/a" in body["description"]


@given(st.text(max_size=3000), st.text(max_size=300), st.text(max_size=1500))
def test_whatever_was_written_fits_and_is_found_again(title: str, about: str, link: str) -> None:
    occasion = replace(OCCASION, title=title, about=about, link=link)
    body = body_of(occasion, "abcdefghij", None, "#general")
    assert 1 <= len(body["name"]) <= 100
    assert len(body["description"]) <= 1000
    assert 1 <= len(body["entity_metadata"]["location"]) <= 100
    assert carries(body, "abcdefghij")
    assert not carries(body, "bcdefghijk")


instants = st.timedeltas(timedelta(days=-30), timedelta(days=30)).map(lambda off: NOW + off)


@given(instants, st.timedeltas(timedelta(minutes=1), timedelta(days=1)))
def test_what_is_entered_is_never_past(starts: datetime, length: timedelta) -> None:
    body = body_of(replace(OCCASION, starts=starts, ends=starts + length), "m", None, "#general")
    entered = begun(body, NOW)
    begins = instant(entered["scheduled_start_time"])
    assert begins >= NOW + SOON
    assert instant(entered["scheduled_end_time"]) > begins
    if starts >= NOW + SOON:
        assert entered == body


def test_an_entry_that_says_it_all_is_left_alone() -> None:
    as_discord_tells = told() | {"scheduled_start_time": "2026-10-05T15:00:00.000000+00:00"}
    assert differing(as_discord_tells, body_of(OCCASION, "abcdefghij", None, "#general"), NOW) == {}


def test_a_session_that_moved_moves_its_entry() -> None:
    moved = replace(OCCASION, starts=STARTS + timedelta(days=1), ends=ENDS + timedelta(days=1))
    changes = differing(told(), body_of(moved, "abcdefghij", None, "#general"), NOW)
    assert instant(changes["scheduled_start_time"]) == moved.starts
    assert instant(changes["scheduled_end_time"]) == moved.ends


def test_a_new_title_leaves_the_times_out() -> None:
    body = body_of(replace(OCCASION, title="Warm fronts"), "abcdefghij", None, "#general")
    changes = differing(told(), body, NOW)
    assert changes["name"] == "Warm fronts"
    assert "scheduled_start_time" not in changes


def test_a_start_that_is_past_or_over_is_not_told() -> None:
    moved = replace(OCCASION, starts=NOW - timedelta(hours=2), ends=NOW - timedelta(hours=1))
    assert differing(told(), body_of(moved, "abcdefghij", None, "#general"), NOW) == {}
    later = replace(OCCASION, starts=STARTS + timedelta(hours=1), ends=ENDS + timedelta(hours=1))
    live = told(status=Status.ACTIVE)
    changes = differing(live, body_of(later, "abcdefghij", None, "#general"), NOW)
    assert "scheduled_start_time" not in changes
    assert instant(changes["scheduled_end_time"]) == later.ends


@pytest.mark.parametrize(
    ("status", "state", "taken"),
    [
        (Status.SCHEDULED, State.PLANNED, []),
        (Status.SCHEDULED, State.LIVE, [Status.ACTIVE]),
        (Status.SCHEDULED, State.CANCELLED, [Status.CANCELED]),
        (Status.SCHEDULED, State.ENDED, [Status.CANCELED]),
        (Status.ACTIVE, State.LIVE, []),
        (Status.ACTIVE, State.ENDED, [Status.COMPLETED]),
        (Status.ACTIVE, State.RECAPPED, [Status.COMPLETED]),
        (Status.ACTIVE, State.CANCELLED, [Status.COMPLETED]),
        (Status.COMPLETED, State.LIVE, []),
        (Status.CANCELED, State.PLANNED, []),
    ],
)
def test_an_event_goes_the_ways_that_discord_knows(
    status: Status, state: State, taken: list[Status]
) -> None:
    assert steps(told(status=status), state) == taken
