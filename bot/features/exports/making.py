"""Making an export: read the facts, reckon the week or the grade so far."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.chat.refusal import Refusal
from bot.features.exports.periods import asks_of, exported_weeks
from bot.model.course import Course
from bot.model.gradebook.charts import RoutesChart, StackedBar
from bot.model.gradebook.export import Routes, by_name, export_week, routes
from bot.model.gradebook.gradebook import EvidenceRow, GradebookWeek, Scope
from bot.model.gradebook.periods import export_period
from bot.model.gradebook.total import export_total
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.policies.policy import Period
from bot.model.participation.review.differences import lines
from bot.model.participation.standings.explain import Line, explain
from bot.model.participation.standings.record import Record, offers_to, reckoned_at, standings
from bot.model.participation.standings.standing import Standing, locks_at
from bot.model.people import Person
from bot.model.time.weeks import last_week, week_start
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork

SURE = timedelta(days=1)
"""How long after its lock a week may still miss what was in time: the bot may have been down."""
CHARTED = 8
"""The most weeks that an export's chart looks back."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that an export is made of; `at` is the instant for which it is reckoned.

    `weeks` are those exported, `week` the last of them. `sealed` is the week (or the total, the
    unit, the term up to it) as it was when it locked, None before that; `decided` are sentences on
    what changed in it since.
    """

    record: Record
    week: int
    weeks: tuple[int, ...]
    entries: Sequence[Entry]
    at: datetime
    scope: Scope = Scope.WEEK
    sealed: GradebookWeek | None = None
    decided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A week as it goes to the gradebook, how the class took part in it, and a chart.

    `live` is the same as it stands now; it differs from a sealed one by what changed since.
    From `sure` on nothing that was in time is still to come. `ending` are the unit and the term
    that end with the week.
    """

    week: GradebookWeek
    routes: Routes
    chart: RoutesChart
    live: GradebookWeek
    sure: datetime
    decided: tuple[str, ...] = ()
    ending: tuple[GradebookWeek, ...] = ()

    @property
    def decided_since(self) -> int:
        """How many grades were changed since the week was sealed."""
        held = {row.person: row.earned for row in self.week.rows}
        return sum(row.earned != held.get(row.person) for row in self.live.rows)


async def read_facts(
    course: Course, week: int, now: datetime, work: UnitOfWork, scope: Scope = Scope.WEEK
) -> Facts:
    """Read what an export is made of; refuse a week that can't be exported."""
    last = last_week(course)
    if not 1 <= week <= last:
        raise Refusal(f"The term has weeks 1 to {last}. Please give one of them.")
    record = await read_record(course, work)
    if week not in record.policies:
        raise Refusal("This course has no policy yet, so there is nothing to export.")
    weeks = exported_weeks(record.policies, week, scope)
    first = weeks[-1] if scope.per is Period.WEEK else weeks[0]
    if now < week_start(course, first):
        raise Refusal(f"Week {first} hasn't begun, so there is nothing to export yet.")
    entries = await work.ledger.of_course(course.id, weeks)
    changes = await _changes(course, record, weeks, work)
    changes += [entry.withdrawn or entry.at for entry in entries]
    begun = [each for each in weeks if week_start(course, each) <= now]
    at = max(reckoned_at(record, each, changes, now) for each in begun)
    sealed = None
    if not scope.is_difference:
        sealed = await work.exports.sealed(course.id, weeks[-1], scope)
    decided = await _decided(record, weeks, scope, work)
    return Facts(record, weeks[-1], weeks, entries, at, scope, sealed, decided)


async def _decided(
    record: Record, weeks: Sequence[int], scope: Scope, work: UnitOfWork
) -> tuple[str, ...]:
    """Return in words what changed in these weeks, or their unit, after they were locked."""
    names = {person.id: person.name for person in record.people}
    every = await work.differences.of(record.course.id)
    total = scope is Scope.TOTAL  # which holds units and the term as well
    found = [each for each in every if each.week in weeks and (total or each.per is scope.per)]
    said = zip(found, lines(found, names), strict=True)
    return tuple(f"{names.get(each.person, '')}, {line}" for each, line in said)


async def _changes(
    course: Course, record: Record, weeks: Sequence[int], work: UnitOfWork
) -> list[datetime]:
    """Return when excuses, choices and the policies that rule these weeks changed."""
    changes: list[datetime] = []
    for granted in await work.excuses.of(course.id):
        if granted.week in weeks:
            changes += [granted.at, granted.undone or granted.at]
    changes += [each.at for each in await work.choices.of(course.id) if each.week in weeks]
    ruling = [record.policies[week] for week in weeks if week in record.policies]
    versions = await work.policies.versions(course.id)
    return changes + [version.saved for version in versions if version.policy in ruling]


async def reckon_aside(facts: Facts) -> Reckoned:
    """Reckon a week beside the event loop: a large class takes a moment."""
    return await asyncio.to_thread(reckon, facts)


