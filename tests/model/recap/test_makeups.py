"""What a make-up asks, when it is complete, what it earns, and which answers wait for a reply."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.live.polls import Poll
from bot.model.live.questions import Question
from bot.model.participation.acts.ledger import Act
from bot.model.recap.makeups import (
    LONGEST,
    MOST_QUESTIONS,
    REFLECTION,
    Asked,
    MakeUp,
    Reply,
    SharedAnswer,
    answered,
    asked_in,
    makeup_entry,
    missing,
    pages,
    unanswered,
    without_words,
)
from tests.support.sample import COURSE, at, session

LIMITS = session("limits", at(hours=10))
POLL = Poll("p1", COURSE.id, LIMITS.id, "Clear?", ("Yes", "No"), "ines", at(hours=10))
ASKED = (Asked("p1", "Clear?", ("Yes", "No")), Asked("q1", "Why?"))
BEGUN = MakeUp(LIMITS.id, COURSE.id, "ben")


def question(name: str, votes: int = 0, minute: int = 0) -> Question:
    voters = frozenset(f"v{number}" for number in range(votes))
    when = at(hours=10, minutes=minute)
    return Question(name, COURSE.id, LIMITS.id, "ana", False, f"{name}?", when, voters)


def test_it_asks_the_polls_the_wanted_questions_and_what_one_takes_away() -> None:
    removed = replace(POLL, id="p2", removed=at(1))
    gone = replace(question("gone"), removed=at(1))
    asked = asked_in(
        (question("b", 1, 5), question("a", 0), gone, question("c", 3)), (POLL, removed)
    )
    assert [each.id for each in asked] == ["p1", "c", "b", "a", REFLECTION]
    assert asked[0] == ASKED[0]
    assert asked[1] == Asked("c", "c?")
    assert asked_in((), ()) == (
        Asked(REFLECTION, "What do you take from this session, and what is still unclear?"),
    )


def test_it_asks_no_more_questions_than_one_can_answer() -> None:
    many = [question(f"q{number:02}", votes=number) for number in range(20)]
    asked = asked_in(many, ())
    assert len(asked) == MOST_QUESTIONS + 1
    assert asked[0].id == "q19"


def test_pages_hold_five_fields() -> None:
    asked = [Asked(str(number), "?") for number in range(11)]
    assert [len(page) for page in pages(asked)] == [5, 5, 1]
    assert [each for page in pages(asked) for each in page] == asked


def test_it_is_submitted_with_the_last_answer_and_stays_so() -> None:
    first = answered(BEGUN, {"q1": "  Because.  ", "strange": "x"}, ASKED, at(2))
    assert first.answers == {"q1": "Because."}
    assert (first.submitted, first.changed) == (None, at(2))
    assert [each.id for each in missing(ASKED, first.answers)] == ["p1"]
    whole = answered(first, {"p1": "0", "q1": " "}, ASKED, at(3))
    assert whole.answers == {"q1": "Because.", "p1": "0"}
    assert whole.submitted == at(3)
    later = answered(whole, {"q1": "Otherwise." + "x" * 2000}, ASKED, at(4))
    assert (later.submitted, later.changed) == (at(3), at(4))
    assert len(later.answers["q1"]) == LONGEST


def test_it_counts_for_the_session_s_week_whenever_it_came() -> None:
    whole = replace(BEGUN, submitted=at(9))
    entry = makeup_entry(whole, LIMITS, at(10))
    assert (entry.act, entry.week, entry.about) == (Act.MAKE_UP, LIMITS.week, LIMITS.id)
    assert (entry.at, entry.due, entry.amount) == (at(9), at(10), 1)
    assert entry.in_time
    assert entry.person == "ben"
    assert entry.evidence == f"makeup/{whole.id}"
    assert makeup_entry(replace(whole, submitted=at(8)), LIMITS, at(10)).id == entry.id
    with pytest.raises(ValueError, match="earns nothing"):
        makeup_entry(BEGUN, LIMITS, at(10))


def test_withdrawn_words_leave_the_fact() -> None:
    whole = replace(BEGUN, answers={"q1": "Because."}, submitted=at(9))
    bare = without_words(whole)
    assert (bare.answers, bare.submitted, bare.withdrawn) == ({}, at(9), True)
    assert bare.id == whole.id


def shared(name: str, person: str, day: float) -> SharedAnswer:
    return SharedAnswer(name, COURSE.id, LIMITS.id, person, "Why?", "Because.", at(day))


A, B = shared("a", "ana", 1), shared("b", "ben", 2)


def waiting(*replies: Reply) -> list[str]:
    return [each.id for each in unanswered((B, A), replies)]


def test_a_reply_answers_the_nearest_answer_above_it_that_waits() -> None:
    assert waiting() == ["a", "b"]
    assert waiting(Reply("cho", at(3))) == ["a"]
    assert waiting(Reply("cho", at(3)), Reply("cho", at(4))) == []
    assert waiting(Reply("cho", at(1.5))) == ["b"]
    assert waiting(Reply(None, at(1))) == ["b"]


def test_nobody_answers_themselves_or_what_comes_later() -> None:
    assert waiting(Reply("ben", at(3))) == ["b"]
    assert waiting(Reply("ana", at(1.5))) == ["a", "b"]
    assert waiting(Reply("cho", at(0.5))) == ["a", "b"]


def test_what_was_taken_back_doesn_t_wait() -> None:
    gone = (replace(A, removed=at(3)), replace(B, withdrawn=True))
    assert unanswered(gone, ()) == []


reply = st.builds(
    lambda person, hours: Reply(person, at(1) + timedelta(hours=hours)),
    st.sampled_from(("ana", "ben", "cho", None)),
    st.integers(-5, 60),
)


@given(st.lists(reply, max_size=6, unique_by=lambda each: each.at), st.data())
def test_the_order_of_arrival_doesn_t_matter_and_replies_only_help(
    some: list[Reply], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(some))
    assert waiting(*some) == waiting(*shuffled)
    assert len(waiting(*some)) >= 2 - len(some)
