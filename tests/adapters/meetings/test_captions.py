"""Captions made by programs: lines that roll on, tags, dashes, identifiers, labels that aren't."""

import pytest

from adapters.meetings.captions import without_echoes
from adapters.meetings.transcripts import parse_transcript
from bot.chat.refusal import Refusal
from bot.model.recap.transcript import Cue

ROLLING = """WEBVTT
Kind: captions

00:00:00.080 --> 00:00:02.389 align:start position:0%
\u0020
welcome<00:00:00.400><c> to</c><00:00:00.560><c> the</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
welcome to the
\u0020

00:00:02.399 --> 00:00:04.950 align:start position:0%
welcome to the
seminar<00:00:02.800><c> on</c>

00:00:04.950 --> 00:00:04.960 align:start position:0%
seminar on
\u0020

00:00:04.960 --> 00:00:08.950 align:start position:0%
seminar on
tides<00:00:05.800><c> and</c><00:00:06.000><c> moons</c>
"""


def words(text: str, name: str = "talk.vtt") -> list[tuple[str | None, str]]:
    return [(cue.speaker, cue.text) for cue in parse_transcript(text.encode(), name).cues]


def test_lines_that_roll_on_are_said_once() -> None:
    assert words(ROLLING) == [
        (None, "welcome to the"),
        (None, "seminar on"),
        (None, "tides and moons"),
    ]


def test_of_captions_that_grow_word_by_word_the_last_stays() -> None:
    grown = ["So we", "So we study the tide of", "So we study the tide of the harbor."]
    grown += ["The moon pulls the water", "The moon pulls the water towards it."]
    assert [text for text in without_echoes(grown) if text] == [grown[2], grown[4]]


@pytest.mark.parametrize(
    "texts",
    [["Yes.", "Yes.", "Yes.", "Yes.", "Yes."], ["No", "No way", "No", "No way", "So"]],
)
def test_people_may_repeat_themselves(texts: list[str]) -> None:
    assert without_echoes(texts) == texts


def test_marks_of_subtitles_are_no_words() -> None:
    text = (
        '1\n00:00:01,000 --> 00:00:02,000\n<font color="#ffffff"><b>Ada:</b> hello</font>\n\n'
        "2\n00:00:03,000 --> 00:00:04,000\n{\\an8}- Who?\n- The moon.\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\n&gt;&gt; Emil: 3 > 2\n"
    )
    assert words(text, "talk.srt") == [
        ("Ada", "hello"),
        (None, "Who? The moon."),
        ("Emil", "3 > 2"),
    ]


def test_a_dash_before_a_voice_is_not_said() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n- <v Bo>Why?\n- <v Ann>So.\n"
    assert words(text) == [("Bo", "Why?"), ("Ann", "So.")]


@pytest.mark.parametrize("name", ["2", "0b5e1f9a-1c2d-4e3f-8a9b-0123456789ab/15-1"])
def test_an_identifier_without_a_blank_line_is_not_said(name: str) -> None:
    text = (
        f"WEBVTT\n\n1\n00:01.000 --> 00:02.000\nAda: a\n{name}\n00:02.000 --> 00:03.000\nAda: b\n"
    )
    assert words(text) == [("Ada", "a"), ("Ada", "b")]


@pytest.mark.parametrize("word", ["Homework", "Deadline", "Monday", "Important"])
def test_what_is_announced_is_no_speaker(word: str) -> None:
    line = f"{word}: chapter four."
    assert words(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{line}\n") == [(None, line)]


def test_a_name_in_brackets_is_the_name() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n[Ada Byron]: hello\n"
    assert parse_transcript(text.encode(), "a.vtt").cues == (Cue(1, 2, "Ada Byron", "hello"),)


@pytest.mark.parametrize(
    ("begins", "kind"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "a Word document"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"{\\rtf1\\ansi hello}", "RTF"),
        (b"\x00\x00\x00\x20ftypisom\x00", "a recording"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office program"),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_to_do(begins: bytes, kind: str) -> None:
    with pytest.raises(Refusal, match=r"^talk\.vtt:1: .*save it as plain text") as refused:
        parse_transcript(begins, "talk.vtt")
    assert kind in str(refused.value)


@pytest.mark.parametrize("content", ["", " \n\t\n"])
def test_an_empty_file_is_called_empty(content: str) -> None:
    with pytest.raises(Refusal, match=r"^talk\.vtt:1: the file is empty\. Download"):
        parse_transcript(content.encode(), "talk.vtt")


def test_captions_with_a_comma_between_their_times_are_read() -> None:
    text = "0:00:00.599,0:00:04.160\nAda: hello\n\n0:00:04.160,0:00:06.770\nthere, there\n"
    assert words(text, "talk.sbv") == [("Ada", "hello"), (None, "there, there")]
