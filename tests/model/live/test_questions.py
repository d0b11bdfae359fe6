"""Which answer shows, who sees a name, in which order a board stands, what withdrawing leaves."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.model.live.questions import (
    WITHDRAWN,
    GivenAnswer,
    Question,
    QuestionState,
    author_shown,
    ranked,
    with_answer,
    without_words,
)
from tests.support.instants import utc

NOON = utc("2026-09-07 12:00")
ONE = utc("2026-09-07 13:00")
WHY = Question("q1", "c", "s", "ana", False, "Why?", NOON)
PEER = GivenAnswer("a1", "q1", "ben", "So.", NOON, by_staff=False)
LATER = replace(PEER, id="a2", person="cho", text="Or so.", at=ONE)
STAFF = GivenAnswer("a3", "q1", "ines", "", ONE, by_staff=True)


def answered(*answers: GivenAnswer) -> Question:
    """Return the question with these answers."""
    return replace(WHY, answers=answers)


def test_a_question_starts_open() -> None:
    assert (WHY.state, WHY.answered, WHY.answer, WHY.answered_by) == (
        QuestionState.OPEN,
        False,
        None,
        None,
    )


def test_the_first_classmates_answer_shows_until_a_better_one_stands() -> None:
    assert answered(LATER, PEER).best == PEER
    endorsed = replace(LATER, endorsed_by="ines")
    assert answered(PEER, endorsed).best == endorsed
    assert answered(PEER, endorsed).state is QuestionState.ENDORSED
    assert answered(PEER, endorsed, STAFF).state is QuestionState.STAFF
    assert answered(PEER).state is QuestionState.PEER
    assert (answered(PEER, STAFF).answer, answered(PEER, STAFF).answered_by) == ("", "ines")


def test_of_answers_at_one_instant_the_id_decides() -> None:
    twin = replace(PEER, id="a0", person="cho")
    assert answered(PEER, twin).best == twin


def test_what_was_taken_back_or_withdrawn_does_not_show() -> None:
    assert answered(replace(PEER, removed=ONE), LATER).best == LATER
    assert answered(replace(PEER, withdrawn=True), LATER).best == LATER
    assert answered(replace(PEER, removed=ONE)).state is QuestionState.OPEN


def test_taken_off_by_staff_is_a_state_of_its_own() -> None:
    assert replace(answered(PEER), removed=ONE).state is QuestionState.REMOVED


def test_an_answer_given_again_replaces_itself_in_order_of_time() -> None:
    changed = replace(PEER, text="So then.")
    assert with_answer(answered(PEER, LATER), changed).answers == (changed, LATER)
    assert with_answer(answered(LATER), PEER).answers == (PEER, LATER)


def test_names_are_for_staff_or_for_all_and_never_after_withdrawing() -> None:
    anonymous = replace(WHY, anonymous=True)
    assert author_shown(WHY, to_staff=False) == "ana"
    assert author_shown(anonymous, to_staff=False) is None
    assert author_shown(anonymous, to_staff=True) == "ana"
    assert author_shown(replace(anonymous, withdrawn=True), to_staff=True) is None


def test_withdrawing_erases_ones_own_words_only() -> None:
    whole = answered(PEER, LATER)
    asker = without_words(whole, "ana")
    assert (asker.text, asker.anonymous, asker.withdrawn, asker.shown) == (
        "",
        True,
        True,
        WITHDRAWN,
    )
    assert asker.answers == whole.answers
    helper = without_words(whole, "ben")
    assert (helper.text, helper.withdrawn, helper.shown) == ("Why?", False, "Why?")
    assert helper.answers == (replace(PEER, text="", withdrawn=True), LATER)
    assert without_words(whole, "dan") == whole


def test_a_board_shows_what_waits_first_then_what_is_wanted_most_then_the_older() -> None:
    wanted = replace(WHY, id="q2", voters=frozenset({"ben", "cho"}), at=ONE)
    older = replace(WHY, id="q0")
    done = replace(answered(PEER), id="q3", voters=frozenset({"ben", "cho", "dan"}))
    assert ranked([done, WHY, wanted, older]) == (wanted, older, WHY, done)


def test_a_board_leaves_out_what_is_gone() -> None:
    assert ranked([replace(WHY, removed=ONE), replace(WHY, withdrawn=True)]) == ()


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=12), st.randoms())
def test_the_order_does_not_depend_on_how_the_questions_come(
    drawn: list[tuple[int, bool]], chance: Random
) -> None:
    questions = [
        replace(
            WHY,
            id=f"q{number}",
            voters=frozenset(map(str, range(votes))),
            answers=(PEER,) if has_answer else (),
        )
        for number, (votes, has_answer) in enumerate(drawn)
    ]
    shuffled = list(questions)
    chance.shuffle(shuffled)
    assert ranked(shuffled) == ranked(questions)
