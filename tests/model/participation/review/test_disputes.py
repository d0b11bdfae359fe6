"""What a decision on a dispute does to the ledger, and how it is taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.evidence import reconcile
from bot.model.participation.acts.ledger import Act, Entry, in_force, revised_id, withdrawal
from bot.model.participation.review.disputes import (
    DECIDED,
    UNDECIDED,
    Dispute,
    credit,
    take_back,
    ways,
)
from tests.support.participation import (
    ANY_ONE,
    ANY_TWO,
    DISCUSSION,
    HELP,
    MONDAY,
    NEXT_WEEK,
    OFFER,
    TUESDAY_CLASS,
    WEEK,
    WEEK_OVER,
    attended,
    made_up,
    post,
    replies,
    week_of,
)

LATER = NEXT_WEEK + timedelta(days=1)
ENTRIES = st.lists(
    st.one_of(
        st.builds(attended, st.integers(0, 60)),
        st.builds(made_up),
        st.builds(post, st.integers(10, 90), st.sampled_from("abc")),
        st.sampled_from(replies(3)),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda entry: entry.id,
)


def about(entry: Entry) -> Dispute:
    """Return Ana's dispute about an entry."""
    return Dispute("d", "c", "ana", WEEK, entry.id, "", entry.about, "No!", NEXT_WEEK)


def missing(option: str, thing: str | None) -> Dispute:
    """Return Ana's dispute about what isn't there."""
    return Dispute("d", "c", "ana", WEEK, None, option, thing, "I did!", NEXT_WEEK)


def decided(dispute: Dispute, own: list[Entry]) -> list[Entry]:
    """Return Ana's entries after a dispute was credited."""
    return [*own, *credit(dispute, own, ANY_TWO, OFFER, "ines", LATER)]


def substance(entries: list[Entry]) -> list[tuple[object, ...]]:
    """Return what stands, whatever its ids."""
    return sorted(
        (e.act, e.about or "", e.amount, e.at, e.due, e.by or "") for e in in_force(entries)
    )


def test_a_post_that_was_too_short_or_late_counts_by_decision() -> None:
    late = replace(post(60), at=WEEK_OVER)
    own = [late, *replies(2)]
    assert week_of(own).earned == 0
    after = decided(about(late), own)
    assert week_of(after).earned == 1
    [standing] = [each for each in in_force(after) if each.act is Act.POST]
    assert (standing.id, standing.by, standing.amount) == ("postd31.2", "ines", 75)
    assert standing.evidence == late.evidence


def test_what_was_deleted_can_be_credited_all_the_same() -> None:
    own = [attended(), withdrawal(attended(), "deleted", NEXT_WEEK)]
    assert week_of(own).earned == 0
    assert week_of(decided(about(attended()), own)).earned == 1


@pytest.mark.parametrize(
    ("option", "thing", "entered"),
    [
        ("attend", "s3", [(Act.ATTEND, 30)]),
        ("make-up", "s3", [(Act.MAKE_UP, 1)]),
        ("discuss", "d3", [(Act.POST, 75), (Act.REPLY, 1), (Act.REPLY, 1)]),
    ],
)
def test_what_is_missing_is_entered_as_its_option_asks(
    option: str, thing: str, entered: list[tuple[Act, int]]
) -> None:
    new = credit(missing(option, thing), [], ANY_TWO, OFFER, "ines", LATER)
    assert [(each.act, each.amount) for each in new] == entered
    assert {(each.week, each.about, each.by) for each in new} == {(WEEK, thing, "ines")}
    assert week_of(new).earned == 1


def test_an_option_that_is_gone_enters_nothing() -> None:
    assert credit(missing("sing", None), [], ANY_TWO, OFFER, "ines", LATER) == []


def test_a_week_can_lack_what_counts_in_it() -> None:
    found = [(option.key, thing and thing.about) for option, thing in ways(ANY_ONE, OFFER)]
    assert found == [("attend", "s3"), ("make-up", "s3"), ("discuss", "d3")]


@given(ENTRIES, st.data())
def test_crediting_never_lowers_and_enters_nothing_twice(
    own: list[Entry], data: st.DataObject
) -> None:
    entry = data.draw(st.sampled_from(own))
    after = decided(about(entry), own)
    assert week_of(after).earned >= week_of(own).earned
    assert len(in_force(after)) == len(in_force(own))
    assert credit(about(entry), own, ANY_TWO, OFFER, "ines", LATER) == after[len(own) :]


@given(ENTRIES, st.booleans(), st.data())
def test_a_decision_taken_back_leaves_what_was(
    own: list[Entry], gone: bool, data: st.DataObject
) -> None:
    entry = data.draw(st.sampled_from(own))
    if gone:
        own = [*own, withdrawal(entry, "deleted", NEXT_WEEK)]
    after = decided(about(entry), own)
    entered = tuple(each.id for each in after[len(own) :] if each.withdraws is None)
    settled = replace(about(entry), entered=entered, decided=LATER)
    back = [*after, *take_back(settled, after, "taro", LATER)]
    assert substance(back) == substance(own)
    again = [*back, *credit(about(entry), back, ANY_TWO, OFFER, "taro", LATER)]
    assert len({each.id for each in again}) == len(again)
    assert week_of(again).earned == week_of(after).earned