def reckon(facts: Facts) -> Reckoned:
    """Return an export's rows and evidence, and a chart of the weeks that lead to it."""
    record, number = facts.record, facts.week
    charted = _charted(facts)
    found = standings(record, record.students, sorted({*charted, *facts.weeks}), facts.at)
    live = _live(facts, found)
    taken = {each: _routes(record, each, found) for each in charted if each in record.policies}
    week = facts.sealed or live
    sure = locks_at(record.policies[number], record.course, number) + SURE
    ending = tuple(_ending(facts, found)) if facts.scope is Scope.WEEK else ()
    return Reckoned(week, taken[max(taken)], _chart(taken), live, sure, facts.decided, ending)


def _charted(facts: Facts) -> range:
    """Return the weeks that lead to what is exported, as far as they have begun."""
    course = facts.record.course
    begun = [week for week in facts.weeks if week_start(course, week) <= facts.at]
    last = begun[-1] if begun else facts.weeks[0]
    return range(max(1, last - CHARTED + 1), last + 1)


def _live(facts: Facts, found: Mapping[str, Standing]) -> GradebookWeek:
    """Return what is exported as it stands now."""
    if facts.scope is Scope.TOTAL:
        return _total(facts, found)
    if facts.scope.per is Period.WEEK:
        return _week(facts, found)
    return _period(facts, found, facts.weeks, facts.scope)


def _ending(facts: Facts, found: Mapping[str, Standing]) -> Iterator[GradebookWeek]:
    """Yield the unit and the term that end with the week that is exported."""
    policies = facts.record.policies
    for scope in (Scope.UNIT, Scope.TERM):
        if asks_of(policies, facts.week, scope):
            weeks = exported_weeks(policies, facts.week, scope)
            if weeks[-1] == facts.week:
                yield _period(facts, found, weeks, scope)


def _period(
    facts: Facts, found: Mapping[str, Standing], weeks: Sequence[int], scope: Scope
) -> GradebookWeek:
    record = facts.record
    period = export_period(
        record.course,
        record.policies[weeks[-1]],
        weeks,
        scope,
        record.people,
        found,
        facts.at,
        locked=weeks[-1] in record.locked(facts.at),
    )
    return replace(period, evidence=tuple(_evidence(facts, found)))


def _week(facts: Facts, found: Mapping[str, Standing]) -> GradebookWeek:
    record, number = facts.record, facts.week
    [offer] = offers_to(record, None, (number,))
    return export_week(
        record.course,
        record.policies[number],
        offer,
        record.people,
        found,
        facts.at,
        locked=number in record.locked(facts.at),
        evidence=_evidence(facts, found),
    )


def _total(facts: Facts, found: Mapping[str, Standing]) -> GradebookWeek:
    record = facts.record
    return export_total(
        record.course,
        record.policies,
        offers_to(record, None, facts.weeks),
        record.people,
        found,
        facts.at,
        locked=record.locked(facts.at).issuperset(facts.weeks),
        evidence=_evidence(facts, found),
    )


def _routes(record: Record, week: int, found: Mapping[str, Standing]) -> Routes:
    return routes(record.policies[week], [standing.week(week) for standing in found.values()])


def _chart(taken: Mapping[int, Routes]) -> RoutesChart:
    """Return how often each route was taken, week by week."""
    names = list(dict.fromkeys(title for each in taken.values() for title, _ in each.taken))
    bars = []
    for week, each in taken.items():
        counts = dict(each.taken)
        bars.append(StackedBar(f"W{week}", tuple(counts.get(name, 0) for name in names)))
    return RoutesChart("How the class took part", tuple(names), tuple(bars), "times")


def _evidence(facts: Facts, found: Mapping[str, Standing]) -> list[EvidenceRow]:
    """Return every act of the weeks, by name and time, with what it counted for or why not."""
    entries: dict[tuple[str, int], list[Entry]] = {}
    for entry in facts.entries:
        entries.setdefault((entry.person, entry.week), []).append(entry)
    rows: list[EvidenceRow] = []
    for person in by_name(facts.record.people):
        for week in facts.weeks:
            if own := entries.get((person.id, week)):
                rows += _rows(facts.record, week, person, found[person.id], own)
    return rows


def _rows(
    record: Record, week: int, person: Person, standing: Standing, entries: Sequence[Entry]
) -> Iterator[EvidenceRow]:
    [offer] = offers_to(record, person.id, (week,))
    policy = record.policies[week]
    for line in explain(policy, standing.week(week), offer, entries):
        yield _row(person, line, record.title(line.entry.about))


def _row(person: Person, line: Line, about: str) -> EvidenceRow:
    entry = line.entry
    return EvidenceRow(
        person=person.id,
        name=person.name,
        act=str(entry.act),
        at=entry.at,
        about=about,
        amount=entry.amount,
        counts=line.counts,
        evidence=entry.evidence,
        note=line.why,
    )
