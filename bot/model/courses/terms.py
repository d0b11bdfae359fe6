"""The next term of a course: the same plan some weeks later, with nobody but staff."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.model.courses.description import CourseDescription, Member, person_id, person_key
from bot.model.courses.plan import DueRule
from bot.model.time.recurrence import Rule


def next_term(description: CourseDescription, starts: date, course: str) -> CourseDescription:
    """Return the description of the term that starts on `starts`, as a new course called `course`.

    The plan moves by whole weeks, so each session keeps its weekday and wall time; the term is as
    long as before. Exceptions (skipped, moved and extra dates) belonged to the old calendar and
    are dropped. Staff stay, with their accounts; students don't.
    """
    before = description.course
    monday = before.starts - timedelta(days=before.starts.weekday())
    shift = starts - timedelta(days=starts.weekday()) - monday
    after = replace(before, id=course, starts=starts, ends=before.ends + shift, frozen=False)
    return replace(
        description,
        course=after,
        people=tuple(_staff(one, course) for one in description.people if one.person.is_staff),
        sessions=tuple(
            replace(entry, rule=_shifted(entry.rule, before.starts, starts, shift))
            for entry in description.sessions
        ),
        discussions=tuple(
            replace(
                entry,
                rule=_shifted(entry.rule, before.starts, starts, shift),
                posts_due=_due_shifted(entry.posts_due, shift),
                replies_due=_due_shifted(entry.replies_due, shift),
            )
            for entry in description.discussions
        ),
    )


def _staff(member: Member, course: str) -> Member:
    """Return a member of staff as a person of the new course."""
    person = member.person
    key = person_key(person) or person.id
    moved = replace(
        person, id=person_id(course, key), course=course, enrolled=None, dropped=None, away=()
    )
    return replace(member, person=moved)


def _shifted(rule: Rule, before: date, after: date, shift: timedelta) -> Rule:
    """Return a rule some weeks later; what began with the old term begins with the new one."""
    return replace(
        rule,
        first=after if rule.first == before and rule.weekdays else rule.first + shift,
        until=rule.until and rule.until + shift,
        skip=(),
        moved=(),
        extra=(),
    )


def _due_shifted(due: DueRule, shift: timedelta) -> DueRule:
    return replace(due, day=due.day and due.day + shift)
