"""Times as instructors type them, by the course's clock."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.refusal import Refusal
from bot.chat.when import read_when

ZONE = "Europe/Berlin"
NOW = datetime(2026, 10, 21, 10, 0, tzinfo=UTC)
"""A Wednesday, noon in Berlin."""


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-10-23 17:00", datetime(2026, 10, 23, 15, 0, tzinfo=UTC)),
        ("2026-10-26 17:00", datetime(2026, 10, 26, 16, 0, tzinfo=UTC)),
        ("17:00", datetime(2026, 10, 21, 15, 0, tzinfo=UTC)),
        ("9:30", datetime(2026, 10, 22, 7, 30, tzinfo=UTC)),
        ("9:30 pm", None),
        ("9:30pm", datetime(2026, 10, 21, 19, 30, tzinfo=UTC)),
        ("12:15am", datetime(2026, 10, 21, 22, 15, tzinfo=UTC)),
        ("today 18.00", datetime(2026, 10, 21, 16, 0, tzinfo=UTC)),
        ("tomorrow 17h00", datetime(2026, 10, 22, 15, 0, tzinfo=UTC)),
        ("Fri 9:30", datetime(2026, 10, 23, 7, 30, tzinfo=UTC)),
        ("wednesday 17:00", datetime(2026, 10, 21, 15, 0, tzinfo=UTC)),
        ("wed 09:00", datetime(2026, 10, 28, 8, 0, tzinfo=UTC)),
        ("friday", datetime(2026, 10, 23, 21, 59, tzinfo=UTC)),
        ("in 3 days", datetime(2026, 10, 24, 10, 0, tzinfo=UTC)),
        ("in 90 minutes", datetime(2026, 10, 21, 11, 30, tzinfo=UTC)),
        ("2026-10-23T15:00:00Z", datetime(2026, 10, 23, 15, 0, tzinfo=UTC)),
        ("2026-10-23T15:00:00+00:00", datetime(2026, 10, 23, 15, 0, tzinfo=UTC)),
    ],
)
def test_what_people_write(text: str, instant: datetime | None) -> None:
    if instant is None:
        with pytest.raises(Refusal):
            read_when(text, ZONE, NOW)
    else:
        assert read_when(text, ZONE, NOW) == instant


@pytest.mark.parametrize(
    "text", ["", "soon", "25:00", "9:75", "13:00pm", "2026-13-40 10:00", "in many days", "t0z"]
)
def test_what_is_not_a_time_is_refused_with_examples(text: str) -> None:
    with pytest.raises(Refusal, match="tomorrow 17:00"):
        read_when(text, ZONE, NOW)


def test_an_hour_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(Refusal, match="skips 02:30"):
        read_when("2027-03-28 02:30", ZONE, NOW)


@given(st.text(max_size=40))
def test_anything_typed_gives_a_time_or_a_sentence(text: str) -> None:
    with suppress(Refusal):
        assert read_when(text, ZONE, NOW).tzinfo is UTC
