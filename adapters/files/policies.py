"""The policy of a course file, checked by the model's own rules."""

from __future__ import annotations

from decimal import Decimal

from adapters.files.formats import Unreadable, read_share
from adapters.files.problems import Severity
from adapters.files.schema import OptionWords, PolicyWords
from adapters.files.shape import Part, read_part
from adapters.files.yamltext import Document, Path
from bot.model.course import Course
from bot.model.participation.policy import (
    Excused,
    Option,
    Policy,
    Requirement,
    as_expected,
)
from bot.model.participation.policy import Part as PolicyPart
from bot.model.participation.problems import problems
from bot.model.time.weeks import last_week

WRITTEN_AS = {
    "parts": "needs",
    "acts": "act",
    "excuse_fraction": "excuses",
    "locks_after": "locks after",
    "free_weeks": "free weeks",
}
"""What the file calls the policy's fields, where the words differ."""


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
    )
    found = problems(policy)
    for problem in found:
        text = problem.text if problem.text.endswith("?") else f"{problem.text}."
        part.complain(_written(part, problem.path), text)
    for index, week in enumerate(words.free_weeks if course else ()):
        if course and week > last_week(course):
            text = f"The term has only {last_week(course)} weeks."
            steps = ("free weeks", index)
            part.complain(steps, text, value=str(week), severity=Severity.WARNING)
    return None if found else policy


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
    )


def _requirements(part: Part[PolicyWords]) -> tuple[Requirement, ...]:
    """Return what each week asks: `choose` alone means any of all options that count."""
    words = part.words
    every = tuple(option.key for option in words.options if not option.optional)
    if words.choose is not None and words.requirements is not None:
        text = "Both choose and requirements say what a week asks."
        part.complain(("requirements",), text, "Keep one of them.")
    if words.requirements is not None:
        return tuple(
            Requirement(one.choose, every if one.of is None else tuple(one.of))
            for one in words.requirements
        )
    if words.choose is None:
        return ()
    return (Requirement(words.choose, every if words.of is None else tuple(words.of)),)


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
        short = part.words.requirements is None
        if short:
            return ("choose",) if part.words.choose is None or "choose" in steps else ("of",)
        return tuple("of" if step == "options" else step for step in steps)
    return tuple(steps)
