"""Lines on Discord: whatever text comes, nobody is mentioned, nothing is markup, words stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.rendering.escaping import coded, escaped
from adapters.discord.rendering.spans import groups, markup, web_address, words_markup
from bot.chat.letters import cleaned, size
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
from tests.support.discord.markdown import mentions, read
from tests.support.instants import utc

ROOM = 4000
NASTY = (
    "@everyone @here <@1> <@!22> <@&3> <#4> </ask:5> <id:guide> <t:1> <t:1:R> <:hi:6> <a:hi:7> "
    ":smile: ** * __ _ ~~ || ` ``` [a](https://b.example) ] ( ) \\ # ## -# - > >>> 1. 12. + "
    "https://a.example/x_y_z http:// HTTPS://a_b_ <https://c.example> <a@b.example> <+123> | "
    "\u200b \u200d \u202e \u2066 \ufeff \xad @\u200beveryone <\u200b@1> \ud83d word é 你好 سلام"
).split(" ")
texts = st.one_of(
    st.text(),
    st.text(st.sampled_from("@everyonhr<>#&:/!*_~|`[]()\\ \n-123.a")),
    st.lists(st.sampled_from([*NASTY, " ", "\n", "a"])).map("".join),
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=4))).map(" ".join),
)


def address(message: Message) -> str:
    return f"https://discord.com/channels/1/{message.place.id}/{message.id}"


def line(*pieces: Inline, most: int = ROOM) -> str:
    return markup(spans(*pieces), address, most)


def one_space(text: str) -> str:
    return " ".join(text.split())


@given(texts)
@example("@everyone")
@example("@\u200beveryone")
@example("<@&123> \\<@123> \\\\<@123>")
@example("https://a.example/*x* _y_ ||z||")
@example("https://_. https://_.")
@example("1\n. x\n -# y\r# z\u2028> q")
def test_no_text_mentions_anybody_or_is_markup(text: str) -> None:
    shown = words_markup(text, 10**6)
    assert mentions(shown) == []
    assert read(shown).marks == set()


@given(texts)
def test_the_words_stay(text: str) -> None:
    shown = read(words_markup(text, 10**6))
    if "http" not in text:
        assert one_space(shown.text) == one_space(cleaned(text))
    for word in re.findall(r"[^\W_]+", cleaned(re.sub(r"https?://\S*", "", text))):
        assert word in shown.text


@given(st.lists(st.builds(Text, texts, st.booleans(), st.booleans(), st.booleans())))
def test_no_look_and_no_border_between_spans_lets_a_mention_through(pieces: list[Text]) -> None:
    shown = line(*pieces)
    assert mentions(shown) == []
    assert read(shown).marks <= {"bold", "italic", "code"}


@given(texts, texts)
def test_a_mention_does_not_hide_across_a_border(first: str, second: str) -> None:
    shown = line(first, PersonName("p", second), Link(first, "mailto:a@b.example"))
    assert mentions(shown) == []
    assert read(shown).marks == set()


@pytest.mark.parametrize(("first", "second"), [("@every", "one"), ("<@", "1>"), ("<t:1", ":R>")])
def test_two_halves_of_a_mention_are_none(first: str, second: str) -> None:
    assert mentions(line(first, second)) == mentions(line(first, PersonName("p", second))) == []


@given(texts, st.integers(0, 60))
def test_what_is_cut_fits_and_is_still_no_markup(text: str, most: int) -> None:
    shown = line(text, bold(text), LocalTime(utc("2026-10-06 15:00")), text, most=most)
    assert size(shown) <= most
    assert read(shown).marks <= {"bold"}
    assert set(mentions(shown)) <= {"<t:1791298800:F>"}


@given(texts)
def test_a_links_words_lead_nowhere_else(text: str) -> None:
    shown = read(line(Link(text, "https://end.example/x")))
    targets = {target for _, target in shown.links}
    assert "https://end.example/x" in targets
    for words, target in shown.links:
        assert target in ("https://end.example/x", words)
    assert mentions(line(Link(text, "https://end.example/x"))) == []


@given(texts)
def test_code_ends_where_it_should(text: str) -> None:
    shown = line("a ", Text(text, code=True), " z")
    assert mentions(shown) == []
    if one_space(cleaned(text)):
        assert read(shown).marks == {"code"}
        assert read(shown).text.startswith("a ")
        assert read(shown).text.endswith(" z")


def test_looks_are_marks_around_the_words_without_the_spaces() -> None:
    assert line("a", bold(" b "), "c") == "a **b** c"
    assert line(Text("x", italic=True), Text("y", bold=True, italic=True)) == "*x*\u200b***y***"
    assert line(Text("1 * 2", italic=True)) == "*1 ∗ 2*"
    assert line(Text("a`b  c", code=True)) == "`aˋb c`"
    assert line(bold("  "), "x") == "x"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# big", "\\# big"),
        ("a # b", "a # b"),
        ("-# small\n- item\n1. one\n> said", "\\-# small\n\\- item\n1\\. one\n\\> said"),
        ("a-b 1.5 c>d", "a-b 1.5 c>d"),
        ("snake_case * 2", "snake\\_case \\* 2"),
        ("see https://a.example/x_y?q=1 and <https://b.example>.",
         "see https://a.example/x_y?q=1 and https://b.example ."),
        ("¯\\_(ツ)_/¯", "¯\\\\\\_(ツ)\\_/¯"),
        ("mail a@b.example", "mail a@b.example"),
        ("a < b", "a \\<\u200b b"),
    ],
)  # fmt: skip
def test_text_is_escaped_no_more_than_it_needs(text: str, shown: str) -> None:
    assert line(text) == shown


def test_times_places_and_links_are_discords_own() -> None:
    at = utc("2026-10-06 15:00")
    assert [line(LocalTime(at, style)) for style in TimeStyle] == [
        "<t:1791298800:F>",
        "<t:1791298800:D>",
        "<t:1791298800:t>",
        "<t:1791298800:R>",
    ]
    assert line(PlaceName(Place("discord", "12"))) == "<#12>"
    assert line(PlaceName(Place("discord", "12", "34"))) == "<#34>"
    assert line(PlaceName(Place("sandbox", "live"))) == "\\#live"
    there = Message(Place("discord", "12"), "56")
    assert line(Link("See *it*", message=there)) == (
        "[See \\*it\\*](https://discord.com/channels/1/12/56)"
    )
    assert line(Link("elsewhere", message=Message(Place("slack", "C1"), "1"))) == "elsewhere"


def test_only_discords_own_groups_are_called() -> None:
    ours = GroupMention(Group("discord", "77"))
    others = (GroupMention(Group("slack", "S1")), GroupMention(Group("discord", "1> @everyone")))
    shown = line("For ", ours, *others, "!")
    assert shown == "For <@&77>!"
    assert groups([spans(ours, ours), spans(*others)]) == ["77"]


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/x(1)", "https://a.example/x%281%29"),
        ("https://a.example/@everyone", "https://a.example/%40everyone"),
        ("http://a.example/ü?q=a b", "http://a.example/ü?q=a%20b"),
        ("javascript:alert(1)", None),
        ("ftp://a.example", None),
        ("https://", None),
        ("http://[", None),
        ("//evil.example", None),
        ("https://a.example/" + "x" * 3000, None),
    ],
)
def test_only_web_addresses_are_followed(url: str, target: str | None) -> None:
    assert web_address(url) == target


def test_words_like_another_address_show_where_they_lead() -> None:
    end = "https://evil.example/"
    assert line(Link("https://good.example", end)) == f"https://good.example (<{end}>)"
    assert line(Link("good.example", end)) == f"good.example (<{end}>)"
    assert line(Link("evil.example", end)) == f"[evil.example]({end})"
    assert line(Link(end, end)) == line(Link("", end)) == f"<{end}>"
    assert line(Link("a [b] c", end)) == f"[a (b) c]({end})"


def test_what_hides_is_taken_out_and_what_scripts_need_stays() -> None:
    assert cleaned("a\u200b\u202eb\u2066\ufeff\xad\x00c") == "abc"
    assert cleaned("می\u200cخواهم 👩\u200d🏫\ud83d") == "می\u200cخواهم 👩\u200d🏫\ufffd"
    assert cleaned("a\r\nb\u2028c\x85d") == "a\nb\nc\nd"


def test_sizes_are_utf_16_and_cut_ends_in_an_ellipsis() -> None:
    assert size("a😀") == 3
    assert line("😀" * 9, most=7) == "😀😀😀…"
    assert line("abc ", LocalTime(utc("2026-10-06 15:00")), most=12) == "abc…"
    assert line("abc", most=0) == ""
    assert escaped("a") == coded("a") == "a"
