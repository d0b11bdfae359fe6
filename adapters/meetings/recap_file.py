"""A recap from a meeting's files, as the command line prints it, in plain Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from adapters.meetings.chat import read_chat
from adapters.meetings.transcripts import read_transcript
from bot.model.recap.anonymous import Disguise
from bot.model.recap.transcript import Chat, Transcript, clock
from bot.ports.summarizer import Line, Link, Question, Summarizer, Summary, Topic

_MARKUP = re.compile(r"[\\`*\[\]<>#|]|(?<![^\W_])_|_(?![^\W_])")


async def recap_from_files(
    transcript: Path, chat: Path | None, staff: Sequence[str], summarizer: Summarizer
) -> str:
    """Return the draft of a recap of a transcript (.vtt, .srt) and a saved chat, if there is one.

    `staff` are the names that stay; all others read "a student". A file that can't be read as
    what it should be is a Refusal that names file, line and remedy.
    """
    said = read_transcript(transcript)
    typed = read_chat(chat) if chat else Chat()
    return await draft_recap(transcript.stem, said, typed, staff, summarizer)


async def draft_recap(
    title: str, transcript: Transcript, chat: Chat, staff: Sequence[str], summarizer: Summarizer
) -> str:
    """Return the draft of a recap as Markdown, its times those of the recording."""
    summary = await summarizer.summarize(transcript, chat)
    disguise = Disguise.of((*transcript.speakers, *chat.speakers), staff)
    shown = summary.rewritten(disguise.text, disguise.speaker)
    heading = disguise.text(f"Recap of {title.replace('_', ' ')}")
    return "\n".join(_draft(heading, transcript, chat, shown)) + "\n"


def _draft(heading: str, transcript: Transcript, chat: Chat, summary: Summary) -> Iterator[str]:
    yield f"# {_plain(heading)} (draft)"
    yield ""
    yield ", ".join(_facts(transcript, chat)) + ". Sentences are quoted and shortened; check them."
    yield from _section("In short", (_quoted(line, chat) for line in summary.overview))
    yield from _section("Topics", (row for topic in summary.topics for row in _topic(topic, chat)))
    yield from _section("Questions", (_question(each, chat) for each in summary.questions))
    yield from _section("Decided", (_quoted(line, chat) for line in summary.decisions))
    yield from _section("Still to do", (_quoted(line, chat) for line in summary.open_points))
    yield from _section("Links", (_link(link, chat) for link in summary.links))


def _facts(transcript: Transcript, chat: Chat) -> Iterator[str]:
    yield f"Length {clock(transcript.length)}"
    if transcript.speakers:
        yield _counted(len(transcript.speakers), "voice")
    if chat.lines:
        yield _counted(len(chat.lines), "chat message")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _section(heading: str, rows: Iterable[str]) -> Iterator[str]:
    """Yield a heading and its rows; nothing where there are none."""
    lines = list(rows)
    if lines:
        yield from ("", f"## {heading}", "", *lines)


def _topic(topic: Topic, chat: Chat) -> Iterator[str]:
    yield f"- **{_plain(topic.title)}** ({clock(topic.start)}–{clock(topic.end)})"
    for line in topic.highlights:
        yield f"  {_quoted(line, chat)}"


def _question(question: Question, chat: Chat) -> str:
    asked = _quoted(question.asked, chat)
    if question.answer is None:
        state = "asked in the chat" if question.asked.typed else "no answer found"
        return f"{asked}\n  - {state}"
    return f"{asked}\n  - reply {_quoted(question.answer, chat).removeprefix('- ')}"


def _link(link: Link, chat: Chat) -> str:
    return f"- {_when(link.shared, chat)} {link.url}{_who(link.shared)}"


def _quoted(line: Line, chat: Chat) -> str:
    return f"- {_when(line, chat)} {_plain(line.text)}{_who(line)}"


def _when(line: Line, chat: Chat) -> str:
    """Return the time in brackets; one by the wall's clock says that it is the chat's."""
    if line.typed and not chat.since_recording:
        minutes = int(line.at) // 60
        return f"[chat, {minutes // 60 % 24:02}:{minutes % 60:02}]"
    return f"[{clock(line.at)}]"


def _who(line: Line) -> str:
    return f" ({_plain(line.speaker)})" if line.speaker else ""


def _plain(text: str) -> str:
    """Return words on one line with nothing in them that Markdown takes for markup."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
