"""Views and forms as the page gets them: text stays data, links stay safe, long ends kindly."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sandbox.render import is_web_address, render_form, render_view
from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import Link, LocalTime, PersonName, PlaceName, Text, TimeStyle, bold, spans
from bot.chat.views import (
    Bars,
    Bullets,
    Button,
    Download,
    Heading,
    LinkButton,
    Look,
    Picture,
    Quote,
    Select,
    Table,
    View,
    controls,
    note,
    paragraph,
    say,
)
from bot.model.places import Message, Place
from bot.ports.platform import StoredFile
from tests.support.instants import utc

GENERAL = Place("sandbox", "general")


def line(view: View) -> list[dict[str, object]]:
    shown: list[dict[str, object]] = render_view(view, {})["blocks"][0]["line"]
    return shown


def test_spans_stay_apart_so_that_each_reader_gets_their_own_time() -> None:
    view = say(
        "Starts ",
        LocalTime(utc("2026-10-06 15:00"), TimeStyle.TIME),
        bold(" sharp"),
        PersonName("p1", "Mei"),
        PlaceName(GENERAL),
        Link("there", message=Message(Place("sandbox", "general", "7"), "9")),
    )
    assert line(view) == [
        {"type": "text", "text": "Starts ", "bold": False, "italic": False, "code": False},
        {"type": "time", "at": "2026-10-06T15:00:00.000000Z", "style": "time"},
        {"type": "text", "text": " sharp", "bold": True, "italic": False, "code": False},
        {"type": "person", "name": "Mei"},
        {"type": "place", "place": "general"},
        {"type": "message", "text": "there", "place": "general", "thread": "7", "message": "9"},
    ]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil", "http://", "ftp://a/b", "http://["]
)
def test_a_link_that_is_no_web_address_is_only_words(url: str) -> None:
    assert not is_web_address(url)
    assert line(say(Link("click", url)))[0]["type"] == "text"
    shown = render_view(View((controls(LinkButton("Go", url)),)), {})
    assert shown["blocks"][0]["items"][0]["disabled"] is True


@given(st.text())
def test_any_text_goes_through_unchanged(text: str) -> None:
    shown = json.loads(json.dumps(line(say(Text(text)))))
    assert shown[0]["text"] == text or len(text) > 4000


def test_every_block_has_its_shape() -> None:
    press = action("vote", "c1", "q1")
    view = View(
        (
            Heading("Week 3"),
            Quote(spans("Why?")),
            note("Only you see this."),
            Bullets((spans("one"), spans("two"))),
            Table(("Option", "Worth"), ((spans("attend"), spans("1")),)),
            Bars((("yes", 3), ("no", 1))),
            Picture("f1", "A chart"),
            Download("f2", "week-3.csv"),
            controls(
                Button("Vote", press, Look.MAIN),
                LinkButton("Join", "https://meet.example/x"),
                Select("Option", (("One", press), ("Two", action("b", "c"))), chosen="One"),
            ),
        ),
        title="Recap",
    )
    picture = StoredFile("f1", "a.png", "image/png", "A chart", b"x")
    shown = render_view(view, {"f1": picture})
    assert shown["title"] == shown["fallback"] == "Recap"
    kinds = [block["type"] for block in shown["blocks"]]
    assert kinds == "heading quote note bullets table bars picture note controls".split()
    assert "no longer kept" in shown["blocks"][7]["line"][0]["text"]
    button, link, select = shown["blocks"][8]["items"]
    assert (button["action"], button["look"], link["url"]) == (
        press,
        "main",
        "https://meet.example/x",
    )
    assert [choice["chosen"] for choice in select["choices"]] == [True, False]


def test_what_is_too_long_says_how_much_is_missing() -> None:
    table = Table(("n",), tuple((spans(str(n)),) for n in range(250)))
    rows, rest = render_view(View((table,)), {})["blocks"]
    assert len(rows["rows"]) == 200
    assert rest["line"][0]["text"] == "… and 50 more rows."
    many = render_view(View(tuple(paragraph(str(n)) for n in range(130))), {})["blocks"]
    assert len(many) == 101
    long = line(say("a" * 3990, "b" * 20, "c"))
    assert sum(len(str(piece["text"])) for piece in long) == 4000
    assert str(long[-1]["text"]).endswith("…")


def test_a_form_tells_its_fields_and_how_far_one_is() -> None:
    zones = (("Asia/Kathmandu", "Kathmandu"), ("UTC", "UTC"))
    form = Form(
        "Survey",
        action("survey", "c1"),
        (FormField("zone", "Where?", FieldType.ONE, choices=zones, value="UTC", hint="City"),),
        page=2,
        pages=3,
    )
    shown = render_form(form)
    assert (shown["page"], shown["pages"], shown["submit"]) == (2, 3, "Send")
    assert shown["fields"][0] == {
        "name": "zone",
        "label": "Where?",
        "type": "one",
        "required": True,
        "hint": "City",
        "value": "UTC",
        "choices": [
            {"value": "Asia/Kathmandu", "label": "Kathmandu"},
            {"value": "UTC", "label": "UTC"},
        ],
        "most": 1000,
    }
