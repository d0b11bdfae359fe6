"""Attendance over a term: of how many sessions, and what is still within reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from bot.model.attendance.kept import was_expected
from bot.model.live.moment import OVER
from bot.model.participation.acts.ledger import Act
from bot.model.participation.standings.excuses import Excuse
from bot.model.people import Person
from bot.model.sessions import Session, State
from bot.model.time.zones import local


@dataclass(frozen=True, slots=True)
class Total:
    """How many of a student's sessions they attended, made up, missed, or were excused from.

    Sessions before they enrolled are not theirs. `ahead` are those still to come.
    """

    person: Person
    attended: int
    made_up: int
    excused: int
    missed: int
    ahead: int

    @property
    def asked(self) -> int:
        """How many sessions were theirs so far, without those they were excused from."""
        return self.attended + self.made_up + self.missed

    @property
    def share(self) -> Decimal | None:
        """The percent of those that they attended, to one decimal; None before the first."""
        return percent(self.attended, self.asked)

    @property
    def at_best(self) -> Decimal | None:
        """The percent that is reached by attending all that is still to come."""
        return percent(self.attended + self.ahead, self.asked + self.ahead)


def percent(part: int, whole: int) -> Decimal | None:
    """Return a part of a whole in percent, never rounded up; None of nothing."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_DOWN)


def totals(
    people: Iterable[Person],
    sessions: Sequence[Session],
    acts: Mapping[tuple[str, str], Collection[Act]],
    excuses: Iterable[Excuse],
    zone: str,
) -> list[Total]:
    """Return everybody's total, the lowest share first; dropped students are left out.

    `acts` are what stands by person and session. A session that doesn't count, or was cancelled,
    is nobody's. Whoever attended is counted so, also where they were excused or not yet enrolled.
    """
    counted = [session for session in sessions if session.counted]
    excused = {(one.person, one.about or str(one.week)) for one in excuses}
    found = [
        _total(person, counted, acts, excused, zone)
        for person in people
        if not person.is_staff and person.dropped is None
    ]
    return sorted(found, key=lambda one: (one.share is None, one.share or 0, one.person.name))


def _total(
    person: Person,
    sessions: Iterable[Session],
    acts: Mapping[tuple[str, str], Collection[Act]],
    excused: Collection[tuple[str, str]],
    zone: str,
) -> Total:
    counts = {"attended": 0, "made_up": 0, "excused": 0, "missed": 0, "ahead": 0}
    for session in sessions:
        if session.state is State.CANCELLED:
            continue
        if session.state not in OVER:
            counts["ahead"] += 1
            continue
        done = acts.get((person.id, session.id), ())
        if Act.ATTEND in done:
            counts["attended"] += 1
        elif not was_expected(person, local(session.starts, zone)):
            continue
        elif Act.MAKE_UP in done:
            counts["made_up"] += 1
        elif (person.id, session.id) in excused or (person.id, str(session.week)) in excused:
            counts["excused"] += 1
        else:
            counts["missed"] += 1
    return Total(person, **counts)
