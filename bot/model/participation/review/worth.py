"""Equal worth: whether the ways to take part are worth the same, by what they ask and by whom.

Groups of fewer than five students are never shown alone; see bot.model.privacy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.model.participation.acts.ledger import SESSION_ROUTES, Act
from bot.model.participation.choosing.matching import Completion, asked_by
from bot.model.participation.choosing.search import best
from bot.model.participation.choosing.supplies import candidates, offered
from bot.model.participation.policies.policy import Option, Policy, Within, figure
from bot.model.participation.standings.offers import WeekOffer
from bot.model.participation.standings.record import (
    Record,
    circumstances,
    offers_to,
    standings,
    weeks_until,
)
from bot.model.participation.standings.standing import Standing
from bot.model.privacy import merge_small

HOUR = Decimal(60)
"""Minutes."""
OTHERS = "others"
ELSEWHERE = "elsewhere"
MOSTLY = Decimal(2) / 3
"""The share of what a student earned from which on it was mostly by one route."""


class Route(StrEnum):
    """The two routes of a course: being there, or taking part when it suits."""

    LIVE = "live"
    LATER = "asynchronous"


@dataclass(frozen=True, slots=True)
class OptionWorth:
    """An option: what an hour of it is worth, how many used it, and how often it counted.

    `an_hour` is its worth by the hour that it asks of a student; None if it asks no time.
    """

    key: str
    title: str
    route: Route
    worth: Decimal
    minutes: int
    an_hour: Decimal | None
    students: int
    times: int


@dataclass(frozen=True, slots=True)
class Group:
    """Students who have something in common, and how they stand in percent of what was asked."""

    label: str
    students: int
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Worth:
    """A course's ways to take part, compared.

    `reach` is what somebody who takes one route alone can earn in the weeks that have begun,
    `asked` what these weeks ask. Groups are by region of the time zone and by route taken.
    """

    options: tuple[OptionWorth, ...]
    reach: Mapping[Route, Decimal]
    asked: Decimal
    regions: tuple[Group, ...]
    routes: tuple[Group, ...]
    weeks: int


def route_of(option: Option) -> Route:
    """Return by which route an option is taken: what happens in a session itself is live."""
    live = option.within is Within.SESSION and Act.MAKE_UP not in option.acts
    return Route.LIVE if live or option.acts & SESSION_ROUTES == {Act.ATTEND} else Route.LATER


def worth(record: Record, now: datetime) -> Worth:
    """Return how a course's ways to take part compare, over the weeks that have begun."""
    weeks = [week for week in weeks_until(record, now) if week in record.policies]
    around = circumstances(record, now, steps=False)
    found = standings(record, record.students, weeks, now, around)
    taking = [each for each in record.students if each.dropped is None]
    known = [found[person.id] for person in taking]
    regions = {person.id: _region(record.zones_of(person.id).at(now)) for person in taking}
    routes = {each.person: _taken(record, each) for each in known}
    reach, asked = _reach(record, weeks)
    return Worth(
        options=tuple(_options(record, weeks, known)),
        reach=reach,
        asked=asked,
        regions=groups(known, regions, ELSEWHERE),
        routes=groups(known, routes, OTHERS),
        weeks=len(weeks),
    )


def groups(found: Iterable[Standing], labels: Mapping[str, str], rest: str) -> tuple[Group, ...]:
    """Return groups of students with how they stand together; small ones are merged into `rest`."""
    everyone = list(found)
    shown = merge_small(Counter(labels[each.person] for each in everyone), rest=rest)
    names = {label for label, _ in shown}
    members: dict[str, list[Standing]] = {label: [] for label, _ in shown}
    for each in everyone:
        label = labels[each.person]
        members[label if label in names else rest].append(each)
    return tuple(Group(label, count, _percent(members[label])) for label, count in shown)


def sentences(found: Worth) -> Iterator[str]:
    """Yield in plain words what the comparison shows, the live route's advantage first."""
    best_of = {route: _best_hour(found.options, route) for route in Route}
    live, later = best_of[Route.LIVE], best_of[Route.LATER]
    if live is None or later is None:
        only = Route.LATER if live is None else Route.LIVE
        yield f"There is only the {only} route."
        return
    yield _hours(live, later)
    reach, asked = found.reach, found.asked
    ways = f"of {figure(asked)} asked so far, {figure(reach[Route.LIVE])} can be earned live and"
    said = f"{ways} {figure(reach[Route.LATER])} asynchronously, each route alone"
    if reach[Route.LIVE] > reach[Route.LATER]:
        yield f"The live route alone reaches more: {said}."
    elif reach[Route.LIVE] < reach[Route.LATER]:
        yield f"The asynchronous route alone reaches more: {said}."
    else:
        yield f"Both routes reach as far: {said}."


