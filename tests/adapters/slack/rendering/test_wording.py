"""What people wrote, as they read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.rendering.wording import worded
from bot.model.participation.acts.words import count_words


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("plain words", "plain words"),
        ("a &amp; b &lt;c&gt; &amp;lt;", "a & b <c> &lt;"),
        ("ask <@U024BE7LH> or <@U1|anna>", "ask @someone or @anna"),
        ("see <#C1|week-3> and <#C1|>", "see #week-3 and #channel"),
        ("<!here> <!channel> <!subteam^S1|@tutors> <!subteam^S1>", "@here @channel @tutors @group"),
        ("on <!date^1392734382^{date}|18 Feb>", "on 18 Feb"),
        ("<https://x.org/a?b=1&amp;c=2>", "https://x.org/a?b=1&c=2"),
        ("<http://x.org|x.org> <http://x.org/|x.org>", "http://x.org http://x.org/"),
        ("<https://x.org|the paper>", "[the paper](https://x.org)"),
        ("<https://x.org|[1]>", "[1] https://x.org"),
        ("<mailto:a@x.org|a@x.org> <mailto:a@x.org|Anna>", "a@x.org Anna"),
        ("&lt;@U1&gt; is no mention", "<@U1> is no mention"),
        ("&gt; quoted\nmine", "> quoted\nmine"),
        ("a < b", "a < b"),
    ],
)
def test_text_reads_as_it_was_written(sent: str, read: str) -> None:
    """Marks become words, and escapes the signs they stand for."""
    assert worded(sent) == read


def test_only_own_words_count() -> None:
    """Mentions and addresses are no words; a link's label is."""
    assert count_words(worded("<@U1> see <https://x.org|two words> &amp; <https://y.org>")) == 3


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_typed_comes_back(typed: str) -> None:
    """Slack escapes what is typed; unescaped it is the same."""
    sent = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert worded(sent) == typed


@given(st.text(st.sampled_from("<>&|@#!^ab;ltgm:/\n")))
def test_nothing_breaks_it(sent: str) -> None:
    """Whatever comes is read as something."""
    assert isinstance(worded(sent), str)
