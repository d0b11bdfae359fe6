"""Making an export: read the facts, reckon the week, write it in a format.

`make_export` does all three; it is what the command line calls.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.refusal import Refusal
from bot.model.course import Course
from bot.model.gradebook.charts import RoutesChart, StackedBar
from bot.model.gradebook.export import Routes, export_week, routes
from bot.model.gradebook.gradebook import EvidenceRow, GradebookWeek, Key
from bot.model.participation.explain import Line, explain
from bot.model.participation.ledger import Entry
from bot.model.participation.record import Record, offers_to, reckoned_at, standings
from bot.model.participation.standing import Standing
from bot.model.people import Person
from bot.model.time.weeks import last_week, week_start
from bot.ports.gradebooks import ExportFile, Format
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork

CHARTED = 8
"""The most weeks that an export's chart looks back."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a week's export is made of; `at` is the instant for which it is reckoned."""

    record: Record
    week: int
    entries: Sequence[Entry]
    at: datetime


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A week as it goes to the gradebook, how the class took part in it, and a chart."""

    week: GradebookWeek
    routes: Routes
    chart: RoutesChart


async def make_export(
    course: Course, week: int, form: Format, now: datetime, work: UnitOfWork
) -> ExportFile:
    """Return a week of a course as a file; the same bytes until something has changed.

    Refusal for a week outside the term or still ahead, for a course without a policy, and where
    the format can't hold anybody.
    """
    reckoned = await reckon_aside(await read_facts(course, week, now, work))
    return await write(reckoned.week, form, work)


async def read_facts(course: Course, week: int, now: datetime, work: UnitOfWork) -> Facts:
    """Read what a week's export is made of; refuse a week that can't be exported."""
    last = last_week(course)
    if not 1 <= week <= last:
        raise Refusal(f"The term has weeks 1 to {last}. Please give one of them.")
    if now < week_start(course, week):
        raise Refusal(f"Week {week} hasn't begun, so there is nothing to export yet.")
    record = await read_record(course, work)
    if week not in record.policies:
        raise Refusal("This course has no policy yet, so there is nothing to export.")
    entries = await work.ledger.of_course(course.id, (week,))
    changes = [entry.withdrawn or entry.at for entry in entries]
    for granted in await work.excuses.of(course.id):
        if granted.week == week:
            changes += [granted.at, granted.undone or granted.at]
    changes += [each.at for each in await work.choices.of(course.id) if each.week == week]
    changes += [ruling.saved for ruling in await work.policies.versions(course.id)]
    return Facts(record, week, entries, reckoned_at(record, week, changes, now))


async def reckon_aside(facts: Facts) -> Reckoned:
    """Reckon a week beside the event loop: a large class takes a moment."""
    return await asyncio.to_thread(reckon, facts)


def reckon(facts: Facts) -> Reckoned:
    """Return a week's rows, evidence and chart."""
    record, number = facts.record, facts.week
    policy = record.policies[number]
    charted = range(max(1, number - CHARTED + 1), number + 1)
    found = standings(record, record.students, charted, facts.at)
    [offer] = offers_to(record, None, (number,))
    week = export_week(
        record.course,
        policy,
        offer,
        record.people,
        found,
        facts.at,
        locked=number in record.locked(facts.at),
        evidence=_evidence(facts, found),
    )
    taken = {each: _routes(record, each, found) for each in charted if each in record.policies}
    return Reckoned(week, taken[number], _chart(taken))


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
    """Return every act of the week, by name and time, with what it counted for or why not."""
    entries: dict[str, list[Entry]] = {}
    for entry in facts.entries:
        entries.setdefault(entry.person, []).append(entry)
    rows: list[EvidenceRow] = []
    for person in sorted(facts.record.students, key=lambda each: (each.name.casefold(), each.id)):
        if person.id in entries:
            rows += _rows(facts, person, found[person.id], entries[person.id])
    return rows


def _rows(
    facts: Facts, person: Person, standing: Standing, entries: Sequence[Entry]
) -> Iterator[EvidenceRow]:
    record = facts.record
    [offer] = offers_to(record, person.id, (facts.week,))
    policy = record.policies[facts.week]
    for line in explain(policy, standing.week(facts.week), offer, entries):
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


def key_of(week: GradebookWeek) -> Key:
    """Return what most of the class can be told apart by; email where it is as good as any."""
    return max(Key, key=lambda key: sum(bool(row.key(key)) for row in week.rows))


async def write(week: GradebookWeek, form: Format, work: UnitOfWork) -> ExportFile:
    """Return a reckoned week as a file."""
    return await work.tools.gradebooks.write(week, form, key_of(week))