def test_what_was_entered_anew_since_it_was_disputed_stands_again() -> None:
    first = post(60)
    edited = replace(first, id=revised_id(first.id, 2), amount=70)
    own = [first, withdrawal(first, "edited", NEXT_WEEK), edited]
    after = decided(about(first), own)
    entered = tuple(each.id for each in after[len(own) :] if each.withdraws is None)
    settled = replace(about(first), entered=entered, decided=LATER)
    back = [*after, *take_back(settled, after, "taro", LATER)]
    assert substance(back) == substance(own)


def test_the_ledger_says_who_decided_and_who_took_it_back() -> None:
    first = post(60)
    gone, again = credit(about(first), [first], ANY_TWO, OFFER, "ines", LATER)
    assert (gone.withdraws, gone.reason, gone.by, gone.withdrawn) == (
        first.id, DECIDED, "ines", LATER,
    )  # fmt: skip
    assert again == replace(
        first, id=revised_id(first.id, 2), amount=75, by="ines", due=None, out_of=first.out_of
    )
    settled = replace(about(first), entered=(again.id,), decided=LATER)
    later = LATER + timedelta(hours=1)
    undone, stands = take_back(settled, [first, gone, again], "taro", later)
    assert (undone.withdraws, undone.reason, undone.by, undone.withdrawn) == (
        again.id, UNDECIDED, "taro", later,
    )  # fmt: skip
    assert stands == replace(first, id=revised_id(first.id, 3))


def test_what_is_missing_is_entered_as_if_it_had_been_there_in_time() -> None:
    [attend] = credit(missing("attend", "s3"), [], ANY_TWO, OFFER, "ines", LATER)
    assert attend == replace(
        attended(30), id=attend.id, at=TUESDAY_CLASS, evidence="", by="ines", out_of=30
    )
    words, *answers = credit(missing("discuss", "d3"), [], ANY_TWO, OFFER, "ines", LATER)
    assert (words.out_of, words.at, words.course) == (75, DISCUSSION.starts, "c")
    assert {(each.out_of, each.at) for each in answers} == {(1, DISCUSSION.starts)}
    [late] = credit(missing("make-up", "s3"), [], ANY_TWO, OFFER, "ines", MONDAY)
    assert (late.at, late.out_of, late.person) == (MONDAY, None, "ana")
    anywhere = replace(ANY_TWO, options=(HELP,))
    helped = credit(missing("help", None), [], anywhere, OFFER, "ines", LATER)
    assert [(each.act, each.about, each.at) for each in helped] == 2 * [
        (Act.HELP, None, OFFER.starts)
    ]


def test_two_disputes_are_about_one_matter_whatever_became_of_its_entry() -> None:
    first = about(attended())
    revised = replace(first, id="e", words="Still no!", entry=revised_id(attended().id, 2))
    assert first.same_matter(revised)
    lacks = missing("discuss", "d3")
    assert lacks.same_matter(replace(lacks, id="e", words="Really."))
    others = [
        first, replace(lacks, person="ben"), replace(lacks, week=4), replace(lacks, option="help"),
        replace(lacks, about="d4"), replace(lacks, entry="x"),
    ]  # fmt: skip
    assert not any(lacks.same_matter(other) for other in others)
    assert lacks.open


def test_what_is_missing_can_be_credited_again_once_that_was_taken_back() -> None:
    dispute = missing("discuss", "d3")
    own = credit(dispute, [], ANY_TWO, OFFER, "ines", LATER)
    settled = replace(dispute, entered=tuple(each.id for each in own), decided=LATER)
    back = [*own, *take_back(settled, own, "taro", LATER)]
    assert in_force(back) == ()
    again = credit(dispute, back, ANY_TWO, OFFER, "taro", LATER)
    assert not {each.id for each in again} & {each.id for each in back}
    assert week_of([*back, *again]).earned == 1
    assert credit(dispute, [*back, *again], ANY_TWO, OFFER, "taro", LATER) == []


def test_a_post_is_followed_again_once_the_decision_on_it_was_taken_back() -> None:
    first = post(60)
    after = decided(about(first), [first])
    longer = replace(first, amount=80)
    assert reconcile(after, [longer], LATER) == ()
    entered = tuple(each.id for each in after[1:] if each.withdraws is None)
    settled = replace(about(first), entered=entered, decided=LATER)
    back = [*after, *take_back(settled, after, "taro", LATER)]
    ledger = [*back, *reconcile(back, [longer], LATER)]
    assert substance(ledger) == substance([longer])
    assert len({each.id for each in ledger}) == len(ledger)
