"""Which addresses a message shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.recap.links import links_in, shared_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://example.org/a.", ("https://example.org/a",)),
        ("(https://example.org/a)", ("https://example.org/a",)),
        ("https://example.org/a_(b)", ("https://example.org/a_(b)",)),
        ("[x](https://example.org/a), really", ("https://example.org/a",)),
        ("<https://example.org|label>", ("https://example.org",)),
        ("http://A.example/?q=1&r=2!", ("http://A.example/?q=1&r=2",)),
        ("twice https://a.example https://a.example", ("https://a.example",)),
        ("**https://a.example**", ("https://a.example",)),
        ("ftp://a.example javascript:alert(1) www.a.example", ()),
        ("https:// https://... https://)", ()),
        ("", ()),
    ],
)
def test_addresses_lose_the_sentences_own_signs(text: str, links: tuple[str, ...]) -> None:
    assert links_in(text) == links


def test_links_of_many_messages_come_once_in_order() -> None:
    assert shared_links(["https://b.example", "https://a.example https://b.example"]) == (
        "https://b.example",
        "https://a.example",
    )


@given(st.text())
def test_any_text_gives_links_without_spaces(text: str) -> None:
    assert all(not any(c.isspace() for c in link) for link in links_in(text + " https://x.y "))
