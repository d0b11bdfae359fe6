"""Voice states as presence: comings and goings, and who is there when we come."""

from __future__ import annotations

from typing import Any

from adapters.discord.gateway.presence import Voices
from bot.chat.events import PresenceSeen
from bot.model.people import Account
from bot.model.places import Place
from tests.support.instants import utc

NOON = utc("2026-10-05 12:00")
ROOM, HALL = Place("discord", "20"), Place("discord", "21")
WATCHED = [ROOM, HALL]
MEI = Account("discord", "5")


def state(channel: str | None, user: str = "5", **more: Any) -> dict[str, Any]:
    """Return a voice state as Discord tells it."""
    member = {"user": {"id": user, "bot": False}}
    return {"guild_id": "1", "user_id": user, "channel_id": channel, "member": member, **more}


def server(*states: dict[str, Any], members: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """Return a server as Discord tells it at the start."""
    return {"id": "1", "voice_states": list(states), "members": members or []}


def moves(events: list[PresenceSeen]) -> list[tuple[str, bool]]:
    """Return where people came (True) or left."""
    return [(event.place.id, event.present) for event in events]


def test_somebody_comes_moves_and_leaves() -> None:
    voices = Voices()
    voices.told(server())
    came = voices.moved(state("20"), WATCHED, NOON)
    assert came == [PresenceSeen(ROOM, MEI, True, NOON)]
    assert moves(voices.moved(state("21"), WATCHED, NOON)) == [("20", False), ("21", True)]
    assert moves(voices.moved(state(None), WATCHED, NOON)) == [("21", False)]


def test_muting_oneself_is_no_news() -> None:
    voices = Voices()
    voices.told(server(state("20")))
    assert voices.moved(state("20", self_mute=True), WATCHED, NOON) == []


def test_places_that_no_course_names_are_nobody_s_business() -> None:
    voices = Voices()
    voices.told(server())
    assert voices.moved(state("99"), WATCHED, NOON) == []
    assert moves(voices.moved(state("20"), WATCHED, NOON)) == [("20", True)]
    assert moves(voices.moved(state("99"), WATCHED, NOON)) == [("20", False)]


def test_after_a_resumption_it_is_not_known_where_somebody_was() -> None:
    voices = Voices()
    assert moves(voices.moved(state(None), WATCHED, NOON)) == [("20", False), ("21", False)]
    assert moves(voices.moved(state("21"), WATCHED, NOON)) == [("21", True)]
    assert voices.read("1", ROOM, NOON) is None


def test_who_is_there_when_we_come() -> None:
    voices = Voices()
    robot = {"user": {"id": "8", "bot": True}}
    bot_state = {"user_id": "8", "channel_id": "20"}
    voices.told(server(state("20"), state("21", "6"), bot_state, members=[robot]))
    read = voices.read("1", ROOM, NOON)
    assert read is not None
    assert (read.place, read.present, read.at) == (ROOM, frozenset({MEI}), NOON)


def test_bots_are_not_present() -> None:
    voices = Voices()
    voices.told(server())
    robot = state("20", "8", member={"user": {"id": "8", "bot": True}})
    assert voices.moved(robot, WATCHED, NOON) == []


def test_what_was_known_before_a_new_session_is_not_known_any_more() -> None:
    voices = Voices()
    voices.told(server(state("20")))
    voices.forget()
    assert voices.read("1", ROOM, NOON) is None
    assert moves(voices.moved(state("20"), WATCHED, NOON)) == [("21", False), ("20", True)]
