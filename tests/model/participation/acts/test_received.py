"""Replies received: who gave whom how many, whatever the order in which it was told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.model.discussions import Discussion, Expectation
from bot.model.participation.acts.answering import Called, Posted, Posts
from bot.model.participation.acts.contributions import Said
from bot.model.participation.acts.evidence import Edit
from bot.model.participation.acts.ledger import Act, Entry, in_force
from bot.model.participation.acts.received import (
    ANSWERS_NO_MORE,
    NOBODYS,
    REPLY_DELETED,
    Heard,
    first_change,
    hear,
    posts_among,
    to_receive,
)
from bot.model.participation.acts.references import write_message
from bot.model.places import Message, Place
from bot.model.time.due import Due

THREAD = Place("sandbox", "talk", "root")
OPENS = datetime(2026, 9, 7, 9, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=20)
TALK = Discussion(
    "d", "c", "minds", "Minds", "Why?", OPENS, Due(OPENS + timedelta(hours=10)), Due(CLOSES), 1,
    Expectation(posts=1, words=75, replies=2, reply_words=5),
)  # fmt: skip
CALLED = Called({"ana": "Ana Ruiz", "ben": "Ben", "cho": "Cho", "ann": "Ana Lima"})


def hour(number: float) -> datetime:
    return OPENS + timedelta(hours=number)


def post(name: str, person: str, at: float) -> Posted:
    return Posted(Message(THREAD, name), person, hour(at))


def heard(name: str, person: str, at: float, text: str, gone: float | None = None) -> Heard:
    """Return a message with its words, deleted after `gone` hours."""
    deleted = None if gone is None else hour(gone)
    edits = (Edit(hour(at), len(text.split())),)
    return hear(Said(Message(THREAD, name), person, hour(at), edits, deleted), text, CALLED)


ANAS = post("a", "ana", 1)
BENS = post("b", "ben", 2)
POSTS = Posts((ANAS, BENS))


def gave(messages: Sequence[Heard], posts: Posts = POSTS) -> list[tuple[str, str]]:
    """Return who received which messages."""
    found = to_receive(TALK, messages, posts, ())
    return [(entry.person, entry.evidence.rpartition("/")[2]) for entry in found]


def test_a_reply_is_received_once_by_each_whom_it_answers() -> None:
    assert gave([heard("c", "cho", 3, "Interesting.")]) == [("ben", "c")]
    assert gave([heard("c", "cho", 3, "Ana and Ben, why?")]) == [("ana", "c"), ("ben", "c")]
    [entry] = to_receive(TALK, [heard("c", "cho", 3, "Ana, what makes you sure?")], POSTS, ())
    assert (entry.act, entry.person, entry.about, entry.week) == (Act.RECEIVED, "ana", "d", 1)
    assert (entry.amount, entry.out_of, entry.at, entry.due) == (5, 5, hour(3), CLOSES)
    assert entry.evidence == "message/sandbox/talk/root/c"


def test_nobody_receives_from_themselves_or_from_who_is_not_on_the_roster() -> None:
    only_ana = Posts((ANAS,))
    assert gave([heard("c", "ana", 3, "Ana says more.")], only_ana) == []
    assert gave([heard("c", "", 3, "Ana, buy this.")]) == []
    assert gave([heard("x", "cho", 0.5, "Ana, first!")]) == []


def test_staff_give_as_classmates_do() -> None:
    assert gave([heard("c", "ines", 3, "Ana, well put.")]) == [("ana", "c")]


def test_a_deleted_reply_is_withdrawn_and_a_locked_week_loses_nothing() -> None:
    first = to_receive(TALK, [heard("c", "cho", 3, "Ana, why?")], POSTS, ())
    gone = [heard("c", "cho", 3, "", gone=5)]
    [taken] = to_receive(TALK, gone, POSTS, first)
    assert (taken.withdraws, taken.reason, taken.withdrawn) == (
        first[0].id, REPLY_DELETED, hour(5)
    )  # fmt: skip
    assert to_receive(TALK, gone, POSTS, first, locked=True) == []


def test_an_edit_may_turn_a_reply_to_somebody_else() -> None:
    first = to_receive(TALK, [heard("c", "cho", 3, "Ana, why?")], POSTS, ())
    more = to_receive(TALK, [heard("c", "cho", 3, "Ben, why?")], POSTS, first)
    assert [entry.reason for entry in more if entry.withdraws] == [ANSWERS_NO_MORE]
    assert [entry.person for entry in in_force([*first, *more])] == ["ben"]


def test_an_account_that_is_nobodys_any_more_gives_nothing() -> None:
    first = to_receive(TALK, [heard("c", "cho", 3, "Ana, why?")], POSTS, ())
    [taken] = to_receive(TALK, [heard("c", "", 3, "Ana, why?")], POSTS, first)
    assert taken.reason == NOBODYS


def test_withdrawn_words_take_nothing_from_whom_they_answered() -> None:
    reply = heard("c", "cho", 3, "Ana, why?")
    first = to_receive(TALK, [reply], POSTS, ())
    erased = hear(reply.said, "", CALLED)
    assert erased.erased
    assert to_receive(TALK, [erased], POSTS, first) == []
    assert to_receive(TALK, [erased], Posts((BENS,)), first) == []
    deleted = hear(replace(reply.said, deleted=hour(6)), "", CALLED)
    assert [entry.reason for entry in to_receive(TALK, [deleted], POSTS, first)] == [REPLY_DELETED]


def test_what_staff_took_away_or_gave_by_hand_stays() -> None:
    reply = [heard("c", "cho", 3, "Ana, why?")]
    first = to_receive(TALK, reply, POSTS, ())
    by_hand = replace(first[0], id=f"{first[0].id}-", withdraws=first[0].id, by="ines")
    assert to_receive(TALK, reply, POSTS, [*first, by_hand]) == []


def test_the_posts_are_those_that_stand_by_their_authors_doing() -> None:
    entry = Entry("e", "c", "ana", Act.POST, ANAS.at, 1, "d", 80, write_message(ANAS.message))
    by_staff = replace(entry, id="s", by="ines", person="ben")
    reply = replace(entry, id="r", act=Act.REPLY, person="cho")
    assert posts_among([entry, by_staff, reply]) == {ANAS}
    gone = replace(entry, id="e-", withdraws="e")
    assert posts_among([entry, gone]) == frozenset()
    assert first_change(frozenset({ANAS}), frozenset({ANAS, BENS})) == BENS.at
    assert first_change(frozenset({ANAS}), frozenset({ANAS})) is None


TEXTS = ("Interesting.", "Ana, why?", "Ben, see Ana's point", "Cho!", "")
facts = st.lists(
    st.tuples(
        st.sampled_from(["ana", "ben", "cho", "ann", "ines", ""]),
        st.integers(0, 22),
        st.sampled_from(TEXTS),
        st.booleans(),
        st.none() | st.integers(23, 30),
    ),
    max_size=8,
)
Fact = tuple[str, int, str, bool, int | None]


def thread(told: Sequence[Fact]) -> tuple[list[Heard], frozenset[Posted]]:
    """Return a thread's messages, and which of the standing ones are posts."""
    messages, posts = [], set()
    for index, (person, at, text, is_post, gone) in enumerate(told):
        messages.append(heard(f"m{index}", person, at, text, gone=gone))
        if is_post and gone is None and person not in ("", "ines"):
            posts.add(post(f"m{index}", person, at))
    return messages, frozenset(posts)


