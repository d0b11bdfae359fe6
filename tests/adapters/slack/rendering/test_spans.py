"""Lines on Slack: text is text whatever it holds, links lead where they say, times are local."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.rendering.spans import rich, web_address, weight, words
from bot.chat.letters import blank, cleaned
from bot.chat.spans import (
    GroupMention,
    Inline,
    Link,
    LocalTime,
    PersonName,
    PlaceName,
    Text,
    TimeStyle,
    bold,
    spans,
)
from bot.model.places import Group, Message, Place
from tests.support.instants import utc
from tests.support.slack.held import link
from tests.support.slack.nasty import texts
from tests.support.slack.things import Json

ROOM = 10**6
AT = utc("2026-10-06 15:00")


def line(*pieces: Inline, most: int = ROOM) -> list[Json]:
    return rich(spans(*pieces), link, most)


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


@given(texts)
def test_text_is_text_whatever_it_holds(found: str) -> None:
    shown = words(found, ROOM)
    assert all(one.keys() == {"type", "text"} and one["type"] == "text" for one in shown)
    assert "".join(one["text"] for one in shown) == (
        "" if blank(cleaned(found)) else cleaned(found).strip()
    )


@given(texts, st.booleans(), st.booleans(), st.booleans())
def test_a_look_is_a_style_and_the_words_stay(
    found: str, is_bold: bool, is_italic: bool, is_code: bool
) -> None:
    for one in line("a", Text(found, is_bold, is_italic, is_code), "z"):
        assert one["type"] == "text"
        looks = one.get("style", {})
        assert set(looks) <= {"bold", "italic", "code"}
        assert all(looks.values())


@given(st.lists(st.one_of(texts, texts.map(bold), st.just(LocalTime(AT)))), st.integers(0, 400))
def test_what_is_cut_fits_and_nothing_is_empty(pieces: list[Inline], most: int) -> None:
    shown = line(*pieces, most=most)
    assert sum(map(weight, shown)) <= most
    assert all(one["text"] for one in shown if one["type"] == "text")


@given(texts)
def test_a_links_words_lead_nowhere_else(found: str) -> None:
    for one in line(Link(found, "https://end.example/x")):
        assert one["type"] in ("text", "link")
        if one["type"] == "link":
            assert one["url"] == "https://end.example/x"
            shown = one.get("text", "")
            assert "://" not in shown
            assert not shown.endswith(".example") or " " in shown or shown == "end.example"


def test_looks_and_neighbors() -> None:
    assert line("a", bold("b"), "c") == [text("a"), text("b", bold=True), text("c")]
    assert line(Text("x", bold=True, italic=True)) == [text("x", bold=True, italic=True)]
    assert line(Text("y", code=True)) == [text("y", code=True)]
    assert line("a", PersonName("p", "Ana"), "!") == [text("aAna!")]
    assert line(" a ", bold("\u202e"), " ") == [text("a")]
    assert line(" \n", "\u200b") == line() == line("\u200d") == []
    assert words("a\nb", ROOM) == [text("a\nb")]
    assert words("a\r\nb", ROOM, one_line=True, bold=True) == [text("a b", bold=True)]


def test_times_are_filled_in_by_slack_and_have_words_of_their_own() -> None:
    assert [line(LocalTime(AT, style))[0] for style in TimeStyle] == [
        {"type": "date", "timestamp": 1791298800, "format": shown, "fallback": spoken}
        for shown, spoken in (
            ("{date_long_pretty} at {time}", "2026-10-06 15:00 UTC"),
            ("{date_long}", "2026-10-06"),
            ("{time}", "15:00 UTC"),
            ("{ago}", "2026-10-06 15:00 UTC"),
        )
    ]


def test_places_are_slacks_own_where_it_can_name_them() -> None:
    channel = {"type": "channel", "channel_id": "C012AB"}
    assert line(PlaceName(Place("slack", "C012AB"))) == [channel]
    assert line(PlaceName(Place("slack", "C012AB", "1.5"))) == [
        {
            "type": "link",
            "url": "https://weather.slack.com/archives/C012AB/p1.5",
            "text": "a thread",
        },
        text(" in "),
        channel,
    ]
    assert line(PlaceName(Place("slack", "D012AB"))) == [text("a private conversation")]
    assert line(PlaceName(Place("sandbox", "live"))) == [text("#live")]
    assert line(PlaceName(Place("slack", "C1> <!here"))) == [text("#C1> <!here")]
    unknown = rich(spans(PlaceName(Place("slack", "C012AB", "1.5"))), lambda message: "", ROOM)
    assert unknown == [text("a thread in "), channel]


def test_only_slacks_own_groups_are_called() -> None:
    others = (Group("discord", "77"), Group("slack", "S1> <!here"), Group("slack", "channel"))
    shown = line("For ", GroupMention(Group("slack", "S012AB")), *map(GroupMention, others), "!")
    assert shown == [text("For "), {"type": "usergroup", "usergroup_id": "S012AB"}, text("!")]


def test_links_lead_to_messages_and_web_addresses_only() -> None:
    there = Message(Place("slack", "C1", "1.5"), "2.5")
    assert line(Link("See *it*", message=there)) == [
        {
            "type": "link",
            "url": "https://weather.slack.com/archives/C1/p2.5?thread_ts=1.5",
            "text": "See *it*",
        }
    ]
    assert line(Link("elsewhere", message=Message(Place("discord", "1"), "2"))) == [
        text("elsewhere")
    ]
    assert line("a ", Link("not a link", "javascript:alert(1)")) == [text("a not a link")]
    assert line(Link("", "https://a.example/")) == [{"type": "link", "url": "https://a.example/"}]
    assert line(Link("x" * 300, "https://a.example"))[0]["text"] == "x" * 249 + "…"


def test_words_like_another_address_show_where_they_lead() -> None:
    end = "https://evil.example/"
    told = [text("good.example ("), {"type": "link", "url": end}, text(")")]
    assert line(Link("good.example", end)) == told
    assert line(Link("evil.example", end)) == [{"type": "link", "url": end, "text": "evil.example"}]
    assert line(Link(end, end)) == [{"type": "link", "url": end}]


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/x(1)", "https://a.example/x(1)"),
        ("http://a.example/ü?q=a b", "http://a.example/ü?q=a%20b"),
        ("https://a.example/|x>", "https://a.example/%7Cx%3E"),
        ("javascript:alert(1)", None),
        ("ftp://a.example", None),
        ("https://", None),
        ("http://[", None),
        ("https://[::1]/", None),
        ("//evil.example", None),
        ("https://a.example/" + "x" * 3000, None),
    ],
)
def test_only_web_addresses_are_followed(url: str, target: str | None) -> None:
    assert web_address(url) == target


def test_what_finds_no_room_ends_in_an_ellipsis() -> None:
    room = weight(text("word word…"))
    assert line("word word word", most=room) == [text("word word…")]
    assert line("abc", LocalTime(AT), most=80) == [text("abc"), text("…")]
    address = "see https://a.example/long/way"
    assert line(f"{address} and more", most=50) == [text("see…")]
    assert line(f"{address} and more", most=60) == [text(f"{address} …")]
    assert line("abc", most=0) == []
