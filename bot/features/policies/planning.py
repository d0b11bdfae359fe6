"""What is due for policies, as soon as somebody asks: a forecast, a change, a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from bot.chat.calls import Call
from bot.chat.codec import Codec
from bot.model.participation.review.simulation import Proposal
from bot.ports.agenda import Item

FORECAST = "policy.forecast"
CHANGE = "policy.change"
WORTH = "policy.worth"
PROPOSALS: Codec[tuple[Proposal, ...]] = Codec(tuple[Proposal, ...])
WARNINGS: Codec[tuple[str, ...]] = Codec(tuple[str, ...])
MOST_TRIES = 5
"""How often a change is reckoned because too much happened meanwhile to amend it."""


class Way(StrEnum):
    """How a policy changes: as it was shown, back, or again what was taken back."""

    APPLY = "apply"
    UNDO = "undo"
    AGAIN = "again"


def forecast_item(proposal: Proposal, warnings: Sequence[str], call: Call, *, offers: bool) -> Item:
    """Return the item that shows a proposal's effect to who asked; `offers` to apply it, too."""
    args = {
        "person": call.person.id,
        "proposals": PROPOSALS.to_json((proposal,)),
        "warnings": WARNINGS.to_json(tuple(warnings)),
    }
    if offers:
        args["offers"] = "yes"
    key = f"policy/{call.course.id}/forecast/{call.id}"
    return Item(key, call.course.id, FORECAST, call.now, args)


def change_item(
    way: Way, version: int, proposals: Sequence[Proposal], call: Call, **more: str
) -> Item:
    """Return the item that lets proposals rule, and tells who pressed what came of it.

    `version` is the one that is meant. With `more` a change that was shown knows its `digest`,
    and under which name it is `kept`.
    """
    args = {
        "person": call.person.id,
        "call": call.id,
        "way": way.value,
        "version": str(version),
        "proposals": PROPOSALS.to_json(tuple(proposals)),
        **more,
    }
    key = f"policy/{call.course.id}/change/{call.id}"
    return Item(key, call.course.id, CHANGE, call.now, args)


def worth_item(call: Call) -> Item:
    """Return the item that compares the options for who asked."""
    key = f"policy/{call.course.id}/worth/{call.id}"
    return Item(key, call.course.id, WORTH, call.now, {"person": call.person.id})


def tried_again(item: Item) -> Item | None:
    """Return the item that tries a change once more, None when it was tried often enough."""
    tries = int(item.args.get("tries", "1")) + 1
    if tries > MOST_TRIES:
        return None
    args = {**item.args, "tries": str(tries)}
    return replace(item, key=f"{item.key.partition('>')[0]}>{tries}", args=args)


def proposals_of(item: Item) -> tuple[Proposal, ...]:
    """Return what an item is about."""
    return PROPOSALS.from_json(item.args["proposals"])
