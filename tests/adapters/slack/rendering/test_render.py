"""Views as Slack's messages: every block its shape, everything within limits, nothing empty."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from adapters.slack.rendering.render import NOTHING
from bot.chat.actions import action
from bot.chat.spans import GroupMention, LocalTime, PersonName, bold, spans
from bot.chat.views import (
    Bars,
    Bullets,
    Button,
    Controls,
    Heading,
    LinkButton,
    Picture,
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
from tests.support.instants import utc
from tests.support.slack.held import held_view, told
from tests.support.slack.mrkdwn import read
from tests.support.slack.nasty import views
from tests.support.slack.schemas import needs_schemas

AT = utc("2026-10-06 15:00")
FILES = {playviews.CHART.id: "F012AB"}
WHO = note("Only you can see this.")


@settings(max_examples=60)
@given(views)
def test_whatever_a_view_holds_slack_takes_it(view: View) -> None:
    body = held_view(view, FILES)
    found = read(body["text"])
    assert found.marks == set()
    assert (found.special, found.links) == ([], [])


@pytest.mark.parametrize(
    "view", playviews.every_kind(AT), ids=lambda view: str(view.title or "say")
)
@needs_schemas
def test_slacks_own_types_take_all_kinds_of_views(view: View) -> None:
    held_view(view, FILES)


def test_blocks_of_words_have_their_shapes() -> None:
    view = View(
        (
            Heading("Week *3*"),
            paragraph("Hello ", bold("you"), "."),
            Quote(spans("One\n\ntwo")),
            Bullets((spans("a"), spans("b\nc"), spans(" "))),
            note("Small\nprint"),
        ),
        title="# Recap",
    )
    body = held_view(view)
    assert told(body) == [
        "# Recap",
        "Week *3*",
        "Hello you.",
        "> One\n> \n> two",
        "- a\n- b c",
        "Small print",
    ]
    kinds = [block["type"] for block in body["blocks"]]
    assert kinds == ["header", "rich_text", "rich_text", "rich_text", "rich_text", "context"]
    assert body["blocks"][1] == {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [{"type": "text", "text": "Week *3*", "style": {"bold": True}}],
            }
        ],
    }


def test_a_narrow_table_stands_side_by_side_and_a_wide_one_says_its_headers() -> None:
    narrow = Table(("Week", "State"), ((spans("1"), spans("locked")), (spans("12"), spans("你好"))))
    assert told(held_view(View((narrow,)))) == [
        "| Week  State\n| ────  ──────\n| 1     locked\n| 12    你好"
    ]
    timed = Table(("Session", "Starts", "By"), (
        (spans("Acids"), spans(LocalTime(AT)), spans(PersonName("p", "Ana"))),
    ))  # fmt: skip
    assert told(held_view(View((timed,)))) == [
        "- Acids · Starts: <1791298800 {date_long_pretty} at {time}> · By: Ana"
    ]


def test_bars_tell_their_numbers_and_nothing_is_told_by_color() -> None:
    view = View((Bars((("Yes", 4), ("N*o", 0), ("Maybe", 1), ("All", 40))),))
    assert told(held_view(view)) == ["Yes: 4\n█\nN*o: 0\nMaybe: 1\n█\nAll: 40\n████████████"]
    assert told(held_view(View((Bars(()),), fallback="No votes yet"))) == ["No votes yet"]


def test_the_body_unfolds_nothing_and_its_marker_is_metadata() -> None:
    body = held_view(say("Hi https://a.example"), marker="recap/1/2")
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)
    assert body["metadata"] == {
        "event_type": "homeroom_post",
        "event_payload": {"marker": "recap/1/2"},
    }
    assert "metadata" not in held_view(say("Hi"), marker="")


def test_only_the_groups_that_a_view_calls_on_are_notified() -> None:
    body = held_view(say("For ", GroupMention(Group("slack", "S012AB")), ": @channel now."))
    assert told(body) == ["For <usergroup S012AB>: @channel now."]
    assert body["text"] == "For <!subteam^S012AB>: @\u200bchannel now."


@pytest.mark.parametrize(
    ("view", "fallback"),
    [
        (playviews.announcement(AT), "Seminar 3 on Tuesday"),
        (View(title="*Poll*: <!here>"), "∗Poll∗: &lt;!here&gt;"),
        (say("Until ", LocalTime(AT)),
         "Until <!date^1791298800^{date_long_pretty} at {time}|2026-10-06 15:00 UTC>"),
        (View((Bullets((spans("first"), spans("second"))),)), "first"),
        (View((Heading("Only this"),)), "Only this"),
        (View(), NOTHING),
        (View((controls(Button("Undo", "v1:undo:c::")),)), NOTHING),
    ],
)  # fmt: skip
def test_the_fallback_is_one_line_with_times_and_without_looks(view: View, fallback: str) -> None:
    assert held_view(view)["text"] == fallback


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        (View(), [NOTHING]),
        (View(fallback="A poll"), ["A poll"]),
        (View((paragraph(" \u200b"),), title="\u202e"), [NOTHING]),
        (View((Controls(()),)), [NOTHING]),
        (View((controls(Button("Undo", action("undo", "c"))),), fallback="Done"), ["Done"]),
    ],
)
def test_a_message_is_never_empty(view: View, shown: list[str]) -> None:
    assert told(held_view(view)) == shown


def test_pictures_and_files() -> None:
    body = held_view(playviews.export(), FILES)
    assert body["blocks"][2] == {
        "type": "image",
        "slack_file": {"id": "F012AB"},
        "alt_text": playviews.CHART.description,
    }
    assert told(body)[-1] == "File: week-1.csv"
    assert told(held_view(playviews.export()))[-2:] == [
        playviews.CHART.description,
        "The file week-1.csv is no longer kept.",
    ]
    unsaid = held_view(View((Picture(playviews.CHART.id, " "),)), FILES)
    assert unsaid["blocks"][-1]["alt_text"] == "A picture"


def test_links_without_a_web_address_are_no_links() -> None:
    view = View((controls(LinkButton("Go", "javascript:x"), LinkButton("Join", "https://m.ex/a")),))
    actions, idle = held_view(view)["blocks"][-2:]
    [join] = actions["elements"]
    assert (join["url"], join["action_id"]) == ("https://m.ex/a", "leads")
    assert idle["elements"][0]["text"] == "Not available now: Go"
