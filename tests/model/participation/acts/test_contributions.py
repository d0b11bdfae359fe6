"""What counts as a post, what as a reply, what is withdrawn; and that order doesn't matter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.model.discussions import Discussion, Expectation
from bot.model.participation.acts.contributions import (
    NOT_THEIRS,
    Dues,
    Said,
    affected,
    classed,
    not_theirs,
    to_enter,
)
from bot.model.participation.acts.evidence import Edit
from bot.model.participation.acts.ledger import Act, Entry, in_force
from bot.model.participation.acts.references import write_message
from bot.model.places import Message, Place
from bot.model.time.due import Due

THREAD = Place("sandbox", "talk", "root")
OPENS = datetime(2026, 9, 7, 9, tzinfo=UTC)
DUES = Dues(OPENS + timedelta(hours=10), OPENS + timedelta(hours=20))
TALK = Discussion(
    "d", "c", "minds", "Minds", "Why?", OPENS, Due(DUES.posts), Due(DUES.closes), 1,
    Expectation(posts=1, words=75, replies=2),
)  # fmt: skip


def said(name: str, hour: float, *words: int, deleted: float | None = None) -> Said:
    """Return a message of Ana's, written at an hour and edited every hour after."""
    posted = OPENS + timedelta(hours=hour)
    edits = tuple(Edit(posted + timedelta(hours=n), count) for n, count in enumerate(words))
    gone = None if deleted is None else OPENS + timedelta(hours=deleted)
    return Said(Message(THREAD, name), "ana", posted, edits, gone)


def acts(*messages: Said, others: float | None = 0.5) -> dict[str, Act]:
    """Return what messages count as when somebody else wrote after `others` hours."""
    since = None if others is None else OPENS + timedelta(hours=others)
    return {m.id: act for m, act in classed(TALK, messages, since, DUES).items()}


def test_the_first_long_message_is_the_post_and_the_rest_are_replies() -> None:
    found = acts(said("a", 1, 10), said("b", 2, 80), said("c", 3, 90), said("d", 4, 5))
    assert found == {"a": Act.REPLY, "b": Act.POST, "c": Act.REPLY, "d": Act.REPLY}


def test_an_entry_says_all_that_decides_its_credit() -> None:
    asked = replace(TALK, week=4, expects=replace(TALK.expects, reply_words=30))
    own = [said("a", 9, 80, 90, 100), said("b", 12, 5)]
    post, reply = to_enter(asked, own, OPENS, DUES, ())
    assert (post.act, post.week, post.about, post.course, post.person) == (
        Act.POST, 4, "d", "c", "ana",
    )  # fmt: skip
    assert (post.amount, post.out_of, post.due, post.at) == (80, 75, DUES.posts, own[0].posted)
    assert post.evidence == write_message(own[0].message)
    assert (reply.act, reply.amount, reply.out_of, reply.due) == (Act.REPLY, 5, 30, DUES.closes)


def test_nobody_replies_to_themselves() -> None:
    alone = acts(said("a", 1, 80), said("b", 2, 5), others=None)
    assert alone == {"a": Act.POST, "b": Act.POST}
    assert acts(said("a", 1, 80), said("b", 2, 5), others=3)["b"] is Act.POST
    assert acts(said("a", 1, 80), said("b", 3, 5), others=3)["b"] is Act.POST
    assert acts(said("a", 1, 80), said("b", 3.1, 5), others=3)["b"] is Act.REPLY


def test_a_long_message_after_the_due_time_is_a_reply() -> None:
    assert acts(said("a", 9.9, 80), others=0) == {"a": Act.POST}
    assert acts(said("a", 10, 80), others=0) == {"a": Act.REPLY}


def test_edits_make_a_post_until_the_due_time_and_never_unmake_it() -> None:
    assert acts(said("a", 1, 5, 80)) == {"a": Act.POST}
    assert acts(said("a", 8, 80, 80, 3)) == {"a": Act.POST}
    assert acts(said("a", 9.5, 5, 80)) == {"a": Act.REPLY}


def test_a_deleted_post_makes_room_for_the_next() -> None:
    found = acts(said("a", 1, 80, deleted=5), said("b", 2, 90))
    assert found == {"b": Act.POST}


def test_several_posts_may_be_expected() -> None:
    two = replace(TALK, expects=Expectation(posts=2, words=75))
    messages = [said(name, hour, 80) for hour, name in enumerate("abc", 1)]
    found = classed(two, messages, OPENS, DUES)
    assert list(found.values()) == [Act.POST, Act.POST, Act.REPLY]


