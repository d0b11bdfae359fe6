"""A message written as one word is read back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.references import read_message, write_message
from bot.model.places import Message, Place

names = st.text(st.characters(exclude_characters="/"), min_size=1, max_size=12)


@given(names, names, st.none() | names, names)
def test_what_was_written_is_read(platform: str, place: str, thread: str | None, id: str) -> None:
    message = Message(Place(platform, place, thread), id)
    assert read_message(write_message(message)) == message


@pytest.mark.parametrize("text", ["", "question/abc", "message/a/b/c", "x/a/b/c/d", "on paper"])
def test_what_names_no_message_is_none(text: str) -> None:
    assert read_message(text) is None
