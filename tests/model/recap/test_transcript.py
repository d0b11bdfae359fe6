"""A recording's times and voices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.recap.transcript import Chat, ChatLine, Cue, Transcript, clock


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0, "00:00"), (-1, "00:00"), (59.99, "00:59"), (60, "01:00"), (3599, "59:59")],
)
def test_a_time_below_an_hour_reads_minutes_and_seconds(seconds: float, written: str) -> None:
    assert clock(seconds) == written


def test_from_an_hour_on_the_hours_come_first() -> None:
    assert clock(3600) == "1:00:00"
    assert clock(3600 + 2 * 60 + 3) == "1:02:03"


@given(st.integers(0, 400_000))
def test_what_is_written_is_the_time_again(seconds: int) -> None:
    total = 0
    for part in clock(seconds).split(":"):
        total = total * 60 + int(part)
    assert total == seconds


def test_a_transcript_knows_its_voices_in_order_and_its_length() -> None:
    transcript = Transcript(
        (
            Cue(0, 9, "Noor", "a"),
            Cue(2, 5, None, "b"),
            Cue(5, 6, "Ada", "c"),
            Cue(6, 7, "Noor", "d"),
        )
    )
    assert transcript.speakers == ("Noor", "Ada")
    assert transcript.length == 9
    assert Transcript(()).length == 0


def test_a_chat_knows_who_wrote() -> None:
    chat = Chat((ChatLine(1, "Ada", "hi"), ChatLine(2, "Noor", "hi"), ChatLine(3, "Ada", "!")))
    assert chat.speakers == ("Ada", "Noor")
