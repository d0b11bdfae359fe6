"""Short ids: stable, and base32 of a hash; a course's is made of its title."""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.ids import ID_LENGTH, LONGEST_COURSE_ID, course_id, short_id, slug

PARTS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4)


@given(PARTS)
def test_an_id_is_the_beginning_of_the_hash_in_base32(parts: list[str]) -> None:
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).digest()
    assert short_id(*parts) == base64.b32encode(digest).decode().lower()[:ID_LENGTH]


def test_an_id_stays_what_it_is_for_good() -> None:
    assert short_id("course", "open-learning") == "mxoqui4zgl"


@pytest.mark.parametrize(
    ("text", "key"), [("Unit 2: Heat & Work", "unit-2-heat-work"), ("—", ""), (" ÉCOLE ", "cole")]
)
def test_a_slug_is_the_letters_and_digits_of_a_text(text: str, key: str) -> None:
    assert slug(text) == key


@pytest.mark.parametrize(
    ("title", "number", "made"),
    [
        ("Open Learning", 1, "open-learning"),
        ("Open Learning", 2, "open-learning-2"),
        ("Introduction to Chemistry", 1, "introduction-to-chem"),
        ("Introduction to Chemistry", 12, "introduction-to-c-12"),
        ("Introducing Phonology", 2, "introducing-phonol-2"),
        ("Nineteen letters is 1", 1, "nineteen-letters-is"),
        ("X-ray Optics", 1, "x-ray-optics"),
        ("化学", 1, "course"),
        ("化学", 3, "course-3"),
    ],
)
def test_a_course_is_called_by_its_title_as_far_as_a_button_holds_it(
    title: str, number: int, made: str
) -> None:
    assert course_id(title, number) == made
    assert len(made) <= LONGEST_COURSE_ID
    assert course_id(title) == course_id(title, 1)
