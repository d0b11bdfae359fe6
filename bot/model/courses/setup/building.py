"""The course that a setup stands for: the same value that a course file is read into."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from bot.model.course import Course
from bot.model.courses.description import CourseDescription
from bot.model.courses.plan import DiscussionEntry, SessionEntry
from bot.model.courses.setup.members import members_of
from bot.model.courses.setup.problems import read_or_none, read_wall, setup_problems, unsaid
from bot.model.courses.setup.setups import KEEP, Problem, Setup, Step
from bot.model.participation.policies.policy import Excused, Policy
from bot.model.participation.policies.presets import MOST_CHOSEN, Preset, preset_policy
from bot.model.places import Place, Purpose
from bot.model.time.recurrence import Repeats, Rule

E = TypeVar("E", SessionEntry, DiscussionEntry)


@dataclass(frozen=True, slots=True)
class Built:
    """A setup's course, None while something is missing; and the steps that are still to be done.

    `problems` are what was answered, but can't stand; a step without an answer has none.
    """

    description: CourseDescription | None
    problems: tuple[Problem, ...]
    open: tuple[Step, ...]


def build(setup: Setup, course: str, now: datetime) -> Built:
    """Return what a setup stands for at the instant `now`, as the course with the id `course`."""
    problems = tuple(setup_problems(setup, now))
    policy = policy_of(setup)
    unfinished = {problem.step for problem in problems} | unsaid(setup)
    if policy is None:
        unfinished.add(Step.RULES)
    left = tuple(step for step in Step if step in unfinished)
    if left or policy is None:
        return Built(None, problems, left)
    built = _course(setup, course)
    base = setup.base
    sessions = _with_course(base.sessions if base else (), base, built)
    discussions = _with_course(base.discussions if base else (), base, built)
    keys = {one.rule.key for one in sessions} | {one.rule.key for one in discussions}
    new = _session(setup, built, keys)
    described = CourseDescription(
        course=built,
        policy=policy,
        people=members_of(setup, course),
        sessions=(*sessions, *((new,) if new else ())),
        discussions=discussions,
    )
    return Built(replace(described, survey=base.survey) if base else described, (), ())


def _course(setup: Setup, course: str) -> Course:
    """Return the settings; places on other platforms stay as they are."""
    platform = setup.place.platform
    before = setup.base.course if setup.base else None
    places: dict[Purpose, tuple[Place, ...]] = {}
    for purpose in Purpose:
        known = before.places.get(purpose, ()) if before else ()
        found = [one for one in known if one.platform != platform]
        found += setup.places(purpose)
        if found:
            places[purpose] = tuple(sorted(found, key=lambda place: place.platform))
    title = " ".join(setup.answer("title").split())
    starts, ends = (date.fromisoformat(setup.answer(name)) for name in ("starts", "ends"))
    zone = setup.answer("zone")
    if before is None:
        return Course(course, title, zone, starts, ends, places=places)
    return replace(before, title=title, zone=zone, starts=starts, ends=ends, places=places)


def _with_course(
    entries: tuple[E, ...], base: CourseDescription | None, course: Course
) -> tuple[E, ...]:
    """Return a plan's entries in the course's zone; what spans the term spans the new one."""
    if base is None:
        return entries
    before = base.course
    return tuple(
        replace(
            one,
            rule=replace(
                one.rule,
                zone=course.zone,
                first=course.starts
                if one.rule.weekdays and one.rule.first == before.starts
                else one.rule.first,
                until=course.ends if one.rule.until == before.ends else one.rule.until,
            ),
        )
        for one in entries
    )


def _session(setup: Setup, course: Course, keys: Collection[str]) -> SessionEntry | None:
    """Return the first session's entry, None if none was asked for."""
    when = setup.answer("when")
    if not when:
        return None
    wall = read_wall(when)
    weekly = setup.answer("repeats") == Repeats.WEEKLY
    usual = "class" if weekly else "session"
    dated = f"{usual}-{wall.date()}"
    more = (f"{dated}-{number}" for number in range(2, len(keys) + 3))
    names = (dated, *more) if setup.base else (usual,)
    rule = Rule(
        key=next(name for name in names if name not in keys),
        title=" ".join(setup.answer("topic").split()),
        zone=course.zone,
        first=wall.date(),
        at=wall.time(),
        length=timedelta(minutes=int(setup.answer("lasts"))),
        repeats=Repeats.WEEKLY if weekly else Repeats.ONCE,
        weekdays=frozenset({wall.weekday()}) if weekly else frozenset(),
        until=course.ends if weekly else None,
        link=setup.answer("link") or None,
    )
    return SessionEntry(rule)


def policy_of(setup: Setup) -> Policy | None:
    """Return the policy that was chosen; None while none was."""
    rules = setup.answer("rules")
    if setup.base is not None and rules == KEEP:
        return setup.base.policy
    if rules not in set(Preset):
        return None
    choose = read_or_none(int, setup.answer("choose")) or 1
    excuses = Excused.PRESENT if setup.answer("excuses") == Excused.PRESENT else Excused.NOT_COUNTED
    return preset_policy(Preset(rules), min(max(choose, 1), MOST_CHOSEN), excuses)
