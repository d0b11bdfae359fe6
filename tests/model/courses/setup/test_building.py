"""What was answered in chat becomes the same value that a course file is read into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.courses.description import CourseDescription, Member, person_id, person_key
from bot.model.courses.setup.building import Built, build, policy_of
from bot.model.courses.setup.setups import FAULTS, FIELDS, Setup, Step, begun
from bot.model.participation.policy import Excused
from bot.model.participation.presets import Preset, preset_policy
from bot.model.people import Account, Person, Role
from bot.model.places import Place, Purpose
from bot.model.time.recurrence import Repeats
from tests.support.described import BEFORE, DESCRIPTION

HOME = Place("slack", "C1")
TEACHER = Account("slack", "U1")
SAID: Mapping[str, str] = {
    "title": "  Weather   and Us ",
    "zone": "Europe/Berlin",
    "starts": "2026-09-07",
    "ends": "2026-10-04",
    "name": "Nomvula Brandt",
    "main": "C1",
    "staff": "C2",
    "people": "later",
    "rules": "both",
    "choose": "2",
    "excuses": "present",
    "topic": "Live",
    "when": "2026-09-08 15:00",
    "lasts": "75",
    "repeats": "weekly",
}
NEW = Setup("s", HOME, TEACHER, BEFORE, SAID)
ALL = tuple(Step)


def built(setup: Setup = NEW, /, **said: str) -> Built:
    return build(replace(setup, said={**setup.said, **said}), "weather", BEFORE)


def described(setup: Setup = NEW, /, **said: str) -> CourseDescription:
    found = built(setup, **said).description
    assert found is not None
    return found


def told(**said: str) -> list[tuple[Step, str]]:
    return [(one.step, one.text) for one in built(**said).problems]


def somebody(name: str, role: Role = Role.STUDENT, /, **keys: str) -> Member:
    person = replace(Person("", "course", name, role), **keys)  # type: ignore[arg-type]
    return Member(replace(person, id=person_id("course", person_key(person) or "")))


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


def test_who_sets_it_up_teaches_it() -> None:
    [teacher] = described().people
    assert (teacher.person.name, teacher.person.role) == ("Nomvula Brandt", Role.INSTRUCTOR)
    assert (teacher.person.course, teacher.accounts) == ("weather", (TEACHER,))


def test_a_roster_s_people_belong_to_the_course() -> None:
    setup = replace(NEW, people=(somebody("Emre", username="Emre"), somebody("Zoe", number="7")))
    [_, emre, zoe] = described(setup).people
    assert (emre.person.id, emre.person.course) == (person_id("weather", "emre"), "weather")
    assert zoe.person.id == person_id("weather", "7")


def test_whoever_sets_it_up_is_found_on_the_roster() -> None:
    staff = somebody("NOMVULA brandt", Role.ASSISTANT, username="nb")
    student = somebody("Nomvula Brandt", username="other")
    [teacher, other] = described(replace(NEW, people=(student, staff))).people
    assert (teacher.person.username, teacher.person.role) == ("nb", Role.INSTRUCTOR)
    assert teacher.accounts == (TEACHER,)
    assert (other.person.username, other.person.role) == ("other", Role.STUDENT)
    by_account = Member(student.person, (TEACHER, Account("sandbox", "n")))
    [teacher] = described(replace(NEW, people=(by_account,))).people
    assert teacher.accounts == (TEACHER, Account("sandbox", "n"))
    assert teacher.person.role is Role.INSTRUCTOR


def changing(base: CourseDescription = DESCRIPTION, platform: str = "sandbox") -> Setup:
    return begun(base, Place(platform, "x"), TEACHER, "s", BEFORE)


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


def test_a_roster_adds_people_and_completes_those_who_are_known() -> None:
    known = DESCRIPTION.people[-1]
    row = somebody("Another Name", username=(known.person.username or "").upper(), number="42")
    row = replace(row, person=replace(row.person, group="A", zone="Asia/Tokyo", email="e@x.org"))
    row = replace(row, accounts=(Account("slack", "U7"),))
    setup = replace(changing(), people=(row, somebody("Zoe", email="zoe@example.edu")))
    found = described(setup).people
    assert [one.person.name for one in found[:-1]] == [
        one.person.name for one in DESCRIPTION.people
    ]
    amended = found[len(DESCRIPTION.people) - 1]
    assert amended.person.id == known.person.id
    assert (amended.person.number, amended.person.group) == ("42", "A")
    assert amended.person.zone == (known.person.zone or "Asia/Tokyo")
    assert amended.accounts == (*known.accounts, Account("slack", "U7"))
    assert (found[-1].person.name, found[-1].person.course) == ("Zoe", "weather")


@pytest.mark.parametrize("keys", [{"email": "A@example.edu"}, {"number": "7"}])
def test_people_are_known_by_any_of_their_keys(keys: dict[str, str]) -> None:
    [first, *rest] = DESCRIPTION.people
    known = replace(first, person=replace(first.person, email="a@example.edu", number="7"))
    base = replace(DESCRIPTION, people=(known, *rest))
    setup = replace(changing(base), people=(somebody("X", **keys),))
    assert len(described(setup).people) == len(base.people)


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
