"""The ledger and its rollup, and the policies they follow, as kept."""

import random
from dataclasses import replace

import pytest

from bot.model.participation.acts.ledger import Act, withdrawal
from bot.model.participation.standings.tally import TallyKey, by_person, recount
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, POLICY, at, enroll, entry, session

SEMINAR = session("seminar", at(1))
POST = entry(ANA, Act.POST, at(1, hours=2))
ATTEND = entry(ANA, Act.ATTEND, at(1), about=SEMINAR.id)
NEXT_WEEK = entry(BEN, Act.POST, at(8))
NEVER_LONG_ENOUGH = replace(
    POLICY,
    version=2,
    options=(
        *POLICY.options[:2],
        replace(POLICY.options[2], parts=(replace(POLICY.options[2].parts[0], minimum=9_999),)),
    ),
)


async def test_entries_come_back_as_they_were_written(store: Store) -> None:
    full = replace(POST, about="d", due=at(4), out_of=75, by="taro", evidence="https://chat/1")
    taken_back = withdrawal(full, "deleted by its author", at(2), by="ana")
    async with store.work() as work:
        await work.ledger.append([taken_back, full])
        assert await work.ledger.about("d") == [full, taken_back]


async def test_the_same_act_is_never_entered_twice(store: Store) -> None:
    async with store.work() as work:
        await enroll(work)
        assert await work.ledger.append([POST, POST]) == [POST]
        other_words = replace(POST, amount=7)
        assert await work.ledger.append([other_words, ATTEND]) == [ATTEND]
        assert await work.ledger.append([]) == []
        assert await work.ledger.of_person(ANA.id) == [ATTEND, POST]
        assert sum((await work.ledger.tallies(COURSE.id)).values()) == 2


async def test_entries_are_found_by_person_subject_and_week(store: Store) -> None:
    async with store.work() as work:
        await work.ledger.append([NEXT_WEEK, POST, ATTEND])
        assert await work.ledger.of_person(BEN.id) == [NEXT_WEEK]
        assert await work.ledger.about(SEMINAR.id) == [ATTEND]
        assert await work.ledger.of_course(COURSE.id) == [ATTEND, POST, NEXT_WEEK]
        assert await work.ledger.of_course(COURSE.id, [2]) == [NEXT_WEEK]
        assert await work.ledger.of_course("another") == []


async def test_received_replies_are_found_by_the_messages_that_gave_them(store: Store) -> None:
    reply = replace(POST, id="r", act=Act.REPLY, about="d", evidence="m2")
    given = replace(reply, id="g", act=Act.RECEIVED)
    to_ben = replace(given, id="b", person=BEN.id, at=at(0))
    elsewhere = replace(given, id="e", about="d2")
    async with store.work() as work:
        await work.ledger.append([reply, given, to_ben, elsewhere])
        assert await work.ledger.received(["d"], ["m2", "m3"]) == [to_ben, given]
        assert await work.ledger.received(["d"], []) == []
        assert await work.ledger.received(["d", "d2"], ["m2"]) == [to_ben, elsewhere, given]


async def test_tallies_are_a_persons_or_the_courses(store: Store) -> None:
    async with store.work() as work:
        await enroll(work)
        await work.ledger.append([POST, ATTEND, NEXT_WEEK])
        of_ben = {TallyKey(BEN.id, 2, "", Act.POST, "discuss.0"): 1}
        assert await work.ledger.tallies(COURSE.id, BEN.id) == of_ben
        assert len(await work.ledger.tallies(COURSE.id)) == 3
        for person in (None, BEN.id):
            kept = await work.ledger.tallies(COURSE.id, person)
            assert await work.ledger.acts(COURSE.id, person) == by_person(kept)


async def test_a_withdrawn_act_leaves_the_rollup(store: Store) -> None:
    async with store.work() as work:
        await enroll(work)
        await work.ledger.append([POST])
        await work.ledger.append([withdrawal(POST, "deleted", at(2))])
        assert await work.ledger.tallies(COURSE.id) == {}
        await work.ledger.append([withdrawal(POST, "again", at(3))])
        assert await work.ledger.tallies(COURSE.id) == {}


