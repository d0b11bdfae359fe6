"""Recurrence: the sessions that a plan entry stands for, with its exceptions.

Repetition follows RFC 5545 (by dateutil): wall times in the course's zone, weeks from Monday,
`count` and `until` reckoned before exceptions. What is wrong with an entry comes back as values,
so that whoever read the file can point at the line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice

from dateutil import rrule

from bot.model.time.zones import Fit, is_zone, local, resolve

MOST_OCCURRENCES = 400
"""More than any term holds; an entry that makes more has a mistake in its dates."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Repeats(StrEnum):
    """How often a plan entry comes back."""

    ONCE = "once"
    DAILY = "daily"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"


@dataclass(frozen=True, slots=True)
class Moved:
    """One occurrence that differs: its planned date, and what is new about it.

    `starts` is a naive wall time in the course's zone; None leaves a thing as it was.
    """

    date: date
    starts: datetime | None = None
    length: timedelta | None = None
    title: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """One more occurrence, outside the rhythm; `starts` is a naive wall time."""

    starts: datetime
    length: timedelta | None = None
    title: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A plan entry: when it first may take place, how it repeats, and its exceptions.

    `first` is the first day on which it may fall and `at` the wall time in `zone`. `weekdays`
    count from Monday = 0; a daily entry without any falls on every day. A repeating entry ends
    with `until` (inclusive) or after `count`, one of them. `skip` are dates without it.
    """

    key: str
    title: str
    zone: str
    first: date
    at: time
    length: timedelta
    repeats: Repeats = Repeats.ONCE
    weekdays: frozenset[int] = frozenset()
    until: date | None = None
    count: int | None = None
    skip: tuple[date, ...] = ()
    moved: tuple[Moved, ...] = ()
    extra: tuple[Extra, ...] = ()
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a rule: the field (and its item's index), the value, and a sentence.

    A warning leaves the occurrence standing.
    """

    field: str
    text: str
    value: str
    index: int | None = None
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One session to plan; `starts` and `ends` are UTC instants, `wall` is the local start.

    `key` is made from the entry's key and the date first planned, `date`, so that it stays the
    same when the occurrence is moved.
    """

    key: str
    date: date
    wall: datetime
    starts: datetime
    ends: datetime
    title: str
    link: str | None
    fit: Fit = Fit.EXACT
    moved: bool = False


def expand(rule: Rule) -> tuple[tuple[Occurrence, ...], tuple[Problem, ...]]:
    """Return the occurrences of `rule` in order of time, and what is wrong with it.

    A rule that can't be followed has no occurrences; an exception that makes no sense is left
    out. Both are named among the problems.
    """
    problems = tuple(_impossible(rule))
    if problems:
        return (), problems
    dates = tuple(_dates(rule))
    problems = (*_unbounded(rule, dates), *_misplaced(rule, dates))
    found = tuple(sorted(_occurrences(rule, dates), key=lambda found: (found.starts, found.key)))
    if dates and not found:
        text = "Every date of this entry is skipped; remove the entry instead."
        problems = (*problems, Problem("skip", text, rule.key))
    return found, (*problems, *_ill_fitting(rule, found))


def _impossible(rule: Rule) -> Iterator[Problem]:
    """Yield why the rule can't be followed at all."""
    if not is_zone(rule.zone):
        yield Problem("zone", "This is no time zone; name one like Europe/Berlin.", rule.zone)
    lengths: list[tuple[str, int | None, timedelta | None]] = [("length", None, rule.length)]
    lengths += [("moved", index, moved.length) for index, moved in enumerate(rule.moved)]
    lengths += [("extra", index, extra.length) for index, extra in enumerate(rule.extra)]
    for field, index, length in lengths:
        if length is not None and length <= timedelta(0):
            text = "It must last longer than no time at all."
            yield Problem(field, text, str(length), index)
    if rule.repeats is not Repeats.ONCE:
        yield from _endless(rule)


def _endless(rule: Rule) -> Iterator[Problem]:
    """Yield why the rule can't repeat: it names no days, or no end that makes sense."""
    if rule.repeats is not Repeats.DAILY and not rule.weekdays:
        text = "It repeats by the week but names no weekday; add one, such as on: tue."
        yield Problem("weekdays", text, "")
    for weekday in sorted(rule.weekdays - set(range(7))):
        yield Problem("weekdays", "This is no weekday; they are mon to sun.", str(weekday))
    if rule.until is None and rule.count is None:
        text = "It never ends; give until (a date) or times (how many)."
        yield Problem("repeats", text, rule.repeats)
    if rule.until is not None and rule.count is not None:
        yield Problem("count", "Give until or times, not both.", str(rule.count))
    if rule.until is not None and rule.until < rule.first:
        text = f"It ends before it first takes place on {rule.first}."
        yield Problem("until", text, str(rule.until))
    if rule.count is not None and rule.count < 1:
        yield Problem("count", "It must take place at least once.", str(rule.count))


