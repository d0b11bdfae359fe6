"""What was answered in chat becomes the same value that a course file is read into."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.courses.setup.building import build, policy_of
from bot.model.courses.setup.setups import FAULTS, FIELDS, Step
from bot.model.participation.policies.policy import Excused
from bot.model.participation.policies.presets import Preset, preset_policy
from bot.model.places import Place, Purpose
from bot.model.time.recurrence import Repeats
from tests.support.described import BEFORE, DESCRIPTION
from tests.support.setups import NEW, built, changing, described

ALL = tuple(Step)


def told(**said: str) -> list[tuple[Step, str]]:
    return [(one.step, one.text) for one in built(**said).problems]


def test_a_whole_course_comes_of_it() -> None:
    found = described(link="https://meet.example.edu/a", discussions="C3")
    course = found.course
    assert (course.id, course.title, course.zone) == ("weather", "Weather and Us", "Europe/Berlin")
    assert (course.starts, course.ends) == (date(2026, 9, 7), date(2026, 10, 4))
    assert course.places == {
        Purpose.MAIN: (Place("slack", "C1"),),
        Purpose.DISCUSSIONS: (Place("slack", "C3"),),
        Purpose.STAFF: (Place("slack", "C2"),),
    }
    [session] = found.sessions
    assert session.rule.link == "https://meet.example.edu/a"
    assert (session.rule.key, session.rule.title) == ("class", "Live")
    assert (session.rule.first, session.rule.at) == (date(2026, 9, 8), time(15))
    assert session.rule.length == timedelta(minutes=75)
    assert len(found.planned_sessions()) == 4
    assert found.policy == preset_policy(Preset.BOTH, 2, Excused.PRESENT)


def test_a_session_may_take_place_once() -> None:
    [session] = described(repeats="once").sessions
    assert (session.rule.key, session.rule.repeats) == ("session", Repeats.ONCE)
    assert (session.rule.until, session.rule.weekdays, session.rule.link) == (
        None,
        frozenset(),
        None,
    )
    assert len(described(repeats="once").planned_sessions()) == 1


def test_nothing_said_leaves_every_step_open() -> None:
    found = build(replace(NEW, said={}), "weather", BEFORE)
    assert (found.description, found.problems, found.open) == (None, (), ALL)


@pytest.mark.parametrize(
    ("missing", "step"),
    [
        *(("title", Step.COURSE), ("zone", Step.COURSE), ("starts", Step.COURSE)),
        *(("ends", Step.COURSE), ("name", Step.COURSE), ("main", Step.PLACES)),
        *(("staff", Step.PLACES), ("people", Step.PEOPLE), ("rules", Step.RULES)),
        *(("topic", Step.SESSION), ("when", Step.SESSION), ("lasts", Step.SESSION)),
    ],
)
def test_each_answer_that_is_needed_keeps_its_step_open(missing: str, step: Step) -> None:
    found = built(**{missing: ""})
    assert (found.description, found.open) == (None, (step,))


@pytest.mark.parametrize("name", ["live", "recaps", "discussions", "link", "repeats", "choose"])
def test_other_answers_may_be_left_out(name: str) -> None:
    assert built(**{name: ""}).description is not None


@pytest.mark.parametrize(
    ("said", "step", "text"),
    [
        ({"zone": "Mars"}, Step.COURSE, "“Mars” is no city or zone that I know. Name a larger city "
         "nearby."),
        ({"starts": "soon"}, Step.COURSE, "“soon” is no date that I can read. Write it as "
         "2026-09-21."),
        ({"ends": "2026-09-06"}, Step.COURSE, "The term ends before it starts (Mon, Sep 7, 2026)."),
        ({"ends": "2027-10-13"}, Step.COURSE, "The term is longer than a year. Check the year."),
        ({"staff": "C1"}, Step.PLACES, "The staff place is the main place as well, which students "
         "read. Give staff a place of their own."),
        ({"live": "C2"}, Step.PLACES, "The staff place is the live place as well, which students "
         "read. Give staff a place of their own."),
        ({FAULTS: "line 3"}, Step.PEOPLE, "The roster was not taken. line 3"),
        ({"when": "tue"}, Step.SESSION, "“tue” is no time that I can read. Write it as 2026-10-06 "
         "15:00 or tue 15:00."),
        ({"when": "2026-09-08T15:00+02:00"}, Step.SESSION, "“2026-09-08T15:00+02:00” is no time "
         "that I can read. Write it as 2026-10-06 15:00 or tue 15:00."),
        ({"when": "2026-08-01 15:00"}, Step.SESSION, "The session's time has passed. Give one that "
         "is still to come."),
        ({"when": "2026-10-05 00:00"}, Step.SESSION, "The session is on Mon, Oct 5, 2026, outside "
         "the term (Mon, Sep 7, 2026 to Sun, Oct 4, 2026)."),
        ({"lasts": "0"}, Step.SESSION, "“0” is no number of minutes. Write it as 75."),
        ({"lasts": "1441"}, Step.SESSION, "“1441” is no number of minutes. Write it as 75."),
        ({"lasts": "long"}, Step.SESSION, "“long” is no number of minutes. Write it as 75."),
        ({"link": "my room"}, Step.SESSION, "“my room” is no link. It begins with https://."),
    ],
)  # fmt: skip
def test_what_can_not_stand_is_told(said: dict[str, str], step: Step, text: str) -> None:
    assert told(**said) == [(step, text)]
    assert built(**said).open == (step,)


def test_a_time_that_the_clock_skips_is_told() -> None:
    said = {"starts": "2027-03-01", "ends": "2027-05-01", "when": "2027-03-28 02:30"}
    text = "The clock in Europe/Berlin skips 02:30 on Sun, Mar 28, 2027. Pick another time."
    assert told(**said) == [(Step.SESSION, text)]


def test_a_term_of_400_days_and_a_session_of_a_day_are_the_longest() -> None:
    assert built(ends="2027-10-12", lasts="1440").description is not None


def test_the_session_may_be_on_the_term_s_first_and_last_day() -> None:
    assert built(when="2026-09-07 00:00").description is not None
    assert built(when="2026-10-04 23:59").description is not None


@pytest.mark.parametrize("platform", ["sandbox", "slack"])
def test_a_course_that_nothing_is_changed_in_stays_as_it_is(platform: str) -> None:
    setup = changing(platform=platform)
    if platform == "sandbox":
        assert described(setup) == DESCRIPTION
    else:
        assert built(setup).open == (Step.PLACES,)


def test_places_elsewhere_stay() -> None:
    found = described(changing(platform="slack"), main="C1", staff="C2").course.places
    before = DESCRIPTION.course.places
    assert found[Purpose.MAIN] == (*before[Purpose.MAIN], Place("slack", "C1"))
    assert found[Purpose.STAFF] == (*before[Purpose.STAFF], Place("slack", "C2"))


def test_there_may_be_several_places_for_voice() -> None:
    voices = (Place("sandbox", "room"), Place("sandbox", "corner"))
    places = {**DESCRIPTION.course.places, Purpose.VOICE: voices}
    base = replace(DESCRIPTION, course=replace(DESCRIPTION.course, places=places))
    assert described(changing(base)) == base
    found = described(changing(base), voice="hall\nroom").course.places
    assert found[Purpose.VOICE] == (Place("sandbox", "hall"), Place("sandbox", "room"))
    assert [one.step for one in built(voice="C2\nC9").problems] == [Step.PLACES]


def test_a_place_can_be_given_up() -> None:
    places = {**DESCRIPTION.course.places, Purpose.LIVE: (Place("sandbox", "live"),)}
    base = replace(DESCRIPTION, course=replace(DESCRIPTION.course, places=places))
    assert Purpose.LIVE not in described(changing(base), live="").course.places


def test_another_zone_and_term_hold_for_the_plan() -> None:
    found = described(
        changing(), zone="Asia/Tokyo", starts="2026-09-14", ends="2026-10-11", title="Chem"
    )
    rules = [one.rule for one in found.sessions] + [one.rule for one in found.discussions]
    assert {rule.zone for rule in rules} == {"Asia/Tokyo"}
    assert {rule.first for rule in rules} == {date(2026, 9, 14)}
    assert {rule.until for rule in rules} == {date(2026, 10, 11)}
    assert found.course.title == "Chem"


def test_entries_with_days_of_their_own_keep_them() -> None:
    entry = DESCRIPTION.sessions[0]
    rule = replace(entry.rule, first=date(2026, 9, 15), until=date(2026, 9, 22))
    once = replace(entry.rule, key="once", repeats=Repeats.ONCE, weekdays=frozenset(), until=None)
    base = replace(DESCRIPTION, sessions=(replace(entry, rule=rule), replace(entry, rule=once)))
    found = described(changing(base), starts="2026-09-01", ends="2026-10-11")
    assert [one.rule.first for one in found.sessions] == [date(2026, 9, 15), date(2026, 9, 7)]
    assert [one.rule.until for one in found.sessions] == [date(2026, 9, 22), None]


def test_another_session_has_a_key_of_its_own() -> None:
    more = {"topic": "Guest", "when": "2026-09-10 18:00", "lasts": "60", "repeats": "once"}
    found = described(changing(), **more)
    assert found.sessions[-1].rule.key == "session-2026-09-10"
    again = described(changing(found), **more)
    assert again.sessions[-1].rule.key == "session-2026-09-10-2"


def test_another_session_needs_all_of_its_answers() -> None:
    assert built(changing(), when="2026-09-10 18:00", topic="Guest").open == (Step.SESSION,)
    assert built(changing(), topic="Guest", lasts="75").description == DESCRIPTION


def test_the_rules_are_kept_or_chosen_anew() -> None:
    assert policy_of(changing()) == DESCRIPTION.policy
    found = described(changing(), rules="meet", choose="many", excuses="")
    assert found.policy == preset_policy(Preset.MEET, 1, Excused.NOT_COUNTED)
    assert policy_of(replace(NEW, said={"rules": "keep"})) is None
    three = replace(NEW, said={"rules": "any", "choose": "9"})
    assert policy_of(three) == preset_policy(Preset.ANY, 3, Excused.NOT_COUNTED)


@given(
    said=st.dictionaries(
        st.sampled_from([n for names in FIELDS.values() for n in names]), st.text()
    )
)
def test_whatever_is_said_something_can_be_shown(said: dict[str, str]) -> None:
    for setup in (NEW, changing()):
        found = built(setup, **said)
        assert (found.description is None) == bool(found.open)
