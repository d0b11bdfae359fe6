"""Private conversations over the wire: those that are open are known, others are opened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model.people import Account
from bot.ports.platform import CannotSendError, MailboxClosedError, NotSentError
from tests.support.slack.reach import WORLD, KeptNotes, reached, reaching
from tests.support.slack.scripted import passing
from tests.support.slack.world import SCOPES, SlackPerson


async def test_conversations_that_are_open_are_listed_once() -> None:
    crowd = tuple(SlackPerson(f"s{number}", f"Student {number}") for number in range(1200))
    async with reaching(replace(WORLD, people=(*WORLD.people, *crowd))) as reach:
        for number in range(1200):
            reach.server.state.direct(reach.server.team(), reach.server.user(f"s{number}"))
        for number in range(1200):
            account = reach.account(f"s{number}")
            place = await reach.platform.direct(account)
            assert await reach.platform.readers(place) == [account]
        assert len(reach.server.recording.calls) == 1 + 2  # auth.test, two pages


async def test_a_conversation_that_is_not_open_is_opened_once() -> None:
    async with reaching() as reach:
        first = await reach.platform.direct(reach.account("mei"))
        assert await reach.platform.direct(reach.account("mei")) == first
        await reach.platform.direct(reach.account("tom"))
        assert [one.args["users"] for one in reach.asked("direct")] == [
            reach.account("mei").id,
            reach.account("tom").id,
        ]
        assert len(reach.asked("users.conversations")) == 1


async def test_without_leave_to_list_each_is_opened() -> None:
    scopes = tuple(one for one in SCOPES if not one.endswith(":read") or one == "users:read")
    async with reaching(replace(WORLD, scopes=scopes)) as reach:
        await reach.platform.direct(reach.account("mei"))
        await reach.platform.direct(reach.account("tom"))
        assert len(reach.asked("direct")) == 2
        assert len(reach.asked("users.conversations")) == 1


async def test_a_list_that_failed_is_asked_for_again() -> None:
    async with reaching() as reach:
        reach.server.faults.add("users.conversations", "error", times=4)
        with passing():
            await reach.platform.direct(reach.account("mei"))
        await reach.platform.direct(reach.account("tom"))
        assert len(reach.asked("users.conversations")) == 5


async def test_closed_accounts_take_nothing() -> None:
    async with reaching() as reach:
        reach.server.user("mei").deleted = True
        with pytest.raises(MailboxClosedError, match="deactivated"):
            await reach.platform.direct(reach.account("mei"))


async def test_bots_and_nobody_are_not_written_to() -> None:
    async with reaching() as reach:
        for account in (reach.server.team().bot, "U0NOBODY", "not an id"):
            with pytest.raises(CannotSendError, match="no account"):
                await reach.platform.direct(Account("slack", account))


async def test_an_opening_that_breaks_is_repeated_and_opens_one() -> None:
    async with reaching() as reach:
        reach.server.faults.add("direct", "lose")
        with passing():
            place = await reach.platform.direct(reach.account("mei"))
        later = reached(reach.server, reach.web, reach.platform.workspaces, KeptNotes())
        assert await later.platform.direct(reach.account("mei")) == place
        reach.server.faults.add("direct", "drop", times=10)
        with passing(), pytest.raises(NotSentError):
            await reach.platform.direct(reach.account("tom"))
