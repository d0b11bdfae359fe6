"""The weekly export: one week's standings as the gradebook's rows, and its summary in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from bot.model.course import Course
from bot.model.gradebook.gradebook import EvidenceRow, GradebookRow, GradebookWeek
from bot.model.participation.choosing.matching import asked_by, total
from bot.model.participation.choosing.search import best
from bot.model.participation.choosing.supplies import candidates, offered
from bot.model.participation.policies.policy import Option, Period, Policy, figure
from bot.model.participation.standings.offers import WeekOffer
from bot.model.participation.standings.standing import Measured, Standing, WeekStanding
from bot.model.people import Person, Role

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Routes:
    """How a class took part in one week, for the summary and the chart.

    `taken` holds for each option that can count its title and how many students it counted for.
    `waiting` have earned nothing yet and still can; `without` have not, and no longer can.
    """

    counted: int
    took_part: int
    taken: tuple[tuple[str, int], ...]
    waiting: int
    without: int


def full_week(policy: Policy, offer: WeekOffer) -> Decimal:
    """Return what `offer` asks of someone who was there for all of it."""
    every = candidates(policy, offer, ())
    most = best(policy.requirements, every, offered(policy, offer, ()))
    return asked_by(policy.requirements, most)


def points_of(policy: Policy, offer: WeekOffer) -> Decimal:
    """Return what a full week is in the gradebook: the policy's scale, or what it asks."""
    return full_week(policy, offer) if policy.scale is None else policy.scale


def most_of(policy: Policy, per: Period, full: Decimal, asked: Decimal) -> Decimal | None:
    """Return the most that soft caps let in, where `full` points are all of what is `asked`.

    None without a cap, and where points have none. What crosses a cap counts in full.
    """
    points = [one for one in policy.asks(per) if one.points is not None]
    surplus = Decimal(0)
    for one in points:
        if one.cap is None or one.points is None:
            return None
        worthiest = max(policy.option(key).worth for key in one.options)
        surplus += one.cap + worthiest - one.points
    return full + surplus * full / asked if surplus and asked else None


def by_name(roster: Iterable[Person]) -> list[Person]:
    """Return the students among `roster` in the order in which exports hold them."""
    students = [person for person in roster if person.role is Role.STUDENT]
    return sorted(students, key=lambda person: (person.name.casefold(), person.id))


def export_week(
    course: Course,
    policy: Policy,
    offer: WeekOffer,
    roster: Sequence[Person],
    standings: Mapping[str, Standing],
    made_at: datetime,
    *,
    locked: bool,
    evidence: Iterable[EvidenceRow] = (),
) -> GradebookWeek:
    """Return the week of `offer` for every student of the roster, by name.

    `offer` is the course's own (its due times in the course's zone); `standings` are by person
    id. Points are scaled to the same full week for all, so that a student who was asked for less
    (an excused session) and did it has full points.
    """
    asked = full_week(policy, offer)
    full = asked if policy.scale is None else policy.scale
    students = by_name(roster)
    zone = ZoneInfo(course.zone)
    options = _countable(policy)
    weeks = {person.id: standings[person.id].week(offer.week) for person in students}
    alike = {id(week): week for week in weeks.values()}  # one value for all who stand alike
    results = {name: _result_of(week, options, full) for name, week in alike.items()}
    return GradebookWeek(
        course=course.title,
        week=offer.week,
        starts=offer.starts.astimezone(zone).date(),
        ends=offer.starts.astimezone(zone).date() + timedelta(days=6),
        zone=course.zone,
        policy=policy.version,
        made_at=made_at,
        locked=locked,
        options=tuple(option.title for option in options),
        rows=tuple([row_of(person, results[id(weeks[person.id])]) for person in students]),
        evidence=tuple(evidence),
        most=most_of(policy, Period.WEEK, full, asked),
    )


