"""The sender keeps a steady number of posts in flight: who is slow holds nobody up."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.chat.posts import Directly
from bot.chat.views import View
from bot.model.places import Message, Place
from bot.ports.platform import StoredFile
from bot.runtime.sending.sender import AT_ONCE
from tests.support import sample
from tests.support.chat import FakeChat
from tests.support.desk import desk
from tests.support.sample import LIVE, MAIN, post


@dataclass(slots=True)
class SlowChat(FakeChat):
    """A chat whose posts to one place don't end before `most` others have."""

    slow: Place = MAIN
    most: int = 0
    others: asyncio.Event = field(default_factory=asyncio.Event)
    flying: int = 0
    highest: int = 0

    async def post(
        self, place: Place, view: View, marker: str, files: Mapping[str, StoredFile]
    ) -> Message:
        """Keep a message, after a while."""
        self.flying += 1
        self.highest = max(self.highest, self.flying)
        if place == self.slow:
            await self.others.wait()
        await asyncio.sleep(0)
        message = await FakeChat.post(self, place, view, marker, files)
        self.flying -= 1
        if len(self.posted) == self.most:
            self.others.set()
        return message


async def test_a_slow_place_holds_nobody_up_and_only_so_many_are_in_flight(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        it.chat = SlowChat(members=it.chat.members, most=3 * AT_ONCE)
        places = [Place(MAIN.platform, f"room-{number}") for number in range(3 * AT_ONCE)]
        await it.owe(post("slow"), *(post(f"room/{one.id}", one) for one in places))
        assert await it.sender().run() == 3 * AT_ONCE + 1
        assert it.chat.highest == AT_ONCE
        assert list(it.chat.posted)[-1].place == MAIN


async def test_what_everybody_reads_goes_before_private_words(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:
        await it.owe(
            *(post(f"dm/{one.id}", Directly(one.id)) for one in sample.EVERYBODY), post("a")
        )
        await it.sender().run()
        assert next(iter(it.chat.posted)).place == MAIN


async def test_what_is_in_flight_beyond_its_lease_is_not_sent_again(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:

        class Hourglass(FakeChat):
            async def post(
                self, place: Place, view: View, marker: str, files: Mapping[str, StoredFile]
            ) -> Message:
                it.clock.present += timedelta(minutes=3)
                for _ in range(50):
                    await asyncio.sleep(0)
                return await super().post(place, view, marker, files)

        it.chat = Hourglass(members=it.chat.members)
        await it.owe(post("a"), post("b", LIVE))
        await it.sender().run()
        await it.sender().run()
        assert (it.texts(MAIN), len(it.texts(LIVE))) == (["Hello, class."], 1)


async def test_what_is_due_has_its_turn_while_there_is_much_to_send(tmp_path: Path) -> None:
    async with desk(tmp_path) as it:

        class Slowly(FakeChat):
            async def post(
                self, place: Place, view: View, marker: str, files: Mapping[str, StoredFile]
            ) -> Message:
                it.clock.present += timedelta(seconds=0.1)
                return await super().post(place, view, marker, files)

        seen: list[int] = []

        async def meanwhile() -> None:
            seen.append(len(it.chat.posted))
            if len(seen) == 1:
                await it.owe(post("due", LIVE, "It starts."))

        it.chat = Slowly(members=it.chat.members)
        places = [Place(MAIN.platform, f"room-{number}") for number in range(200)]
        await it.owe(*(post(f"room/{one.id}", one) for one in places))
        assert await it.sender().run(meanwhile) == 201
        assert len(seen) >= 2
        assert it.texts(LIVE) == ["It starts."]
