"""What a meeting program has recorded: its recording and transcript reach the recap's draft.

Nothing of it changes a recap that is out, or what staff entered: there staff are told, and decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.actions import action
from bot.chat.events import Event, Recorded, RecordingSeen, TranscriptSeen, place_key
from bot.chat.posts import Post
from bot.chat.spans import Inline, bold
from bot.chat.views import Button, View, controls, paragraph
from bot.features.recaps.due import transcript_item
from bot.features.recaps.records import save
from bot.model.attendance.rooms import longest_there
from bot.model.course import Course
from bot.model.ids import short_id
from bot.model.places import Purpose
from bot.model.recap.recaps import with_recording
from bot.model.sessions import Session
from bot.ports.platform import StoredFile
from bot.ports.work import UnitOfWork

BY_HAND = " To use it, save it from {program} and attach it with /class recap transcript."


async def follow_recordings(events: Sequence[Event], now: datetime, work: UnitOfWork) -> None:
    """Take what was recorded of the sessions whose links lead to its room, once."""
    told = [event for event in events if isinstance(event, RecordingSeen | TranscriptSeen)]
    for course in await work.courses.all() if told else ():
        for event in told if not course.frozen else ():
            sessions, what = await work.sessions.of(course.id), event.recorded
            session = longest_there(sessions, what.room, what.begins, what.ends)
            if session is None:
                continue
            if isinstance(event, RecordingSeen):
                await _record(event, session, course, now, work)
            else:
                await _transcribe(event, session, course, now, work)


async def _record(
    event: RecordingSeen, session: Session, course: Course, now: datetime, work: UnitOfWork
) -> None:
    """Let a recap that isn't out yet, and has no recording, have this one."""
    recap = await work.recaps.get(session.id)
    given = session.recording or (recap.contents.recording if recap else None)
    if given is not None:
        return
    if recap is not None and recap.published is not None:
        about = (f"{event.recorded.source} has a recording of ", bold(session.title))
        words = ", whose recap is out already. Add its address there if the class may see it."
        add = Button("Add the recording", action("recap.recording", course.id, session.id))
        await _tell(event.recorded, "recording", (*about, words), add, session, work)
        return
    await work.sessions.save((replace(session, recording=event.url),))
    if recap is not None:
        after = with_recording(recap, event.url, None, now, course.makeup_open)
        await save(after, session, course, work)


async def _transcribe(
    event: TranscriptSeen, session: Session, course: Course, now: datetime, work: UnitOfWork
) -> None:
    """Have a transcript read for a draft; tell staff where that can't be."""
    recap, what = await work.recaps.get(session.id), event.recorded
    name = short_id("transcript", session.id, what.id)
    if await work.files.get(name) is not None:
        return
    problem = event.problem
    if not problem and (recap is None or recap.published is not None):
        problem = (
            "there is no draft of its recap yet" if recap is None else "its recap is out already"
        )
    if recap is None or problem:
        about = (f"{what.source} has a transcript of ", bold(session.title))
        words = f", but {problem}.{BY_HAND.format(program=what.source)}"
        show = Button("History", action("recap.history", course.id, session.id))
        await _tell(what, "transcript", (*about, words), show if recap else None, session, work)
        return
    kept = StoredFile(name, event.name, "text/plain", "A transcript", event.content)
    await work.files.put(course.id, kept)
    await save(replace(recap, needs_staff=True), session, course, work)
    await work.agenda.plan((transcript_item(session, name, now),))


async def _tell(
    what: Recorded,
    noun: str,
    words: Sequence[Inline],
    button: Button | None,
    session: Session,
    work: UnitOfWork,
) -> None:
    """Say something once in the staff's places, where no student can read."""
    course = await work.courses.get(session.course)
    blocks = (paragraph(*words), *((controls(button),) if button else ()))
    view = View(blocks, title="Recap", fallback=f"A {noun} of {session.title} can be added")
    for place in course.places_for(Purpose.STAFF) if course else ():
        key = f"recorded/{session.id}/{short_id(noun, what.id)}/{place_key(place)}"
        if await work.outbox.get(key) is None:
            await work.outbox.post(Post(key, session.course, place, view, closed=True))
