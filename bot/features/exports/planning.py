"""When exports are made: each week at the course's hour, and once more when the week locks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.model.course import Course
from bot.model.gradebook.gradebook import Scope
from bot.model.participation.policies.policy import Policy
from bot.model.participation.standings.standing import locks_at
from bot.model.time.weeks import first_monday, last_week
from bot.model.time.zones import resolve
from bot.ports.agenda import Item
from bot.ports.gradebooks import Format, Target, Wanted

WEEKLY = "export.weekly"
FINAL = "export.final"
DEMAND = "export.demand"
FORGET = "export.forget"
KEPT = timedelta(days=7)
"""How long a gradebook's file that was filled in waits to be downloaded."""


USUAL = (Format.CSV, Format.MOODLE)
"""The formats of an export for which none is asked."""


def demanded(course: str, key: str, at: datetime, args: Mapping[str, str]) -> Item:
    """Return the item that makes an export at once; see `wanted_by` for its `args`."""
    return Item(f"export/{course}/demand/{key}", course, DEMAND, at, dict(args))


def forgetting(item: Item, file: str, now: datetime) -> Item:
    """Return the item that forgets a filled file: it holds more than Homeroom has to know."""
    return Item(f"{item.key}/forget/{file}", item.course, FORGET, now + KEPT, {"file": file})


def wanted_by(item: Item, target: Target | None) -> Wanted:
    """Return what an item asks for: `week`, and if they are there `format` and `of`."""
    args = item.args
    scope = Scope(args.get("of", Scope.WEEK))
    forms: tuple[Format, ...] = USUAL
    if "format" in args:
        forms = (Format(args["format"]),)
    elif target is not None:
        forms = ()
    elif scope.is_difference:
        forms = (Format.MOODLE,)
    return Wanted(int(args["week"]), scope, forms, target)


def what_of(week: int, scope: Scope | None) -> str:
    """Return what an export is of, as the audit says it: "week 3", "the total to week 3"."""
    if scope is None:
        return f"week {week}"
    of = {
        Scope.TOTAL: "the total to ",
        Scope.UNIT: "the unit of ",
        Scope.TERM: "what the term asks, to ",
    }
    difference = "the difference of " if scope.is_difference else ""
    return f"{difference}{of.get(scope.whole, '')}week {week}"


def export_at(course: Course, week: int) -> datetime:
    """Return the UTC instant of a week's export: the course's day and hour after the week."""
    day = first_monday(course) + timedelta(weeks=week, days=course.export_day)
    return resolve(datetime.combine(day, course.export_time), course.zone).instant


def items_for(course: Course, ruling: Mapping[int, Policy], now: datetime) -> Iterator[Item]:
    """Yield the agenda's items for the weeks whose export is still to come.

    `ruling` is the policy that rules each week: it says when the week locks.
    """
    for week in range(1, last_week(course) + 1):
        args = {"week": str(week)}
        key = f"export/{course.id}/{week}"
        due = export_at(course, week)
        if due > now:
            yield Item(f"{key}/weekly", course.id, WEEKLY, due, args, settled=True)
        policy = ruling.get(week)
        if policy is not None and (locks := locks_at(policy, course, week)) > now:
            yield Item(f"{key}/final", course.id, FINAL, locks, args, settled=True)


def last_items(course: Course, ruling: Mapping[int, Policy], now: datetime) -> Iterator[Item]:
    """Yield the last exports of a course that was frozen: of weeks that had no final one yet."""
    for week in range(1, last_week(course) + 1):
        policy = ruling.get(week)
        if policy is None or locks_at(policy, course, week) <= now:
            continue
        args = {"week": str(week), "last": "yes"}
        key = f"export/{course.id}/{week}/last/{now.isoformat()}"
        yield Item(key, course.id, FINAL, now, args)