def substance(entries: Sequence[Entry]) -> set[tuple[str, str, int]]:
    return {(entry.person, entry.evidence, entry.amount) for entry in in_force(entries)}


@given(facts, st.randoms(), st.integers(1, 4))
def test_no_order_and_no_split_of_what_is_told_changes_what_is_received(
    told: list[Fact], chance: Random, size: int
) -> None:
    """Messages become known a few at a time, some twice; only what may change is looked at."""
    messages, posts = thread(told)
    shuffled = [*messages, *chance.choices(messages, k=2)] if messages else []
    chance.shuffle(shuffled)
    ledger: list[Entry] = []
    known: dict[Message, Heard] = {}
    before: frozenset[Posted] = frozenset()
    for start in range(0, len(shuffled), size):
        batch = {each.said.message: each for each in shuffled[start : start + size]}
        known |= batch
        after = frozenset(post for post in posts if post.message in known)
        since = first_change(before, after)
        later = {m: h for m, h in known.items() if since and h.said.posted >= since}
        looked_at = {**batch, **later}
        shown = {write_message(message) for message in looked_at}
        existing = [entry for entry in ledger if entry.evidence in shown]
        ledger += to_receive(TALK, looked_at.values(), Posts(after), existing)
        before = after
    afresh = to_receive(TALK, messages, Posts(posts), ())
    assert substance(ledger) == substance(afresh)
    assert to_receive(TALK, messages, Posts(posts), ledger) == []
    assert len({entry.id for entry in ledger}) == len(ledger)


@given(facts)
def test_what_is_received_equals_a_recount(told: list[Fact]) -> None:
    messages, posts = thread(told)
    found = to_receive(TALK, messages, Posts(posts), ())
    for entry in found:
        [giver] = [h.said for h in messages if write_message(h.said.message) == entry.evidence]
        assert giver.person not in ("", entry.person)
        assert giver.deleted is None
        assert any(
            p.person == entry.person and (p.at, p.message.id) < (giver.posted, giver.message.id)
            for p in posts
        )
    assert len(substance(found)) == len(found)


@given(facts, st.integers(0, 7))
def test_ones_own_further_message_takes_nothing_from_oneself(told: list[Fact], drop: int) -> None:
    """More acts never lower a standing: what Ana received without one of hers she keeps with it."""
    messages, posts = thread(told)
    own = [h.said.message for h in messages if h.said.person == "ana"][drop : drop + 1]
    fewer = [h for h in messages if h.said.message not in own]
    without = frozenset(post for post in posts if post.message not in own)
    before = {e.evidence for e in to_receive(TALK, fewer, Posts(without), ())
              if e.person == "ana"}  # fmt: skip
    after = {e.evidence for e in to_receive(TALK, messages, Posts(posts), ())
             if e.person == "ana"}  # fmt: skip
    ambiguous = any(post.person == "ann" for post in posts)
    assert before <= after or ambiguous
