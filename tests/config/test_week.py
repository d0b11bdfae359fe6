"""The demo's scripted week fits the sample course."""

from pathlib import Path

import pytest

from adapters.sandbox.script import Does
from config.coursefile import described
from config.demo.week import WEEK, read_week
from config.samples import SAMPLE_COURSE
from config.world import beginning, world_of

COURSE = described(SAMPLE_COURSE)
WORLD = world_of([COURSE], beginning(COURSE), running=False)
ACTS = read_week(WEEK)


def test_everyone_who_acts_is_in_the_class_and_where_they_act_is_open_to_them() -> None:
    roles = {one.id: one.is_staff for one in WORLD.accounts}
    closed = {one.id: one.closed for one in WORLD.places}
    for act in ACTS:
        assert roles[act.who] or not closed[act.place], act


def test_it_stays_in_the_first_week_and_in_order() -> None:
    times = [act.at for act in ACTS]
    assert times == sorted(times)
    assert beginning(COURSE) < times[0]
    assert (times[-1] - times[0]).days < 9


def test_it_is_alive() -> None:
    assert {act.does for act in ACTS} == set(Does)
    assert len({act.who for act in ACTS}) >= 15


def test_an_entry_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "week.yaml"
    file.write_text(
        "zone: Europe/Berlin\nhears: {}\nacts:\n- {when: soon, who: ana, say: Hello, in: live}\n"
    )
    with pytest.raises(ValueError, match="ana"):
        read_week(file)
