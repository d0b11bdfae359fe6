"""The record: everything that a course's standings are reckoned from, and how they are reckoned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from bot.model.course import Course
from bot.model.discussions import Discussion
from bot.model.participation.acts.ledger import SESSION_ROUTES
from bot.model.participation.policies.policy import Period, Policy
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.offers import Until, WeekOffer, week_offers
from bot.model.participation.standings.reckoning import Circumstances, ruled_standing
from bot.model.participation.standings.standing import Standing, locks_at
from bot.model.participation.standings.tally import Acts
from bot.model.people import Person, Role
from bot.model.sessions import Session
from bot.model.time.due import Due, due_for
from bot.model.time.weeks import last_week, week_of
from bot.model.time.zones import ZoneHistory


@dataclass(frozen=True, slots=True)
class Record:
    """A course's facts as they are kept now.

    `policies` holds the policy that rules each week of the term (weeks of a course without one
    are missing), `makeups` until when each session's make-up is open, `acts` the rollup by
    person and week, `choices` the options declared by (person, week).
    """

    course: Course
    policies: Mapping[int, Policy]
    people: Sequence[Person]
    sessions: Sequence[Session]
    discussions: Sequence[Discussion]
    makeups: Mapping[str, Until]
    zones: Mapping[str, ZoneHistory]
    excuses: tuple[Excuse, ...]
    choices: Mapping[tuple[str, int], Collection[str]]
    acts: Mapping[str, Mapping[int, Acts]]

    @property
    def students(self) -> list[Person]:
        """The students on the roster, those who dropped too."""
        return [person for person in self.people if person.role is Role.STUDENT]

    def title(self, about: str | None) -> str:
        """Return the title of a session or discussion, "" for what isn't one."""
        things: Iterable[Session | Discussion] = (*self.sessions, *self.discussions)
        return next((thing.title for thing in things if thing.id == about), "")

    def zones_of(self, person: str | None) -> ZoneHistory:
        """Return a person's zones over time, the course's for None."""
        course = ZoneHistory(self.course.zone)
        return course if person is None else self.zones.get(person, course)

    def locked(self, at: datetime) -> frozenset[int]:
        """Return the weeks that are locked at an instant."""
        return frozenset(
            week
            for week, policy in self.policies.items()
            if locks_at(policy, self.course, week) <= at
        )


def weeks_until(record: Record, now: datetime) -> range:
    """Return the weeks of the term that have begun: 1 to the present one, or to the last."""
    return range(1, min(week_of(record.course, now), last_week(record.course)) + 1)


def offers_to(record: Record, person: str | None, weeks: Sequence[int]) -> tuple[WeekOffer, ...]:
    """Return what weeks offer a person, or the course's own clock for None."""
    zones = record.zones_of(person)

    def due_of(due: Due) -> datetime:
        return due_for(due, zones)

    return week_offers(
        record.course, weeks, record.sessions, record.discussions, record.makeups, due_of
    )


def open_makeups(record: Record, person: str, week: int, at: datetime) -> list[str]:
    """Return the sessions of a week that a person can still make up at an instant, by id.

    What they attended or made up counts already and is left out.
    """
    weeks = record.acts.get(person, {}).values()
    own = [did for acts in weeks for did, count in acts.items() if count]
    done = {did.about for did in own if did.act in SESSION_ROUTES}
    missed = [
        session.id
        for session in record.sessions
        if session.week == week and session.counted and session.id not in done
    ]
    untils = {session: record.makeups.get(session) for session in missed}
    return [session for session, until in untils.items() if until is not None and at < until]


def circumstances(record: Record, at: datetime, *, steps: bool = True) -> Circumstances:
    """Return what besides acts decides the standings of a record at an instant."""
    zone, locked = record.course.zone, record.locked(at)
    return Circumstances(zone, record.excuses, record.choices, locked, steps=steps)


def standings(
    record: Record,
    people: Iterable[Person],
    weeks: Sequence[int],
    at: datetime,
    around: Circumstances | None = None,
) -> dict[str, Standing]:
    """Return the standings of people over weeks at an instant, by person id.

    Each week is reckoned by the policy that rules it; a week without one is left out. Units and
    the term are reckoned over all their weeks, and are there if one of these is among `weeks`.
    Whoever reckons a course twice, with other policies or acts, gives the same `around`: then
    what is alike is reckoned once.
    """
    shown = {week for week in weeks if week in record.policies}
    ruled = _reckoned_weeks(record, shown)
    around = around or circumstances(record, at)
    found: dict[str, Standing] = {}
    for person in people:
        zones = record.zones_of(person.id)
        offers: tuple[WeekOffer, ...] = around.known.once(
            (zones, tuple(ruled)), partial(offers_to, record, person.id, ruled)
        )
        own = record.acts.get(person.id, {})
        each = [(record.policies[offer.week], offer) for offer in offers]
        whole = ruled_standing(each, person, own, at, around)
        found[person.id] = whole if len(ruled) == len(shown) else _over(whole, shown)
    return found


def _reckoned_weeks(record: Record, shown: Collection[int]) -> list[int]:
    """Return the weeks that decide how `shown` stand: all of a unit, all of the term, in order."""
    weeks = set(shown)
    for week in shown:
        policy = record.policies[week]
        unit = policy.unit_of(week)
        if unit is not None and policy.asks(Period.UNIT):
            weeks.update(unit.weeks)
    if any(policy.asks(Period.TERM) for policy in record.policies.values()):
        weeks.update(record.policies)
    return sorted(weeks.intersection(record.policies))


def _over(standing: Standing, weeks: Collection[int]) -> Standing:
    """Return a standing of these weeks alone, and of the periods that they are part of."""
    return replace(
        standing,
        weeks=tuple(week for week in standing.weeks if week.week in weeks),
        periods=tuple(
            each
            for each in standing.periods
            if any(each.first <= week <= each.last for week in weeks)
        ),
    )


def reckoned_at(record: Record, week: int, changes: Iterable[datetime], now: datetime) -> datetime:
    """Return the last instant up to `now` at which the standings of a week may have changed.

    Between two such instants nothing that is earned changes, so an export made later gives the
    same bytes. While late acts count less and less, what is possible is as it was when that began.
    `changes` are the instants of acts, withdrawals, excuses, choices and policies.
    """
    moments = list(changes)
    policy = record.policies.get(week)
    after = {timedelta()}
    if policy is not None:
        moments.append(locks_at(policy, record.course, week))
        lates = [option.late for option in policy.options if option.late is not None]
        after |= {each for late in lates for each in (late.grace, late.grace + late.over)}
    whose = {record.zones_of(None), *(record.zones_of(person.id) for person in record.students)}
    for zones in whose:
        for offer in _offers_in(record, zones, week):
            moments += [offer.starts, offer.ends]
            for thing in offer.things:
                moments.append(thing.starts)
                dues = [due for due in thing.until.values() if due is not None]
                moments += [due + each for due in dues for each in after]
    return max((moment for moment in moments if moment <= now), default=now)


def _offers_in(record: Record, zones: ZoneHistory, week: int) -> tuple[WeekOffer, ...]:
    return week_offers(
        record.course,
        (week,),
        record.sessions,
        record.discussions,
        record.makeups,
        lambda due: due_for(due, zones),
    )
