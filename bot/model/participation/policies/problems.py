"""What is wrong with a policy, before it is used: every fault at once, each with a remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from difflib import get_close_matches

from bot.model.participation.acts.ledger import SESSION_ROUTES
from bot.model.participation.policies.policy import (
    Excused,
    Late,
    Option,
    Part,
    Period,
    Policy,
    Requirement,
    Within,
    figure,
)

KEY_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault and where it is, as in `("options", 2, "worth")`; `text` says what to do."""

    path: tuple[str | int, ...]
    text: str


def problems(policy: Policy) -> tuple[Problem, ...]:
    """Return every fault of `policy`; an empty tuple when it can be used."""
    return tuple(_problems(policy))


def _problems(policy: Policy) -> Iterator[Problem]:
    if not policy.options:
        yield Problem(("options",), "The policy has no options: name at least one way to take part")
    seen: set[str] = set()
    for index, option in enumerate(policy.options):
        path = ("options", index)
        if option.key in seen:
            yield Problem(
                (*path, "key"), f"There are two options called “{option.key}”: rename one"
            )
        seen.add(option.key)
        yield from _of_option(option, path)
        yield from _of_outcomes(policy, option, path)
    if not policy.requirements:
        yield Problem(
            ("requirements",), "The policy asks for nothing: say how many options to choose"
        )
    for index, requirement in enumerate(policy.requirements):
        yield from _of_requirement(policy, requirement, ("requirements", index))
    yield from _of_shared_points(policy)
    yield from _of_units(policy)
    yield from _of_settings(policy)


