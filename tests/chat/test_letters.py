"""Anybody's letters: what hides is gone, what scripts need stays, and cuts fall between words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.letters import beginning, blank, cleaned, ended, size, width


def test_what_hides_is_taken_out_and_what_scripts_need_stays() -> None:
    assert cleaned("a\u200b\u202eb\u2066\ufeff\xad\x00c") == "abc"
    assert cleaned("می\u200cخواهم 👩\u200d🏫\ud83d") == "می\u200cخواهم 👩\u200d🏫\ufffd"
    assert cleaned("a\r\nb\u2028c\x85d") == "a\nb\nc\nd"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    once.encode()


def test_a_text_of_spaces_and_joiners_is_blank() -> None:
    assert blank("")
    assert blank(" \n\u200d\u0301")
    assert not blank(" .")


@pytest.mark.parametrize(
    ("text", "end", "shown"),
    [
        ("one two", 7, "one two"),
        ("one two", 6, "one"),
        ("one two", 3, "one"),
        ("x" * 40, 30, "x" * 30),
        ("see https://a.example/long", 20, "see "),
        ("see https://a.example/long on", 27, "see https://a.example/long"),
    ],
)
def test_a_beginning_ends_in_no_word_and_no_address(text: str, end: int, shown: str) -> None:
    assert beginning(text, end) == shown


@given(st.text(), st.integers(0, 50))
def test_a_beginning_is_one(text: str, end: int) -> None:
    assert text.startswith(beginning(text, end))
    assert len(beginning(text, end)) <= max(end, 0)


def test_an_ellipsis_is_no_part_of_an_address() -> None:
    assert ended("one two ") == "one two…"
    assert ended("see https://a.example/x") == "see https://a.example/x …"
    assert ended(" ") == "…"


def test_sizes_are_utf_16_and_widths_are_columns() -> None:
    assert (size("a😀"), size("abc"), size("é")) == (3, 3, 1)
    assert (width("abc"), width("你好"), width("e\u0301"), width("é")) == (3, 4, 1, 1)
