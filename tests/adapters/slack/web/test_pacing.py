"""Slack's limits kept: posts by their channel, calls by their method, and what it holds back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from adapters.slack.web.pacing import MANY, METHODS, POST, Paces
from tests.support.slack.limits import Limiter, Limits
from tests.support.slack.scripted import Time, passing
from tests.support.slack.web_chat import METHODS as CHAT
from tests.support.slack.web_conversations import METHODS as CONVERSATIONS
from tests.support.slack.web_files import METHODS as FILES
from tests.support.slack.web_people import METHODS as PEOPLE


@pytest.fixture
def time() -> Iterator[Time]:
    with passing() as time:
        yield time


async def test_a_channel_takes_a_burst_and_then_a_post_a_second(time: Time) -> None:
    paces, slack = Paces(time), Limiter(Limits(posts=1.0), time)
    began = time.now
    for _ in range(60):
        await paces.turn(POST, "C1")
        assert slack.take("T1", POST, 0, "C1") == 0
    assert time.now - began <= 1.1 * 60


async def test_channels_do_not_wait_for_each_other(time: Time) -> None:
    paces = Paces(time)
    began = time.now
    for number in range(1000):
        await paces.turn(POST, f"D{number}")
    assert time.now == began


async def test_idle_channels_are_forgotten_and_busy_ones_are_not(time: Time) -> None:
    paces = Paces(time)
    for number in range(MANY):
        await paces.turn(POST, f"D{number}")
    time.now += 60
    for _ in range(3):
        await paces.turn(POST, "D0")
    await paces.turn(POST, "D-one-more")
    assert len(paces._channels) == 2
    assert paces.left(POST, "D0") > 0


@pytest.mark.parametrize("method", ["chat.update", "users.list", "conversations.members"])
async def test_a_methods_calls_are_spread_over_the_minute(method: str, time: Time) -> None:
    paces, tier = Paces(time), METHODS[method]
    slack = Limiter(Limits(tiers=True), time)
    began, waits = time.now, []
    for _ in range(200):
        waits.append(paces.left(method))
        await paces.turn(method)
        assert slack.take("T1", method, tier) == 0
    assert max(waits) <= 13
    assert time.now - began <= 1.1 * 200 * 60 / {2: 20, 3: 50, 4: 100}[tier]


async def test_what_can_not_wait_goes_at_once(time: Time) -> None:
    paces = Paces(time)
    began = time.now
    for _ in range(200):
        await paces.turn("views.open")
    assert time.now == began


async def test_what_slack_holds_back_waits_and_nothing_else_does(time: Time) -> None:
    paces = Paces(time)
    paces.hold(POST, 20.0)
    paces.hold(POST, 5.0)
    assert paces.left(POST, "C1") == 20.0
    assert paces.left("chat.update") == 0.0
    began = time.now
    await paces.turn("chat.update")
    assert time.now == began
    await asyncio.gather(*(paces.turn(POST, f"C{number}") for number in range(3)))
    assert time.now >= began + 20.0
    assert paces.left(POST, "C9") == 0.0


def test_the_wire_server_knows_the_same_tiers() -> None:
    there = {one.name: one.tier for one in (*CHAT, *CONVERSATIONS, *FILES, *PEOPLE)}
    assert {name: there.get(name, tier) for name, tier in METHODS.items()} == METHODS
