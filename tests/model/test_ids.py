"""Short ids: stable, and base32 of a hash."""

import base64
import hashlib

from hypothesis import given
from hypothesis import strategies as st

from bot.model.ids import ID_LENGTH, short_id

PARTS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4)


@given(PARTS)
def test_an_id_is_the_beginning_of_the_hash_in_base32(parts: list[str]) -> None:
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).digest()
    assert short_id(*parts) == base64.b32encode(digest).decode().lower()[:ID_LENGTH]


def test_an_id_stays_what_it_is_for_good() -> None:
    assert short_id("course", "open-learning") == "mxoqui4zgl"
