"""A command's parameters come from a dataclass; what people type is checked with kind words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import pytest

from bot.chat.calls import Upload
from bot.chat.parameters import Param, convert, read_parameters
from bot.chat.refusal import Refusal


class Mood(StrEnum):
    GOOD = "good"
    SO_SO = "so-so"


@dataclass(frozen=True, slots=True)
class Tell:
    """Tell how the week was."""

    mood: Annotated[Mood, Param("how it was")]
    words: Annotated[str, Param("in a few words", suggests=True, most=20)] = ""
    stars: Annotated[int | None, Param("one to five")] = None
    named: Annotated[bool, Param("with your name")] = True
    picture: Annotated[Upload | None, Param("a picture of it")] = None


def test_parameters_are_read_from_the_dataclass() -> None:
    mood, words, stars, named, picture = read_parameters(Tell)
    assert (mood.kind, mood.required, mood.choices) == ("one", True, ("good", "so-so"))
    assert (words.kind, words.required, words.suggests, words.most) == ("text", False, True, 20)
    assert (stars.kind, named.kind, picture.kind) == ("number", "yesno", "file")
    assert mood.about == "how it was"


def test_what_a_person_typed_becomes_values() -> None:
    picture = Upload("a.png", b"1")
    told = convert(
        Tell, {"mood": " Good ", "stars": "4", "named": "no", "words": "fine"}, {"picture": picture}
    )
    assert told == Tell(Mood.GOOD, "fine", 4, False, picture)


def test_what_is_left_out_takes_its_default() -> None:
    assert convert(Tell, {"mood": "so-so", "words": "  "}, {}) == Tell(Mood.SO_SO)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({}, "Please add mood: how it was."),
        ({"mood": "great"}, "“great” is none of the choices for mood: good, so-so."),
        ({"mood": "good", "stars": "many"}, "stars should be a whole number, not “many”."),
        ({"mood": "good", "named": "maybe"}, "named should be yes or no, not “maybe”."),
        (
            {"mood": "good", "picture": "a.png"},
            "A file can't be typed. Please attach picture as a file.",
        ),
        ({"mood": "good", "words": "x" * 21}, "words is 21 characters long; at most 20 fit."),
        (
            {"mood": "good", "color": "red"},
            "There is no option “color” here. Options: mood, words, stars, named, picture.",
        ),
    ],
)
def test_what_does_not_fit_is_refused(options: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        convert(Tell, options, {})
    assert str(refused.value) == sentence


def test_a_field_without_a_description_is_our_mistake() -> None:
    @dataclass
    class Bare:
        word: str

    with pytest.raises(TypeError, match="word"):
        read_parameters(Bare)
