"""The posts that a message may answer, as the ledger finds them without reading them all."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.participation.acts.answering import Posts, to_seek
from bot.model.participation.acts.ledger import Act, Entry, withdrawal
from bot.model.participation.acts.received import posts_among
from bot.model.participation.acts.references import write_message
from bot.model.people import Person
from bot.model.places import Message, Place
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, CHO, INES, TALK, at, entry

WRITERS = (ANA, BEN, CHO)
THREADS = (replace(TALK, thread="m"), Place("another", "talk", "n"))


def post(who: Person, name: str, minute: float, about: str = "d") -> Entry:
    """Return the entry of a post in one of the discussion's threads."""
    shown = write_message(Message(THREADS[len(name) % 2], name))
    made = entry(who, Act.POST, at(1, minutes=minute), about)
    return replace(made, id=f"{who.name}-{name}", evidence=shown)


async def found(store: Store, who: Person, minute: float, *named: Person) -> set[str]:
    """Return the posts that are found for a message in the discussion."""
    asked = to_seek("d", who.id, at(1, minutes=minute), [[one.id] for one in named])
    async with store.reading() as work:
        posts = await work.ledger.posts(asked)
    assert set(posts) <= {"d"}
    return {each.message.id for each in posts.get("d", ())}


async def test_the_nearest_post_of_another_is_found_and_those_of_who_is_named(store: Store) -> None:
    async with store.work() as work:
        assert await work.ledger.posts([]) == {}
        entries = [post(ANA, "a", 1), post(BEN, "b", 2), post(CHO, "c", 3), post(BEN, "x", 1, "e")]
        await work.ledger.append(entries)
    assert await found(store, ANA, 9) == {"c"}
    assert await found(store, CHO, 9) == {"b", "c"}
    assert await found(store, CHO, 9, ANA) == {"a", "b", "c"}
    assert await found(store, CHO, 2.5) == {"b"}
    assert await found(store, ANA, 0.5, BEN) == set()


async def test_what_came_at_the_same_instant_is_found_too(store: Store) -> None:
    async with store.work() as work:
        entries = [post(ANA, "a", 1), post(BEN, "b", 1), post(CHO, "c", 2), post(ANA, "d", 2)]
        await work.ledger.append(entries)
    assert await found(store, CHO, 2) == {"a", "b", "c", "d"}


async def test_a_burst_is_looked_through_once_for_all_its_messages(store: Store) -> None:
    """Of three hundred posts of one instant each is compared with none of the others."""
    burst = [post(WRITERS[n % 3], f"{'m' * (1 + n % 2)}{n}", 1) for n in range(300)]
    async with store.work() as work:
        await work.ledger.append([replace(each, id=f"{n}") for n, each in enumerate(burst)])
        sought = [one for each in burst for one in to_seek("d", each.person, each.at, [])]
        posts = await work.ledger.posts(sought)
    assert len(posts["d"]) == len(burst)


async def test_posts_stand_unless_their_author_took_them_back(store: Store) -> None:
    mine, bens = post(ANA, "a", 1), post(BEN, "b", 2)
    by_staff = replace(post(CHO, "c", 3), by=INES.id)
    async with store.work() as work:
        await work.ledger.append(
            [mine, bens, by_staff, withdrawal(bens, "not one", at(2), INES.id)]
        )
    assert await found(store, INES, 9) == {"b"}
    async with store.work() as work:
        await work.ledger.append([post(CHO, "f", 4), withdrawal(post(CHO, "f", 4), "gone", at(2))])
    assert await found(store, INES, 9, CHO) == {"b"}


@pytest.mark.parametrize("seed", range(20))
async def test_messages_answer_what_all_the_entries_say_they_do(store: Store, seed: int) -> None:
    """Posts are entered, withdrawn, entered again and touched by staff; many share an instant."""
    chance = random.Random(seed)
    entries: list[Entry] = []
    for number in range(chance.randint(1, 14)):
        made = post(chance.choice(WRITERS), "m" * (number + 1), chance.randint(0, 6))
        made = replace(made, by=chance.choice([None, None, None, INES.id]))
        entries.append(made)
        if chance.random() < 0.4:
            by = chance.choice([None, None, INES.id])
            entries.append(withdrawal(made, "gone", at(2), by))
            if chance.random() < 0.5:
                entries.append(replace(made, id=f"{made.id}.2", by=None))
    async with store.work() as work:
        await work.ledger.append(entries)
        everything = Posts(posts_among(await work.ledger.about("d")))
        for number in range(20):
            one = Message(chance.choice(THREADS), f"{chance.choice(['', 'mmm', 'zz'])}{number}")
            who, moment = chance.choice(WRITERS).id, at(1) + timedelta(minutes=chance.randint(0, 7))
            named = [[each.id for each in chance.sample(WRITERS, chance.randint(1, 2))]]
            some = Posts((await work.ledger.posts(to_seek("d", who, moment, named))).get("d", ()))
            for is_post in (True, False):
                answers = [
                    posts.answered_by(one, who, moment, named, is_post=is_post)
                    for posts in (everything, some)
                ]
                assert answers[0] == answers[1]
