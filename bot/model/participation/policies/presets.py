"""Policies in a few words: what is offered to whoever sets up a course without writing a file."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import (
    Excused,
    Option,
    Part,
    Policy,
    Requirement,
    Within,
    as_expected,
)

MOST_CHOSEN = 3
"""More than three ways a week would be a policy to write down with care."""
PRESENT = Decimal("0.75")
"""The share of a session that counts as having come."""
WAY = Decimal(4)
"""Points for a way that takes about an hour."""
WONDER = "wonder"


class Preset(StrEnum):
    """Kinds of policy: any ways of several, sessions alone, sessions and writing both, points."""

    ANY = "any"
    MEET = "meet"
    BOTH = "both"
    POINTS = "points"


WORDS = {
    Preset.ANY: "Come, make up, discuss or ask: students choose",
    Preset.MEET: "Come to the session, or make it up",
    Preset.BOTH: "Come or make up, and discuss in writing",
    Preset.POINTS: "Points for all of that, 4 asked for each time a week",
}
"""The presets as people choose among them."""


def preset_policy(preset: Preset, choose: int, excuses: Excused) -> Policy:
    """Return a policy that asks `choose` ways a week (1 to MOST_CHOSEN); BOTH asks one of each.

    POINTS asks what `choose` ways are worth, and caps softly at a way more.
    """
    if preset is Preset.POINTS:
        return _points(choose, excuses)
    attend = Option(
        key="attend",
        title="Come to the live session",
        parts=(Part((Act.ATTEND,), share=PRESENT),),
        within=Within.SESSION,
        times=choose if preset is Preset.MEET else 1,
        minutes=60,
    )
    make_up = Option(
        key="make-up",
        title="Make up the live session",
        parts=(Part((Act.MAKE_UP,)),),
        within=Within.SESSION,
        times=choose if preset is Preset.MEET else 1,
        minutes=45,
    )
    discuss = Option(
        key="discuss",
        title="Take part in a discussion in writing",
        parts=as_expected(),
        within=Within.DISCUSSION,
        minutes=40,
    )
    ask = Option(
        key=WONDER,
        title="Ask or answer three questions",
        parts=(Part((Act.ASK, Act.ANSWER), count=3),),
        minutes=20,
    )
    options = {
        Preset.ANY: (attend, make_up, discuss, ask),
        Preset.MEET: (attend, make_up),
        Preset.BOTH: (attend, make_up, discuss),
    }[preset]
    keys = tuple(option.key for option in options)
    asked: tuple[Requirement, ...] = (Requirement(choose, keys),)
    if preset is Preset.BOTH:
        asked = (Requirement(1, ("attend", "make-up")), Requirement(1, ("discuss",)))
    return Policy(1, _title(preset, choose), options, asked, excuses)


def _points(choose: int, excuses: Excused) -> Policy:
    """Return a policy of points: a question or an answer is worth one, a way WAY of them."""
    every = preset_policy(Preset.ANY, choose, excuses)
    options = tuple(
        replace(option, parts=(Part((Act.ASK, Act.ANSWER)),), times=int(WAY), minutes=8)
        if option.key == WONDER
        else replace(option, worth=WAY)
        for option in every.options
    )
    [asked] = every.requirements
    points = Requirement(0, asked.options, points=choose * WAY, cap=(choose + 1) * WAY)
    return replace(
        every, title=f"{choose * WAY} points a week", options=options, requirements=(points,)
    )


def _title(preset: Preset, choose: int) -> str:
    times = "Once" if choose == 1 else "Twice" if choose == 2 else "Three times"
    return {
        Preset.ANY: f"Any {choose} of four ways, each week",
        Preset.MEET: f"{times} a week, live or made up",
        Preset.BOTH: "Live or made up, and in writing, each week",
    }[preset]
