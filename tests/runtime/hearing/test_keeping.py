"""Events that several tasks want kept: in turns, together, each kept when its task goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.chat.events import Event, MessageDeleted
from bot.model.places import Message
from bot.runtime.hearing import patience
from bot.runtime.hearing.keeping import Keeper
from tests.support.sample import MAIN, at


def event(name: str) -> Event:
    """Return an event of some kind."""
    return MessageDeleted(Message(MAIN, name), at())


class Core:
    """Takes events when its gate is open."""

    def __init__(self) -> None:
        """Begin with an open gate."""
        self.gate = asyncio.Event()
        self.gate.set()
        self.taken: list[list[str]] = []
        self.troubles: list[Exception] = []

    async def receive(self, events: Sequence[Event]) -> None:
        """Write down what comes together."""
        await self.gate.wait()
        if self.troubles:
            raise self.troubles.pop()
        self.taken.append([one.message.id for one in events if isinstance(one, MessageDeleted)])


async def test_what_waits_for_its_turn_shares_it() -> None:
    core = Core()
    keeper = Keeper(core.receive)
    core.gate.clear()
    tasks = [asyncio.create_task(keeper.keep([event(name)])) for name in "abc"]
    await asyncio.sleep(0)
    late = asyncio.create_task(keeper.keep([event("d"), event("e")]))
    await asyncio.sleep(0)
    core.gate.set()
    await asyncio.gather(*tasks, late)
    assert core.taken[0][0] == "a"
    assert [name for some in core.taken for name in some] == ["a", "b", "c", "d", "e"]
    assert len(core.taken) < 5


async def test_who_goes_on_has_been_kept() -> None:
    core = Core()
    keeper = Keeper(core.receive)

    async def keep(name: str) -> None:
        await keeper.keep([event(name)])
        assert any(name in some for some in core.taken)

    await asyncio.gather(*(keep(str(number)) for number in range(50)))
    assert sorted(name for some in core.taken for name in some) == sorted(map(str, range(50)))


async def test_what_failed_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "FIRST_WAIT", 0.001)
    core = Core()
    core.troubles = [OSError("the disk is full"), OSError("the disk is full")]
    await Keeper(core.receive).keep([event("a")])
    assert core.taken == [["a"]]


async def test_what_was_given_up_is_left_to_the_others() -> None:
    """Two tasks share a turn, and the one that has it is cancelled: the other still keeps all."""
    core = Core()
    keeper = Keeper(core.receive)
    core.gate.clear()
    first = asyncio.create_task(keeper.keep([event("a")]))
    await asyncio.sleep(0)
    second = asyncio.create_task(keeper.keep([event("b")]))
    third = asyncio.create_task(keeper.keep([event("c")]))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.sleep(0)
    core.gate.set()
    await third
    assert "c" in [name for some in core.taken for name in some]
    assert "b" in [name for some in core.taken for name in some]
