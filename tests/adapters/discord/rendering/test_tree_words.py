"""Which translations Discord shows, and what is said of those that it doesn't."""

from __future__ import annotations

import pytest

from adapters.discord.rendering.tree_words import unused
from bot.chat.tree import LONGEST_NAME
from bot.runtime.tables import COMMANDS


def test_what_is_shown_needs_no_word() -> None:
    texts = {
        "de": {
            "session": "sitzung",
            "Mark as highlight": "Als Höhepunkt markieren",
            COMMANDS.commands["ask"].about: "Eine Frage stellen",
        },
        "pt-BR": {"session": "sessão"},
    }
    assert unused(COMMANDS, texts) == []
    assert unused(COMMANDS, {}) == []


@pytest.mark.parametrize(
    ("locale", "english", "word", "said"),
    [
        ("xx", "session", "sitzung", "xx: Discord has no language of that name."),
        ("de", "sesion", "sitzung", "de: nothing in the commands reads “sesion”."),
        ("de", "session", "Sitzung", "Discord does not take “Sitzung” for “session”"),
        ("de", "session", "x" * (LONGEST_NAME + 1), "it is too long"),
        ("de", "start", "end", "stands for something else beside it"),
    ],
)
def test_what_is_not_shown_is_told(locale: str, english: str, word: str, said: str) -> None:
    [sentence] = unused(COMMANDS, {locale: {english: word}})
    assert said in sentence
