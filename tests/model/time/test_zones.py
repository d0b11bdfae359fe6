"""Clocks of the class's zones, through two daylight-saving changes and one skipped day."""

from datetime import datetime, timedelta

import pytest
from hypothesis import example, given

from bot.model.time.zones import (
    Fit,
    ZoneHistory,
    first_at,
    is_offset,
    is_zone,
    last_at,
    local,
    nearest_zone,
    resolve,
    shift_between,
    shift_for,
)
from tests.support.instants import instants, utc, wall, walls, zones

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("name", ["Europe/Berlin", "Asia/Kolkata", "UTC", "Etc/GMT+12"])
def test_a_zone_is_known_by_its_iana_name(name: str) -> None:
    assert is_zone(name)


@pytest.mark.parametrize(
    "name", ["America", "Europe/", "europe/berlin", "", "../etc/passwd", "Factory", "localtime"]
)
def test_what_is_no_zone_is_told_apart_without_an_error(name: str) -> None:
    assert not is_zone(name)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("Europe/Berln", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        ("  new   york ", "America/New_York"),
        ("kolkata", "Asia/Kolkata"),
        ("Kolkatta", "Asia/Kolkata"),
        ("Asia/Katmandoo", "Asia/Katmandu"),
        ("utc", "UTC"),
        ("ho chi minh", "Asia/Ho_Chi_Minh"),
        ("Ushuaia", "America/Argentina/Ushuaia"),
        ("GMT+5", None),
        ("Sao Paulo", "America/Sao_Paulo"),
        ("Middle-earth", None),
        ("America", None),
        ("", None),
    ],
)
def test_a_misspelt_zone_or_a_city_gets_a_suggestion(typed: str, meant: str | None) -> None:
    assert nearest_zone(typed) == meant


@pytest.mark.parametrize("name", ["EST", "MST", "HST", "Etc/GMT+5", "Etc/GMT-14"])
def test_an_offset_is_a_zone_whose_clocks_never_change(name: str) -> None:
    assert is_offset(name)
    assert is_zone(name)


@pytest.mark.parametrize("name", ["UTC", "Etc/GMT", "Etc/GMT+0", "EST5EDT", "Asia/Kolkata"])
def test_a_place_s_zone_is_no_offset(name: str) -> None:
    assert not is_offset(name)


@pytest.mark.parametrize(
    ("zone", "shown", "instant", "fit"),
    [
        ("Europe/Berlin", "2026-11-03 18:30", "2026-11-03 17:30", Fit.EXACT),
        ("Asia/Kolkata", "2026-11-03 18:30", "2026-11-03 13:00", Fit.EXACT),
        ("Asia/Kathmandu", "2026-11-03 18:30", "2026-11-03 12:45", Fit.EXACT),
        # Spring: the clock leaps, and a time inside the leap moves forward by it.
        ("Europe/Berlin", "2026-03-29 01:59", "2026-03-29 00:59", Fit.EXACT),
        ("Europe/Berlin", "2026-03-29 02:00", "2026-03-29 01:00", Fit.GAP),
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 01:30", Fit.GAP),
        ("Europe/Berlin", "2026-03-29 03:00", "2026-03-29 01:00", Fit.EXACT),
        ("America/New_York", "2026-03-08 02:30", "2026-03-08 07:30", Fit.GAP),
        ("Australia/Sydney", "2026-10-04 02:30", "2026-10-03 16:30", Fit.GAP),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:45", Fit.GAP),
        ("Pacific/Apia", "2011-12-30 10:00", "2011-12-30 20:00", Fit.GAP),
        # Autumn: the clock shows an hour twice, and the first is taken.
        ("Europe/Berlin", "2026-10-25 02:00", "2026-10-25 00:00", Fit.OVERLAP),
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30", Fit.OVERLAP),
        ("Europe/Berlin", "2026-10-25 03:00", "2026-10-25 02:00", Fit.EXACT),
        ("America/St_Johns", "2026-11-01 01:30", "2026-11-01 04:00", Fit.OVERLAP),
        ("Australia/Sydney", "2026-04-05 02:30", "2026-04-04 15:30", Fit.OVERLAP),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45", Fit.OVERLAP),
        ("Pacific/Chatham", "2026-04-05 03:00", "2026-04-04 13:15", Fit.OVERLAP),
    ],
)
def test_a_wall_time_becomes_an_instant(zone: str, shown: str, instant: str, fit: Fit) -> None:
    resolved = resolve(wall(shown), zone)
    assert (resolved.instant, resolved.kind) == (utc(instant), fit)


def test_the_caller_does_not_choose_among_two_readings() -> None:
    resolved = resolve(wall("2026-10-25 02:30").replace(fold=1), "Europe/Berlin")
    assert (resolved.instant, resolved.kind) == (utc("2026-10-25 00:30"), Fit.OVERLAP)


def test_an_aware_time_is_no_wall_time() -> None:
    with pytest.raises(ValueError, match=r"^A wall time has no zone of its own\.$"):
        resolve(utc("2026-11-03 18:30"), "Europe/Berlin")


