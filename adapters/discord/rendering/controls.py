"""Controls as rows of Discord's buttons and selects, folded where more are than fit.

A button's whole state is its `custom_id`; a select's stands in the choice that is picked. Discord
refuses a message in which two controls carry the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adapters.discord.rendering.spans import web_address
from adapters.discord.wire import Json
from bot.chat.letters import cleaned
from bot.chat.room import in_one
from bot.chat.spans import Link, short
from bot.chat.views import Button, Control, Controls, LinkButton, Look, Paragraph, Select

ROW, BUTTON, SELECT = 1, 2, 3
PLAIN, MAIN, DANGER, LINK = 2, 1, 4, 5
LOOKS = {Look.PLAIN: PLAIN, Look.MAIN: MAIN, Look.DANGER: DANGER}
A_ROW = 5
"""Buttons that stand in a row."""
CHOICES = 25
LABEL = 80
CHOICE = 100
PLACEHOLDER = 150
LONGEST_LINK = 512


class Rows:
    """Turns the controls of one message into rows, and keeps their states apart."""

    def __init__(self) -> None:
        """Begin a message."""
        self._states: set[str] = set()
        self._selects = 0
        self._idle = 0

    def of(self, controls: Controls, *, folded: bool = False) -> list[Json]:
        """Return a block's rows; `folded`, its buttons become the choices of a select."""
        items = in_one(controls.items, _folds) if folded else controls.items
        rows: list[Json] = []
        buttons: list[Json] = []
        for item in items:
            if isinstance(item, Select):
                rows += _in_rows(buttons)
                buttons = []
                rows += self._select(item)
            else:
                buttons += self._button(item)
        return rows + _in_rows(buttons)

    def _button(self, button: Button | LinkButton) -> list[Json]:
        label = worded(button.label, LABEL)
        if isinstance(button, LinkButton):
            target = web_address(button.url)
            if target is not None and len(target) <= LONGEST_LINK:
                return [{"type": BUTTON, "style": LINK, "label": label, "url": target}]
            return [self._off(label, PLAIN)] if target is None else []
        if button.disabled or not button.action:
            return [self._off(label, LOOKS[button.look])]
        if button.action in self._states:
            return []
        self._states.add(button.action)
        look = LOOKS[button.look]
        return [{"type": BUTTON, "style": look, "label": label, "custom_id": button.action}]

    def _off(self, label: str, look: int) -> Json:
        """Return a button that can't be pressed; it stays, so that one sees what there was."""
        self._idle += 1
        state = {"custom_id": f"off:{self._idle}", "disabled": True}
        return {"type": BUTTON, "style": look, "label": label, **state}

    def _select(self, select: Select) -> list[Json]:
        """Return a select, or several where it has more choices than one may hold."""
        options: dict[str, Json] = {}
        for label, action in select.choices:
            option: Json = {"label": worded(label, CHOICE), "value": action}
            if select.chosen in (label, action):
                option["default"] = True
            options.setdefault(action, option)
        whole = list(options.values())
        parts = [whole[at : at + CHOICES] for at in range(0, len(whole), CHOICES)]
        rows: list[Json] = []
        for number, part in enumerate(parts):
            first = number * CHOICES + 1
            which = f" ({first} to {first + len(part) - 1})" if len(parts) > 1 else ""
            name = worded(select.label, PLACEHOLDER - len(which)) + which
            self._selects += 1
            picked = {"custom_id": f"pick:{self._selects}", "placeholder": name}
            shown = {"type": SELECT, **picked, "options": _once_chosen(part)}
            rows.append({"type": ROW, "components": [shown]})
        return rows


def cost(rows: Iterable[Json]) -> int:
    """Return how many components rows are."""
    return sum(1 + len(row["components"]) for row in rows)


def buttons_in(controls: Controls) -> int:
    """Return how many of a block's controls could be folded into a select."""
    return sum(_folds(item) for item in controls.items)


def long_links(controls: Controls) -> list[Paragraph]:
    """Return the links whose addresses are too long for a button, to be shown as words."""
    return [
        Paragraph((Link(item.label, item.url),))
        for item in controls.items
        if isinstance(item, LinkButton) and len(web_address(item.url) or "") > LONGEST_LINK
    ]


def worded(text: str, most: int) -> str:
    """Return a label on one line of at most `most` characters, never empty."""
    return short(cleaned(text), most) or "…"


def _folds(item: Control) -> bool:
    return isinstance(item, Button) and not item.disabled


def _in_rows(buttons: Sequence[Json]) -> list[Json]:
    starts = range(0, len(buttons), A_ROW)
    return [{"type": ROW, "components": list(buttons[at : at + A_ROW])} for at in starts]


def _once_chosen(options: Sequence[Json]) -> list[Json]:
    """Return the options with one chosen at most: two are refused where one may be picked."""
    chosen = [option for option in options if option.get("default")]
    for option in chosen[1:]:
        del option["default"]
    return list(options)
