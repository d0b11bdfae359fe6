"""The outbox where mailboxes are closed: what waits, what is handed over, what lapses."""

from dataclasses import replace
from datetime import timedelta

from bot.chat.posts import Directly, PostState
from bot.chat.views import say
from bot.model.places import Message
from bot.ports.work import Store, UnitOfWork
from tests.support.sample import ANA, BEN, LIVE, MAIN, TALK, at, post

NOW = at(1)
SOON = NOW + timedelta(minutes=2)
CLOSED = "Closed."


async def owe(work: UnitOfWork, *keys: str, person: str = ANA.id) -> None:
    """Owe private posts and lease them."""
    for key in keys:
        await work.outbox.post(post(key, Directly(person)))
    await leased(work)


async def leased(work: UnitOfWork) -> list[str]:
    """Lease for two minutes; return the keys in their order."""
    return [each.key for each in await work.sending.lease(NOW, SOON, 50)]


async def shut(work: UnitOfWork, key: str, *, doubtful: bool = False) -> None:
    """Find a mailbox closed."""
    await work.sending.release(key, at(2), CLOSED, doubtful=doubtful, shut=True)


async def test_what_a_closed_mailbox_keeps_away_is_known_and_waits_alone(store: Store) -> None:
    async with store.work() as work:
        await owe(work, "one")
        await owe(work, "ben", person=BEN.id)
        await shut(work, "one")
        await work.sending.sent("ben", 1, Message(TALK, "m1"))
        await work.outbox.post(post("two", Directly(ANA.id)))
        assert await leased(work) == ["two"]
        [waiting] = await work.outbox.undelivered(ANA.id, NOW)
        assert (waiting.key, waiting.shut, waiting.problem) == ("one", True, CLOSED)
        assert await work.outbox.undelivered(BEN.id, NOW) == []
        assert await work.outbox.undelivered_count(waiting.course) == 1
        assert await work.outbox.problems(waiting.course) == []


async def test_what_waited_is_free_once_something_arrives(store: Store) -> None:
    async with store.work() as work:
        await owe(work, "one")
        await shut(work, "one")
        await owe(work, "two")
        await work.sending.sent("two", 1, Message(TALK, "m2"))
        assert await leased(work) == ["one"]
        assert await work.outbox.undelivered(ANA.id, NOW) == []


async def test_undelivered_posts_come_newest_first_without_those_past_their_time(
    store: Store,
) -> None:
    async with store.work() as work:
        for number in range(4):
            key = f"dm/{number}"
            expires = SOON if number == 2 else None
            await work.outbox.post(replace(post(key, Directly(ANA.id)), expires=expires))
            await leased(work)
            await shut(work, key, doubtful=number == 1)
        found = await work.outbox.undelivered(ANA.id, SOON)
        assert [each.key for each in found] == ["dm/3", "dm/0"]


async def test_what_was_handed_over_is_never_sent(store: Store) -> None:
    async with store.work() as work:
        await owe(work, "one")
        await shut(work, "one")
        await work.outbox.handed(["one"])
        await work.outbox.edit("one", say("Changed."))
        assert await work.sending.next_due() is None
        handed = await work.outbox.get("one")
        assert handed is not None
        assert (handed.state, handed.shut, handed.problem) == (PostState.HANDED, False, CLOSED)
        assert await work.outbox.undelivered(ANA.id, NOW) == []
        assert await work.outbox.undelivered_count(handed.course) == 0
        assert await work.outbox.problems(handed.course) == []


async def test_what_is_silenced_or_taken_back_is_undelivered_no_longer(store: Store) -> None:
    async with store.work() as work:
        for key in ("one", "two"):
            await owe(work, key)
            await shut(work, key)
        await work.outbox.silence("one")
        await work.outbox.remove("two")
        assert await work.outbox.undelivered(ANA.id, NOW) == []
        assert await work.sending.next_due() is None


async def test_what_is_owed_no_longer_lapses(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(post("a", MAIN))
        await work.outbox.post(post("b", LIVE))
        await leased(work)
        await work.sending.sent("b", 1, Message(LIVE, "m1"))
        for key in ("a", "b"):
            await work.sending.lapse(key)
        states = {record.key: record.state for record in await work.outbox.starting("")}
        assert states == {"a": PostState.EXPIRED, "b": PostState.SENT}
        assert await work.sending.next_due() is None
