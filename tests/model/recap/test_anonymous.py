"""Whoever is not staff reads "a student", as a speaker and in what others say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.recap.anonymous import STUDENT, Disguise

PEOPLE = (
    "Zoë Lindqvist",
    "O’Neill, Máire",
    "Will Park",
    "Li Wei (he/him)",
    "山田 花子",
    "Grad B",
    "Sam Reyes",
    "Dr. Hana Kovač",
)
DISGUISE = Disguise.of(PEOPLE, ["Hana Kovac", "Sam Ortiz"])


def test_staff_keep_their_names_and_students_lose_theirs() -> None:
    assert Disguise.of(PEOPLE, ["dr. hana kovac"]).speaker("Dr. Hana Kovač") == "Dr. Hana Kovač"
    assert DISGUISE.speaker("Zoë Lindqvist") == STUDENT
    assert DISGUISE.speaker(None) is None


def test_a_title_makes_no_other_person() -> None:
    assert DISGUISE.speaker("Dr. Hana Kovač") == "Dr. Hana Kovač"
    assert DISGUISE.text("Dr. Kovač and Hana are here.") == "Dr. Kovač and Hana are here."


def test_what_programs_and_people_add_to_a_name_hides_nothing_else() -> None:
    disguise = Disguise.of(["Tova “TJ” Berg", "Omar Said, Jr.", "Ines [phone]", "Ng (host)"], [])
    assert disguise.text("tova berg and Omar Said") == "A student and a student"
    assert disguise.text("He asked Said Omar, it was said: Jr. Ines") == (
        "He asked a student, it was said: Jr. A student"
    )
    assert disguise.text("the phone of the host, Ng") == "the phone of the host, a student"


def test_a_name_of_one_letter_is_hidden_with_its_label_only() -> None:
    disguise = Disguise.of(["Speaker B", "李"], [])
    assert disguise.text("Speaker B has plan B, 李") == "A student has plan B, a student"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("I agree with Jean Luc.", "I agree with a student."),
        ("I agree with Jean‑Luc.", "I agree with a student."),
        ("ask soojin or soo-jin about it", "ask a student or a student about it"),
        ("as Luc said, and Ms. Dupont too", "as a student said, and a student too"),
        ("O'Brien’s idea, not OBrien's", "A student’s idea, not a student's"),
        ("the \U0001f30a of the harbor, Mei", "the \U0001f30a of the harbor, a student"),
        ("the X-ray of a well-read al dente", "the X-ray of a well-read al dente"),
    ],
)
def test_a_name_is_hidden_however_its_hyphens_and_apostrophes_are_written(
    said: str, shown: str
) -> None:
    people = ["Jean-Luc Picard-Dupont", "Ciarán O’Brien", "Kim, Soo-jin", "\U0001f30a Mei", "Al-X"]
    assert Disguise.of(people, []).text(said) == shown


def test_staff_are_known_by_either_apostrophe_and_hyphen() -> None:
    disguise = Disguise.of(
        ["Ciarán O’Brien", "Ana‑Maria Alves"], ["Ciarán O'Brien", "Ana-Maria Alves"]
    )
    assert disguise.speaker("Ciarán O’Brien") == "Ciarán O’Brien"
    assert disguise.speaker("Ana‑Maria Alves") == "Ana‑Maria Alves"
    assert disguise.text("O’Brien and Ana Maria are here") == "O’Brien and Ana Maria are here"


def test_a_staff_name_may_be_written_last_name_first() -> None:
    assert Disguise.of(["Ortiz, Sam"], ["Sam Ortiz"]).speaker("Ortiz, Sam") == "Ortiz, Sam"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("I agree with Zoë.", "I agree with a student."),
        ("Zoe's idea was the best.", "A student's idea was the best."),
        ("ask ZOË LINDQVIST about it", "ask a student about it"),
        ("as Ms. Lindqvist said", "as a student said"),
        ("@Zoë can you hear me?", "A student can you hear me?"),
        ("write to zoe.lindqvist@example.edu", "write to a student"),
        ("zlindqvist@example.edu is new", "A student is new"),
        ("weill@example.edu and help@example.edu", "weill@example.edu and help@example.edu"),
        ("the page https://example.edu/zoe stays", "the page https://example.edu/zoe stays"),
        ("Máire O’Neill and Maire", "A student and a student"),
        ("I asked 花子さん and 山田花子", "I asked a studentさん and a student"),
        ("Grad B has it", "A student has it"),
        ("in grad school with B", "in grad school with B"),
        ("in the talk by Wei, Li said so", "in the talk by a student, a student said so"),
        ("Li and li, the unit", "A student and li, the unit"),
        ("@will, please", "A student, please"),
        ("Ask Will. Zoë will", "Ask a student. A student will"),
        ("a zoetrope is not Zoë", "a zoetrope is not a student"),
    ],
)
def test_mentions_read_a_student(said: str, shown: str) -> None:
    assert DISGUISE.text(said) == shown


@pytest.mark.parametrize(
    "said",
    ["Will we meet in the park?", "I will park the car.", "Will anybody come?"],
)
def test_a_name_that_is_a_word_stays_a_word(said: str) -> None:
    assert DISGUISE.text(said) == said


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("I asked Will about it.", "I asked a student about it."),
        ("Will, what do you think?", "A student, what do you think?"),
        ("Will said so. Will's plan is good.", "A student said so. A student's plan is good."),
        ("talk to Will Park", "talk to a student"),
        ("Will Park came.", "A student came."),
    ],
)
def test_a_name_that_is_a_word_is_known_by_its_capital_and_its_place(said: str, shown: str) -> None:
    assert DISGUISE.text(said) == shown


def test_a_name_shared_with_staff_is_hidden_unless_staff_is_named_in_full() -> None:
    assert DISGUISE.text("Sam Ortiz helps Sam.") == "Sam Ortiz helps a student."


def test_without_students_nothing_changes() -> None:
    assert Disguise.of(["Sam Ortiz"], ["Sam Ortiz"]).text("Sam is here") == "Sam is here"


@given(st.text(), st.lists(st.text(max_size=20), max_size=4))
def test_any_name_and_any_text_are_safe(text: str, people: list[str]) -> None:
    assert isinstance(Disguise.of(people, []).text(text), str)


@given(st.text("abcdefgh ,.?!\n", max_size=60), st.text("abcdefgh ,.?!\n", max_size=60))
def test_a_full_name_is_never_left(before: str, after: str) -> None:
    shown = DISGUISE.text(f"{before} Zoë Lindqvist {after}")
    assert "Lindqvist" not in shown
    assert shown.startswith(before)
