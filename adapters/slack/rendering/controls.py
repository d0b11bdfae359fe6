"""Controls as Slack's blocks of actions, folded and shortened where they weigh too much.

A button's whole state is its `value`; a select's stands in the option that is picked. The
`action_id` is the state, too, with a number where a message holds the same one twice. Slack has no
button that can't be pressed: what is disabled is told in words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from adapters.slack.rendering.spans import web_address
from adapters.slack.wire import Json
from bot.chat.letters import cleaned
from bot.chat.room import in_one
from bot.chat.spans import short
from bot.chat.views import Button, Control, Controls, LinkButton, Look, Select

LOOKS = {Look.MAIN: "primary", Look.DANGER: "danger"}
A_BLOCK = 25
"""Controls that stand in one block."""
CHOICES = 100
LABEL = 75
PLACEHOLDER = 150
LONGEST_ID = 255
LEADS = "leads"
"""What the action id of a button begins with that only leads somewhere: it has no `value`."""
PICKS = "pick"
"""What the action id of a select begins with."""


class Names:
    """Keeps the action ids of one message or view apart."""

    def __init__(self) -> None:
        """Begin a message."""
        self._taken: set[str] = set()

    def copy(self) -> Names:
        """Return names to try something with."""
        other = Names()
        other._taken = set(self._taken)
        return other

    def take(self, other: Names) -> None:
        """Take over the names of a trial that is kept."""
        self._taken = other._taken

    def of(self, wanted: str) -> str:
        """Return an action id that no other control has: the wanted one, if it is free."""
        number, found = 1, wanted[:LONGEST_ID]
        while found in self._taken:
            number += 1
            found = f"{wanted[: LONGEST_ID - 8]}#{number}"
        self._taken.add(found)
        return found


@dataclass(frozen=True, slots=True)
class Size:
    """How large controls may be: characters of a choice's label, and choices of one block."""

    label: int = LABEL
    choices: int | None = None


def rows(controls: Controls, names: Names, *, folded: bool, how: Size) -> list[Json]:
    """Return a block's controls, 25 in each block; `folded`, its buttons become a select."""
    items = in_one(controls.items, _folds) if folded else controls.items
    elements: list[Json] = []
    for item in items:
        if isinstance(item, Select):
            elements += _select(item, names, how)
        else:
            elements += _button(item, names)
    starts = range(0, len(elements), A_BLOCK)
    return [{"type": "actions", "elements": elements[at : at + A_BLOCK]} for at in starts]


def idle(controls: Controls) -> list[str]:
    """Return the labels of what can't be pressed here, so that one sees what there was."""
    return [
        worded(item.label, LABEL)
        for item in controls.items
        if not isinstance(item, Select) and not _works(item)
    ]


def options_in(blocks: Iterable[Json]) -> int:
    """Return how many choices the selects of blocks offer."""
    return sum(len(one.get("options", ())) for block in blocks for one in block["elements"])


def buttons_in(controls: Controls) -> int:
    """Return how many of a block's controls could be folded into a select."""
    return sum(_folds(item) for item in controls.items)


def worded(text: str, most: int) -> str:
    """Return a label on one line of at most `most` characters, never empty."""
    return short(cleaned(text), most) or "…"


def plain_text(text: str) -> Json:
    """Return words that are shown as they are."""
    return {"type": "plain_text", "text": text, "emoji": False}


def option(label: str, value: str, most: int = LABEL) -> Json:
    """Return a choice whose label has at most `most` characters."""
    return {"text": plain_text(worded(label, most)), "value": value}


def _button(button: Button | LinkButton, names: Names) -> list[Json]:
    if not _works(button):
        return []
    shown = {"type": "button", "text": plain_text(worded(button.label, LABEL))}
    if isinstance(button, LinkButton):
        return [{**shown, "url": web_address(button.url), "action_id": names.of(LEADS)}]
    style = {"style": LOOKS[button.look]} if button.look in LOOKS else {}
    return [{**shown, "action_id": names.of(button.action), "value": button.action, **style}]


def _works(button: Button | LinkButton) -> bool:
    if isinstance(button, LinkButton):
        return web_address(button.url) is not None
    return bool(button.action) and not button.disabled


def _offered(select: Select) -> dict[str, str]:
    """Return a select's choices: each action once, with its label."""
    offered: dict[str, str] = {}
    for label, action in select.choices:
        offered.setdefault(action, label)
    return offered


def _select(select: Select, names: Names, how: Size) -> list[Json]:
    """Return a select, or several where it has more choices than one may hold."""
    whole = list(_offered(select).items())[: how.choices]
    chosen = next((one for one in whole if select.chosen in one), None)
    parts = [whole[at : at + CHOICES] for at in range(0, len(whole), CHOICES)]
    found: list[Json] = []
    for number, part in enumerate(parts):
        first = number * CHOICES + 1
        which = f" ({first} to {first + len(part) - 1})" if len(parts) > 1 else ""
        name = worded(select.label, PLACEHOLDER - len(which)) + which
        shown: Json = {
            "type": "static_select",
            "action_id": names.of(PICKS),
            "placeholder": plain_text(name),
            "options": [option(label, action, how.label) for action, label in part],
        }
        if chosen in part:
            shown["initial_option"] = shown["options"][part.index(chosen)]
        found.append(shown)
    return found


def _folds(item: Control) -> bool:
    return isinstance(item, Button) and _works(item)
