"""Writes a description as a course file that reads back equal; what is usual is left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from adapters.files.courses import formats
from adapters.files.courses.dumping_plan import discussion_words, session_words
from adapters.files.courses.dumping_rules import policy_words, survey_words
from adapters.files.yaml.writing import Value, Words, given, write_yaml
from bot.model.asking.survey import default_survey
from bot.model.course import Course
from bot.model.courses.description import CourseDescription, Member, person_id, person_key
from bot.model.people import Account, Role
from bot.model.places import Place
from bot.model.time.recurrence import WEEKDAYS


def dump(description: CourseDescription) -> str:
    """Return the course file, the roster's people among its own; `read_text` reads it back."""
    course = description.course
    data: dict[str, Any] = {
        "course": {"id": course.id, "title": course.title, "language": course.language},
        "zone": course.zone,
        "term": {"starts": str(course.starts), "ends": str(course.ends)},
        "quiet hours": formats.write_hours(course.quiet),
        "places": {str(purpose): _places(places) for purpose, places in course.places.items()},
        "people": [_person(one) for one in description.people],
        "sessions": [session_words(one, course) for one in description.sessions],
        "discussions": [discussion_words(one, course) for one in description.discussions],
        "policy": policy_words(description.policy),
        "announcements": _announcements(course),
        "recaps": {"publish after": _length_or_never(course.publish_after)},
        "make-up": {"open for": formats.write_length(course.makeup_open)},
        "export": f"{WEEKDAYS[course.export_day]} {formats.write_clock(course.export_time)}",
    }
    if description.survey != default_survey():
        data["survey"] = survey_words(description.survey)
    return write_yaml({name: value for name, value in data.items() if value})


def _announcements(course: Course) -> Words:
    return given(
        {
            "before": formats.write_length(course.announce_before),
            "mention": {group.platform: group.id for group in course.mention},
        }
    )


def _length_or_never(length: timedelta | None) -> str:
    return "never" if length is None else formats.write_length(length)


def _person(member: Member) -> Words:
    person = member.person
    key = person_key(person)
    usual = key is not None and person.id == person_id(person.course, key)
    return given(
        {
            "name": person.name,
            "role": "" if person.role is Role.STUDENT else str(person.role),
            "username": person.username,
            "email": person.email,
            "number": person.number,
            "zone": person.zone,
            "group": person.group,
            "enrolled": str(person.enrolled or ""),
            "dropped": str(person.dropped or ""),
            "away": {str(one.left): str(one.back) for one in person.away},
            "accounts": _accounts(member.accounts),
            "id": "" if usual else person.id,
        }
    )


def _places(places: Iterable[Place]) -> Words:
    found = _grouped((place.platform, place.id) for place in places)
    return {platform: names[0] if len(names) == 1 else names for platform, names in found.items()}


def _accounts(accounts: Iterable[Account]) -> Words:
    """Return account ids by platform; one that holds a comma needs a list of its own."""
    found = _grouped((account.platform, account.id) for account in accounts)
    return {
        platform: ids[0] if len(ids) == 1 and "," not in str(ids[0]) else ids
        for platform, ids in found.items()
    }


def _grouped(written: Iterable[tuple[str, str]]) -> dict[str, list[Value]]:
    found: dict[str, list[Value]] = {}
    for platform, name in written:
        found.setdefault(platform, []).append(name)
    return found
