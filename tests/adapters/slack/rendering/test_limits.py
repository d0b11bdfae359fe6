"""Views that are too much for one of Slack's messages: what is left out, and what never is."""

from __future__ import annotations

from dataclasses import replace

from adapters.slack.rendering.layout import joined, weigh
from adapters.slack.rendering.render import MESSAGE, blocks_of
from bot.chat.actions import action
from bot.chat.spans import spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Heading,
    View,
    controls,
    note,
    paragraph,
)
from tests.support import playviews
from tests.support.instants import utc
from tests.support.slack.block_limits import kept_size
from tests.support.slack.held import held_view, link, states, told

AT = utc("2026-10-06 15:00")
FILES = {playviews.CHART.id: "F012AB"}
WHO = note("Only you can see this.")


def test_what_is_too_long_says_how_much_and_keeps_controls_and_who_can_see_it() -> None:
    undo = action("undo", "c")
    many = Bullets(tuple(spans(f"{n} " + "x" * 300) for n in range(60)))
    view = View(
        (many, paragraph("later"), WHO, controls(Button("Undo", undo)), Heading("last")),
        title="Found",
    )
    body = held_view(view)
    title, shown, rest, who = told(body)
    assert title == "Found"
    missing = 60 - len(shown.split("\n"))
    assert missing > 20
    assert rest == f"… and {missing} more lines, 2 more parts that did not fit here."
    assert who == "Only you can see this."
    assert states(body) == [undo]
    assert [block["type"] for block in body["blocks"]][-3:] == ["context", "context", "actions"]


def test_a_long_text_is_cut_and_what_follows_is_counted() -> None:
    body = held_view(View((paragraph("word " * 4000), paragraph("more"), WHO)))
    first, rest, who = told(body)
    assert first.endswith(" word…")
    assert rest == "… and 1 more part that did not fit here."
    assert who == "Only you can see this."
    assert 12_000 < kept_size(body["blocks"]) <= 13_000


def test_too_many_notes_lose_the_first_ones() -> None:
    view = View((*(note(f"{n} " + "x" * 600) for n in range(30)), WHO))
    shown = told(held_view(view))
    assert shown[-1] == "Only you can see this."
    assert any("did not fit" in text for text in shown)


def test_many_blocks_share_one_rather_than_get_lost() -> None:
    view = View(tuple(paragraph(str(n)) for n in range(80)), title="Many")
    title, text = told(held_view(view))
    assert title == "Many"
    assert text.split("\n") == [str(n) for n in range(80)]


def test_of_too_many_parts_words_go_before_controls() -> None:
    pieces: list[Block] = []
    for n in range(40):
        pieces += [paragraph(f"Question {n}"), controls(Button("Up", action("up", "c", str(n))))]
    body = held_view(View((*pieces, WHO)))
    assert len(states(body)) == 40
    assert told(body)[-1] == "Only you can see this."
    assert told(body)[:8] == [f"Question {n}" for n in range(8)]
    assert told(body)[8] == "… and 32 more parts that did not fit here."


def test_what_fits_nowhere_is_left_out_from_the_end() -> None:
    rows = [controls(Button("Up", action("up", "c", str(n)))) for n in range(60)]
    body = held_view(View(tuple(rows)))
    assert len(states(body)) == 49
    assert told(body) == ["… and 11 more parts that did not fit here."]


def test_neighbors_are_joined_only_where_they_are_alike() -> None:
    text, small = ({"type": "rich_text", "elements": [1]}, {"type": "context", "elements": [2]})
    picture = {"type": "image"}
    found = joined([text, text, small, *[small] * 11, picture, picture, text])
    assert [block["type"] for block in found] == [
        "rich_text", "context", "context", "image", "image", "rich_text",
    ]  # fmt: skip
    assert [len(block["elements"]) for block in found[:3]] == [2, 10, 2]


def test_our_weight_is_no_less_than_slacks_count() -> None:
    for view in (playviews.recap(AT), playviews.announcement(AT), playviews.export()):
        blocks = blocks_of(view, FILES, link)
        assert kept_size(blocks) <= weigh(blocks) + 2
        small = replace(MESSAGE, most=3000, controls=1500)
        assert kept_size(blocks_of(view, FILES, link, small)) <= 3000
