"""A file's text is read whichever program saved it; what is no text is known by its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.decoding import HEADER, MARKS, Encoding, Undecodable, decoded

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"))
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=HEADER // 2)


@given(TEXT, st.sampled_from(MARKS))
def test_a_mark_tells_the_encoding_and_is_no_part_of_the_text(
    text: str, known: tuple[bytes, str]
) -> None:
    mark, codec = known
    assert decoded(mark + text.encode(codec)) == (Encoding(codec, mark), text)


@given(LATIN, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
def test_without_a_mark_a_latin_header_tells_it(header: str, codec: str) -> None:
    text = f"{header}\nSiân,Ōta\n"
    assert decoded(text.encode(codec)) == (Encoding(codec), text)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("missing", [1, 2, 3])
def test_utf_16_that_is_cut_inside_a_character_is_known(codec: str, missing: int) -> None:
    mark = next(mark for mark, known in MARKS if known == codec)
    with pytest.raises(Undecodable, match="line 2 is cut off inside a character") as found:
        decoded(mark + "name\nAna 🎈".encode(codec)[:-missing])
    assert found.value.cut


def test_latin_1_that_ends_with_an_accent_is_not_cut() -> None:
    with pytest.raises(Undecodable) as found:
        decoded(b"name\nJos\xe9")
    assert not found.value.cut


def test_what_is_neither_is_known_by_its_line() -> None:
    with pytest.raises(Undecodable, match="line 3") as found:
        decoded(b"\xef\xbb\xbfname\nAna\nJos\xe9\n")
    assert found.value.line == 3
