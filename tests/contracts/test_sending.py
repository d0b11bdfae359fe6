"""The outbox as the sender uses it: leases, doubt, order, and times."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.chat.posts import Directly, OnCalendar, PostRecord, PostState, Target, UnderPost
from bot.chat.views import say
from bot.model.places import Message, Place
from bot.ports.work import Store, UnitOfWork
from tests.support.sample import ANA, BEN, LIVE, MAIN, TALK, at, post

NOW = at(1)
SOON = NOW + timedelta(minutes=2)


async def lease(work: UnitOfWork, now: datetime = NOW, most: int = 50) -> list[PostRecord]:
    """Lease for two minutes."""
    return list(await work.sending.lease(now, now + timedelta(minutes=2), most))


async def leased_keys(work: UnitOfWork, now: datetime = NOW, most: int = 50) -> list[str]:
    """Lease for two minutes; return the keys in their order."""
    return [record.key for record in await lease(work, now, most)]


async def owe(work: UnitOfWork, **posts: Target) -> None:
    """Owe posts by key, in order."""
    for key, to in posts.items():
        await work.outbox.post(post(key, to))


async def test_a_second_lease_finds_nothing(store: Store) -> None:
    async with store.work() as work:
        await owe(work, a=MAIN, b=LIVE)
        assert await leased_keys(work) == ["a", "b"]
        assert await leased_keys(work) == []


async def test_the_work_of_a_sender_that_was_killed_is_found_again(store: Store) -> None:
    async with store.work() as work:
        await owe(work, a=MAIN)
        (first,) = await lease(work)
    async with store.work() as work:
        assert await leased_keys(work, SOON - timedelta(seconds=1)) == []
        (second,) = await lease(work, SOON)
    assert (first.doubtful, second.doubtful) == (False, True)


async def test_doubt_is_written_with_the_lease(store: Store) -> None:
    async with store.work() as work:
        await owe(work, a=MAIN)
        await lease(work)
    async with store.reading() as work:
        kept = await work.outbox.get("a")
    assert kept is not None
    assert kept.doubtful


async def test_an_edit_leaves_no_doubt(store: Store) -> None:
    async with store.work() as work:
        await owe(work, a=MAIN)
        await lease(work)
        await work.sending.sent("a", 1, Message(MAIN, "m1"))
        await work.outbox.edit("a", say("Better."))
        await lease(work)
        await work.sending.release("a", SOON, "timed out", doubtful=True)
        (again,) = await lease(work, SOON)
        assert not again.doubtful
        assert again.state is PostState.SENT


async def test_what_certainly_did_not_arrive_is_free_of_doubt(store: Store) -> None:
    async with store.work() as work:
        await owe(work, a=MAIN)
        await lease(work)
        await work.sending.release("a", SOON, "too many requests", doubtful=False)
        assert await leased_keys(work, NOW) == []
        (again,) = await lease(work, SOON)
        assert (again.doubtful, again.attempts, again.problem) == (False, 1, "too many requests")


async def test_what_may_have_arrived_stays_in_doubt_even_when_taken_back(store: Store) -> None:
    async with store.work() as work:
        await owe(work, a=MAIN)
        await lease(work)
        await work.sending.release("a", SOON, "timed out", doubtful=True)
        await work.outbox.remove("a")
        (record,) = await lease(work, SOON)
        assert (record.state, record.doubtful) == (PostState.REMOVED, True)
        await work.sending.removed("a")
        assert await leased_keys(work, at(9)) == []


async def test_posts_of_a_place_go_one_at_a_time_in_their_order(store: Store) -> None:
    async with store.work() as work:
        await owe(work, a1=MAIN, b1=LIVE, a2=MAIN, a3=MAIN, b2=LIVE)
        assert await leased_keys(work) == ["a1", "b1"]
        await work.sending.sent("a1", 1, Message(MAIN, "m1"))
        assert await leased_keys(work) == ["a2"]
        await work.sending.sent("b1", 1, Message(LIVE, "m2"))
        await work.sending.sent("a2", 1, Message(MAIN, "m3"))
        assert await leased_keys(work) == ["a3", "b2"]


async def test_no_post_is_overtaken_while_its_next_try_is_near(store: Store) -> None:
    async with store.work() as work:
        await owe(work, first=MAIN, second=MAIN)
        await lease(work)
        await work.sending.release("first", NOW + timedelta(seconds=2), "later", doubtful=False)
        assert await leased_keys(work, NOW + timedelta(seconds=1)) == []
        assert await work.sending.next_due() == NOW + timedelta(seconds=2)
        assert await leased_keys(work, NOW + timedelta(seconds=2)) == ["first"]


async def test_a_post_that_waits_for_people_lets_others_pass(store: Store) -> None:
    async with store.work() as work:
        await owe(work, first=MAIN, second=MAIN)
        await lease(work)
        later = NOW + timedelta(minutes=15)
        await work.sending.release("first", later, "Students can read this.", doubtful=False)
        assert await leased_keys(work, NOW) == ["second"]


async def test_a_post_for_later_holds_nobody_up(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(replace(post("later"), not_before=at(2)))
        await work.outbox.post(post("now"))
        assert await leased_keys(work) == ["now"]
        await work.sending.sent("now", 1, Message(MAIN, "m1"))
        assert await work.sending.next_due() == at(2)
        assert await leased_keys(work, at(2)) == ["later"]


async def test_people_are_places_of_their_own(store: Store) -> None:
    async with store.work() as work:
        await owe(work, ana=Directly(ANA.id), ben=Directly(BEN.id), ana2=Directly(ANA.id))
        records = await lease(work)
        assert [record.to for record in records] == [Directly(ANA.id), Directly(BEN.id)]


async def test_a_post_under_another_waits_until_that_one_stands(store: Store) -> None:
    async with store.work() as work:
        await owe(work, reply=UnderPost("parent"), parent=MAIN)
        assert await leased_keys(work) == ["parent"]
        await work.sending.sent("parent", 1, Message(MAIN, "m1"))
        (record,) = await lease(work)
        assert record.to == Place(MAIN.platform, MAIN.id, thread="m1")
        kept = await work.outbox.get("reply")
        assert kept is not None
        assert kept.to == UnderPost("parent")


async def test_under_a_post_in_a_thread_means_that_thread(store: Store) -> None:
    thread = replace(TALK, thread="root")
    async with store.work() as work:
        await owe(work, parent=thread, reply=UnderPost("parent"))
        await work.sending.sent("parent", 1, Message(thread, "m9"))
        (record,) = await lease(work)
        assert record.to == thread


async def test_nothing_is_sent_under_a_post_that_was_taken_back(store: Store) -> None:
    async with store.work() as work:
        await owe(work, parent=MAIN, reply=UnderPost("parent"))
        await work.sending.sent("parent", 1, Message(MAIN, "m1"))
        await work.outbox.remove("parent")
        assert await leased_keys(work) == ["parent"]
        assert await leased_keys(work) == []


async def test_what_is_past_its_time_expires_instead_of_being_sent(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(replace(post("a"), expires=NOW))
        await work.outbox.post(replace(post("b", LIVE), expires=NOW + timedelta(seconds=1)))
        assert await leased_keys(work) == ["b"]
        await work.sending.sent("b", 1, Message(LIVE, "m1"))
        await work.sending.expire(at(2))
        states = {record.key: record.state for record in await work.outbox.starting("")}
        assert states == {"a": PostState.EXPIRED, "b": PostState.SENT}
        assert await work.sending.next_due() is None


async def test_a_sent_post_is_corrected_also_after_its_time(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(replace(post("a"), expires=at(2)))
        await work.sending.sent("a", 1, Message(MAIN, "m1"))
        await work.outbox.edit("a", say("Cancelled."))
        await work.sending.expire(at(3))
        assert await leased_keys(work, at(3)) == ["a"]


async def test_a_failed_post_is_not_tried_again(store: Store) -> None:
    async with store.work() as work:
        await owe(work, a=MAIN, b=MAIN)
        await lease(work)
        await work.sending.release("a", None, "Too long.", doubtful=False)
        assert await leased_keys(work) == ["b"]
        assert await work.sending.next_due() == SOON
        await work.sending.release("unknown", None, "Nothing.", doubtful=False)


async def test_an_edit_that_failed_for_good_leaves_the_post_standing(store: Store) -> None:
    async with store.work() as work:
        await owe(work, a=MAIN)
        await work.sending.sent("a", 1, Message(MAIN, "m1"))
        await work.outbox.edit("a", say("x" * 9000))
        await lease(work)
        await work.sending.release("a", None, "Too long.", doubtful=False)
        assert await leased_keys(work, at(9)) == []
        await work.outbox.edit("a", say("Short."))
        (record,) = await lease(work, at(9))
        assert (record.state, record.view) == (PostState.SENT, say("Short."))


async def test_a_deletion_that_failed_is_tried_again(store: Store) -> None:
    async with store.work() as work:
        await owe(work, a=MAIN)
        await work.sending.sent("a", 1, Message(MAIN, "m1"))
        await work.outbox.remove("a")
        await lease(work)
        await work.sending.release("a", SOON, "timed out", doubtful=True)
        assert await leased_keys(work, SOON) == ["a"]
        await work.sending.release("a", None, "forbidden", doubtful=False)
        assert await leased_keys(work, at(9)) == []


async def test_a_lease_takes_the_oldest_first_and_no_more_than_asked(store: Store) -> None:
    async with store.work() as work:
        for number in range(30):
            await work.outbox.post(post(f"dm/{number:02}", Directly(f"p{number}")))
        first = await leased_keys(work, most=20)
        assert first == [f"dm/{number:02}" for number in range(20)]
        assert len(await leased_keys(work, most=20)) == 10


async def test_the_next_post_is_due_in_the_past_if_one_waits_now(store: Store) -> None:
    async with store.work() as work:
        assert await work.sending.next_due() is None
        await owe(work, a=MAIN)
        due = await work.sending.next_due()
        assert due is not None
        assert due <= datetime(2000, 1, 1, tzinfo=UTC)
        await lease(work)
        assert await work.sending.next_due() == SOON
        await work.sending.sent("a", 1, Message(MAIN, "m1"))
        assert await work.sending.next_due() is None


async def test_the_only_sender_takes_over_at_once_but_nothing_before_its_time(store: Store) -> None:
    async with store.work() as work:
        await owe(work, a=MAIN)
        await work.outbox.post(replace(post("b", LIVE), not_before=SOON))
        assert await leased_keys(work) == ["a"]
    async with store.work() as work:
        await work.sending.resume()
        (again,) = await lease(work)
    assert (again.key, again.doubtful) == ("a", True)


async def test_what_may_have_arrived_is_looked_for_also_after_its_time(store: Store) -> None:
    async with store.work() as work:
        await work.outbox.post(replace(post("a"), expires=SOON))
        await lease(work)
        await work.sending.expire(SOON)
        (doubtful,) = await lease(work, SOON)
        assert doubtful.doubtful
        await work.sending.release("a", SOON, None, doubtful=False)
        await work.sending.expire(SOON)
        assert await leased_keys(work, SOON) == []
        kept = await work.outbox.get("a")
    assert kept is not None
    assert kept.state is PostState.EXPIRED


async def test_what_everybody_reads_goes_before_private_words(store: Store) -> None:
    async with store.work() as work:
        await owe(work, ana=Directly(ANA.id), ben=Directly(BEN.id), a=MAIN, live=OnCalendar(MAIN))
        assert await leased_keys(work, most=3) == ["a", "live", "ana"]
        assert await leased_keys(work) == ["ben"]


async def test_a_calendar_is_no_place_of_its_own_for_other_posts(store: Store) -> None:
    async with store.work() as work:
        await owe(work, one=OnCalendar(MAIN), two=OnCalendar(MAIN), a=MAIN)
        assert await leased_keys(work) == ["one", "a"]
        assert (await work.outbox.starting("one"))[0].to == OnCalendar(MAIN)
