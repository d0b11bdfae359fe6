"""What is wrong with a policy, before it is used: every fault at once, each with a remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from difflib import get_close_matches

from bot.model.participation.ledger import SESSION_ROUTES
from bot.model.participation.policy import Excused, Option, Part, Policy, Requirement, Within

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
    if not policy.requirements:
        yield Problem(
            ("requirements",), "The policy asks for nothing: say how many options to choose"
        )
    for index, requirement in enumerate(policy.requirements):
        yield from _of_requirement(policy, requirement, ("requirements", index))
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
        yield Problem((*path, "parts"), f"“{option.title}” says nothing to do: give it a part")
    for index, part in enumerate(option.parts):
        yield from _of_part(option, part, (*path, "parts", index))


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
        yield Problem((*path, "share"), "A share lies between 0 and 1 (100 %)")
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
    countable = 0
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
        elif policy.option(key).worth > 0:
            countable += policy.option(key).limit
    if requirement.choose < 1:
        yield Problem((*path, "choose"), "Choose at least 1 option")
    elif requirement.choose > countable and set(requirement.options) <= set(keys):
        text = (
            f"This asks for {requirement.choose}, but its options can count {countable} times a "
            "week at most: ask for fewer, add options, or let one count more often"
        )
        yield Problem((*path, "choose"), text)


def _of_settings(policy: Policy) -> Iterator[Problem]:
    if policy.excuses is Excused.PARTIAL and not 0 < policy.excuse_fraction <= 1:
        yield Problem(("excuse_fraction",), "An excuse is worth between 0 and 1 of the full worth")
    if policy.locks_after < timedelta():
        yield Problem(("locks_after",), "A week can't lock before it ends")
    if policy.scale is not None and policy.scale <= Decimal(0):
        yield Problem(("scale",), "A full week must be worth more than 0 in the gradebook")
    for week in sorted(policy.free_weeks):
        if week < 1:
            yield Problem(("free_weeks",), f"There is no week {week}: weeks count from 1")


def _suggestion(key: str, keys: Iterable[str]) -> str:
    close = get_close_matches(key, list(keys), n=1)
    return f": did you mean “{close[0]}”?" if close else ""
