"""The policy of a course file, checked by the model's own rules."""

from __future__ import annotations

from decimal import Decimal

from adapters.files.courses.formats import Unreadable, read_share
from adapters.files.courses.rules import LateWords, OptionWords, PolicyWords, RequirementWords
from adapters.files.problems import Severity
from adapters.files.shape import Part, read_part
from adapters.files.yaml.text import Document, Path
from bot.model.course import Course
from bot.model.participation.policies.policy import (
    Excused,
    Late,
    Option,
    Outcome,
    Policy,
    Requirement,
    Unit,
    as_expected,
)
from bot.model.participation.policies.policy import Part as PolicyPart
from bot.model.participation.policies.problems import problems
from bot.model.time.weeks import last_week

WRITTEN_AS = {
    "parts": "needs",
    "acts": "act",
    "excuse_fraction": "excuses",
    "locks_after": "locks after",
    "free_weeks": "free weeks",
    "floor": "down to",
    "drops": "drop lowest",
}
"""What the file calls the policy's fields, where the words differ."""
NEEDED = "Add needs, such as needs: [{act: ask}], or write within: discussion."
SHORT = ("choose", "points")
"""The words with which a policy of one requirement asks for it without a list."""


def read_policy(document: Document, course: Course | None) -> Policy | None:
    """Return the policy, or None after reporting why it can't be used."""
    part = read_part(document, ("policy",), PolicyWords)
    if part is None:
        return None
    words = part.words
    excuses, fraction = _excuses(part)
    policy = Policy(
        version=1,
        title=words.title,
        options=tuple(_option(option) for option in words.options),
        requirements=_requirements(part),
        excuses=excuses,
        excuse_fraction=fraction,
        joining=words.joining,
        binding=words.binding,
        locks_after=words.locks_after,
        free_weeks=frozenset(words.free_weeks),
        scale=words.scale,
        outcomes=tuple(Outcome(each.key, each.title) for each in words.outcomes),
        units=tuple(Unit(each.title, *each.weeks) for each in words.units),
        drops=words.drops,
    )
    found = problems(policy)
    for problem in found:
        option = _without_needs(part, problem.path)
        if option is not None:
            text = "Only a discussion says by itself what it needs."
            part.complain(problem.path[:2], text, NEEDED, value=option.title)
            continue
        text = problem.text if problem.text.endswith("?") else f"{problem.text}."
        part.complain(_written(part, problem.path), text)
    if course:
        _compare(part, last_week(course))
    return None if found else policy


def _compare(part: Part[PolicyWords], last: int) -> None:
    """Warn of weeks that the term doesn't have."""
    weeks = part.words.free_weeks
    beyond: list[tuple[Path, str]] = [
        (("free weeks", index), str(week)) for index, week in enumerate(weeks) if week > last
    ]
    for index, unit in enumerate(part.words.units):
        if unit.weeks[1] > last:
            beyond.append((("units", index, "weeks"), str(unit.weeks[1])))
    if set(range(1, last + 1)) <= set(weeks):
        text = "Nothing is asked in any week of the term."
        part.complain(("free weeks",), text, "Is that meant?", severity=Severity.WARNING)
    if part.words.drops >= last:
        beyond.append((("drop lowest",), str(part.words.drops)))
    for steps, value in beyond:
        text = f"The term has only {last} weeks."
        part.complain(steps, text, value=value, severity=Severity.WARNING)


def _without_needs(part: Part[PolicyWords], path: Path) -> OptionWords | None:
    """Return the option whose fault at `path` is that it says nothing to do."""
    if path[0] != "options" or "parts" not in path or not isinstance(path[1], int):
        return None
    option = part.words.options[path[1]]
    return option if option.needs is None else None


def _option(words: OptionWords) -> Option:
    parts = (
        as_expected()
        if words.needs is None
        else tuple(
            PolicyPart(tuple(need.act), need.count, need.minimum, need.share)
            for need in words.needs
        )
    )
    return Option(
        key=words.key,
        title=words.title,
        parts=parts,
        within=words.within,
        worth=words.worth,
        times=words.times,
        cap=words.cap,
        optional=words.optional,
        minutes=words.minutes,
        outcomes=tuple(words.outcomes),
        late=None if words.late is None else _late(words.late),
    )


def _late(words: LateWords) -> Late:
    return Late(words.grace, words.over, words.floor)


def _requirements(part: Part[PolicyWords]) -> tuple[Requirement, ...]:
    """Return what is asked: without `of` it is asked of all options that count."""
    words = part.words
    every = tuple(dict.fromkeys(each.key for each in words.options if not each.optional))
    short = next((word for word in SHORT if getattr(words, word) is not None), None)
    if short is not None and words.requirements is not None:
        text = f"Both {short} and requirements say what a week asks."
        part.complain(("requirements",), text, "Keep one of them.")
    if words.requirements is not None:
        return tuple(_requirement(one, every) for one in words.requirements)
    return () if short is None else (_requirement(words, every),)


def _requirement(words: RequirementWords, every: tuple[str, ...]) -> Requirement:
    options = every if words.of is None else tuple(words.of)
    return Requirement(words.choose or 0, options, words.per, words.points, words.cap)


def _excuses(part: Part[PolicyWords]) -> tuple[Excused, Decimal]:
    said = part.words.excuses
    usual = Policy(1, "", (), ()).excuse_fraction
    if said in (Excused.PRESENT, Excused.NOT_COUNTED):
        return Excused(said), usual
    try:
        return Excused.PARTIAL, read_share(said)
    except Unreadable:
        hint = "Write present, not counted, or a share of the worth such as 50%."
        part.complain(("excuses",), "This is no way to treat an excuse.", hint)
        return Excused.NOT_COUNTED, usual


def _written(part: Part[PolicyWords], path: Path) -> Path:
    """Return where the file says what the model calls `path`."""
    steps = [WRITTEN_AS.get(step, step) if isinstance(step, str) else step for step in path]
    if steps[0] == "requirements":
        if part.words.requirements is None:
            last = next((step for step in reversed(steps) if isinstance(step, str)), "choose")
            return ("of",) if last == "options" else ("choose" if len(steps) == 1 else last,)
        return tuple("of" if step == "options" else step for step in steps)
    return tuple(steps)
