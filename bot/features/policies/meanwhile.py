"""What happened while a change was reckoned: only those whom it concerns are reckoned anew.

The change is as of its reading. So what came since counts by the new policy as whatever comes
later does; but tallies and differences have to be as of the transaction that writes them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.features.policies.records import Facts
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.review.simulation import Simulation, simulate
from bot.model.participation.standings.record import Record
from bot.model.participation.standings.tally import Acts
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork

MOST = 100
"""Of how many people anything may have happened: more are reckoned outside of a transaction."""


@dataclass(frozen=True, slots=True)
class Amended:
    """What a change does as of now, and the record as it is before it."""

    simulation: Simulation
    record: Record


async def as_of_now(
    facts: Facts, found: Simulation, now: datetime, work: UnitOfWork
) -> Amended | None:
    """Return what a change does as of now; None where all has to be reckoned anew."""
    course = await work.courses.get(facts.record.course.id)
    if course is None:
        return None
    # Most acts are as they were read; those of who did anything since are read below.
    record = await read_record(course, work, acts=facts.record.acts)
    if _common(record) != _common(facts.record):
        return None
    sizes = await work.ledger.sizes(course.id)
    moved = {who for who in {**sizes, **facts.sizes} if sizes.get(who) != facts.sizes.get(who)}
    moved |= _changed(facts.record, record)
    if not moved:
        return Amended(found, record)
    if len(moved) > MOST:
        return None
    entries: list[Entry] = []
    acts: dict[str, Mapping[int, Acts]] = {}
    for person in sorted(moved):
        entries += await work.ledger.of_person(person)
        acts |= await work.ledger.acts(course.id, person)
    concerned = [each for each in record.people if each.id in moved]
    alone = replace(record, people=concerned, acts=acts)
    weeks = found.locked
    later = await asyncio.to_thread(simulate, alone, entries, found.proposals, now, weeks)
    others = {who: own for who, own in record.acts.items() if who not in moved}
    return Amended(found.amended(later, moved), replace(record, acts={**others, **acts}))


def _common(record: Record) -> object:
    """Return what everybody's standing is reckoned from."""
    things = record.sessions, record.discussions, record.makeups
    return record.course, record.policies, *things


def _changed(before: Record, after: Record) -> set[str]:
    """Return of whom anything but acts is other than it was: a zone, an excuse, a choice."""
    old, new = _own(before), _own(after)
    return {who for who in {**old, **new} if old.get(who) != new.get(who)}


def _own(record: Record) -> dict[str, list[object]]:
    """Return what only one person's standing is reckoned from, by the person's id."""
    own: dict[str, list[object]] = {each.id: [each] for each in record.people}
    for who, zones in record.zones.items():
        own.setdefault(who, []).append(zones)
    for excuse in record.excuses:
        own.setdefault(excuse.person, []).append(excuse)
    for (who, week), options in record.choices.items():
        own.setdefault(who, []).append((week, options))
    return own
