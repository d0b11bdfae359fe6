"""A policy in plain words: what a week asks, each way to take part, and the rules around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.phrases import joined, tasks, titled
from bot.model.participation.policies.policy import (
    Excused,
    Joining,
    Late,
    Option,
    Part,
    Period,
    Policy,
    Requirement,
    Within,
    figure,
)
from bot.model.time.spoken import spoken_duration

EACH = {
    Period.WEEK: "Each week",
    Period.UNIT: "In each unit",
    Period.TERM: "Over the term",
}
WHERE = {
    Within.SESSION: " in one session",
    Within.DISCUSSION: " in one discussion",
    Within.WEEK: "",
}
JOINING = {
    Joining.SAME_WEEK: "Who enrolls during a week is asked for it.",
    Joining.NEXT_WEEK: "Who enrolls during a week is asked from the next week on.",
}


def asked(policy: Policy) -> tuple[str, ...]:
    """Return a sentence for each thing that the policy asks for."""
    return tuple(_asked(policy, requirement) for requirement in policy.requirements)


def ways(policy: Policy) -> tuple[tuple[str, str], ...]:
    """Return each option's title with a sentence on what it takes and is worth."""
    return tuple((option.title, _way(policy, option)) for option in policy.options)


def around(policy: Policy) -> tuple[str, ...]:
    """Return the sentences on excuses, locking, choice, drops and what else holds for everyone."""
    return tuple(_around(policy))


def changed(before: Policy, after: Policy) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences of two policies that only one of them has: gone, and new."""
    old, new = list(_all(before)), list(_all(after))
    return (
        tuple(line for line in old if line not in new),
        tuple(line for line in new if line not in old),
    )


def _all(policy: Policy) -> Iterator[str]:
    yield from asked(policy)
    for title, way in ways(policy):
        yield f"{title}: {way}"
    yield from around(policy)


def _asked(policy: Policy, requirement: Requirement) -> str:
    titles = [policy.option(key).title for key in requirement.options]
    some = joined([titled(title) for title in titles], "or")
    if requirement.points is None:
        if len(titles) == 1 and requirement.choose == 1:
            return f"{EACH[requirement.per]}: {some}."
        return f"{EACH[requirement.per]}: any {requirement.choose} of {some}."
    capped = ""
    if requirement.cap is not None:
        capped = f", softly capped at {figure(requirement.cap)}: what crosses it counts in full"
    return f"{EACH[requirement.per]}: {figure(requirement.points)} points from {some}{capped}."


def _way(policy: Policy, option: Option) -> str:
    pieces = [_takes(option)]
    if option.optional:
        return f"{pieces[0]} Recorded, never counted."
    often = "" if option.limit == 1 else f", at most {option.limit} times a week"
    pieces.append(f"Worth {figure(option.worth)}, about {option.minutes} minutes{often}.")
    if option.late is not None:
        pieces.append(_late(option.late))
    if taught := [titled(each.title) for each in policy.outcomes if each.key in option.outcomes]:
        pieces.append(f"For: {joined(taught)}.")
    return " ".join(pieces)


def _takes(option: Option) -> str:
    """Return what one completion takes; what each discussion decides for itself is left to it."""
    what = tasks((part, part.count, part.minimum) for part in option.parts)
    open_ended = any(part.count is None for part in option.parts)
    where = " that one discussion asks for" if open_ended else WHERE[option.within]
    if option.acts == {Act.MAKE_UP}:
        where = ""  # the act itself names its session
    if option.acts == {Act.ATTEND} and option.within is Within.SESSION:
        what, where = what.replace("attend", "attend one session", 1), ""
    return f"{what[:1].upper()}{what[1:]}{where}{_shares(option)}."


def _shares(option: Option) -> str:
    """Return how much of a session's minutes, or of the words asked for, an act has to have."""
    asked = [part for part in option.parts if part.share and part.count is not None]
    said = dict.fromkeys(_share(option, part) for part in asked)
    return f", {joined(list(said))}" if said else ""


def _share(option: Option, part: Part) -> str:
    least = f"at least {figure(100 * part.share)}%"
    if Act.ATTEND not in part.acts:
        return f"with {least} of the words it asks for"
    return f"for {least} of {'it' if option.within is Within.SESSION else 'each session'}"


def _late(late: Late) -> str:
    grace = f" after {spoken_duration(late.grace)} of grace" if late.grace else ""
    floor = f"{figure(100 * late.floor)}%"
    if not late.over:
        return f"Late{grace} it counts {floor}."
    return f"Late{grace} it loses worth evenly, over {spoken_duration(late.over)}, down to {floor}."


def _around(policy: Policy) -> Iterable[str]:
    match policy.excuses:
        case Excused.PRESENT:
            yield "What someone is excused from counts as done."
        case Excused.NOT_COUNTED:
            yield "What someone is excused from isn't asked."
        case Excused.PARTIAL:
            yield f"What someone is excused from counts {figure(100 * policy.excuse_fraction)}%."
    yield JOINING[policy.joining]
    if policy.binding:
        yield "Only what a student chose counts for a week they chose for."
    else:
        yield "A choice steers reminders; whatever a student does, the best for them counts."
    yield f"A week locks {spoken_duration(policy.locks_after)} after its end."
    if policy.drops:
        weeks = "lowest week doesn't" if policy.drops == 1 else f"{policy.drops} lowest weeks don't"
        yield f"The {weeks} count in the total."
    if policy.free_weeks:
        yield f"Nothing is asked in {_weeks(sorted(policy.free_weeks))}."
    for unit in policy.units:
        yield f"Unit {titled(unit.title)}: weeks {unit.first} to {unit.last}."
    if policy.scale is not None:
        yield f"A full week is {figure(policy.scale)} points in the gradebook."


def _weeks(weeks: Sequence[int]) -> str:
    noun = "week" if len(weeks) == 1 else "weeks"
    return f"{noun} {joined([str(week) for week in weeks])}"
