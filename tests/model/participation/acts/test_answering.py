"""Whom the messages of a flat thread answer: by name, else the nearest post above."""

from datetime import UTC, datetime, timedelta

from bot.model.participation.acts.answering import Words, answered
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


def test_a_name_says_whom_it_answers() -> None:
    first = word("a", "ana", 1, "my view", Act.POST)
    second = word("b", "ben", 2, "mine", Act.POST)
    staff = word("c", "cho", 3, "I agree with Ana's point, and @Ben too", None)
    assert waiting(first, second, word("c", "cho", 3, "Ana, why?", Act.REPLY)) == ["b"]
    assert waiting(first, second, staff) == []


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
