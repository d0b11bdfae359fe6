"""Padding and copies, for staff to look at: what a text repeats of itself, the prompt or before.

It is no judgment and never part of what counts: there are good reasons to repeat oneself. Only a
message of some length that repeats a good part is named, with the figures that a person can check
by opening both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.model.participation.acts.copies import Run, Units, runs, said_again, taken_over, units
from bot.model.places import Message

LONG_ENOUGH = 20
"""Words below which a message is too short to say anything about."""
STRIKING = 40
"""Percent of a message from which on a repetition is shown."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a student wrote in a discussion of a week: `asked` if it is one to look at."""

    message: Message
    person: str
    posted: datetime
    text: str
    week: int
    asked: bool


@dataclass(frozen=True, slots=True)
class Repetition:
    """What a message repeats, in percent of its words, 0 for nothing striking.

    `itself` is what it said before, `prompt` what the discussion's prompt says, `own` what its
    author wrote in `earlier`, the one of their messages before it that it shares most with.
    """

    written: Written
    itself: int = 0
    prompt: int = 0
    own: int = 0
    earlier: Written | None = None

    @property
    def most(self) -> int:
        """The largest of its figures."""
        return max(self.itself, self.prompt, self.own)


def repetitions(written: Iterable[Written], prompt: str) -> tuple[Repetition, ...]:
    """Return the messages asked for that repeat a good part, those that repeat most first.

    Each is compared with what its own author wrote before it, never with anybody else's words.
    """
    asked_by_prompt = runs(units(prompt))
    found: list[Repetition] = []
    for own in _by_person(written):
        before: list[tuple[Written, frozenset[Run]]] = []
        for each in own:
            words = units(each.text)
            if len(words) < LONG_ENOUGH:
                continue
            if each.asked:
                repeats = _repeats(each, words, asked_by_prompt, before)
                found += [repeats] if repeats.most else []
            before.append((each, runs(words)))
    return tuple(sorted(found, key=lambda each: (-each.most, each.written.posted)))


def _by_person(written: Iterable[Written]) -> list[list[Written]]:
    """Return what each wrote, in order of time; of those alone who wrote something asked for."""
    people: dict[str, list[Written]] = {}
    for each in sorted(written, key=lambda each: (each.posted, each.message.id)):
        people.setdefault(each.person, []).append(each)
    return [own for own in people.values() if any(each.asked for each in own)]


def _repeats(
    each: Written,
    words: Units,
    prompt: frozenset[Run],
    before: Iterable[tuple[Written, frozenset[Run]]],
) -> Repetition:
    shares = ((taken_over(words, known), earlier) for earlier, known in before)
    own, earlier = max(shares, key=lambda share: share[0], default=(0, None))
    shown = earlier if own >= STRIKING else None
    return Repetition(
        each,
        _striking(said_again(words)),
        _striking(taken_over(words, prompt)),
        _striking(own),
        shown,
    )


def _striking(percent: int) -> int:
    return percent if percent >= STRIKING else 0
