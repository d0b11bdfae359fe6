"""Drafts from files: what `homeroom recap` prints, for made-up and for real meetings."""

import asyncio
import re
from pathlib import Path

import pytest

from adapters.meetings.recap_file import draft_recap, recap_from_files
from adapters.meetings.transcripts import read_transcript
from adapters.text.summary.extractive import ExtractiveSummarizer, summarize
from bot.chat.refusal import Refusal
from bot.model.recap.transcript import Chat, ChatLine, Cue, Transcript

SAID = Transcript(
    (
        Cue(0, 9, "Prof. Hana Kovac", "The moon pulls the water of the harbor twice a day."),
        Cue(9, 19, "Zoë Lind", "Prof. Kovac, why does the harbor see two high tides a day?"),
        Cue(19, 30, "Prof. Hana Kovac", "Zoe's question is good: the water bulges on both sides."),
        Cue(3700, 3720, "Omar", "I'll send the *tide* tables of Zoë to everyone by Friday."),
    )
)
TYPED = Chat((ChatLine(80_000, "Omar", "https://example.edu/tides from Zoë"),), False)


async def test_a_draft_names_staff_only_and_keeps_every_time() -> None:
    draft = await draft_recap("week 3", SAID, TYPED, ["Hana Kovac"], ExtractiveSummarizer())
    named = await draft_recap(
        "week 3", SAID, TYPED, ["Prof. Hana Kovac", "Omar", "Zoë Lind"], ExtractiveSummarizer()
    )
    assert "Zo" not in draft
    assert "Omar" not in draft
    assert "[00:00] The moon pulls the water" in draft
    assert "[1:01:40] I'll send the \\*tide\\* tables of a student" in draft
    assert "[chat, 22:13] https://example.edu/tides (a student)" in draft
    assert "(Zoë Lind)" in named
    for heading in ("In short", "Topics", "Questions", "Still to do", "Links"):
        assert f"\n## {heading}\n\n- " in draft


async def test_a_student_is_not_named_by_the_files_name(tmp_path: Path) -> None:
    path = tmp_path / "Ada_Byron_and_Hana_Kovac.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nAda Byron: We study tides.\n")
    draft = await recap_from_files(path, None, ["Hana Kovac"], ExtractiveSummarizer())
    assert draft.startswith("# Recap of a student and Hana Kovac (draft)\n")


async def test_a_draft_comes_from_files(tmp_path: Path) -> None:
    path = tmp_path / "week-3.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nAda: We study tides in the harbor now.\n")
    typed = tmp_path / "chat.txt"
    typed.write_text("00:00:03\tAda:\twhere is the harbor map?\n")
    draft = await recap_from_files(path, typed, (), ExtractiveSummarizer())
    assert draft.startswith("# Recap of week-3 (draft)\n")
    assert "We study tides in the harbor now. (a student)" in draft
    assert "Where is the harbor map? (a student)\n  - asked in the chat" in draft


async def test_a_file_that_is_no_transcript_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.vtt"
    path.write_text("Minutes\n")
    with pytest.raises(Refusal, match=r"notes\.vtt:1: found “Minutes”"):
        await recap_from_files(path, None, (), ExtractiveSummarizer())


def _meetings(folder: Path) -> list[Path]:
    found = sorted((folder / "meetings").glob("*.vtt"))
    assert len(found) >= 41
    return found


def test_every_real_meeting_has_a_readable_summary(shared: Path) -> None:
    for path in _meetings(shared):
        transcript = read_transcript(path)
        summary = summarize(transcript, Chat())
        assert 5 <= len(summary.overview) <= 8, path.name
        assert 2 <= len(summary.topics) <= 8, path.name
        edges = [edge for topic in summary.topics for edge in (topic.start, topic.end)]
        assert edges == sorted(edges), path.name
        assert edges[-1] <= transcript.length
        assert summary.questions, path.name
        assert len({topic.title for topic in summary.topics}) == len(summary.topics), path.name
        for topic in summary.topics:
            assert 1 <= len(topic.title.split()) <= 5, topic.title
            assert topic.highlights
            assert all(topic.start <= line.at <= topic.end for line in topic.highlights)
        for line in summary.overview:
            assert line.text[0].isupper() or not line.text[0].isalpha(), line.text
            assert not re.search(r"\b(?:um|uh|mm-hmm)\b", line.text, re.IGNORECASE), line.text
            assert 5 <= len(line.text.split()) <= 60


def test_no_student_is_named_in_the_draft_of_a_real_meeting(shared: Path) -> None:
    for path in _meetings(shared)[::4]:
        speakers = read_transcript(path).speakers
        staff = [name for name in speakers if name.startswith("Professor")]
        draft = asyncio.run(recap_from_files(path, None, staff, ExtractiveSummarizer()))
        assert "a student" in draft
        for name in set(speakers) - set(staff):
            assert name not in draft, path.name


async def test_the_samples_have_drafts(shared: Path) -> None:
    folder = shared / "samples" / "zoom"
    zoom = folder / "transcript_98765432101.vtt"
    chat = folder / "chat_cloud.txt"
    draft = await recap_from_files(zoom, chat, ["Tobe Okafor"], ExtractiveSummarizer())
    assert "why is it 2:1?" in draft
    assert "Tobe Okafor" in draft
    for student in ("Amara", "Ciarán", "O'Brien", "佐藤", "由里"):
        assert student not in draft
