"""Whether an act is large enough to have been one, by what the policy asks for least."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Option, Part, Policy, Within
from bot.model.participation.policies.qualify import suffices
from tests.support.sample import ANA, POLICY, at, entry


def asking(*parts: Part) -> Policy:
    """Return a policy with an option for each part."""
    options = tuple(
        Option(f"o{number}", "Attend", (part,), Within.SESSION) for number, part in enumerate(parts)
    )
    return replace(POLICY, options=options)


def present(minutes: int) -> Entry:
    return replace(entry(ANA, Act.ATTEND, at(1), "s1"), amount=minutes, out_of=60)


@pytest.mark.parametrize(
    ("parts", "least"),
    [
        ([Part((Act.ATTEND,), share=Decimal("0.75"))], 45),
        ([Part((Act.ATTEND,), minimum=30)], 30),
        ([Part((Act.ATTEND,), minimum=50), Part((Act.ATTEND,), minimum=20)], 20),
        ([Part((Act.ATTEND,))], 1),
        ([Part((Act.POST,), minimum=75)], 1),
    ],
)
def test_the_least_that_any_option_asks_is_enough(parts: list[Part], least: int) -> None:
    policy = asking(*parts)
    assert suffices(policy, present(least))
    assert suffices(policy, present(least - 1)) is (least == 1)


def test_without_a_policy_any_act_is_enough() -> None:
    assert suffices(None, present(1))
