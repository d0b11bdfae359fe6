"""Simulation: what another policy would make of every standing, before it is applied."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from bot.model.course import Course
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.policies.policy import Policy
from bot.model.participation.review.differences import (
    Decision,
    Difference,
    Mark,
    differences,
    longer_differences,
    longer_marks_of,
    mark_of,
    marks_of,
)
from bot.model.participation.standings.record import (
    Record,
    circumstances,
    standings,
    weeks_until,
)
from bot.model.participation.standings.standing import Standing
from bot.model.participation.standings.tally import Acts, Tallies, by_person, recount, tallies_of
from bot.model.portable import portable
from bot.model.time.weeks import last_week, week_of

DIGEST = 10
"""Characters of a digest: enough to tell whether anything is other than it was shown."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A policy that is to rule from the week `since` on; earlier weeks stay as they are."""

    policy: Policy
    since: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one student: the standing before and after, and in which weeks.

    The standing rises by `change` percent of what is asked so far, or falls where that is below 0.
    """

    person: str
    before: Standing
    after: Standing
    weeks: tuple[int, ...]
    change: Decimal


@dataclass(frozen=True, slots=True)
class Simulation:
    """What proposals, one after the other, touch and do.

    `weeks` are those that they rule and that have begun, `locked` those of them that are locked.
    `effects` are the students whose standing changes, those it changes most first. `after` is the
    record as it would be. `digest` is another as soon as any standing, or what rules a week, is
    other than it was.
    """

    proposals: tuple[Proposal, ...]
    weeks: tuple[int, ...]
    locked: tuple[int, ...]
    effects: tuple[Effect, ...]
    students: int
    after: Record
    digest: str

    @property
    def proposal(self) -> Proposal:
        """The last of the proposals; most often there is only this one."""
        return self.proposals[-1]

    @property
    def up(self) -> int:
        """How many students stand better with it."""
        return sum(each.change > 0 for each in self.effects)

    @property
    def down(self) -> int:
        """How many students stand worse with it."""
        return sum(each.change < 0 for each in self.effects)

    def amended(self, later: Simulation, people: Collection[str]) -> Simulation:
        """Return it with some people as they were simulated later, alone; the digest stays.

        It is enough for what is decided if `later` is over the locked weeks.
        """
        effects = [each for each in self.effects if each.person not in people]
        acts = {each: own for each, own in self.after.acts.items() if each not in people}
        after = replace(self.after, acts={**acts, **later.after.acts})
        return replace(self, effects=(*effects, *later.effects), after=after)

    def decided(self, decision: Decision) -> tuple[Difference, ...]:
        """Return what it changes in locked weeks, units and the term, by somebody's decision."""
        before, after = [e.before for e in self.effects], [e.after for e in self.effects]
        weeks = {key: mark for key, mark in marks_of(before).items() if key[1] in self.locked}
        longer = {
            key: mark for key, mark in longer_marks_of(before).items() if key[3] in self.locked
        }
        return (
            *differences(weeks, marks_of(after), decision),
            *longer_differences(longer, longer_marks_of(after), decision),
        )

    def recounted(self, before: Record) -> dict[int, Tallies]:
        """Return the tallies of the weeks that are counted otherwise than in the record before."""
        since = min(each.since for each in self.proposals)
        weeks = range(since, last_week(before.course) + 1)
        old, new = before.acts, self.after.acts
        return {
            week: tallies_of(new, week)
            for week in weeks
            if any(
                old.get(person, {}).get(week, {}) != new.get(person, {}).get(week, {})
                for person in {**old, **new}
            )
        }


def from_now_on(course: Course, now: datetime) -> int:
    """Return the week from which a new policy rules where nobody says otherwise: the present one.

    Weeks that are over stay as they were, whether the policy comes by chat or by a course file.
    """
    return min(max(week_of(course, now), 1), last_week(course))


def simulate(
    record: Record,
    entries: Sequence[Entry],
    proposals: Sequence[Proposal],
    now: datetime,
    weeks: Sequence[int] | None = None,
) -> Simulation:
    """Return what proposals do, each made after the one before it.

    `entries` are the ledger's, of the weeks that they rule at least. Standings are reckoned over
    `weeks`, over all that have begun if it is None.
    """
    begun = weeks_until(record, now) if weeks is None else weeks
    students = record.students
    changed = record
    for proposal in proposals:
        changed = applied(changed, entries, proposal)
    around = circumstances(record, now, steps=False)
    before = standings(record, students, begun, now, around)
    around = replace(around, locked=changed.locked(now))
    after = standings(changed, students, begun, now, around)
    since = min(each.since for each in proposals)
    touched = tuple(week for week in begun if week >= since)
    locked = record.locked(now)
    sums = [(_sum(before[person]), _sum(after[person])) for person in sorted(before)]
    effects = [_effect(before, after, old, new) for old, new in sums if old != new]
    return Simulation(
        tuple(proposals),
        touched,
        tuple(week for week in touched if week in locked),
        tuple(sorted(effects, key=lambda each: (-abs(each.change), each.person))),
        len(students),
        changed,
        _digest(record, proposals, sums),
    )


def applied(record: Record, entries: Iterable[Entry], proposal: Proposal) -> Record:
    """Return the record as it would be if the proposal ruled: its weeks counted anew."""
    weeks = range(proposal.since, last_week(record.course) + 1)
    policies = {**record.policies, **dict.fromkeys(weeks, proposal.policy)}
    counted = by_person(recount(proposal.policy, (e for e in entries if e.week in weeks)))
    acts: dict[str, Mapping[int, Acts]] = {}
    for person in {**record.acts, **counted}:
        kept = {w: some for w, some in record.acts.get(person, {}).items() if w not in weeks}
        acts[person] = {**kept, **counted.get(person, {})}
    return replace(record, policies=policies, acts=acts)


class _Sum(NamedTuple):
    """What a standing comes to: its weeks, and its units and the term with them."""

    person: str
    marks: tuple[tuple[int, Mark | None], ...]
    earned: Decimal
    asked: Decimal
    possible: Decimal


def _sum(standing: Standing) -> _Sum:
    marks = tuple((week.week, mark_of(week)) for week in standing.weeks)
    return _Sum(standing.person, marks, standing.earned, standing.asked, standing.possible)


def _effect(
    before: Mapping[str, Standing], after: Mapping[str, Standing], old: _Sum, new: _Sum
) -> Effect:
    had = dict(old.marks)
    weeks = tuple(sorted(week for week, mark in new.marks if had.get(week) != mark))
    rises = _share(after[new.person]) - _share(before[old.person])
    return Effect(new.person, before[old.person], after[new.person], weeks, rises)


def _share(standing: Standing) -> Decimal:
    return standing.percent if standing.percent is not None else Decimal(0)


def _digest(
    record: Record, proposals: Sequence[Proposal], sums: Sequence[tuple[_Sum, _Sum]]
) -> str:
    known = [
        portable(proposals),
        {str(week): policy.version for week, policy in sorted(record.policies.items())},
        [[_plain(before), _plain(after)] for before, after in sums],
    ]
    text = json.dumps(known, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=DIGEST // 2).hexdigest()


def _plain(found: _Sum) -> Sequence[object]:
    weeks = [(week, mark and (str(mark.earned), str(mark.asked))) for week, mark in found.marks]
    return found.person, str(found.earned), weeks