async def test_the_rollup_always_equals_a_recount(store: Store) -> None:
    chance = random.Random(7)
    acts = [Act.POST, Act.ATTEND, Act.MAKE_UP, Act.ASK]
    made = [
        replace(
            entry(chance.choice((ANA, BEN)), chance.choice(acts), at(chance.uniform(0, 40)), "s"),
            amount=chance.choice((10, 100)),
        )
        for _ in range(300)
    ]
    made += [withdrawal(each, "gone", at(50)) for each in made[:100]]
    chance.shuffle(made)
    async with store.work() as work:
        await enroll(work)
    for start in range(0, 400, 50):
        async with store.work() as work:
            await work.ledger.append(made[start : start + 60])
            kept = await work.ledger.of_course(COURSE.id)
            counted = await work.ledger.tallies(COURSE.id)
            assert counted == recount(POLICY, kept)
            await work.ledger.recount(COURSE.id)
            assert await work.ledger.tallies(COURSE.id) == counted


async def test_a_new_policy_counts_anew_from_its_week_on(store: Store) -> None:
    async with store.work() as work:
        await enroll(work)
        await work.ledger.append([POST, NEXT_WEEK])
        await work.policies.save(COURSE.id, NEVER_LONG_ENOUGH, at(8), since=2)
        assert [key.week for key in await work.ledger.tallies(COURSE.id)] == [1]
        await work.policies.save(COURSE.id, replace(POLICY, version=3), at(9), since=1)
        assert len(await work.ledger.tallies(COURSE.id)) == 2


async def test_what_was_counted_already_is_kept_as_it_was_counted(store: Store) -> None:
    async with store.work() as work:
        await enroll(work)
        await work.ledger.append([POST, ATTEND, NEXT_WEEK])
        assert await work.ledger.sizes(COURSE.id) == {ANA.id: 2, BEN.id: 1}
        assert await work.ledger.sizes("another") == {}
        first = recount(POLICY, [POST, ATTEND])
        [later] = recount(POLICY, [NEXT_WEEK])
        await work.policies.save(COURSE.id, NEVER_LONG_ENOUGH, at(8), 1, {2: {later: 7}})
        assert await work.ledger.tallies(COURSE.id) == {**first, later: 7}
        await work.ledger.recount(COURSE.id, 2, {2: {}})
        assert await work.ledger.tallies(COURSE.id) == first
        await work.ledger.recount(COURSE.id, 2)
        assert await work.ledger.tallies(COURSE.id) == first
        await work.ledger.recount(COURSE.id)
        assert await work.ledger.tallies(COURSE.id) == recount(NEVER_LONG_ENOUGH, [ATTEND])


async def test_the_weeks_before_a_new_policy_are_left_alone(store: Store) -> None:
    async with store.work() as work:
        await enroll(work)
        await work.ledger.append([POST, NEXT_WEEK])
        await work.ledger.recount(COURSE.id, 1, {1: {}})
        await work.policies.save(COURSE.id, replace(POLICY, version=2), at(8), since=2)
        assert [key.week for key in await work.ledger.tallies(COURSE.id)] == [2]


async def test_before_there_is_a_policy_acts_are_kept_and_not_counted(store: Store) -> None:
    async with store.work() as work:
        await work.ledger.append([POST])
        assert await work.ledger.tallies(COURSE.id) == {}
        await enroll(work)
        assert len(await work.ledger.tallies(COURSE.id)) == 1


async def test_each_week_is_ruled_by_the_version_saved_last_for_it(store: Store) -> None:
    third = replace(POLICY, version=3, title="Third")
    async with store.work() as work:
        assert await work.policies.current(COURSE.id) is None
        assert await work.policies.ruling(COURSE.id, 1) is None
        await work.policies.save(COURSE.id, POLICY, at(0))
        await work.policies.save(COURSE.id, NEVER_LONG_ENOUGH, at(20), since=5)
        await work.policies.save(COURSE.id, third, at(21), since=3)
        assert await work.policies.current(COURSE.id) == third
        ruling = [await work.policies.ruling(COURSE.id, week) for week in (0, 1, 2, 3, 5)]
        assert ruling == [POLICY, POLICY, POLICY, third, third]
        versions = await work.policies.versions(COURSE.id)
        assert [(each.policy.version, each.since) for each in versions] == [(1, 1), (2, 5), (3, 3)]


async def test_a_version_says_one_thing_for_good(store: Store) -> None:
    async with store.work() as work:
        await work.policies.save(COURSE.id, POLICY, at(0))
        await work.policies.save(COURSE.id, POLICY, at(3), since=2)
        assert [each.since for each in await work.policies.versions(COURSE.id)] == [1]
        with pytest.raises(ValueError, match="Version 1"):
            await work.policies.save(COURSE.id, replace(POLICY, title="Else"), at(4))
