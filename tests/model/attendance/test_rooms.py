"""Which session is held in a room: by its link, and by the time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.attendance.rooms import held_there, leads_to, longest_there
from bot.model.sessions import State
from tests.support.sample import at, session

ROOM = "zoom.us/98765432101"
LINK = "https://uni.zoom.us/j/98765432101?pwd=x#success"
FIRST = replace(session("first", at(hours=10)), link=LINK)
SECOND = replace(session("second", at(hours=11)), link=LINK)


@pytest.mark.parametrize(
    "link",
    [
        LINK,
        "https://zoom.us/j/98765432101",
        "https://US02WEB.ZOOM.US/wc/join/98765432101",
        "http://zoom.us:443/s/98765432101/",
    ],
)
def test_links_that_lead_there(link: str) -> None:
    assert leads_to(link, ROOM)


@pytest.mark.parametrize(
    "link",
    [
        None,
        "",
        "https://zoom.us/j/9876543210",
        "https://zoom.us/j/198765432101",
        "https://zoom.us/my/teacher?id=98765432101",
        "https://zoom.us.evil.example/j/98765432101",
        "https://evilzoom.us/j/98765432101",
        "https://[zoom.us/j/98765432101",
        "zoom.us/j/98765432101",
    ],
)
def test_links_that_do_not(link: str | None) -> None:
    assert not leads_to(link, ROOM)
    assert not leads_to(link, "zoom.us/")


def test_of_one_rooms_sessions_those_about_the_time_are_meant() -> None:
    cancelled = replace(SECOND, id="c", state=State.CANCELLED)
    sessions = (FIRST, SECOND, cancelled)
    assert held_there(sessions, ROOM, at(hours=6)) == []
    assert held_there(sessions, ROOM, at(hours=7)) == [FIRST]
    assert held_there(sessions, ROOM, at(hours=10.5)) == [FIRST, SECOND]
    assert held_there(sessions, ROOM, at(hours=14.5)) == [SECOND]
    live = replace(FIRST, state=State.LIVE, began=FIRST.starts)
    assert held_there([live], ROOM, at(hours=20)) == [live]


def test_a_recording_is_of_the_session_it_has_most_of() -> None:
    begins = at(hours=10)
    sessions = (FIRST, SECOND)
    assert longest_there(sessions, ROOM, begins, at(hours=11.4)) == FIRST
    assert longest_there(sessions, ROOM, at(hours=10.7), at(hours=12)) == SECOND
    assert longest_there(sessions, ROOM, begins - timedelta(hours=3), begins) is None
    assert longest_there(sessions, "zoom.us/1", begins, at(hours=12)) is None