def _of_option(option: Option, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if not option.key or not set(option.key) <= KEY_CHARACTERS:
        text = f"“{option.key}” is no key: use small letters, digits and hyphens"
        yield Problem((*path, "key"), text)
    if option.worth <= 0:
        yield Problem((*path, "worth"), f"“{option.title}” must be worth more than 0")
    elif option.cap is not None and option.cap < option.worth:
        text = f"“{option.title}” is capped below its worth, so it could never count: raise the cap"
        yield Problem((*path, "cap"), text)
    if option.times < 1:
        yield Problem((*path, "times"), f"“{option.title}” must be able to count at least once")
    if option.minutes < 1:
        yield Problem((*path, "minutes"), f"Say how many minutes “{option.title}” takes: 1 or more")
    if not option.parts:
        yield Problem(
            (*path, "parts"), f"“{option.title}” says nothing to do: name an act that it asks for"
        )
    for index, part in enumerate(option.parts):
        yield from _of_part(option, part, (*path, "parts", index))
    if option.late is not None:
        yield from _of_late(option, option.late, (*path, "late"))


def _of_late(option: Option, late: Late, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if not 0 <= late.floor <= 1:
        yield Problem((*path, "floor"), "What late falls to lies between 0 and 1 (100%)")
    elif min(late.grace, late.over) < timedelta():
        yield Problem(path, f"“{option.title}” can't be late by less than nothing")
    elif late == Late():
        text = (
            f"Say how late “{option.title}” may come: a grace, over how long it falls, or to what"
        )
        yield Problem(path, text)


def _of_outcomes(policy: Policy, option: Option, path: tuple[str | int, ...]) -> Iterator[Problem]:
    keys = [outcome.key for outcome in policy.outcomes]
    for index, key in enumerate(option.outcomes):
        at = (*path, "outcomes", index)
        if key not in keys:
            yield Problem(at, f"There is no outcome “{key}”{_suggestion(key, keys)}")
        elif key in option.outcomes[:index]:
            yield Problem(at, f"“{key}” is listed twice")


def _of_part(option: Option, part: Part, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if not part.acts:
        yield Problem((*path, "acts"), f"A part of “{option.title}” names no act")
    if part.count is None and option.within is not Within.DISCUSSION:
        text = f"Only a discussion says what it expects: give “{option.title}” a count"
        yield Problem((*path, "count"), text)
    if part.count is not None and part.count < 1:
        yield Problem((*path, "count"), f"A part of “{option.title}” must ask for at least 1 act")
    if part.minimum < 0:
        yield Problem((*path, "minimum"), "A minimum can't be below 0")
    if not 0 <= part.share <= 1:
        yield Problem((*path, "share"), "A share lies between 0 and 1 (100%)")
    routes = SESSION_ROUTES.intersection(part.acts)
    if routes and option.within is Within.DISCUSSION:
        text = f"“{option.title}” is within a discussion, where nobody can attend or make up"
        yield Problem((*path, "acts"), text)
    if routes and option.within is Within.SESSION and (part.count or 0) > 1:
        text = f"One session can be attended or made up once: let “{option.title}” ask for 1"
        yield Problem((*path, "count"), text)


def _of_requirement(
    policy: Policy, requirement: Requirement, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    keys = [option.key for option in policy.options]
    for index, key in enumerate(requirement.options):
        at = (*path, "options", index)
        if key not in keys:
            yield Problem(at, f"There is no option “{key}”{_suggestion(key, keys)}")
        elif key in requirement.options[:index]:
            yield Problem(at, f"“{key}” is listed twice")
        elif policy.option(key).optional:
            yield Problem(
                at, f"“{key}” is optional, so it never counts: take it out or make it count"
            )
    if requirement.per is Period.UNIT and not policy.units:
        yield Problem((*path, "per"), "The policy has no units: say which weeks each of them has")
    if requirement.points is None:
        yield from _of_choosing(policy, requirement, path)
    else:
        yield from _of_points(policy, requirement, requirement.points, path)


def _of_choosing(
    policy: Policy, requirement: Requirement, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    most = _most(policy, requirement)
    if requirement.cap is not None:
        yield Problem((*path, "cap"), "Only points have a cap: say how many points are asked")
    if requirement.choose < 1:
        yield Problem((*path, "choose"), "Choose at least 1 option")
    elif most is not None and requirement.choose > most[0]:
        text = (
            f"This asks for {requirement.choose}, but its options can count {most[0]} times a "
            f"{requirement.per} at most: ask for fewer, add options, or let one count more often"
        )
        yield Problem((*path, "choose"), text)


def _of_points(
    policy: Policy, requirement: Requirement, points: Decimal, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    most = _most(policy, requirement)
    if requirement.choose:
        text = "A requirement asks for options or for points: make two of it to ask for both"
        yield Problem((*path, "points"), text)
    elif points <= 0:
        yield Problem((*path, "points"), "Ask for more than 0 points")
    elif most is not None and points > most[1]:
        text = (
            f"This asks for {figure(points)} points, but its options are worth {figure(most[1])} "
            f"a {requirement.per} at most: ask for fewer, add options, or let one count more often"
        )
        yield Problem((*path, "points"), text)
    if requirement.cap is not None and requirement.cap < points:
        text = "The cap is below the points asked, so nobody could reach them: raise it"
        yield Problem((*path, "cap"), text)


def _most(policy: Policy, requirement: Requirement) -> tuple[int, Decimal] | None:
    """Return how often a requirement's options can count in a period, and what that is worth.

    None where that isn't known: the term's weeks are the course's, and faults come first.
    """
    known = {option.key: option for option in policy.options}
    options = [known[key] for key in dict.fromkeys(requirement.options) if key in known]
    if requirement.per is Period.TERM or len(options) < len(set(requirement.options)):
        return None
    able = [option for option in options if not option.optional and option.worth > 0]
    weeks = min((len(unit.weeks) for unit in policy.units), default=1)
    times = weeks if requirement.per is Period.UNIT else 1
    worth = sum((option.limit * option.worth for option in able), Decimal(0))
    return times * sum(option.limit for option in able), times * worth


def _of_shared_points(policy: Policy) -> Iterator[Problem]:
    """Yield each requirement for points of options that another period asks for points of.

    A completion counts for one of them. Without a cap nothing would be left for the longer period;
    under one it would have to be known for all sums that both can come to together which is best,
    and to leave that open would let one act more cost a student something.
    """
    known = {option.key for option in policy.options}
    asked = [each for each in enumerate(policy.requirements) if each[1].points is not None]
    for index, one in asked:
        for before, other in asked:
            shared = [key for key in one.options if key in known.intersection(other.options)]
            if before < index and one.per is not other.per and shared:
                text = (
                    f"“{shared[0]}” gives points by the {other.per} already, in requirement "
                    f"{before + 1}, and each completion counts once: choose a number of options "
                    "here, or name other ones"
                )
                yield Problem(("requirements", index, "points"), text)
                break


def _of_units(policy: Policy) -> Iterator[Problem]:
    outcomes = [outcome.key for outcome in policy.outcomes]
    for index, key in enumerate(outcomes):
        path = ("outcomes", index, "key")
        if not key or not set(key) <= KEY_CHARACTERS:
            yield Problem(path, f"“{key}” is no key: use small letters, digits and hyphens")
        elif key in outcomes[:index]:
            yield Problem(path, f"There are two outcomes called “{key}”: rename one")
    for index, unit in enumerate(policy.units):
        if unit.first < 1 or unit.last < unit.first:
            text = f"“{unit.title}” has no weeks: they count from 1, and the first comes first"
            yield Problem(("units", index, "weeks"), text)
        for other in policy.units[:index]:
            if other.title == unit.title:
                text = f"There are two units called “{unit.title}”: rename one"
                yield Problem(("units", index, "title"), text)
            if other.first <= unit.last and unit.first <= other.last:
                text = f"“{unit.title}” and “{other.title}” share weeks: each week is in one unit"
                yield Problem(("units", index, "weeks"), text)


def _of_settings(policy: Policy) -> Iterator[Problem]:
    if policy.excuses is Excused.PARTIAL and not 0 < policy.excuse_fraction <= 1:
        yield Problem(
            ("excuse_fraction",),
            "An excuse is worth more than nothing, and at most the full worth: 100%",
        )
    if policy.locks_after < timedelta():
        yield Problem(("locks_after",), "A week can't lock before it ends")
    if policy.scale is not None and policy.scale <= Decimal(0):
        yield Problem(("scale",), "A full week must be worth more than 0 in the gradebook")
    if policy.drops < 0:
        yield Problem(("drops",), "Drop no week, 0, or so many of the lowest")
    elif policy.drops and not policy.asks(Period.WEEK):
        yield Problem(("drops",), "Nothing is asked by the week, so no week can be dropped")
    for week in sorted(policy.free_weeks):
        if week < 1:
            yield Problem(("free_weeks",), f"There is no week {week}: weeks count from 1")


def _suggestion(key: str, keys: Iterable[str]) -> str:
    close = get_close_matches(key, list(keys), n=1)
    return f": did you mean “{close[0]}”?" if close else ""
