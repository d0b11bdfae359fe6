"""Every policy that a setup offers can be used, and asks what its words say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Excused, Part, Within, as_expected
from bot.model.participation.policies.presets import MOST_CHOSEN, WORDS, Preset, preset_policy
from bot.model.participation.policies.problems import problems

EVERY = list(product(Preset, range(1, MOST_CHOSEN + 1), (Excused.NOT_COUNTED, Excused.PRESENT)))


@pytest.mark.parametrize(("preset", "choose", "excuses"), EVERY)
def test_it_has_no_fault(preset: Preset, choose: int, excuses: Excused) -> None:
    policy = preset_policy(preset, choose, excuses)
    assert problems(policy) == ()
    assert policy.excuses is excuses


def test_any_asks_so_many_of_four() -> None:
    policy = preset_policy(Preset.ANY, 2, Excused.PRESENT)
    [asked] = policy.requirements
    assert (asked.choose, len(asked.options)) == (2, 4)
    assert policy.title == "Any 2 of four ways, each week"
    assert {option.times for option in policy.options} == {1}


def test_the_four_ways_say_what_they_are_and_what_they_take() -> None:
    attend, make_up, discuss, ask = preset_policy(Preset.ANY, 1, Excused.PRESENT).options
    assert [(way.title, way.within, way.minutes) for way in (attend, make_up, discuss, ask)] == [
        ("Come to the live session", Within.SESSION, 60),
        ("Make up the live session", Within.SESSION, 45),
        ("Take part in a discussion in writing", Within.DISCUSSION, 40),
        ("Ask or answer three questions", Within.WEEK, 20),
    ]
    assert attend.parts == (Part((Act.ATTEND,), share=Decimal("0.75")),)
    assert make_up.parts == (Part((Act.MAKE_UP,)),)
    assert discuss.parts == as_expected()
    assert ask.parts == (Part((Act.ASK, Act.ANSWER), count=3),)


def test_sessions_alone_may_be_asked_for_several_times() -> None:
    policy = preset_policy(Preset.MEET, 3, Excused.PRESENT)
    [asked] = policy.requirements
    assert (asked.choose, asked.options) == (3, ("attend", "make-up"))
    assert policy.title == "Three times a week, live or made up"
    assert [option.limit for option in policy.options] == [3, 3]
    assert preset_policy(Preset.MEET, 1, Excused.PRESENT).title.startswith("Once a week")
    assert preset_policy(Preset.MEET, 2, Excused.PRESENT).title.startswith("Twice a week")


def test_both_asks_one_of_each() -> None:
    policy = preset_policy(Preset.BOTH, 3, Excused.PRESENT)
    assert [(one.choose, one.options) for one in policy.requirements] == [
        (1, ("attend", "make-up")),
        (1, ("discuss",)),
    ]
    assert policy.title == "Live or made up, and in writing, each week"
    assert [option.times for option in policy.options] == [1, 1, 1]


def test_points_ask_what_so_many_ways_are_worth() -> None:
    policy = preset_policy(Preset.POINTS, 2, Excused.PRESENT)
    [asked] = policy.requirements
    assert (asked.choose, asked.points, asked.cap) == (0, Decimal(8), Decimal(12))
    worths = {option.key: (int(option.worth), option.times) for option in policy.options}
    assert worths == {"attend": (4, 1), "make-up": (4, 1), "discuss": (4, 1), "wonder": (1, 4)}
    assert policy.title == "8 points a week"
    *ways, wonder = policy.options
    assert [replace(way, worth=Decimal(1)) for way in ways] == list(
        preset_policy(Preset.ANY, 2, Excused.PRESENT).options[:3]
    )
    assert (wonder.parts, wonder.minutes) == ((Part((Act.ASK, Act.ANSWER)),), 8)


def test_each_is_named_for_who_chooses() -> None:
    assert set(WORDS) == set(Preset)
    assert max(map(len, WORDS.values())) <= 100
