"""Transcripts that are only text: of Meet, Otter, Teams and others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.meetings.plain_text import is_plain_text
from adapters.meetings.transcripts import parse_transcript
from bot.chat.refusal import Refusal
from bot.model.recap.transcript import Cue

MEET = """\ufeffTides (2026-10-12 10:00 GMT+2) - Transcript
Attendees
Noor Haddad, Ada Byron
Transcript
Noor Haddad: We begin with the harbor.
Ada Byron: Why: two tides?
00:05:00

Noor Haddad: The water bulges.
It does so twice.
Meeting ended after 00:52:10 \U0001f44b
This editable transcript was computer generated and might contain errors.
"""
OTTER = """Tides
Mon, Oct 12, 2026 10:00AM • 52:10

SPEAKERS
Noor Haddad, Speaker 2

Noor Haddad  00:03
We begin with the harbor.

Speaker 2  1:00:12
Why two tides?
It is one moon.

Transcribed by https://otter.ai
"""


def parsed(text: str, name: str = "talk.txt") -> tuple[Cue, ...]:
    return parse_transcript(text.encode(), name).cues


def test_a_document_of_meet_is_read_with_the_times_between_its_times() -> None:
    cues = parsed(MEET)
    assert [(cue.speaker, cue.text) for cue in cues] == [
        ("Noor Haddad", "We begin with the harbor."),
        ("Ada Byron", "Why: two tides?"),
        ("Noor Haddad", "The water bulges."),
        ("Noor Haddad", "It does so twice."),
    ]
    assert cues[0].start == 0
    assert cues[0].end == cues[1].start < 10
    assert cues[2].start == 300
    assert cues[3].end < 310


def test_meet_as_markdown_is_the_same() -> None:
    lines = ("### 00:00:00", "", "**Noor Haddad:** Hello.", "", "**Ada:** Hi.", "### 00:05:00")
    cues = parsed("\r\n".join(lines))
    assert [(cue.speaker, cue.text) for cue in cues] == [("Noor Haddad", "Hello."), ("Ada", "Hi.")]


def test_a_name_and_a_time_stand_above_the_words() -> None:
    assert [(cue.start, cue.speaker, cue.text) for cue in parsed(OTTER)] == [
        (3, "Noor Haddad", "We begin with the harbor."),
        (3612, "Speaker 2", "Why two tides?"),
        (pytest.approx(3614, abs=0.1), "Speaker 2", "It is one moon."),
    ]


def test_a_time_and_a_name_stand_before_the_words() -> None:
    cues = parsed("[00:00:03] Ada Byron: We begin.\n00:12 - Emil: And end.\n")
    assert [(cue.start, cue.speaker, cue.text) for cue in cues] == [
        (3, "Ada Byron", "We begin."),
        (12, "Emil", "And end."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\nthe notes: none\n",
        "Noor: Hello.\nAda: Hi.\n",
        "13:21:14 From Ada to Ben (Privately) : secret\n13:21:15 From Ada to Everyone : hi\n",
        "00:21:14\tAda:\thello\n00:21:15\tBen:\thi\n",
        "12:00\n13:00\n",
    ],
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"^talk\.txt:1: found .* Give the transcript"):
        parsed(text)


@given(st.text(st.sampled_from("Ab :0123[]()#*\n\t.—"), max_size=80))
def test_any_text_has_cues_in_order_or_none(text: str) -> None:
    lines = text.split("\n")
    if is_plain_text(lines):
        cues = parsed(text)
        assert all(cue.text and cue.start <= cue.end for cue in cues)
        assert [cue.start for cue in cues] == sorted(cue.start for cue in cues)


def test_long_lines_are_looked_through_once() -> None:
    hostile = ["[0:00" + " " * 150_000 + "x", "*" * 150_000, "A " * 75_000 + "0:00x"]
    assert not is_plain_text(hostile * 3)
