"""Actions: a button's whole state in at most 100 characters, `v1:verb:course:object:arg`.

Nothing about a button is kept anywhere else, so it works after a restart, an upgrade or a move
to another machine. The limit is the strictest platform's.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.refusal import Refusal

LONGEST = 100
VERSION = "v1"
HOME = "home.show"
"""The verb by which a platform asks for what one person may want to see first."""
GONE = "This button is from an older version of Homeroom. Type /class help to find what it did."


@dataclass(frozen=True, slots=True)
class Action:
    """What pressing a button or sending a form means: a verb on an object of a course."""

    verb: str
    course: str
    object: str = ""
    arg: str = ""

    def encode(self) -> str:
        """Return the button's state; ValueError if it is too long or holds a stray colon."""
        head = (self.verb, self.course, self.object)
        if any(":" in part for part in head):
            raise ValueError(f"A colon in the parts of an action: {head}")
        state = ":".join((VERSION, *head, self.arg))
        if len(state) > LONGEST:
            raise ValueError(f"An action has at most {LONGEST} characters: {state}")
        return state


def action(verb: str, course: str, object: str = "", arg: str = "") -> str:
    """Return the encoded state of an action: what a Button's or a Form's `action` holds."""
    return Action(verb, course, object, arg).encode()


def decode(state: str) -> Action:
    """Return the action that `state` encodes; refuse, with a way on, what can't be one."""
    parts = state.split(":", 4)
    if len(parts) != 5 or parts[0] != VERSION or not parts[1]:
        raise Refusal(GONE)
    return Action(*parts[1:])
