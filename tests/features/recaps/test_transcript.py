"""What was said in a session, typed or recorded, fills in its draft; staff decide about it."""

from pathlib import Path

from adapters.text.summary.extractive import ExtractiveSummarizer
from bot.chat.calls import Upload
from bot.model.ids import short_id
from bot.model.recap.recaps import Said
from tests.support.classroom import Classroom, classroom
from tests.support.fakes import tools
from tests.support.sample import ANA, BEN, CHO, INES, LIVE, RECAPS, STAFF, at, session

LIMITS = session("limits", at(hours=10))
SPOKEN = (
    ("Ines", "Today we look at limits of sequences and why they matter for continuity."),
    ("Ben", "I think the definition of a limit needs epsilon because closeness needs a measure."),
    ("Ines", "Right, as Ben said, the definition of a limit measures closeness with epsilon."),
    ("Ana", "The main problem is that delta depends on epsilon in the definition of continuity."),
    ("Ines", "We decided that everyone reads chapter two about sequences before next Monday."),
)


def transcript() -> Upload:
    """Return a meeting's transcript of five people's sentences, two minutes long."""
    cues = [
        f"00:0{minute}:00.000 --> 00:0{minute}:20.000\n{who}: {text}"
        for minute, (who, text) in enumerate(SPOKEN)
    ]
    return Upload("limits.vtt", "\n\n".join(["WEBVTT", *cues]).encode())


def card(room: Classroom) -> str:
    return room.seen(STAFF)[-1]


async def test_a_transcript_fills_the_draft_and_waits_for_staff(tmp_path: Path) -> None:
    given = tools(summarizer=ExtractiveSummarizer())
    async with classroom(tmp_path, LIMITS, given=given) as room:
        await room.tick_to("2026-09-07 11:20")
        said = await room.says(INES, "/class recap transcript", files={"file": transcript()})
        assert "the transcript is being read" in said
        assert "It holds words of a transcript, so it waits for you." in card(room)
        assert "In short" in card(room)
        assert "limit" in card(room)
        assert "(Ines)" in card(room)
        for name in ("Ben", "Ana"):
            assert name not in card(room)
        await room.tick_to("2026-09-09 00:00")
        assert room.seen(RECAPS) == []
        await room.presses(INES, "Publish")
        [shown] = room.seen(RECAPS)
        assert "Ben" not in shown
        late = await room.says(INES, "/class recap transcript", files={"file": transcript()})
        assert late.startswith("This recap is out already.")


async def test_the_transcript_itself_is_not_kept(tmp_path: Path) -> None:
    given = tools(summarizer=ExtractiveSummarizer())
    async with classroom(tmp_path, LIMITS, given=given) as room:
        await room.tick_to("2026-09-07 11:20")
        await room.says(INES, "/class recap transcript", files={"file": transcript()})
        name = short_id("transcript", LIMITS.id, room.calls[-1].id)
        async with room.store.reading() as work:
            kept = await work.files.get(name)
        assert kept is not None
        assert kept.content == b""


async def test_a_file_that_is_no_transcript_changes_nothing(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        await room.tick_to("2026-09-07 11:20")
        before = card(room)
        odd = Upload("song.mp3", b"ID3 la la la")
        said = await room.says(INES, "/class recap transcript", files={"file": odd})
        assert said.startswith("song.mp3:1: found “ID3 la la la” where a transcript has WEBVTT.")
        assert card(room) == before


async def test_a_lively_chat_is_summed_up_line_by_line(tmp_path: Path) -> None:
    given = tools(summarizer=ExtractiveSummarizer())
    async with classroom(tmp_path, LIMITS, given=given) as room:
        await room.tick_to("2026-09-07 10:01")
        for minute in range(15):
            room.at(f"2026-09-07 10:{minute + 2:02}")
            _, text = SPOKEN[minute % 5]
            name = f"chat{minute}"
            await room.writes(
                (ANA, BEN, CHO)[minute % 3], f"{text} {minute}", place=LIVE, name=name
            )
        await room.tick_to("2026-09-07 10:40")
        await room.says(INES, "/class session end")
        async with room.store.reading() as work:
            recap = await work.recaps.get(LIMITS.id)
        assert recap is not None
        summary = recap.contents.summary
        assert summary
        assert all(said.message is not None for said in summary)
        assert "In short" in card(room)
        assert "Ben" not in card(room)
        words = summary[0].text
        assert words in card(room)
        await room.presses(INES, "Edit")
        form = {"title": "Limits", "summary": f"{words}\nStaff's own", "stayed_open": ""}
        await room.submits(INES, form)
        async with room.store.reading() as work:
            edited = await work.recaps.get(LIMITS.id)
        assert edited is not None
        assert edited.contents.summary == (summary[0], Said("Staff's own"))


async def test_who_attaches_no_file_reads_which_there_may_be(tmp_path: Path) -> None:
    async with classroom(tmp_path, LIMITS) as room:
        said = await room.says(INES, "/class recap transcript")
        assert said == "Please add file: the meeting program's .vtt, .srt or .sbv, or its text."
