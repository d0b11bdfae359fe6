"""Polls: a question with two to ten options, one vote a person, changeable while it is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

FEWEST, MOST = 2, 10
"""How many options a poll may have."""
LONGEST_OPTION = 75
"""Characters of an option: the strictest platform's limit of a label."""
LONGEST_QUESTION = 300


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll as it stands. `session` is None for one that was opened outside of a session.

    `choices` maps each voter (a person's id) to the index of their option: what is shown of them
    is `votes` only, never who. `note` is staff's, on the misconception that the result shows, and
    `note_before` what it said before, for the way back. `removed` is when staff took it back.
    """

    id: str
    course: str
    session: str | None
    question: str
    options: tuple[str, ...]
    by: str
    at: datetime
    choices: Mapping[str, int] = field(default_factory=dict)
    closed: datetime | None = None
    note: str | None = None
    note_before: str | None = None
    removed: datetime | None = None

    @property
    def votes(self) -> tuple[int, ...]:
        """How many votes each option has, in the options' order."""
        chosen = list(self.choices.values())
        return tuple(chosen.count(index) for index in range(len(self.options)))

    @property
    def total(self) -> int:
        """How many people voted."""
        return len(self.choices)

    @property
    def results(self) -> tuple[tuple[str, int], ...]:
        """Each option with its votes."""
        return tuple(zip(self.options, self.votes, strict=True))

    def takes(self, at: datetime) -> bool:
        """Whether a vote cast at `at` (the platform's instant) counts: before it was closed."""
        return self.removed is None and (self.closed is None or at < self.closed)


def split_options(text: str) -> tuple[str, ...]:
    """Return the options that `text` lists, one a line or between `|` signs, trimmed."""
    pieces = text.replace("\n", "|").split("|")
    return tuple(" ".join(piece.split()) for piece in pieces if piece.strip())


def problem_with(options: Sequence[str]) -> str | None:
    """Return in a sentence why these can't be a poll's options, or None if they can."""
    if not FEWEST <= len(options) <= MOST:
        return (
            f"A poll has {FEWEST} to {MOST} options, not {len(options)}. "
            "Put a | between them: A | B | C."
        )
    folded = [option.casefold() for option in options]
    double = next((o for i, o in enumerate(options) if folded[i] in folded[:i]), None)
    if double is not None:
        return f"“{double}” is there twice. Each option needs its own words."
    longest = max(options, key=len)
    if len(longest) > LONGEST_OPTION:
        return (
            f"“{longest[:30]}…” has {len(longest)} characters. "
            f"An option has at most {LONGEST_OPTION}."
        )
    return None
