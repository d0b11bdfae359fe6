"""The three-way rule: what only the file changed is applied, what chat changed is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.model.asking.survey import Survey
from bot.model.course import Course
from bot.model.discussions import Discussion
from bot.model.participation.policies.policy import Policy
from bot.model.people import Account, Person
from bot.model.sessions import Session

Say = Callable[[Any], str]


class Sign(StrEnum):
    """What loading does with something."""

    ADD = "+"
    CHANGE = "~"
    REMOVE = "-"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that loading does, in a sentence."""

    sign: Sign
    text: str

    def __str__(self) -> str:
        """Return the change on one line."""
        return f"{self.sign} {self.text}"


@dataclass(slots=True)
class Changes:
    """What loading a file does, for whoever applies it, and in words for whoever reads it.

    `people`, `sessions` and `discussions` are to be saved, new or known. `moves` are people's
    ids with the zone they are in from now on. `announced` are the ids of sessions known before
    that changed, so that what was said of them must be corrected. `conflicts` tell what the file
    says and was not applied, and why; `refused` that nothing of it was, nor can be.
    """

    course: Course | None = None
    people: list[Person] = field(default_factory=list)
    moves: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, Account]] = field(default_factory=list)
    unlinks: list[tuple[str, Account]] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    discussions: list[Discussion] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)
    policy: Policy | None = None
    survey: Survey | None = None
    says: list[Change] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    refused: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to apply."""
        return not self.says

    def say(self, sign: Sign, text: str) -> None:
        """Add a sentence about what is done."""
        self.says.append(Change(sign, text))

    def keep(self, text: str) -> None:
        """Add a sentence about what is not done."""
        self.conflicts.append(text)


def merge(
    changes: Changes,
    whose: str,
    values: Mapping[str, tuple[Any, Any, Any]],
    say: Mapping[str, Say],
) -> dict[str, Any]:
    """Return the new values to apply, of things named with (last loaded, present, new).

    A value that the new file leaves as the last one had it, or that is the present one, is not
    among them; one that both the file and chat changed is kept, and said. `say` writes values.
    """
    applied = {}
    for name, (last, present, new) in values.items():
        if new == present:
            continue
        write = say.get(name, str)
        if present == last:
            applied[name] = new
            text = f"{whose}: {name} from {write(present)} to {write(new)}"
            changes.say(Sign.CHANGE, text)
        else:
            text = f"{whose}: {name} was changed in chat to {write(present)}"
            changes.keep(f"{text}; the file says {write(new)}: kept what chat says.")
    return applied
