"""Naming people and things in commands: the one that somebody typed or picked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from bot.chat.calls import Choice, Choices
from bot.chat.refusal import Refusal
from bot.model.discussions import Discussion
from bot.model.people import Person, Role
from bot.model.sessions import Session
from bot.model.time.spoken import spoken_day
from bot.model.time.zones import local


class Known(Protocol):
    """What has an id."""

    @property
    def id(self) -> str:
        """The id."""
        ...


K = TypeVar("K", bound=Known)


def called(things: Iterable[K], name: str, title: Callable[[K], str]) -> list[K]:
    """Return the thing with this id, else those with this title typed by hand, in any case."""
    known = list(things)
    wanted = name.casefold().strip()
    return [each for each in known if each.id == name] or [
        each for each in known if title(each).casefold() == wanted
    ]


def student_named(people: Iterable[Person], name: str) -> Person:
    """Return the student with this id or, typed by hand, this name or username; else refuse."""
    students = [person for person in people if person.role is Role.STUDENT]
    found = called(students, name, lambda person: person.name) or called(
        students, name, lambda person: person.username or ""
    )
    if len(found) != 1:
        how = "No student is" if not found else "Several students are"
        raise Refusal(f"{how} called “{name}”. Pick one from the list that appears as you type.")
    return found[0]


def session_named(sessions: Iterable[Session], name: str) -> Session:
    """Return the session with this id or, typed by hand, this title; refuse when none is meant."""
    known = list(sessions)
    found = called(known, name, lambda session: session.title)
    if not found:
        start = name.casefold().strip()
        begun = (each.title for each in known if each.title.casefold().startswith(start))
        meant = next((f"No session is called “{name}”. Did you mean “{it}”?" for it in begun), "")
        raise Refusal(
            f"{meant or 'That session is not part of this course.'} "
            "Pick one from the list, or see /class next."
        )
    if len(found) > 1:
        raise Refusal(f"Several sessions are called “{name}”. Pick one from the list, by its date.")
    return found[0]


def students_like(people: Iterable[Person], text: str) -> Choices:
    """Return the enrolled students whose name holds the text, to choose from."""
    return tuple(
        Choice(person.id, person.name)
        for person in people
        if person.role is Role.STUDENT
        and person.dropped is None
        and text.casefold() in person.name.casefold()
    )


def titles_like(things: Iterable[Session | Discussion], text: str, zone: str) -> Choices:
    """Return the sessions and discussions whose title holds the text, each with its day there."""
    return tuple(
        Choice(each.id, f"{each.title} ({spoken_day(local(_begins(each), zone))})")
        for each in things
        if text.casefold() in each.title.casefold()
    )


def _begins(thing: Session | Discussion) -> datetime:
    return thing.starts if isinstance(thing, Session) else thing.opens