def routes(policy: Policy, weeks: Iterable[WeekStanding]) -> Routes:
    """Return how the students whose week is among `weeks` took part."""
    asked = [week for week in weeks if week.is_asked]
    idle = [week for week in asked if not week.earned]
    taken = tuple(
        (option.title, sum(_worth(week, option.key) > 0 for week in asked))
        for option in _countable(policy)
    )
    waiting = sum(not week.closed for week in idle)
    return Routes(len(asked), len(asked) - len(idle), taken, waiting, len(idle) - waiting)


def in_words(routes: Routes) -> str:
    """Return the week's participation in a few sentences, naming nobody."""
    sentences = [f"{routes.took_part} of {routes.counted} took part."]
    if used := [f"{title} {count}" for title, count in routes.taken if count]:
        sentences.append(f"By route: {', '.join(used)}.")
    if routes.waiting:
        have = "has" if routes.waiting == 1 else "have"
        sentences.append(f"{routes.waiting} {have} no route yet and can still take one.")
    if routes.without:
        sentences.append(f"{routes.without} took no route, and it is too late for one.")
    return " ".join(sentences)


@dataclass(frozen=True, slots=True)
class Result:
    """What a week (or a unit, or the term) comes to in the gradebook, whoever's it is."""

    earned: Decimal | None
    asked: Decimal
    marks: tuple[Decimal | None, ...]
    status: str
    note: str
    exact: Decimal | None


def _result_of(week: WeekStanding, options: Sequence[Option], full: Decimal) -> Result:
    return result_of(week, [_worth(week, option.key) for option in options], full)


def result_of(week: Measured, worths: Sequence[Decimal], full: Decimal) -> Result:
    """Return what a period comes to where `full` is all it asks; `worths` are of its options."""
    status, note = _status(week)
    earned, exact = grade(week, full)
    return Result(
        earned=earned,
        asked=full if week.is_asked else Decimal(0),
        marks=tuple(_points(worth, week, full) for worth in worths),
        status=status,
        note=note,
        exact=exact,
    )


def row_of(person: Person, result: Result) -> GradebookRow:
    """Return somebody's row."""
    return GradebookRow(
        person=person.id,
        name=person.name,
        email=person.email,
        username=person.username,
        number=person.number,
        earned=result.earned,
        asked=result.asked,
        marks=result.marks,
        status=result.status,
        note=result.note,
        group=person.group,
        exact=result.exact,
    )


def grade(week: Measured, full: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """Return the week's points, rounded to cents, and before they were rounded.

    None for who isn't counted, or has earned nothing yet but can: a zero stands only where
    nothing can change it, for an export sent while a make-up is open must not tell a student
    that they failed.
    """
    if not week.is_asked or (not week.earned and not week.closed):
        return None, None
    exact = _exact(week.earned, week, full)
    return exact.quantize(CENT, ROUND_HALF_UP), exact


def _points(worth: Decimal, week: Measured, full: Decimal) -> Decimal:
    return _exact(worth, week, full).quantize(CENT, ROUND_HALF_UP)


def _exact(worth: Decimal, week: Measured, full: Decimal) -> Decimal:
    """Return `worth` as points of a gradebook in which `full` is all that is asked."""
    return worth * full / week.asked if week.asked else Decimal(0)


def _status(week: Measured) -> tuple[str, str]:
    """Return a word and a sentence on where the week stands."""
    if not week.is_asked:
        return str(week.state), week.note
    earned = f"{figure(week.earned)} of {figure(week.asked)}"
    if week.earned >= week.asked:
        return "in full", f"{earned}."
    if week.possible:
        return "open", f"{earned} so far; {figure(week.possible)} still possible."
    return ("in part" if week.earned else "none"), f"{earned}; nothing more is possible."


def _worth(week: WeekStanding, option: str) -> Decimal:
    return total(completion for completion in week.counted if completion.option == option)


def _countable(policy: Policy) -> tuple[Option, ...]:
    return tuple(option for option in policy.options if not option.optional)
