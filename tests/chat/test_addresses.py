"""Web addresses: which may be followed, and whose words mislead."""

from __future__ import annotations

import pytest

from bot.chat.addresses import followed, misleading


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/x?q=1", "https://a.example/x?q=1"),
        (" http://a.example/\u202e ", "http://a.example/"),
        ("javascript:alert(1)", None),
        ("ftp://a.example", None),
        ("https://", None),
        ("http://[", None),
        ("https://[::1]/", None),
        ("//evil.example", None),
    ],
)
def test_only_web_addresses_are_followed(url: str, target: str | None) -> None:
    assert followed(url) == target


@pytest.mark.parametrize(
    ("words", "misleads"),
    [
        ("the recording", False),
        ("good.example", True),
        ("www.anything", True),
        ("https://good.example/x", True),
        ("evil.example", False),
        ("https://evil.example/x", False),
        ("e.g. this", False),
    ],
)
def test_words_like_another_address_mislead(words: str, misleads: bool) -> None:
    assert misleading(words, "https://evil.example/x") == misleads
