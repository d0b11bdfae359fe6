"""Small notes and fallbacks on Slack: plain where they can be, harmless mrkdwn where not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.rendering.mrkdwn import mrkdwn, note_block
from adapters.slack.rendering.spans import weight
from bot.chat.letters import blank, cleaned
from bot.chat.spans import (
    GroupMention,
    Inline,
    Link,
    LocalTime,
    PersonName,
    PlaceName,
    TimeStyle,
    bold,
    spans,
)
from bot.model.places import Group, Message, Place
from tests.support.instants import utc
from tests.support.slack.held import link
from tests.support.slack.mrkdwn import read
from tests.support.slack.nasty import texts
from tests.support.slack.things import Json

ROOM = 3000
AT = utc("2026-10-06 15:00")
DATE = "<!date^1791298800^{date_long_pretty} at {time}|2026-10-06 15:00 UTC>"


def small(*pieces: Inline, most: int = ROOM) -> Json | None:
    found = note_block(spans(*pieces), link, most)
    if found is None:
        return None
    [element] = found["elements"]
    assert found["type"] == "context"
    shown: Json = element
    return shown


def marked(*pieces: Inline, most: int = ROOM) -> str:
    return mrkdwn(spans(*pieces), link, most)


def test_words_alone_are_plain_text() -> None:
    assert small("Only *you* can see this, ", PersonName("p", "<!here>"), ".") == {
        "type": "plain_text",
        "text": "Only *you* can see this, <!here>.",
        "emoji": False,
    }
    assert small(" \u200b\n") is None
    assert small("a\nb  c") == {"type": "plain_text", "text": "a b c", "emoji": False}


def test_with_a_time_they_are_mrkdwn_that_means_nothing_else() -> None:
    assert small("Until ", LocalTime(AT), ", says *Ann* <@U1>.") == {
        "type": "mrkdwn",
        "text": f"Until {DATE}, says ∗Ann∗ &lt;@U1&gt;.",
        "verbatim": True,
    }
    assert marked(LocalTime(AT, TimeStyle.RELATIVE)) == (
        "<!date^1791298800^{ago}|2026-10-06 15:00 UTC>"
    )


def test_links_places_and_groups() -> None:
    there = Message(Place("slack", "C1"), "2.5")
    assert marked(Link("See *it*|>", message=there)) == (
        "<https://weather.slack.com/archives/C1/p2.5|See ∗it∗|&gt;>"
    )
    assert marked(Link("a", "https://a.example/?x=1&y=<2>")) == (
        "<https://a.example/?x=1&amp;y=%3C2%3E|a>"
    )
    assert marked(Link("", "https://a.example")) == "<https://a.example>"
    assert marked(Link("no", "javascript:x")) == "no"
    assert marked(Link("good.example", "https://evil.example")) == (
        "good.example (<https://evil.example>)"
    )
    assert marked(PlaceName(Place("slack", "C012AB"))) == "<#C012AB>"
    assert marked(PlaceName(Place("slack", "D012AB"))) == "a private conversation"
    groups = (Group("slack", "S012AB"), Group("slack", "x"), Group("discord", "1"))
    assert marked("For ", *map(GroupMention, groups)) == "For <!subteam^S012AB>"


def test_what_is_cut_is_cut_outside_of_marks() -> None:
    assert marked("word word word", most=13) == "word word…"
    assert marked("word ", LocalTime(AT), "!", most=30) == "word…"
    assert marked("word ", LocalTime(AT), "!", most=85) == f"word {DATE}!"
    assert marked("w", LocalTime(AT), most=2) == ""
    plain = small("word " * 800)
    assert plain is not None
    assert plain["text"].endswith("word…")
    assert 2900 < len(plain["text"]) <= 3000


@given(
    st.lists(
        st.one_of(
            texts,
            texts.map(bold),
            texts.map(lambda text: Link(text, "https://end.example/x")),
            st.just(LocalTime(AT)),
        )
    ),
    st.integers(0, ROOM),
)
def test_whatever_stands_in_it_only_times_and_links_of_ours_work(
    pieces: list[Inline], most: int
) -> None:
    shown = marked(*pieces, most=most)
    found = read(shown)
    assert weight(shown) <= max(most, weight(""))
    assert found.marks == set()
    assert set(found.special) <= {DATE[1:-1]}
    for words, target in found.links:
        assert target == "https://end.example/x"
        assert "://" not in words or words == target
        assert not words.endswith(".example") or " " in words or words == "end.example"


@given(texts, st.integers(0, 400))
def test_a_plain_note_is_the_text_and_fits(text: str, most: int) -> None:
    found = small(text, most=most)
    if found is None:
        assert most < 120 or blank(cleaned(text))
        return
    assert found["type"] == "plain_text"
    assert " ".join(cleaned(text).split()).startswith(found["text"].rstrip("… "))
