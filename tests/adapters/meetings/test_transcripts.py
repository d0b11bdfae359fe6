"""Transcripts as meeting programs write them, and files that are none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.meetings.transcripts import parse_transcript, read_transcript
from bot.chat.refusal import Refusal
from bot.model.recap.transcript import Cue

ZOOM = (
    "WEBVTT\r\n\r\n1\r\n00:00:01.500 --> 00:00:04.000\r\nNoor Haddad: Welcome back: lab 3 is due."
    "\r\n\r\n2\r\n00:00:04.000 --> 00:00:05.000\r\nno label here: none at all\r\n"
)


def parsed(text: str, name: str = "week-3.vtt") -> tuple[Cue, ...]:
    return parse_transcript(text.encode(), name).cues


def test_numbered_cues_carry_the_speaker_in_front_of_the_words() -> None:
    assert parsed(ZOOM) == (
        Cue(1.5, 4.0, "Noor Haddad", "Welcome back: lab 3 is due."),
        Cue(4.0, 5.0, None, "no label here: none at all"),
    )


def test_voice_tags_notes_styles_and_missing_ids_are_understood() -> None:
    cues = parsed(
        "\ufeffWEBVTT - made by hand\nKind: captions\n\nSTYLE\n::cue { color: red }\n\n"
        "NOTE\nchecked\n\n00:01.000 --> 00:02.000 align:start position:10%\n"
        "<v.loud Noor Haddad>Two <i>lines</i>\nin &lt;one&gt; cue &amp; more</v>\n\n"
        "01:00:00.000 --> 01:00:01.000\n<v Ada>First</v> <v Emil>second 1 < 2</v>\n"
    )
    assert cues == (
        Cue(1.0, 2.0, "Noor Haddad", "Two lines in <one> cue & more"),
        Cue(3600.0, 3601.0, "Ada", "First"),
        Cue(3600.0, 3601.0, "Emil", "second 1 < 2"),
    )


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("佐々木: はい", "佐々木"),
        ("佐々木：はい", "佐々木"),
        ("Emil de la Cruz, Jr.: yes", "Emil de la Cruz, Jr."),
        ("Ada (she/her): yes", "Ada (she/her)"),
        ("Question: why?", None),
        ("The ratio is 2:1 here", None),
        ("what matters is this: sleep", None),
    ],
)
def test_a_label_is_a_name_and_no_part_of_a_sentence(line: str, speaker: str | None) -> None:
    (cue,) = parsed(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{line}\n")
    assert cue.speaker == speaker


def test_a_lower_case_label_is_a_name_when_it_keeps_coming_back() -> None:
    text = "WEBVTT\n" + "".join(
        f"\n00:0{at}.000 --> 00:0{at}.500\nmystery guest: hello {at}\n" for at in range(1, 5)
    )
    assert {cue.speaker for cue in parsed(text)} == {"mystery guest"}


def test_sixty_seconds_carry_over_instead_of_losing_the_cue() -> None:
    (cue,) = parsed("WEBVTT\n\n00:00:59.000 --> 00:00:60.000\nAda: hi\n")
    assert (cue.start, cue.end) == (59.0, 60.0)


def test_cues_without_a_blank_line_between_them_are_all_read() -> None:
    cues = parsed("WEBVTT\n\n00:01.000 --> 00:02.000\nAda: a\n00:02.000 --> 00:03.000\nAda: b\n")
    assert [cue.text for cue in cues] == ["a", "b"]


def test_cues_come_in_the_order_of_the_clock() -> None:
    cues = parsed("WEBVTT\n\n00:05.000 --> 00:06.000\nAda: b\n\n00:01.000 --> 00:02.000\nAda: a\n")
    assert [cue.text for cue in cues] == ["a", "b"]


def test_subrip_is_read_under_its_own_ending() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,500\nAda: hi\n\n2\n00:00:03,000 --> 00:00:04,000\nAda: ho\n"
    )
    assert parsed(text, "week-3.srt") == (Cue(1.0, 2.5, "Ada", "hi"), Cue(3.0, 4.0, "Ada", "ho"))


def test_utf16_with_a_byte_order_mark_is_read() -> None:
    assert parse_transcript(ZOOM.encode("utf-16"), "a.vtt").speakers == ("Noor Haddad",)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 1, "WEBVTT"),
        ("Dear all,\nthe notes", 1, "Dear all,"),
        ("WEBVTTX\n", 1, "WEBVTTX"),
        ("1\n00:00:01,000 --> 00:00:02,000\nhi\n", 1, ".srt"),
        ("WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nhi\n", 4, "SubRip"),
        ("WEBVTT\n\n00:01.000 --> 00:0\nhi\n", 3, "00:01.000 --> 00:0"),
        ("WEBVTT\n\n00:01.000 -->\nhi\n", 3, "two times"),
        ("WEBVTT\n\n00:09.000 --> 00:01.000\nhi\n", 3, "before it starts"),
        ("WEBVTT\n\n00:99.000 --> 01:99.000\nhi\n", 3, "60 seconds"),
        ("WEBVTT\n\nNOTE nothing\n", 4, "without a single cue"),
    ],
)
def test_what_is_no_transcript_is_refused_with_file_line_and_remedy(
    text: str, line: int, word: str
) -> None:
    with pytest.raises(Refusal) as refused:
        parsed(text, "notes.vtt")
    assert str(refused.value).startswith(f"notes.vtt:{line}: ")
    assert word in str(refused.value)


def test_a_silent_transcript_is_refused() -> None:
    with pytest.raises(Refusal, match="nobody says anything"):
        parsed("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>\n")


def test_bytes_that_are_no_text_are_refused_with_their_line() -> None:
    with pytest.raises(Refusal, match=r"^talk\.vtt:2: this is not UTF-8"):
        parse_transcript(b"WEBVTT\n\xff\xfe\x00", "talk.vtt")
    with pytest.raises(Refusal, match=r"^talk\.vtt:3: this is not a text file"):
        parse_transcript(b"WEBVTT\n\n\0\n", "talk.vtt")
    with pytest.raises(Refusal, match=r"^talk\.vtt:2: the file is cut off here\. Download it"):
        parse_transcript("\ufeffWEBVTT\nAna".encode("utf-16-le")[:-1], "talk.vtt")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"gone\.vtt.*Give the path"):
        read_transcript(tmp_path / "gone.vtt")


WORDS = st.text(st.sampled_from("abcdefg hijk,.?"), min_size=1, max_size=40).filter(str.strip)
TIMES = st.integers(0, 20_000_000)


def written(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


@given(st.lists(st.tuples(TIMES, st.integers(0, 60_000), WORDS), min_size=1, max_size=8))
def test_every_cue_that_is_written_is_read(cues: list[tuple[int, int, str]]) -> None:
    blocks = [
        f"{number}\n{written(start)} --> {written(start + length)}\nAda Lovelace: {words}\n"
        for number, (start, length, words) in enumerate(cues, start=1)
    ]
    read = parsed("WEBVTT\n\n" + "\n".join(blocks))
    expected = sorted((start / 1000, (start + length) / 1000) for start, length, _ in cues)
    assert sorted((cue.start, cue.end) for cue in read) == expected
    assert {cue.speaker for cue in read} == {"Ada Lovelace"}
    assert sorted(cue.text for cue in read) == sorted(" ".join(each[2].split()) for each in cues)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    refused: Refusal | None = None
    try:
        assert parse_transcript(("WEBVTT\n\n" + text).encode("utf-8", "replace"), "x.vtt").cues
    except Refusal as error:
        refused = error
    assert refused is None or str(refused).startswith("x.vtt:")


def test_the_samples_are_read(shared: Path) -> None:
    folder = shared / "samples" / "zoom"
    zoom = read_transcript(folder / "transcript_98765432101.vtt")
    assert len(zoom.cues) == 5
    assert len(zoom.speakers) == 4
    assert zoom.cues[3].speaker is None
    assert zoom.length == 3725.006
    tags = read_transcript(folder / "edge_transcript_lf_no_ids_voice_tags.vtt")
    assert [(cue.start, cue.text) for cue in tags.cues] == [(4.859, "Two lines in one cue")]


def test_what_the_samples_call_bad_is_refused(shared: Path) -> None:
    bad = sorted((shared / "samples" / "zoom").glob("bad_*"))
    assert bad
    for path in bad:
        with pytest.raises(Refusal, match=rf"^{path.name}:\d+: "):
            read_transcript(path)


def test_no_cue_of_a_real_meeting_is_lost(shared: Path) -> None:
    for path in sorted((shared / "meetings").glob("*.vtt")):
        arrows = path.read_text(encoding="utf-8").count("-->")
        transcript = read_transcript(path)
        assert len(transcript.cues) == arrows
        assert all(cue.speaker for cue in transcript.cues)