def test_deleting_shows_in_the_ledger_as_the_authors_own_doing() -> None:
    first = to_enter(TALK, [said("a", 1, 80)], None, DUES, ())
    [gone] = to_enter(TALK, [said("a", 1, 80, deleted=3)], None, DUES, first)
    assert (gone.withdraws, gone.reason) == (first[0].id, "deleted by its author")
    assert gone.withdrawn == OPENS + timedelta(hours=3)
    assert to_enter(TALK, [said("a", 1, 80, deleted=3)], None, DUES, first, locked=True) == []


def test_becoming_a_reply_says_so() -> None:
    first = to_enter(TALK, [said("b", 2, 80)], OPENS, DUES, ())
    both = to_enter(TALK, [said("a", 1, 90), said("b", 2, 80)], OPENS, DUES, first)
    standing = in_force([*first, *both])
    assert [(entry.act, entry.amount) for entry in standing] == [(Act.POST, 90), (Act.REPLY, 80)]
    assert [e.reason for e in both if e.withdraws] == ["counts as another kind of contribution now"]


messages = st.lists(
    st.builds(
        lambda hour, words, gone: (hour, words, gone),
        st.integers(0, 22),
        st.lists(st.sampled_from([0, 5, 75, 120]), min_size=1, max_size=3),
        st.none() | st.integers(23, 30),
    ),
    max_size=5,
)


def built(facts: list[tuple[int, list[int], int | None]]) -> list[Said]:
    return [
        said(f"m{index}", hour, *words, deleted=gone)
        for index, (hour, words, gone) in enumerate(facts)
    ]


def substance(entries: list[Entry]) -> set[tuple[object, ...]]:
    """Return what stands, apart from how often it was revised on the way."""
    return {(e.act, e.at, e.amount, e.evidence, e.in_time) for e in in_force(entries)}


@given(messages, st.none() | st.integers(0, 22), st.randoms())
def test_the_order_of_arrival_does_not_matter(
    facts: list[tuple[int, list[int], int | None]], others: int | None, chance: Random
) -> None:
    own = built(facts)
    since = None if others is None else OPENS + timedelta(hours=others)
    at_once = to_enter(TALK, own, since, DUES, ())
    shuffled = list(own)
    chance.shuffle(shuffled)
    ledger: list[Entry] = []
    for count in range(1, len(shuffled) + 1):
        ledger += to_enter(TALK, shuffled[:count], since, DUES, ledger)
    assert substance(ledger) == substance(at_once)
    assert to_enter(TALK, own, since, DUES, ledger) == []


@given(messages, st.none() | st.integers(0, 22), st.randoms())
def test_only_what_was_touched_and_what_came_after_is_looked_at(
    facts: list[tuple[int, list[int], int | None]], others: int | None, chance: Random
) -> None:
    own = built(facts)
    since = None if others is None else OPENS + timedelta(hours=others)
    shuffled = list(own)
    chance.shuffle(shuffled)
    ledger: list[Entry] = []
    for count in range(1, len(shuffled) + 1):
        there, new = shuffled[:count], shuffled[count - 1]
        among = affected(there, {new.message})
        theirs = {write_message(each.message) for each in among}
        existing = [entry for entry in ledger if entry.evidence in theirs]
        ledger += to_enter(TALK, there, since, DUES, existing, among=among)
    assert substance(ledger) == substance(to_enter(TALK, own, since, DUES, ()))
    assert to_enter(TALK, own, since, DUES, ledger) == []


def test_nothing_is_looked_at_where_nothing_was_touched() -> None:
    own = [said("b", 2, 80), said("a", 1, 80)]
    assert affected(own, ()) == []
    assert affected(own, {said("a", 1).message}) == [own[1], own[0]]


@given(messages, st.none() | st.integers(0, 22))
def test_there_are_never_more_posts_in_full_than_expected_once_others_write(
    facts: list[tuple[int, list[int], int | None]], others: int | None
) -> None:
    since = OPENS - timedelta(hours=1)
    found = classed(TALK, built(facts), since, DUES)
    assert sum(act is Act.POST for act in found.values()) <= TALK.expects.posts


def test_what_stands_on_a_message_that_is_no_longer_theirs_is_withdrawn() -> None:
    kept, lost = Message(THREAD, "m1"), Message(THREAD, "m2")
    post = Entry("e1", "c", "ana", Act.POST, OPENS, 1, "d", 80, write_message(lost))
    entries = (
        post,
        replace(post, id="e2", act=Act.REPLY),
        replace(post, id="e3", evidence=write_message(kept)),
        replace(post, id="e4", act=Act.ATTEND),
        replace(post, id="e5", by="ines"),
    )
    found = not_theirs(entries, {kept}, OPENS)
    assert [(each.withdraws, each.reason, each.withdrawn) for each in found] == [
        ("e1", NOT_THEIRS, OPENS),
        ("e2", NOT_THEIRS, OPENS),
    ]
    assert not_theirs((*entries, *found), {kept}, OPENS) == []
