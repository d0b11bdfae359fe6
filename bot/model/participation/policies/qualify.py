"""Which parts of which options one act counts for, judged on its own."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import NamedTuple

from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Option, Part, Policy, Within


class Fit(NamedTuple):
    """An option's key, the index of one of its parts, and how an act counts for it in percent."""

    option: str
    part: int
    percent: int = 100


def needed(part: Part, entry: Entry) -> int:
    """Return how many words or minutes `part` asks of an act like `entry`."""
    measured = math.ceil(part.share * (entry.out_of or 0))
    return max(part.minimum, measured)


def suffices(policy: Policy | None, entry: Entry) -> bool:
    """Whether an act is as large as what the policy asks for least; any is where it asks none."""
    parts = (part for option in policy.options for part in option.parts) if policy else ()
    sizes = [needed(part, entry) for part in parts if entry.act in part.acts]
    return not sizes or entry.amount >= min(sizes)


def placed(option: Option, entry: Entry) -> bool:
    """Whether the act belongs to something `option` can be completed within."""
    return option.within is Within.WEEK or entry.about is not None


def qualify(policy: Policy, entry: Entry) -> tuple[Fit, ...]:
    """Return the parts that `entry` can count for, in the policy's order.

    An act after its due instant counts only for options that say how late ones count. A
    withdrawal qualifies for what the act it withdraws did, since it copies it. Of several parts
    an act serves only one in the end: which one is decided when the week's completions are chosen.
    """
    return tuple(
        Fit(option.key, index, percent)
        for option in policy.options
        if placed(option, entry) and (percent := percent_of(option, entry))
        for index, part in enumerate(option.parts)
        if entry.act in part.acts and entry.amount >= needed(part, entry)
    )


def latest_for(policy: Policy | None, act: Act) -> timedelta:
    """Return how late an act in a discussion may come and still count for anything."""
    lates = (
        option.late.lasts
        for option in (policy.options if policy else ())
        if option.late and act in option.acts and option.within is not Within.SESSION
    )
    return max(lates, default=timedelta())


def percent_of(option: Option, entry: Entry) -> int:
    """Return how the act counts for `option`, in percent: 100 in time, 0 too late."""
    if entry.in_time:
        return 100
    return 0 if option.late is None else option.late.percent(entry.late)