def _hours(live: OptionWorth, later: OptionWorth) -> str:
    gives = (
        f"an hour of “{live.title}” gives {figure(live.an_hour or Decimal(0))}, one of "
        f"“{later.title}” {figure(later.an_hour or Decimal(0))}"
    )
    if (live.an_hour or 0) > (later.an_hour or 0):
        return f"The live route is worth more by the hour: {gives}."
    if (live.an_hour or 0) < (later.an_hour or 0):
        return f"The asynchronous route is worth more by the hour: {gives}."
    return f"The routes are worth the same by the hour: {gives}."


def _best_hour(options: Iterable[OptionWorth], route: Route) -> OptionWorth | None:
    some = [each for each in options if each.route is route and each.an_hour is not None]
    return max(some, key=lambda each: each.an_hour or Decimal(0), default=None)


def _options(
    record: Record, weeks: Sequence[int], found: Sequence[Standing]
) -> Iterator[OptionWorth]:
    """Yield the options of the policy that rules last, those worth most by the hour first."""
    policy = record.policies[weeks[-1]] if weeks else None
    rows = [_option(option, found) for option in (policy.options if policy else ())
            if not option.optional]  # fmt: skip
    yield from sorted(rows, key=lambda each: (-(each.an_hour or Decimal(0)), each.title))


def _option(option: Option, found: Sequence[Standing]) -> OptionWorth:
    counted = {
        each.person: sum(one.option == option.key for _, one in _completions(each))
        for each in found
    }
    return OptionWorth(
        key=option.key,
        title=option.title,
        route=route_of(option),
        worth=option.worth,
        minutes=option.minutes,
        an_hour=option.worth * HOUR / option.minutes if option.minutes else None,
        students=sum(times > 0 for times in counted.values()),
        times=sum(counted.values()),
    )


def _reach(record: Record, weeks: Sequence[int]) -> tuple[dict[Route, Decimal], Decimal]:
    reach = dict.fromkeys(Route, Decimal(0))
    asked = Decimal(0)
    for offer in offers_to(record, None, weeks):
        policy = record.policies[offer.week]
        if offer.week in policy.free_weeks:
            continue
        asked += _most(policy, offer)
        for route in Route:
            alone = tuple(each for each in policy.options if route_of(each) is route)
            reach[route] += _most(replace(policy, options=alone), offer)
    return reach, asked


def _most(policy: Policy, offer: WeekOffer) -> Decimal:
    every = candidates(policy, offer, ())
    most = best(policy.requirements, every, offered(policy, offer, ()))
    return asked_by(policy.requirements, most)


def _taken(record: Record, standing: Standing) -> str:
    """Return by which route a student took part, in words."""
    earned = dict.fromkeys(Route, Decimal(0))
    for week, each in _completions(standing):
        earned[route_of(record.policies[week].option(each.option))] += each.worth
    whole = sum(earned.values(), Decimal(0))
    if not whole:
        return "nothing yet"
    mostly = [route for route in Route if earned[route] >= MOSTLY * whole]
    return f"mostly {mostly[0]}" if mostly else "both routes"


def _completions(standing: Standing) -> Iterator[tuple[int, Completion]]:
    """Yield all that counted for a week, its unit or the term, each with its week."""
    for week in standing.weeks:
        for each in week.counted:
            yield week.week, each
    for period in standing.periods:
        yield from period.counted


def _region(zone: str) -> str:
    """Return the part of the world that an IANA zone is in: `Asia/Kolkata` is in Asia."""
    return zone.partition("/")[0]


def _percent(found: Sequence[Standing]) -> Decimal | None:
    """Return how students stand together: what they earned of all that was asked of them."""
    asked = sum((each.asked for each in found), Decimal(0))
    earned = sum((each.earned for each in found), Decimal(0))
    return 100 * earned / asked if asked else None
