"""The course's clock: the server keeps it, the bot knows it, neither ever goes back."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given

from adapters.sandbox.clock import SandboxClock
from adapters.sandbox.server.clock import CourseClock, monday_after
from adapters.sandbox.server.messages import Draft, Messages
from adapters.sandbox.server.store import Store
from adapters.sandbox.wire import Json, instant, iso
from bot.model.time.zones import local
from tests.support.instants import instants, utc, zones
from tests.support.sandbox import START, WORLD, StandingTime


def told(text: str, *, running: bool) -> Json:
    return {"now": iso(utc(text)), "running": running}


def test_the_bots_clock_goes_on_by_itself_while_the_course_runs() -> None:
    time = StandingTime()
    clock = SandboxClock(time)
    with pytest.raises(RuntimeError, match="connect"):
        clock.now()
    clock.heard(told("2026-10-05 08:00", running=True))
    time.seconds += 90
    assert clock.now() == utc("2026-10-05 08:01:30")
    clock.heard(told("2026-10-05 08:01", running=False))
    time.seconds += 90
    assert clock.now() == utc("2026-10-05 08:01:30")
    clock.heard(told("2026-10-06 09:00", running=False))
    assert clock.now() == utc("2026-10-06 09:00")


def test_stamps_only_grow_even_while_time_stands() -> None:
    store = Store(None, WORLD)
    clock = CourseClock(store, StandingTime())
    stamps = [clock.stamp() for _ in range(5)]
    assert stamps == sorted(set(stamps))
    assert stamps[-1] - START == timedelta(microseconds=5)
    clock.set(START - timedelta(days=1))
    assert clock.now() == stamps[-1]
    store.close()


def test_the_file_keeps_time_and_messages(tmp_path: Path) -> None:
    store = Store(tmp_path / "sandbox.sqlite", WORLD)
    clock = CourseClock(store, StandingTime())
    clock.set(START + timedelta(days=3))
    message = Messages(store, clock).add(Draft("general", None, "mei", "Hello"))
    store.set_members("general", ["mei"])
    store.close()
    again = Store(tmp_path / "sandbox.sqlite", WORLD)
    later = CourseClock(again, StandingTime())
    assert later.now() >= START + timedelta(days=3)
    row = Messages(again, later).row(message)
    assert row is not None
    assert row["text"] == "Hello"
    assert again.members("general") == ["mei"]
    again.close()


@given(instants, zones)
def test_monday_is_the_next_one_on_the_classs_own_calendar(now: datetime, zone: str) -> None:
    monday = monday_after(now, zone)
    assert now < monday <= now + timedelta(days=8)
    assert local(monday, zone).weekday() == 0


def test_an_instant_without_its_offset_is_none() -> None:
    with pytest.raises(ValueError, match="offset"):
        instant("2026-10-05T08:00:00")
    assert instant("2026-10-05T10:00:00+02:00") == START
