"""The next term: the same plan by whole weeks, with staff only."""

from dataclasses import replace
from datetime import date, time

from bot.model.courses.description import person_id
from bot.model.courses.plan import DueRule
from bot.model.courses.terms import next_term
from bot.model.people import Away
from bot.model.time.recurrence import Repeats
from tests.support.described import DESCRIPTION

NEXT = date(2027, 2, 3)


def test_sessions_keep_weekday_and_wall_time_in_a_term_as_long() -> None:
    lecture = DESCRIPTION.sessions[0]
    skipping = replace(lecture, rule=replace(lecture.rule, skip=(date(2026, 9, 15),)))
    new = next_term(replace(DESCRIPTION, sessions=(skipping,)), NEXT, "chem-2")
    course = new.course
    assert (course.id, course.starts, course.ends) == ("chem-2", NEXT, date(2027, 2, 28))
    # The term starts on a Wednesday, so its first Tuesday is the one after; nothing is skipped.
    assert [one.key for one in new.planned_sessions()] == [
        "lecture-2027-02-09",
        "lecture-2027-02-16",
        "lecture-2027-02-23",
    ]
    assert {one.starts.hour for one in new.planned_sessions()} == {16}


def test_dates_move_by_whole_weeks() -> None:
    forum = DESCRIPTION.discussions[0]
    once = replace(
        forum,
        rule=replace(forum.rule, repeats=Repeats.ONCE, first=date(2026, 9, 28), until=None),
        posts_due=DueRule(time(12), day=date(2026, 9, 30)),
        replies_due=DueRule(time(12), day=date(2026, 10, 2)),
    )
    once = replace(once, rule=replace(once.rule, weekdays=frozenset()))
    new = next_term(replace(DESCRIPTION, discussions=(once,)), NEXT, "chem-2")
    (shifted,) = new.planned_discussions()
    assert (shifted.key, shifted.opens.date()) == ("forum", date(2027, 2, 22))
    assert shifted.posts_due.at.date() == date(2027, 2, 24)
    assert shifted.closes.at.date() == date(2027, 2, 26)


def test_only_staff_come_along() -> None:
    new = next_term(DESCRIPTION, NEXT, "chem-2")
    people = [one.person for one in new.people]
    assert [(one.name, one.course) for one in people] == [("Nomvula Brandt", "chem-2")]
    assert people[0].id != DESCRIPTION.people[0].person.id
    assert people[0].id == person_id("chem-2", "nomvula")
    assert new.people[0].accounts == DESCRIPTION.people[0].accounts


def test_who_teaches_again_begins_anew() -> None:
    teacher = DESCRIPTION.people[0]
    away = (Away(date(2026, 9, 10), date(2026, 9, 12)),)
    was = replace(teacher.person, enrolled=date(2026, 9, 9), dropped=date(2026, 12, 1), away=away)
    before = replace(DESCRIPTION, people=(replace(teacher, person=was),))
    frozen = replace(before, course=replace(before.course, frozen=True))
    new = next_term(frozen, NEXT, "chem-2")
    [person] = [one.person for one in new.people]
    assert (person.enrolled, person.dropped, person.away) == (None, None, ())
    assert new.course.frozen is False
    nameless = replace(before, people=(replace(teacher, person=replace(was, username=None)),))
    assert next_term(nameless, NEXT, "chem-2").people[0].person.id == person_id("chem-2", was.id)
