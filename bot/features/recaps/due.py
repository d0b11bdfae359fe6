"""What is due for recaps: publishing themselves, opening answers, reading chat and transcripts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime

from bot.features.recaps.facts import load
from bot.features.recaps.records import publish, save, show
from bot.model.recap.anonymous import Disguise
from bot.model.recap.recaps import LONGEST_LINE, MOST_LINES, Contents, Recap, Said, changed
from bot.model.recap.transcript import Chat, Cue, Transcript, clock
from bot.model.sessions import Session, State
from bot.ports.agenda import Item
from bot.ports.messages import Kept
from bot.ports.platform import StoredFile
from bot.ports.reading import said_in
from bot.ports.summarizer import Line, Summary
from bot.ports.tools import Tools
from bot.ports.work import UnitOfWork

PUBLISH = "recap.publish"
SUM_UP = "recap.sum-up"
READ = "recap.transcript"
FEWEST = 12
"""Fewer messages than this are read faster than a summary of them."""
SHORT = 180
"""Characters of a line that was made from a transcript: sixteen of them fit into one field."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """What a summary is made of: a file, or messages with their seconds since the beginning."""

    people: tuple[str, ...]
    staff: tuple[str, ...]
    file: StoredFile | None = None
    said: tuple[Kept, ...] = ()
    began: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """Lines that were found worth keeping."""

    summary: tuple[Said, ...]
    stayed_open: tuple[Said, ...]


async def publish_by_clock(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Publish a draft that nobody published, unless it waits for staff or has nothing to tell."""
    session = await work.sessions.get(item.args["session"])
    recap = await work.recaps.get(item.args["session"])
    if session is None or recap is None or session.state is not State.ENDED:
        return
    facts = await load(session.id, work)
    if recap.needs_staff or recap.publications or facts is None or facts.bare:
        return
    await publish(recap, session, None, now, work)


async def open_answers(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Let a recap show its answers to all once its make-up has closed."""
    recap = await work.recaps.get(item.args["session"])
    if recap is None or recap.makeup_until is None or now < recap.makeup_until:
        return
    await work.recaps.save((replace(recap, makeup_closed=True),))
    await show(recap.session, work)


def sum_up_item(session: Session, at: datetime) -> Item:
    """Return the item that sums up what was written while the session ran."""
    key = f"recap/{session.id}/sum-up/{int(at.timestamp())}"
    return Item(key, session.course, SUM_UP, at, {"session": session.id})


async def read_chat(item: Item, now: datetime, work: UnitOfWork) -> ToRead | None:
    """Return what people wrote in the session; None if that is soon read by itself."""
    session = await work.sessions.get(item.args["session"])
    course = await work.courses.get(item.course)
    if session is None or course is None:
        return None
    said = await said_in(session, course, session.ended or session.ends, work)
    if len(said) < FEWEST:
        return None
    people, staff = await _names(item.course, work)
    return ToRead(people, staff, said=tuple(said), began=session.began or session.starts)


async def propose_from_chat(facts: ToRead | None, tools: Tools) -> Proposed | None:
    """Return the lines of the chat worth keeping, each with its message."""
    if facts is None or facts.began is None:
        return None
    seconds = [(kept.posted - facts.began).total_seconds() for kept in facts.said]
    cues = tuple(
        Cue(start, start, None, kept.text) for start, kept in zip(seconds, facts.said, strict=True)
    )
    summary = await tools.summarizer.summarize(Transcript(cues), Chat())

    def source(line: Line) -> Said:
        place = max(bisect_right(seconds, line.at) - 1, 0)
        return Said(line.text[:LONGEST_LINE], facts.said[place].message)

    disguise = Disguise.of(facts.people, facts.staff)
    shown = summary.rewritten(disguise.text, disguise.speaker)
    return Proposed(tuple(map(source, shown.overview)), tuple(map(source, shown.open_points)))


def transcript_item(session: Session, file: str, at: datetime) -> Item:
    """Return the item that reads a transcript which staff gave."""
    key = f"recap/{session.id}/transcript/{file}"
    return Item(key, session.course, READ, at, {"session": session.id, "file": file})


async def read_transcript(item: Item, now: datetime, work: UnitOfWork) -> ToRead | None:
    """Return the transcript's file and who may be named in it."""
    file = await work.files.get(item.args["file"])
    people, staff = await _names(item.course, work)
    return ToRead(people, staff, file=file) if file and file.content else None


async def propose_from_transcript(facts: ToRead | None, tools: Tools) -> Proposed | None:
    """Return what a transcript is worth keeping of; names other than staff's are hidden."""
    if facts is None or facts.file is None:
        return None
    transcript = tools.transcripts.read(facts.file.name, facts.file.content)
    summary = await tools.summarizer.summarize(transcript, Chat())
    disguise = Disguise.of((*transcript.speakers, *facts.people), facts.staff)
    return _from(summary.rewritten(disguise.text, disguise.speaker))


def _from(summary: Summary) -> Proposed:
    topics = [f"{clock(topic.start)} Topic: {topic.title}" for topic in summary.topics]
    lines = [_spoken(line) for line in summary.overview]
    decided = [_spoken(line) for line in summary.decisions]
    shown = dict.fromkeys([*lines[:MOST_LINES], *topics, *decided])
    return Proposed(
        tuple(Said(_cut(text)) for text in shown)[: MOST_LINES + 4],
        tuple(Said(_cut(_spoken(line))) for line in summary.open_points),
    )


def _spoken(line: Line) -> str:
    who = f" ({line.speaker})" if line.speaker else ""
    return f"{clock(line.at)} {line.text}{who}"


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


async def write_proposed(
    item: Item, now: datetime, made: Proposed | None, work: UnitOfWork
) -> None:
    """Put what was proposed into the draft, after what it says already; drop the transcript."""
    session = await work.sessions.get(item.args["session"])
    recap = await work.recaps.get(item.args["session"])
    course = await work.courses.get(item.course)
    await _drop(item, work)
    if made is None or session is None or recap is None or course is None:
        return
    if recap.published is not None or (item.kind == SUM_UP and not recap.untouched):
        return
    what = "read the transcript" if item.kind == READ else "summed up the chat"
    after = changed(recap, _with(recap, made), None, now, what)
    if item.kind == SUM_UP:
        after = _as_drafted(recap, after.contents)
    await save(after, session, course, work)


def _with(recap: Recap, made: Proposed) -> Contents:
    contents = recap.contents
    return replace(
        contents,
        summary=tuple(dict.fromkeys((*contents.summary, *made.summary))),
        stayed_open=tuple(dict.fromkeys((*contents.stayed_open, *made.stayed_open))),
    )


def _as_drafted(recap: Recap, contents: Contents) -> Recap:
    """Return the draft as if it had been made with these contents: nobody saw it before."""
    return replace(recap, history=(replace(recap.history[0], contents=contents),))


async def _drop(item: Item, work: UnitOfWork) -> None:
    """Empty the transcript's file: what students said isn't kept longer than it is needed."""
    name = item.args.get("file")
    file = await work.files.get(name) if name else None
    if file is not None:
        await work.files.put(item.course, replace(file, content=b""))


async def _names(course: str, work: UnitOfWork) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of everyone on the roster, and those of staff."""
    people = await work.people.of(course)
    staff = tuple(person.name for person in people if person.is_staff)
    return tuple(person.name for person in people), staff
