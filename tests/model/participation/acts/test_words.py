"""How words are counted, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.words import count_words, whole, written


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("   \n", 0),
        ("Acids give away protons.", 4),
        ("It's a well-known fact", 4),
        ("either/or and 3.5 %", 4),
        ("vinegar—which is sour—reacts", 5),
        ("vinegar -- which is sour", 4),
        ("… — !!! 👍 🎉", 0),
        ("👍 great", 1),
        ("a|b\\c", 3),
        ("naïve café Straße", 3),
        ("नमस्ते दुनिया", 2),
        ("Привет, мир!", 2),
        ("안녕하세요 여러분", 2),
        ("مرحبا بالعالم", 2),
    ],
)
def test_words_between_spaces(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("酸", 1),
        ("酸碱", 1),
        ("酸碱中和", 2),
        ("酸碱中和。", 2),
        ("酸とアルカリ", 3),
        ("pH 值是七", 3),
        ("𠀀𠀁", 1),
        ("กรดและเบส", 2),
        ("ສະບາຍ", 1),
    ],
)
def test_scripts_without_spaces_are_counted_by_character(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("see https://example.org/a/b?c=d now", 2),
        ("see www.example.org now", 2),
        ("see <https://example.org> now", 2),
        ("read [the long article](https://example.org/x) today", 5),
        ("mail FTP://example.org", 1),
        ("> you said\n> this\nI disagree", 2),
        ("  > quoted\nmine", 1),
        ("5 > 3 holds", 3),
        ("run `pip install x` first", 2),
        ("before\n```python\nprint(1)\nmore\n```\nafter", 2),
        ("before ```never closed and so on", 1),
        ("thanks @ana :smile: really", 2),
        (": yes", 1),
        (":a b:", 2),
    ],
)
def test_what_others_wrote_is_not_counted(text: str, words: int) -> None:
    assert count_words(text) == words


def test_the_rest_stays_as_it_was() -> None:
    assert written("keep `x` [this](http://a.b)").split() == ["keep", "this"]


@given(st.text(max_size=300))
def test_any_text_has_a_count(text: str) -> None:
    assert 0 <= count_words(text) <= len(text)


@given(st.lists(st.text("abcdefghij", min_size=1), max_size=30))
def test_a_plain_text_has_as_many_words_as_it_was_joined_from(words: list[str]) -> None:
    assert count_words(" ".join(words)) == len(words)


@pytest.mark.parametrize("hostile", ["[" * 40_000, "`" * 40_000, "a:" * 20_000, "](" * 20_000])
def test_hostile_texts_are_counted_too(hostile: str) -> None:
    assert count_words(hostile) <= 1


@pytest.mark.parametrize(
    ("text", "made_whole"),
    [
        ("plain", "plain"),
        ("bät 👍", "bät 👍"),
        ("cut \ud83d", "cut \ufffd"),
        ("\ud83d\udc4d", "👍"),
        ("nul\0l", "nul\ufffdl"),
        ("nül\0\udc4d", "nül\ufffd\ufffd"),
    ],
)
def test_halves_of_characters_are_made_whole(text: str, made_whole: str) -> None:
    assert whole(text) == made_whole
