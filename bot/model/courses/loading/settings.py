"""A course's settings, places, policy and survey, when its file is loaded again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.model.course import Course
from bot.model.courses.description import CourseDescription
from bot.model.courses.loading.merging import Changes, Say, Sign, merge
from bot.model.courses.loading.present import Present
from bot.model.participation.policies.phrases import joined
from bot.model.participation.policies.policy import Policy
from bot.model.places import Group, Place, Purpose
from bot.model.time.spoken import DAYS, spoken_date, spoken_duration
from bot.model.time.weeks import first_monday

FIELDS = {
    "title": "title",
    "zone": "zone",
    "starts": "first day",
    "ends": "last day",
    "quiet": "quiet hours",
    "language": "language",
    "announce_before": "time between announcement and start",
    "mention": "groups called upon in announcements",
    "publish_after": "time until a recap publishes itself",
    "makeup_open": "time a make-up stays open",
    "export_day": "day of the export",
    "export_time": "time of the export",
}
"""A course's fields and what people call them."""


def load_settings(
    changes: Changes,
    last: CourseDescription | None,
    present: Present,
    new: CourseDescription,
    now: datetime,
) -> Course:
    """Add what changes in the course's settings and places; return the course as it will be."""
    before, after = present.course, new.course
    known = last.course if last else before
    values = {
        label: (getattr(known, name), getattr(before, name), getattr(after, name))
        for name, label in FIELDS.items()
    }
    if present.begun(now):
        _hold_weeks(changes, values, before, after)
    labels = {label: name for name, label in FIELDS.items()}
    applied = {
        labels[label]: value for label, value in merge(changes, "Course", values, _says()).items()
    }
    places = _merge_places(changes, known.places, before.places, after.places)
    course = replace(before, **applied, places=places)
    if course != before:
        changes.course = course
    return course


def load_rules(
    changes: Changes, last: CourseDescription | None, present: Present, new: CourseDescription
) -> None:
    """Add what changes in the policy and the survey; each is one thing."""
    policy = present.policy
    if policy is None:
        changes.policy = replace(new.policy, version=1)
        changes.say(Sign.ADD, f"Policy “{new.policy.title}”")
    elif not _same(policy, new.policy):
        if last is None or _same(policy, last.policy):
            changes.policy = replace(new.policy, version=policy.version + 1)
            text = f"Policy “{new.policy.title}”, version {policy.version + 1}"
            changes.say(Sign.CHANGE, f"{text}; weeks that are over stay as they are")
        else:
            changes.keep("The policy was changed in chat; the file's was not applied.")
    survey = present.survey
    if survey == new.survey:
        return
    if survey is None or last is None or survey == last.survey:
        changes.survey = new.survey
        sign = Sign.ADD if survey is None else Sign.CHANGE
        changes.say(sign, f"Survey with {len(new.survey.questions)} questions")
    else:
        changes.keep("The survey was changed in chat; the file's was not applied.")


def _same(policy: Policy, other: Policy) -> bool:
    return replace(policy, version=other.version) == other


def _hold_weeks(
    changes: Changes, values: dict[str, tuple[Any, Any, Any]], before: Course, after: Course
) -> None:
    """Leave out what would give other numbers to weeks in which the class has already met."""
    if after.zone != before.zone:
        del values["zone"]
        text = f"Course: the class has begun, so its zone stays {before.zone}"
        changes.keep(f"{text}, not {after.zone}.")
    if first_monday(after) != first_monday(before):
        del values["first day"]
        text = f"Course: the class has begun, so its first day stays {spoken_date(before.starts)}"
        changes.keep(f"{text}, not {spoken_date(after.starts)}.")


def _merge_places(
    changes: Changes,
    last: Mapping[Purpose, tuple[Place, ...]],
    present: Mapping[Purpose, tuple[Place, ...]],
    new: Mapping[Purpose, tuple[Place, ...]],
) -> dict[Purpose, tuple[Place, ...]]:
    """Return the places as they will be: those on one platform are one thing."""
    merged: dict[Purpose, tuple[Place, ...]] = {}
    for purpose in Purpose:
        sides = [_by_platform(side.get(purpose, ())) for side in (last, present, new)]
        platforms = sorted(set().union(*sides))
        values = {
            platform: (sides[0].get(platform), sides[1].get(platform), sides[2].get(platform))
            for platform in platforms
        }
        says: dict[str, Say] = dict.fromkeys(platforms, _say_places)
        applied = merge(changes, f"Place for {purpose}", values, says)
        places = {**sides[1], **applied}
        found = tuple(place for name in platforms for place in places.get(name) or ())
        if found:
            merged[purpose] = found
    return merged


def _by_platform(places: tuple[Place, ...]) -> dict[str, tuple[Place, ...]]:
    names = dict.fromkeys(place.platform for place in places)
    return {name: tuple(place for place in places if place.platform == name) for name in names}


def _say_places(places: tuple[Place, ...] | None) -> str:
    return joined([place.id for place in places or ()]) or "none"


def _say_groups(groups: tuple[Group, ...]) -> str:
    return joined([f"{group.id} on {group.platform}" for group in groups]) or "none"


def _says() -> dict[str, Say]:
    def days(day: date) -> str:
        return spoken_date(day)

    def length(span: timedelta | None) -> str:
        return "never" if span is None else spoken_duration(span)

    return {
        "first day": days,
        "last day": days,
        "quiet hours": lambda quiet: f"{quiet.starts:%H:%M}-{quiet.ends:%H:%M}",
        FIELDS["announce_before"]: length,
        FIELDS["mention"]: _say_groups,
        FIELDS["publish_after"]: length,
        FIELDS["makeup_open"]: length,
        "day of the export": lambda day: DAYS[day],
        "time of the export": lambda at: f"{at:%H:%M}",
    }
