"""Reactions read back: who reacted how, as it stands."""

from __future__ import annotations

import pytest

from bot.chat.views import say
from bot.model.places import Message
from tests.support.discord.reach import reaching
from tests.support.discord.told import reactions, read, standing

VIEW = say("Session 3 starts at five.")


async def test_reactions_are_told_as_they_stand() -> None:
    async with reaching() as reach:
        mei, tom = reach.server.person("mei"), reach.server.person("tom")
        liked = await mei.write("general", "Liked")
        plain = await mei.write("general", "Plain")
        for person, emoji in ((mei, "👍"), (tom, "👍"), (tom, "🎉")):
            await person.react(liked, emoji)
        posted = await reach.platform.post(reach.place("general"), VIEW, "marker", {})
        await mei.react(reach.standing(posted), "👍")
        bot = f"/channels/{liked.channel}/messages/{liked.id}/reactions/%F0%9F%91%8D/@me"
        await reach.rest.call("PUT", bot)
        one, two = str(mei.user.id), str(tom.user.id)
        told = {
            str(liked.id): {(one, "👍"), (two, "👍"), (two, "🎉")},
            posted.id: {(one, "👍")},
        }
        assert reactions(await read(reach, reach.place("general"))) == told
        again = await read(reach, reach.place("general"), reach.server.clock.now)
        assert reactions(again) == told | {str(plain.id): set()}


async def test_who_reacted_comes_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.discord.posting.history.PAGE", 2)
    async with reaching() as reach:
        message = await reach.server.person("mei").write("general", "Liked")
        for name in ("ana", "mei", "tom"):
            await reach.server.person(name).react(message, "👍")
        (told,) = reactions(await read(reach, reach.place("general"))).values()
        assert len(told) == 3


async def test_only_the_newest_reactions_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.discord.posting.history.MOST_REACTED", 2)
    async with reaching() as reach:
        mei = reach.server.person("mei")
        written = [await mei.write("general", f"Message {number}") for number in range(3)]
        for message in written:
            await mei.react(message, "👍")
        told = reactions(await read(reach, reach.place("general")))
        assert list(told) == [str(message.id) for message in written[1:]]


async def test_one_messages_reactions_can_be_read() -> None:
    async with reaching() as reach:
        mei = reach.server.person("mei")
        written = await mei.write("general", "Liked")
        await mei.react(written, "👍")
        message = Message(reach.place("general"), str(written.id))
        told = await reach.platform.reactions(message)
        assert told is not None
        assert told.standing == {(reach.account("mei"), "👍")}
        await mei.unreact(written, "👍")
        told = await reach.platform.reactions(message)
        assert told is not None
        assert told.standing == frozenset()
        await mei.delete(written)
        assert await reach.platform.reactions(message) is None


async def test_a_message_deleted_while_its_reactions_are_read_is_passed_by() -> None:
    async with reaching() as reach:
        mei = reach.server.person("mei")
        written = await mei.write("general", "Liked")
        await mei.react(written, "👍")
        reach.server.faults.add("reactions", "error", status=404)
        events = await read(reach, reach.place("general"))
        assert reactions(events) == {}
        assert standing(events).standing == {str(written.id)}