@given(instants, zones)
@example(utc("2026-10-25 00:30"), "Europe/Berlin")
@example(utc("2026-10-25 01:30"), "Europe/Berlin")
def test_what_a_clock_shows_leads_back_to_the_instant(instant: datetime, zone: str) -> None:
    shown = local(instant, zone)
    assert shown.timestamp() == instant.timestamp()
    resolved = resolve(shown.replace(tzinfo=None), zone)
    assert resolved.kind is not Fit.GAP
    assert (resolved.instant == instant) is (resolved.kind is Fit.EXACT or shown.fold == 0)


@given(walls, zones)
@example(wall("2026-03-29 02:30"), "Europe/Berlin")
@example(wall("2026-10-04 02:15"), "Australia/Lord_Howe")
@example(wall("2011-12-30 10:00"), "Pacific/Apia")
def test_a_resolved_time_shows_the_wall_time_or_later_in_a_gap(moment: datetime, zone: str) -> None:
    resolved = resolve(moment, zone)
    shown = local(resolved.instant, zone).replace(tzinfo=None, fold=0)
    assert (shown > moment) is (resolved.kind is Fit.GAP)
    assert shown >= moment
    first, last = first_at(moment, zone), last_at(moment, zone)
    assert first <= resolved.instant
    assert (first < last) is (resolved.kind is Fit.OVERLAP)
    assert local(first - SECOND, zone).replace(tzinfo=None) < moment
    assert local(last, zone).replace(tzinfo=None) >= moment


@pytest.mark.parametrize(
    ("zone", "shown", "first", "last"),
    [
        ("Europe/Berlin", "2026-11-03 18:30", "2026-11-03 17:30", "2026-11-03 17:30"),
        ("Europe/Berlin", "2026-03-29 02:00", "2026-03-29 01:00", "2026-03-29 01:00"),
        ("Europe/Berlin", "2026-03-29 02:59:59.5", "2026-03-29 01:00", "2026-03-29 01:00"),
        ("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30", "2026-10-25 01:30"),
        ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30", "2026-10-03 15:30"),
        ("Pacific/Apia", "2011-12-30 22:00", "2011-12-30 10:00", "2011-12-30 10:00"),
    ],
)
def test_a_boundary_is_reached_first_and_for_good(
    zone: str, shown: str, first: str, last: str
) -> None:
    assert first_at(wall(shown), zone) == utc(first)
    assert last_at(wall(shown), zone) == utc(last)


def test_daylight_saving_between_two_sessions_is_noticed() -> None:
    before, after = utc("2026-10-20 16:30"), utc("2026-10-27 17:30")
    assert shift_between("Europe/Berlin", before, after) == -HOUR
    assert shift_between("Europe/Berlin", after, before) == HOUR
    assert shift_between("Asia/Kolkata", before, after) is None
    assert shift_between("Australia/Lord_Howe", utc("2026-10-01"), utc("2026-10-08")) == HOUR / 2


def test_daylight_saving_moves_a_session_for_those_whose_clocks_stay() -> None:
    before, after = utc("2026-10-20 16:30"), utc("2026-10-27 17:30")
    assert shift_for("Europe/Berlin", "Europe/Berlin", before, after) is None
    assert shift_for("America/New_York", "Europe/Berlin", before, after) == HOUR
    assert shift_for("Asia/Kolkata", "Europe/Berlin", before, after) == HOUR
    assert shift_for("Europe/Berlin", "Asia/Kolkata", before, after) == -HOUR
    assert shift_for("Asia/Kolkata", "Asia/Kathmandu", before, after) is None
    assert shift_for("America/New_York", "Europe/Berlin", before, utc("2026-11-03 17:30")) is None


def test_a_person_who_travels_has_the_zone_of_the_moment() -> None:
    told, moved = utc("2026-09-08 12:00"), utc("2026-10-01 08:00")
    history = ZoneHistory("Europe/Berlin").changed(told, "Asia/Kolkata")
    history = history.changed(moved, "America/New_York")
    assert history.at(told - SECOND) == "Europe/Berlin"
    assert history.at(told) == "Asia/Kolkata"
    assert history.at(moved - SECOND) == "Asia/Kolkata"
    assert history.at(moved) == "America/New_York"
    assert history.changed(moved + HOUR, None).at(moved + HOUR) == "Europe/Berlin"


def test_of_two_changes_at_one_moment_the_later_holds() -> None:
    moment = utc("2026-10-01 08:00")
    history = ZoneHistory("UTC", ((moment, "Asia/Kolkata"), (moment, "Asia/Kathmandu")))
    assert history.at(moment) == "Asia/Kathmandu"


def test_a_history_out_of_order_is_refused() -> None:
    history = ZoneHistory("UTC").changed(utc("2026-10-01 08:00"), "Asia/Kolkata")
    with pytest.raises(ValueError, match=r"^A zone history must be in order of time\.$"):
        history.changed(utc("2026-09-30 08:00"), "Asia/Kathmandu")
