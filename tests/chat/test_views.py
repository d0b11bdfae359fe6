"""Views say what to show; forms keep the strictest platform's limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.forms import Answers, Form, FormField
from bot.chat.refusal import Refusal
from bot.chat.spans import (
    Link,
    LocalTime,
    PersonName,
    PlaceName,
    Text,
    TimeStyle,
    ending,
    plain,
    spans,
)
from bot.chat.views import (
    Bars,
    Bullets,
    Heading,
    Quote,
    Table,
    View,
    controls,
    note,
    paragraph,
    say,
)
from bot.model.places import Place

AT = datetime(2026, 10, 6, 15, 0, tzinfo=UTC)


def test_a_line_reads_as_its_words_alone() -> None:
    line = spans(
        "Ask ",
        PersonName("p1", "Ana"),
        " in ",
        PlaceName(Place("sandbox", "main")),
        " by ",
        LocalTime(AT),
        ": ",
        Link("slides", "https://example.edu"),
        Text("!", bold=True),
    )
    assert plain(line) == "Ask Ana in #main by 2026-10-06 15:00Z: slides!"


@pytest.mark.parametrize(
    ("view", "summary"),
    [
        (View((paragraph("Hello"),), title="Title", fallback="Fallback"), "Fallback"),
        (View((paragraph("Hello"),), title="Title"), "Title"),
        (View((Heading("Week 1"),)), "Week 1"),
        (View((note("Only you see this."),)), "Only you see this."),
        (View((Bullets((spans("a"),)),)), ""),
        (say("Done.").also(controls()), "Done."),
        (View(), ""),
    ],
)
def test_a_view_reads_as_one_line_for_notifications(view: View, summary: str) -> None:
    assert view.summary == summary


def test_a_form_holds_at_most_five_fields_a_page_and_a_short_title() -> None:
    field = FormField("a", "A")
    with pytest.raises(ValueError, match="1 to 5"):
        Form("Ask", "v1:a:b::", (field,) * 6)
    with pytest.raises(ValueError, match="1 to 5"):
        Form("Ask", "v1:a:b::", ())
    with pytest.raises(ValueError, match="24"):
        Form("A title that is far too long for it", "v1:a:b::", (field,))


def test_answers_are_trimmed_and_a_missing_one_is_refused() -> None:
    answers = Answers({"text": "  yes ", "empty": "  ", "days": "mon\ntue"})
    assert answers.line("text") == "yes"
    assert answers.optional("empty") is None
    assert answers.optional("text") == "yes"
    assert answers.some("days") == ("mon", "tue")
    assert answers.some("none") == ()
    with pytest.raises(Refusal, match="missing"):
        answers.line("empty")


def test_all_lines_of_a_view_are_found() -> None:
    view = View((
        paragraph("a"), Quote(spans("b")), note("c"), Bullets((spans("d"), spans("e"))),
        Table(("x", "y"), ((spans("f"), spans(Text("g"))),)), Heading("h"), Bars((("i", 1),)),
    ))  # fmt: skip
    assert [plain(line) for line in view.lines()] == ["a", "b", "c", "d", "e", "f", "g"]


def test_an_end_is_told_with_its_day_where_the_hour_alone_would_mislead() -> None:
    began = datetime(2026, 9, 7, 10, tzinfo=UTC)
    soon, late = began + timedelta(hours=12), began + timedelta(hours=12, minutes=1)
    assert ending(soon, began) == LocalTime(soon, TimeStyle.TIME)
    assert ending(late, began) == LocalTime(late, TimeStyle.FULL)