def _dates(rule: Rule) -> Iterator[date]:
    """Yield the planned dates, one more than allowed at most."""
    if rule.repeats is Repeats.ONCE:
        yield rule.first
        return
    made = rrule.rrule(
        rrule.DAILY if rule.repeats is Repeats.DAILY else rrule.WEEKLY,
        dtstart=datetime.combine(rule.first, time()),
        interval=2 if rule.repeats is Repeats.BIWEEKLY else 1,
        wkst=rrule.MO,
        byweekday=sorted(rule.weekdays) or None,
        until=rule.until and datetime.combine(rule.until, time()),
        count=rule.count,
    )
    for found in islice(made, MOST_OCCURRENCES + 1):
        yield found.date()


def _unbounded(rule: Rule, dates: tuple[date, ...]) -> Iterator[Problem]:
    """Yield that the rule makes no date, or more dates than a term can hold."""
    if not dates:
        days = " or ".join(WEEKDAYS[weekday] for weekday in sorted(rule.weekdays))
        text = f"No date from {rule.first} to {rule.until} falls on {days}."
        yield Problem("weekdays", text, days)
    if len(dates) > MOST_OCCURRENCES:
        field, value = ("until", rule.until) if rule.until else ("count", rule.count)
        text = f"It takes place more than {MOST_OCCURRENCES} times; end it earlier."
        yield Problem(field, text, str(value))


def _misplaced(rule: Rule, dates: tuple[date, ...]) -> Iterator[Problem]:
    """Yield the exceptions that name a wrong date, or one that another exception names too."""
    seen: Counter[date] = Counter()
    exceptions = [("skip", index, day) for index, day in enumerate(rule.skip)]
    exceptions += [("moved", index, moved.date) for index, moved in enumerate(rule.moved)]
    for field, index, day in exceptions:
        seen[day] += 1
        if day not in dates:
            near = min(dates, key=lambda planned: abs(planned - day), default=None)
            hint = f"; the nearest is {near}" if near else ""
            yield Problem(field, f"It takes place on no such date{hint}.", str(day), index)
        elif seen[day] > 1:
            yield Problem(field, "This date is skipped or moved twice.", str(day), index)
    days = Counter(extra.starts.date() for extra in rule.extra)
    for index, extra in enumerate(rule.extra):
        if days[extra.starts.date()] > 1:
            text = "Only one extra a day; make the other a plan entry of its own."
            yield Problem("extra", text, str(extra.starts), index)


def _occurrences(rule: Rule, dates: tuple[date, ...]) -> Iterator[Occurrence]:
    """Yield what takes place: the dates that are not skipped, moved where asked, and extras."""
    changes = {moved.date: moved for moved in reversed(rule.moved)}
    for day in dates[:MOST_OCCURRENCES]:
        if day not in rule.skip:
            key = rule.key if rule.repeats is Repeats.ONCE else f"{rule.key}-{day}"
            planned = datetime.combine(day, rule.at)
            change = changes.get(day, Moved(day))
            yield _occurrence(rule, key, day, change.starts or planned, change, day in changes)
    extras = {extra.starts.date(): extra for extra in reversed(rule.extra)}
    for day, extra in extras.items():
        yield _occurrence(rule, f"{rule.key}-{day}-extra", day, extra.starts, extra, moved=False)


def _occurrence(
    rule: Rule, key: str, day: date, wall: datetime, own: Moved | Extra, moved: bool
) -> Occurrence:
    starts = resolve(wall, rule.zone)
    return Occurrence(
        key=key,
        date=day,
        wall=wall,
        starts=starts.instant,
        ends=starts.instant + (own.length or rule.length),
        title=own.title or rule.title,
        link=own.link or rule.link,
        fit=starts.kind,
        moved=moved,
    )


def _ill_fitting(rule: Rule, found: tuple[Occurrence, ...]) -> Iterator[Problem]:
    """Yield a warning for each start that daylight saving makes impossible or ambiguous."""
    says = {
        Fit.GAP: "leaps over {wall:%H:%M}; it starts at {starts:%H:%M}.",
        Fit.OVERLAP: "shows {wall:%H:%M} twice; it starts at the first.",
    }
    for occurrence in found:
        if occurrence.fit in says:
            starts = local(occurrence.starts, rule.zone)
            said = says[occurrence.fit].format(wall=occurrence.wall, starts=starts)
            text = f"On {occurrence.wall:%Y-%m-%d} the clock in {rule.zone} {said}"
            yield Problem("at", text, f"{occurrence.wall:%Y-%m-%d %H:%M}", warning=True)
