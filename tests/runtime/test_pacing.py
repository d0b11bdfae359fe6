"""The pacer: turns in order, never more in a window than it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.runtime.pacing import Pacer

MOST, SECOND = 50, 1.02


class Time:
    """A time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        """Begin anywhere."""
        self.now = 100.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


def turns(pauses: list[float], monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return when requests go that are asked for one after the other, with these pauses."""
    time = Time()

    async def sleep(seconds: float) -> None:
        time.now += seconds

    monkeypatch.setattr(asyncio, "sleep", sleep)

    async def all_of_them() -> list[float]:
        pacer = Pacer(time, MOST, SECOND)
        went = []
        for pause in pauses:
            time.now += pause
            await pacer.turn()
            went.append(time.now)
        return went

    return result_of(all_of_them())


def result_of(run: Coroutine[object, None, list[float]]) -> list[float]:
    """Return what a coroutine returns that waits for nothing but the pacer's own sleep."""
    try:
        run.send(None)
    except StopIteration as stop:
        went: list[float] = stop.value
        return went
    raise AssertionError("nothing waits but the pacer's own sleep")


@given(st.lists(st.sampled_from([0.0, 0.001, 0.02, 0.5, 3.0]), max_size=200))
def test_no_second_sees_more_than_fifty(pauses: list[float]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        went = turns(pauses, monkeypatch)
    for first, fifty_later in zip(went, went[50:], strict=False):
        assert fifty_later - first >= 1.0


def test_many_requests_take_little_longer_than_they_have_to() -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        went = turns([0.0] * 2000, monkeypatch)
    assert went[-1] - went[0] <= 1.1 * 2000 / 50


def test_time_is_made_up_for_after_a_pause() -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        went = turns([10.0, *[0.0] * MOST], monkeypatch)
    assert went[0] == went[MOST - 1]
    assert went[MOST] == pytest.approx(went[0] + SECOND)


def test_what_was_held_up_puts_off_what_follows() -> None:
    """A sleep that ends late, since the process was busy, moves the whole window."""
    time = Time()

    async def sleep(seconds: float) -> None:
        time.now += seconds + 0.3

    async def all_of_them() -> list[float]:
        pacer = Pacer(time, most=2, window=1.0)
        went = []
        for _ in range(6):
            await pacer.turn()
            went.append(time.now - 100.0)
        return went

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(asyncio, "sleep", sleep)
        went = result_of(all_of_them())
    assert went == pytest.approx([0.0, 0.0, 1.3, 1.3, 2.6, 2.6])


async def test_turns_come_in_the_order_they_were_asked_for() -> None:
    pacer, order = Pacer(Time(), most=2, window=0.004), []

    async def ask(number: int) -> None:
        await pacer.turn()
        order.append(number)

    await asyncio.gather(*(ask(number) for number in range(20)))
    assert order == list(range(20))


async def test_how_long_a_turn_takes_is_known_before() -> None:
    time = Time()
    pacer = Pacer(time, most=2, window=3.0)
    assert pacer.left == 0.0
    idle = [pacer.idle]
    await pacer.turn()
    assert [*idle, pacer.idle] == [True, False]
    time.now += 1.0
    assert pacer.left == 0.0
    await pacer.turn()
    assert pacer.left == 2.0
    asking = [asyncio.create_task(pacer.turn()) for _ in range(3)]
    await asyncio.sleep(0)
    assert pacer.left == 6.0  # the turn after three more, the second of the window after next
    for one in asking:
        one.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    assert pacer.left == 2.0
    time.now += 2.0
    assert pacer.left == 0.0
    assert not pacer.idle
    time.now += 1.0
    assert pacer.idle
