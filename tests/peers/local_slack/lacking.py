"""What of the class weeks can't be done on local-slack at all, by name; all else is."""

from __future__ import annotations

from dataclasses import replace

from bot.model.participation.acts.ledger import Act
from tests.scenarios.expectations import EXPECTED
from tests.scenarios.week import Step, Week

NO_MENUS = "Mark as highlight"
"""It has no menus of messages, and nothing else of Homeroom's marks a highlight ..."""
HIGHLIGHT = "A staircase is a room, too"
"""... so the recap and its draft lack the one that the week marks ..."""
RECAPS = ("staff", "recaps")
MARKED = f" | {Act.MARK} | "
"""... and the ledger lacks what its author earns by it."""
NO_JOINING = ("joins", "leaves")
"""Everybody stays where they were when it was started: no student enters the staff's channel."""


def playable(week: Week) -> Week:
    """Return a week without what local-slack lacks."""
    return replace(week, steps=tuple(_seen(one) for one in week.steps if _is_there(one)))


def ledger_of_playable(week: Week) -> str:
    """Return the ledger that the sandbox's week leaves, save for what local-slack lacks."""
    lines = (EXPECTED / f"{week.name}-ledger.txt").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if MARKED not in line)


def _is_there(step: Step) -> bool:
    return step.verb not in NO_JOINING and (step.verb, step.what) != ("menu", NO_MENUS)


def _seen(step: Step) -> Step:
    if step.verb != "look" or step.place not in RECAPS:
        return step
    return replace(step, sees=tuple(words for words in step.sees if words != HIGHLIGHT))
