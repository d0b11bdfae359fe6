"""However often and in whatever order events are told, a message stands the same in the end."""

import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.events import MessageDeleted, MessageSeen, ReactionSeen
from bot.features.messages.merging import counts, deleted, reacted, seen
from bot.model.places import Message
from bot.ports.messages import Kept
from tests.support.sample import ANA, BEN, COURSE, MAIN, account, at

MESSAGE = Message(MAIN, "m1")
POSTED = at(1)


def version(hours: int) -> MessageSeen:
    return MessageSeen(
        MESSAGE, account(ANA), "word " * (hours + 1), POSTED, POSTED + timedelta(hours=hours)
    )


def after(*events: MessageSeen | MessageDeleted) -> Kept | None:
    kept: Kept | None = None
    for event in events:
        if isinstance(event, MessageSeen):
            kept = seen(kept, event, COURSE.id, ANA)
        else:
            kept = deleted(kept, event, COURSE.id)
    return kept


def test_the_newest_version_wins_and_the_words_of_all_are_kept() -> None:
    kept = after(version(2), version(0))
    assert kept is not None
    assert kept.text == version(2).text
    assert [each.words for each in kept.versions] == [1, 3]


def test_a_message_that_was_deleted_before_it_was_seen_has_no_words() -> None:
    kept = after(MessageDeleted(MESSAGE, at(3)), version(0))
    assert kept is not None
    assert (kept.text, kept.person, kept.deleted, kept.posted) == ("", ANA.id, at(3), POSTED)


def test_erased_words_do_not_come_back_with_what_was_seen_before() -> None:
    kept = after(version(0))
    assert kept is not None
    erased = replace(kept, text="")
    assert seen(erased, version(0), COURSE.id, ANA).text == ""


events = st.lists(
    st.integers(0, 4).map(version)
    | st.integers(5, 8).map(lambda hours: MessageDeleted(MESSAGE, POSTED + timedelta(hours=hours))),
    min_size=1,
    max_size=6,
)


@given(events, st.integers())
def test_order_and_repetition_change_nothing(
    told: list[MessageSeen | MessageDeleted], seed: int
) -> None:
    again = [*told, *told]
    random.Random(seed).shuffle(again)
    first, second = after(*told), after(*again)
    assert first is not None
    assert second is not None
    if any(isinstance(event, MessageSeen) for event in told):
        assert first == second
    else:
        assert first.deleted == second.deleted


reactions = st.lists(
    st.builds(
        lambda who, emoji, present, hours: ReactionSeen(
            MESSAGE, account(who), emoji, present, POSTED + timedelta(hours=hours)
        ),
        st.sampled_from([ANA, BEN]),
        st.sampled_from(["+1", "heart"]),
        st.booleans(),
        st.integers(0, 3),
    ),
    max_size=8,
)


@given(reactions, st.integers())
def test_reactions_are_states(told: list[ReactionSeen], seed: int) -> None:
    again = [*told, *told]
    random.Random(seed).shuffle(again)
    once, twice = reacted((), told), reacted((), again)
    assert set(once) == set(twice)
    assert reacted(once, told) == []
    assert counts(once) == counts(twice)
