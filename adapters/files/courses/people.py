"""The people of a course: from the course file and its roster, checked against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from adapters.files.courses.schema import PersonWords
from adapters.files.courses.values import visible
from adapters.files.courses.zones import warn_of_offset
from adapters.files.problems import Problem, Severity, did_you_mean
from adapters.files.shape import Part, read_parts
from adapters.files.yaml.text import Document
from bot.model.courses.description import Member, person_id
from bot.model.people import Account, Away, Person, Role

FORMULA = re.compile(r"[=+\-@\t\r]")
PLATFORMS = ("sandbox", "discord", "slack")
"""The chat platforms that accounts and places may be on."""
NUMBERED = frozenset({"discord"})
"""Platforms on which channels and accounts are known by a number; their names may change."""


def read_people(course: str, documents: Iterable[Document]) -> tuple[Member, ...]:
    """Return the members that `documents` list, in order; faults go to the documents.

    Who stands in two documents is one person: what the first says of them amends the others, so
    that a course file can name the instructor among the people of an exported roster.
    """
    parts: list[Part[PersonWords]] = []
    seen: dict[tuple[str, str], int] = {}
    for document in documents:
        for part in read_parts(document, ("people",), PersonWords):
            _check_names(part)
            _check_dates(part)
            warn_of_offset(part.document, (*part.path, "zone"), part.words.zone)
            keys = dict(_keys(part))
            known = [(steps, key) for steps, key in keys.items() if key in seen]
            amended = {seen[key] for _, key in known}
            if len(amended) == 1 and parts[min(amended)].document is not document:
                index = min(amended)
                parts[index] = _amended(parts[index], part)
            elif known:
                for steps, key in known:
                    _report_twice(part, steps, key, parts[seen[key]])
                continue
            else:
                index = len(parts)
                parts.append(part)
            seen.update(dict.fromkeys(keys.values(), index))
    members = tuple(_member(course, part) for part in parts)
    _check_ids(parts, members)
    return members


def _check_ids(parts: Sequence[Part[PersonWords]], members: Iterable[Member]) -> None:
    """Report who would be taken for another: whose number, say, is another one's username."""
    first: dict[str, Part[PersonWords]] = {}
    for part, member in zip(parts, members, strict=True):
        other = first.setdefault(member.person.id, part)
        if other is not part:
            words, where = part.words, other.document.at(other.path)
            known = next(
                (step for step in ("id", "username", "email", "number") if getattr(words, step)), ""
            )
            text = f"{other.words.name} is known by the same ({other.document.file}:{where.line})."
            hint = "Give one of them a username of their own, and no id."
            part.complain((known,), text, hint, value=part.document.text((*part.path, known)))


def _amended(part: Part[PersonWords], roster: Part[PersonWords]) -> Part[PersonWords]:
    """Return `part` with what only the roster's row says."""
    said = {name: getattr(part.words, name) for name in part.words.model_fields_set}
    return Part(part.document, part.path, roster.words.model_copy(update=said))


def _report_twice(
    part: Part[PersonWords],
    steps: tuple[str | int, ...],
    key: tuple[str, str],
    first: Part[PersonWords],
) -> None:
    where = first.document.at(first.path)
    text = f"{first.words.name} has the same {key[0]} ({first.document.file}:{where.line})."
    part.complain(steps, text, "Each person is listed once.", value=key[1])


def missing_staff(document: Document, members: Iterable[Member], complete: bool) -> None:
    """Report that nobody teaches the course; unless some people could not be read at all."""
    roles = {member.person.role for member in members}
    if Role.INSTRUCTOR not in roles and complete:
        at = document.at(("people",), key=True)
        text = "The course has no instructor."
        hint = "Add a person with role: instructor."
        document.problems.append(Problem(document.file, at.line, at.column, text, suggestion=hint))


def _check_names(part: Part[PersonWords]) -> None:
    words = part.words
    if not (words.username or words.email or words.number or words.accounts):
        text = "Nothing tells this person from others."
        hint = "Give a username, an e-mail address, a number or an account."
        part.complain((), text, hint, value=words.name)
    for step, value in (
        ("name", words.name),
        ("username", words.username),
        ("number", words.number),
        ("group", words.group),
    ):
        if value and FORMULA.match(value):
            text = "A spreadsheet would take this for a formula."
            if step in ("username", "number"):
                part.complain((step,), text, "Begin it with a letter or a digit.", value=value)
            else:
                hint = "It is kept as text and made harmless in every export."
                part.complain((step,), text, hint, value=value, severity=Severity.WARNING)
    for steps, (_, key) in _keys(part):
        if visible(key) != key:
            text = "It holds characters that nobody sees, so nobody can type it."
            hint = f"Type it again by hand: {visible(key)}."
            part.complain(steps, text, hint, value=key, severity=Severity.WARNING)
    for platform, ids in words.accounts.items():
        if platform not in PLATFORMS:
            hint = did_you_mean(platform, PLATFORMS) or f"They are {', '.join(PLATFORMS)}."
            part.complain(("accounts", platform), "No such platform.", hint, value=platform)
        for index, account in enumerate(ids if platform in NUMBERED else ()):
            if not (account.isascii() and account.isdecimal()):
                text = f"On {platform} an account is known by its id."
                hint = "Write the id: right-click the name, Copy User ID."
                part.complain(("accounts", platform, index), text, hint, value=account)


def _check_dates(part: Part[PersonWords]) -> None:
    words = part.words
    if words.enrolled and words.dropped and words.dropped < words.enrolled:
        text = f"This is before the day of enrollment ({words.enrolled})."
        part.complain(("dropped",), text, value=str(words.dropped))
    before = words.enrolled
    for left, back in words.away.items():
        if before is not None and left < before:
            text = f"They were not here before {before}, so they didn't leave on {left}."
            part.complain(("away", str(left)), text, value=str(back))
        if back <= left:
            text = f"They left on {left}: the day on which they are back comes after it."
            part.complain(("away", str(left)), text, value=str(back))
        before = back
    if words.dropped and before and words.dropped < before and words.away:
        text = f"They were back after that, on {before}."
        part.complain(("dropped",), text, value=str(words.dropped))


def _keys(part: Part[PersonWords]) -> Iterator[tuple[tuple[str | int, ...], tuple[str, str]]]:
    """Yield what nobody else may have, and where it stands: names ignore case, numbers don't."""
    words = part.words
    if words.username:
        yield ("username",), ("username", words.username.casefold())
    if words.email:
        yield ("email",), ("e-mail address", words.email.casefold())
    if words.number:
        yield ("number",), ("number", words.number)
    for platform, ids in words.accounts.items():
        for index, account in enumerate(ids):
            yield ("accounts", platform, index), (f"{platform} account", account)


def _member(course: str, part: Part[PersonWords]) -> Member:
    words = part.words
    name = words.username or words.email
    accounts = tuple(
        Account(platform, account) for platform, ids in words.accounts.items() for account in ids
    )
    held = f"{accounts[0].platform}:{accounts[0].id}" if accounts else words.name
    key = name.casefold() if name else words.number or held
    person = Person(
        id=words.id or person_id(course, key),
        course=course,
        name=words.name,
        role=words.role,
        email=words.email,
        username=words.username,
        number=words.number,
        zone=words.zone,
        group=words.group,
        enrolled=words.enrolled,
        dropped=words.dropped,
        away=tuple(Away(left, back) for left, back in words.away.items()),
    )
    return Member(person, accounts)
