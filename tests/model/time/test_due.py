"""Sunday, 23:59 by one's own clock: fair to those who travel, no loophole for those who pretend."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.time.due import Due, due_for, has_passed, latest, local_due
from bot.model.time.zones import ZoneHistory, resolve
from tests.support.instants import instants, utc, wall, walls, zones

SUNDAY_NIGHT = local_due(wall("2026-10-11 23:59"), "Europe/Berlin")
MINUTE = timedelta(minutes=1)


@st.composite
def histories(draw: st.DrawFn) -> ZoneHistory:
    """Draw the zones of someone who travels now and then."""
    since = sorted(draw(st.lists(instants, max_size=5)))
    return ZoneHistory(draw(zones), tuple((at, draw(st.none() | zones)) for at in since))


def test_one_instant_for_all_asks_nobody_where_they_are() -> None:
    due = Due(utc("2026-10-11 21:59"))
    traveler = ZoneHistory("Europe/Berlin").changed(utc("2026-10-01"), "Asia/Kolkata")
    assert due_for(due, traveler) == due.at
    assert latest(due) == due.at


def test_a_local_due_time_is_everyones_own() -> None:
    sunday = wall("2026-10-11 23:59")
    assert local_due(sunday, "Europe/Berlin") == Due(utc("2026-10-11 21:59"), sunday)
    assert due_for(SUNDAY_NIGHT, ZoneHistory("Europe/Berlin")) == SUNDAY_NIGHT.at
    assert due_for(SUNDAY_NIGHT, ZoneHistory("Asia/Kolkata")) == utc("2026-10-11 18:29")
    assert due_for(SUNDAY_NIGHT, ZoneHistory("America/New_York")) == utc("2026-10-12 03:59")


def test_the_due_minute_itself_is_too_late() -> None:
    berlin = ZoneHistory("Europe/Berlin")
    assert not has_passed(SUNDAY_NIGHT, berlin, SUNDAY_NIGHT.at - MINUTE)
    assert has_passed(SUNDAY_NIGHT, berlin, SUNDAY_NIGHT.at)


def test_flying_west_before_it_passes_gives_more_time() -> None:
    flight = utc("2026-10-11 21:00")
    traveler = ZoneHistory("Europe/Berlin").changed(flight, "America/New_York")
    assert due_for(SUNDAY_NIGHT, traveler) == utc("2026-10-12 03:59")


def test_flying_east_before_it_passes_takes_time_away_but_never_backdates() -> None:
    early, late = utc("2026-10-09 12:00"), utc("2026-10-11 20:00")
    home = ZoneHistory("Europe/Berlin")
    assert due_for(SUNDAY_NIGHT, home.changed(early, "Asia/Kolkata")) == utc("2026-10-11 18:29")
    assert due_for(SUNDAY_NIGHT, home.changed(late, "Asia/Kolkata")) == late


def test_claiming_a_western_zone_afterwards_reopens_nothing() -> None:
    home = ZoneHistory("Europe/Berlin")
    at_once = home.changed(SUNDAY_NIGHT.at, "America/New_York")
    assert due_for(SUNDAY_NIGHT, at_once) == utc("2026-10-12 03:59")  # it was not late yet
    after = home.changed(SUNDAY_NIGHT.at + MINUTE, "America/New_York")
    assert due_for(SUNDAY_NIGHT, after) == SUNDAY_NIGHT.at
    assert has_passed(SUNDAY_NIGHT, after, SUNDAY_NIGHT.at + 2 * MINUTE)


def test_withdrawing_ones_zone_means_the_courses() -> None:
    history = ZoneHistory("Europe/Berlin").changed(utc("2026-09-01"), "Asia/Kolkata")
    history = history.changed(utc("2026-10-05"), None)
    assert due_for(SUNDAY_NIGHT, history) == SUNDAY_NIGHT.at


@pytest.mark.parametrize(
    ("zone", "shown", "instant"),
    [
        ("America/Sao_Paulo", "2018-11-04 00:00", "2018-11-04 03:00"),  # 00:00 leaps to 01:00
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30"),
    ],
)
def test_a_due_time_in_a_change_of_clocks_has_one_meaning(
    zone: str, shown: str, instant: str
) -> None:
    assert due_for(local_due(wall(shown), "UTC"), ZoneHistory(zone)) == utc(instant)


@given(histories(), walls, instants)
def test_it_has_passed_once_the_clock_in_force_has_shown_it(
    history: ZoneHistory, moment: datetime, at: datetime
) -> None:
    due = local_due(moment, "UTC")
    passes = due_for(due, history)
    assert passes >= resolve(moment, history.at(passes)).instant
    just_before = passes - datetime.resolution
    assert just_before < resolve(moment, history.at(just_before)).instant
    assert has_passed(due, history, at) is (at >= passes)


@given(histories(), walls, instants, zones)
def test_changing_ones_zone_never_reopens_what_has_passed(
    history: ZoneHistory, moment: datetime, at: datetime, zone: str
) -> None:
    due = local_due(moment, "UTC")
    last = max((since for since, _ in history.changes), default=at)
    changed = history.changed(max(at, last), zone)
    if due_for(due, history) < max(at, last):
        assert due_for(due, changed) == due_for(due, history)
    else:
        assert due_for(due, changed) >= max(at, last)


@given(histories(), walls)
def test_nobody_anywhere_has_longer_than_the_latest(history: ZoneHistory, moment: datetime) -> None:
    assert due_for(local_due(moment, "UTC"), history) <= latest(local_due(moment, "UTC"))


def test_the_latest_is_reached_on_the_last_ship() -> None:
    assert latest(SUNDAY_NIGHT) == utc("2026-10-12 11:59")
    assert due_for(SUNDAY_NIGHT, ZoneHistory("Etc/GMT+12")) == latest(SUNDAY_NIGHT)
