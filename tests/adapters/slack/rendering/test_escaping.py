"""Anybody's words in mrkdwn: nobody is mentioned, nothing has a look, the words stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given

from adapters.slack.rendering.escaping import entities, neutral
from bot.chat.letters import cleaned
from tests.support.slack.mrkdwn import read
from tests.support.slack.nasty import texts

ALIKE = str.maketrans("∗ˍ∼ˋ", "*_~`")


@given(texts)
@example("<!channel> <!here|x> <@U1> <#C1|c> <!subteam^S1> <!date^1^{time}|x> <https://a.ex|b>")
@example("*a* _b_ ~c~ `d` ```e``` :smile: ::thumbsup::skin-tone-2: &lt;!channel&gt;")
@example("> a\n>b\n &gt;c")
@example("https://a.example/_x_*y*~z~`w`|v :e: https://b.example/:smile:")
@example("@everyone @Channel @here")
def test_no_text_mentions_anybody_or_has_a_look(text: str) -> None:
    found = read(neutral(text))
    assert found.marks == set()
    assert (found.special, found.links) == ([], [])


@given(texts)
def test_the_words_stay(text: str) -> None:
    shown = read(neutral(text)).text
    if "http" not in text:
        assert shown.translate(ALIKE) == cleaned(text).translate(ALIKE)
    for word in re.findall(r"[^\W_]+", cleaned(re.sub(r"https?://\S*", "", text))):
        assert word in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tom & Ann < 3 > 2", "Tom &amp; Ann &lt; 3 &gt; 2"),
        ("snake_case * 2", "snakeˍcase ∗ 2"),
        ("> said", "\u200b&gt; said"),
        ("at 10:30:00 sharp", "at 10:\u200b30:00 sharp"),
        ("see https://a.example/x_y?q=1&r=2", "see https://a.example/x%5Fy?q=1&amp;r=2"),
        ("mail a@b.example", "mail a@b.example"),
        ("@here", "@\u200bhere"),
    ],
)
def test_text_is_changed_no_more_than_it_needs(text: str, shown: str) -> None:
    assert neutral(text) == shown


def test_entities_are_escaped_once() -> None:
    assert entities("<a&b>") == "&lt;a&amp;b&gt;"
    assert entities("&amp;") == "&amp;amp;"
