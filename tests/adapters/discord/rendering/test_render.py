"""Views as Discord's messages: every block its shape, everything within limits, nothing empty."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.rendering.render import marker_id
from bot.chat.actions import action
from bot.chat.letters import size
from bot.chat.spans import GroupMention, LocalTime, PersonName, Text, bold, spans
from bot.chat.views import (
    Bars,
    Block,
    Bullets,
    Button,
    Controls,
    Heading,
    LinkButton,
    Quote,
    Table,
    View,
    controls,
    note,
    paragraph,
    say,
)
from bot.model.places import Group
from tests.support import playviews
from tests.support.discord.holding import held_view, inside, states, texts
from tests.support.discord.openapi import needs_openapi
from tests.support.instants import utc
from tests.support.viewed import views_of

AT = utc("2026-10-06 15:00")
FILES = {playviews.CHART.id: playviews.CHART}
WHO = note("Only you can see this.")


@settings(max_examples=60)
@given(views_of(st.text(max_size=60)))
def test_whatever_a_view_holds_discord_takes_it(view: View) -> None:
    body = held_view(view, FILES)
    assert sum(1 for _ in inside(body)) <= 40
    assert sum(map(size, texts(body))) <= 4000


@pytest.mark.parametrize(
    "view", playviews.every_kind(AT), ids=lambda view: str(view.title or "say")
)
@needs_openapi
def test_discords_document_takes_all_kinds_of_views(view: View) -> None:
    held_view(view, FILES)


def test_blocks_of_words_have_their_marks() -> None:
    view = View(
        (
            Heading("Week *3*"),
            paragraph("Hello ", bold("you"), "."),
            Quote(spans("One\n\ntwo")),
            Bullets((spans("a"), spans("b\nc"))),
            note("Small\nprint"),
        ),
        title="# Recap",
    )
    assert texts(held_view(view)) == [
        "## \\# Recap",
        "### Week \\*3\\*",
        "Hello **you**.",
        "> One\n> \n> two",
        "- a\n- b c",
        "-# Small print",
    ]


def test_a_narrow_table_stands_side_by_side_and_a_wide_one_says_its_headers() -> None:
    narrow = Table(("Week", "State"), ((spans("1"), spans("locked")), (spans("12"), spans("你好"))))
    assert texts(held_view(View((narrow,)))) == [
        "```\nWeek  State\n────  ──────\n1     locked\n12    你好\n```"
    ]
    timed = Table(("Session", "Starts", "By"), (
        (spans("Acids"), spans(LocalTime(AT)), spans(PersonName("p", "Ana"))),
    ))  # fmt: skip
    assert texts(held_view(View((timed,)))) == ["- **Acids** · Starts: <t:1791298800:F> · By: Ana"]
    code = Table(("```", "<@1>"), ((spans("`x`"), spans("@everyone")),))
    assert texts(held_view(View((code,)))) == [
        "```\nˋˋˋ  <\u200b@1>\n───  ─────────\nˋxˋ  @\u200beveryone\n```"
    ]


def test_bars_tell_their_numbers_and_nothing_is_told_by_color() -> None:
    view = View((Bars((("Yes", 4), ("N*o", 0), ("Maybe", 1), ("All", 40))),))
    assert texts(held_view(view)) == [
        "Yes: **4**\n`█`\nN\\*o: **0**\nMaybe: **1**\n`█`\nAll: **40**\n`████████████`"
    ]
    assert texts(held_view(View((Bars(()),), fallback="No votes yet"))) == ["No votes yet"]


def test_only_the_groups_that_a_view_calls_on_are_notified() -> None:
    assert held_view(say("Hi @everyone"))["allowed_mentions"] == {"parse": []}
    body = held_view(say("For ", GroupMention(Group("discord", "77")), ": now."))
    assert body["allowed_mentions"] == {"parse": [], "roles": ["77"]}
    assert texts(body) == ["For <@&77>: now."]
    for block in (
        Bullets((spans(GroupMention(Group("discord", "5"))),)),
        Table(("a",), ((spans(GroupMention(Group("discord", "5"))),),)),
    ):
        assert held_view(View((block,)))["allowed_mentions"]["roles"] == ["5"]


def test_the_marker_is_the_outermost_components_id() -> None:
    body = held_view(say("Hi"), marker="recap/1/2")
    assert body["components"][0]["id"] == marker_id("recap/1/2") == 1345114514
    assert body["flags"] == 1 << 15
    assert "id" not in held_view(say("Hi"), marker="")["components"][0]


@given(st.text())
def test_a_marker_is_31_bits_and_none_that_discord_gives_out(marker: str) -> None:
    assert 1000 <= marker_id(marker) < 2**31


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        (View(), "There is nothing to show here."),
        (View(fallback="A poll"), "A poll"),
        (View((paragraph(" \u200b"),), title="\u202e"), "There is nothing to show here."),
        (View((Controls(()),)), "There is nothing to show here."),
        (View((controls(Button("Undo", action("undo", "c"))),), fallback="Done"), "Done"),
    ],
)
def test_a_message_is_never_empty(view: View, shown: str) -> None:
    assert texts(held_view(view)) == [shown]


def test_what_is_too_long_says_how_much_and_keeps_controls_and_who_can_see_it() -> None:
    undo = action("undo", "c")
    many = Bullets(tuple(spans(f"{n} " + "x" * 90) for n in range(60)))
    view = View(
        (many, paragraph("later"), WHO, controls(Button("Undo", undo)), Heading("last")),
        title="Found",
    )
    body = held_view(view)
    assert texts(body)[0] == "## Found"
    assert texts(body)[1].endswith("\n-# … and 20 more lines, 2 more parts that did not fit here.")
    assert texts(body)[2:] == ["-# Only you can see this."]
    assert states(body) == [undo]


def test_a_long_text_is_cut_and_what_follows_is_counted() -> None:
    body = held_view(View((paragraph("word " * 2000), paragraph("more"), WHO)))
    first, rest, who = texts(body)
    assert first.endswith(" word…")
    assert rest == "-# … and 1 more part that did not fit here."
    assert who == "-# Only you can see this."
    assert 3800 < sum(map(size, texts(body))) <= 4000


def test_too_many_notes_lose_the_first_ones() -> None:
    view = View((*(note(f"{n} " + "x" * 400) for n in range(12)), WHO))
    shown = texts(held_view(view))
    assert shown[-1] == "-# Only you can see this."
    assert any("did not fit" in text for text in shown)


def test_many_blocks_share_texts_rather_than_get_lost() -> None:
    view = View(tuple(paragraph(str(n)) for n in range(100)), title="Many")
    [text] = texts(held_view(view))
    assert text.split("\n")[1:] == [str(n) for n in range(100)]


def test_mixed_looks_fit() -> None:
    piece: list[Block] = [
        paragraph("Question ", Text("one", italic=True)),
        Quote(spans("answer")),
        controls(Button("Up", action("up", "c"))),
    ]
    numbered = [
        replace(block, items=(Button("Up", action("up", "c", str(n))),))
        if isinstance(block, Controls)
        else block
        for n in range(13)
        for block in piece
    ]
    body = held_view(View(tuple(numbered)))
    assert len(states(body)) == 13
    assert len(texts(body)) == 13


def test_links_without_a_web_address_are_no_links() -> None:
    view = View((controls(LinkButton("Go", "javascript:x"), LinkButton("Join", "https://m.ex/a")),))
    go, join = [one for one in inside(held_view(view)) if one["type"] == 2]
    assert (go["disabled"], go["custom_id"], go["style"]) == (True, "off:1", 2)
    assert (join["url"], join["style"]) == ("https://m.ex/a", 5)
