"""Whom the messages of a flat thread answer: by name, else the nearest post above."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.answering import (
    Called,
    Posted,
    Posts,
    Sought,
    Words,
    answered,
    to_seek,
)
from bot.model.participation.acts.ledger import Act
from bot.model.places import Message, Place

THREAD = Place("sandbox", "talk", "root")
OPENS = datetime(2026, 9, 7, 9, tzinfo=UTC)
NAMES = {"ana": "Ana Ruiz", "ben": "Ben", "cho": "Cho", "ann": "Ana Lima"}


def word(name: str, person: str, hour: float, text: str, act: Act | None) -> Words:
    return Words(Message(THREAD, name), person, OPENS + timedelta(hours=hour), text, act)


def waiting(*thread: Words) -> list[str]:
    return [post.id for post, replies in answered(thread, NAMES).items() if not replies]


def test_a_message_answers_the_nearest_post_above_it() -> None:
    first = word("a", "ana", 1, "my view", Act.POST)
    second = word("b", "ben", 2, "mine", Act.POST)
    assert waiting(first, second) == ["a", "b"]
    assert waiting(first, second, word("c", "cho", 3, "interesting", Act.REPLY)) == ["a"]
    assert waiting(first, second, word("c", "ben", 3, "also", Act.REPLY)) == ["b"]


def test_each_post_has_its_answers_the_oldest_first() -> None:
    first = word("a", "ana", 1, "my view", Act.POST)
    second = word("b", "ben", 2, "mine", Act.POST)
    late = word("d", "cho", 4, "Ana and Ben, both of you", Act.REPLY)
    early = word("c", "cho", 1.5, "interesting", Act.REPLY)
    assert answered([late, second, early, first], NAMES) == {
        first.message: [early.message, late.message],
        second.message: [late.message],
    }


def test_a_name_says_whom_it_answers() -> None:
    first = word("a", "ana", 1, "my view", Act.POST)
    second = word("b", "ben", 2, "mine", Act.POST)
    staff = word("c", "cho", 3, "I agree with Ana's point, and @Ben too", None)
    assert waiting(first, second, word("c", "cho", 3, "Ana, why?", Act.REPLY)) == ["b"]
    assert waiting(first, second, staff) == []
    surname = word("c", "cho", 3, "Ruiz, why?", Act.REPLY)
    assert waiting(first, second, surname) == ["a"]


def test_a_name_that_two_have_says_nothing() -> None:
    posts = [
        word("a", "ana", 1, "my view", Act.POST),
        word("b", "ann", 2, "mine", Act.POST),
    ]
    assert waiting(*posts, word("c", "cho", 3, "Ana, why?", Act.REPLY)) == ["a"]


def test_a_post_answers_only_whom_it_names() -> None:
    first = word("a", "ana", 1, "my view", Act.POST)
    assert waiting(first, word("b", "ben", 2, "something else", Act.POST)) == ["a", "b"]
    assert waiting(first, word("b", "ben", 2, "like Ana I think", Act.POST)) == ["b"]


def test_a_name_means_who_posted_above_not_who_comes_later() -> None:
    first = word("a", "ana", 1, "my view", Act.POST)
    other = word("b", "ben", 2, "mine", Act.POST)
    reply = word("c", "cho", 3, "Ana, why?", Act.REPLY)
    namesake = word("d", "ann", 4, "mine too", Act.POST)
    assert waiting(first, other, reply, namesake) == ["b", "d"]


def test_a_discussion_on_two_platforms_is_one_conversation() -> None:
    first = word("a", "ana", 1, "my view", Act.POST)
    place, later = Place("slack", "C1", "9.1"), OPENS + timedelta(hours=2)
    elsewhere = Words(Message(place, "x"), "cho", later, "Ana, why?", Act.REPLY)
    assert waiting(first, elsewhere) == []


written = st.lists(
    st.tuples(st.sampled_from(sorted(NAMES)), st.integers(0, 5)), min_size=1, max_size=12
)
said = st.sampled_from(("Interesting.", "Ana, why?", "Ben, see Ana's point", "Cho!"))


def that_answer(sought: Sought, posts: Sequence[Posted]) -> set[Posted]:
    """Return the fewest posts that may be handed over for what is sought."""
    own = [post for post in posts if (post.person != sought.person) is sought.other]
    latest = max((post.at for post in own if post.at < sought.at), default=sought.at)
    at_once = {post for post in posts if post.at == sought.at}
    return at_once | {post for post in own if post.at == latest}


@given(written, st.integers(0, 11), said, st.randoms())
def test_what_is_sought_answers_as_all_the_posts_do(
    told: list[tuple[str, int]], which: int, text: str, chance: Random
) -> None:
    """One of the messages is looked at, as a post and as a reply; several came at one instant."""
    messages = [
        Posted(Message(THREAD, f"m{index}"), person, OPENS + timedelta(hours=hour))
        for index, (person, hour) in enumerate(told)
    ]
    one = messages[which % len(messages)]
    named = Called(NAMES).named_in(text)
    asked = to_seek("d", one.person, one.at, named)
    for is_post in (True, False):
        posts = [post for post in messages if is_post or post != one]
        few = set().union(*(that_answer(sought, posts) for sought in asked))
        few |= set(chance.sample(posts, chance.randint(0, len(posts))))
        found = [
            Posts(some).answered_by(one.message, one.person, one.at, named, is_post=is_post)
            for some in (posts, few)
        ]
        assert found[0] == found[1]
