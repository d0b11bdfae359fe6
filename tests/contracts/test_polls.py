"""Polls and votes as kept."""

from dataclasses import replace

from bot.model.live.polls import Poll
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, INES, at

TEA = Poll("p1", COURSE.id, "s1", "Tea?", ("Green", "Black"), INES.id, at(1))
LUNCH = Poll("p2", COURSE.id, None, "Lunch?", ("Yes | no", "Maybe"), INES.id, at(0))


async def test_a_poll_is_read_as_it_was_written(store: Store) -> None:
    noted = replace(TEA, note="Hm.", note_before="Oh.", closed=at(2))
    async with store.work() as work:
        await work.polls.save((noted, LUNCH))
        assert await work.polls.get("p1") == noted
        assert await work.polls.of(COURSE.id) == [LUNCH, noted]
        assert await work.polls.of_session("s1") == [noted]
        assert await work.polls.get("p9") is None


async def test_a_vote_stands_in_place_of_the_one_before(store: Store) -> None:
    async with store.work() as work:
        await work.polls.save((TEA,))
        await work.polls.vote("p1", ANA.id, 0, at(1))
        await work.polls.vote("p1", ANA.id, 1, at(1, minutes=1))
        await work.polls.vote("p1", BEN.id, 1, at(1, minutes=2))
        await work.polls.save((replace(TEA, note="Hm."),))
        found = await work.polls.get("p1")
        assert found is not None
        assert (dict(found.choices), found.votes) == ({ANA.id: 1, BEN.id: 1}, (0, 2))


async def test_what_staff_took_back_is_left_out_of_the_lists(store: Store) -> None:
    gone = replace(TEA, removed=at(2))
    async with store.work() as work:
        await work.polls.save((gone,))
        assert await work.polls.of_session("s1") == []
        assert await work.polls.of(COURSE.id) == []
        assert await work.polls.get("p1") == gone


async def test_a_persons_polls_are_those_they_voted_in(store: Store) -> None:
    async with store.work() as work:
        await work.polls.save((TEA, LUNCH, replace(TEA, id="p3")))
        await work.polls.vote("p1", ANA.id, 0, at(1))
        await work.polls.vote("p2", ANA.id, 0, at(1))
        await work.polls.vote("p3", BEN.id, 0, at(1))
        assert [poll.id for poll in await work.polls.of_person(ANA.id)] == ["p2", "p1"]
