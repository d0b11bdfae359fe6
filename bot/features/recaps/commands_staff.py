"""Recaps for staff: edited, published, taken back, given a recording or a transcript."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.calls import Call, Upload
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.recaps import views_answers as views
from bot.features.recaps.due import transcript_item
from bot.features.recaps.records import publish, recap_of, save, session_of
from bot.model.ids import short_id
from bot.model.people import STAFF
from bot.model.recap.recaps import (
    Recap,
    changed,
    read_lines,
    restored,
    unpublished,
    with_recording,
)
from bot.model.sessions import Session, State
from bot.ports.deeds import audited
from bot.ports.platform import StoredFile
from bot.ports.work import UnitOfWork

commands = Commands()
Which = Annotated[str, Param("which one; the latest if left out", suggests=True)]


@dataclass(frozen=True, slots=True)
class EditRecap:
    """Edit a session's recap, or revise it once it is out."""

    session: Which = ""


@commands.on("recap edit", allowed=STAFF, answers="form")
async def edit_asked(ask: EditRecap, call: Call, work: UnitOfWork) -> Form:
    """Open the form with the recap's words."""
    return views.edit_form(await recap_of(await session_of(ask.session, call, work), work))


@commands.button("recap.edit", allowed=STAFF, answers="form")
async def edit_pressed(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form with the words of the button's recap."""
    return views.edit_form(await recap_of(await session_of(ask.object, call, work), work))


@commands.form("recap.edit", allowed=STAFF)
async def edit(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Keep changed words; a published recap is revised where it stands."""
    session = await session_of(sent.action.object, call, work)
    recap = await recap_of(session, work)
    before = recap.contents
    contents = replace(
        before,
        title=sent.answers.line("title"),
        summary=read_lines(sent.answers.optional("summary") or "", before.summary),
        stayed_open=read_lines(sent.answers.optional("stayed_open") or "", before.stayed_open),
    )
    what = "revised it" if recap.published else "edited the draft"
    after = changed(recap, contents, call.person.id, call.now, what)
    if after == recap:
        return views.done(recap, "nothing was changed")
    await save(after, session, call.course, work)
    return await _done(after, recap, "the new words stand", call, work)


@commands.button("recap.restore", allowed=STAFF)
async def restore(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Go back to an earlier version: the undo of any change."""
    session = await session_of(ask.object, call, work)
    recap = await recap_of(session, work)
    number = int(ask.arg) if ask.arg.isdecimal() else -1
    after = restored(recap, number, call.person.id, call.now)
    if after is None:
        raise Refusal("That version is not there. See /class recap history.")
    if after == recap:
        return views.done(recap, "it reads like that already")
    await _save_recording(session, after, work)
    await save(after, session, call.course, work)
    return await _done(after, recap, f"version {number} stands again", call, work)


async def _done(after: Recap, before: Recap, words: str, call: Call, work: UnitOfWork) -> View:
    undo = action("recap.restore", call.course.id, after.session, str(before.history[-1].number))
    await audited(call, work, f"changed the recap of {after.contents.title}", undo)
    return views.done(after, words, "Undo", undo)


@dataclass(frozen=True, slots=True)
class PublishRecap:
    """Publish a session's recap now."""

    session: Which = ""


@commands.on("recap publish", allowed=STAFF)
async def publish_asked(ask: PublishRecap, call: Call, work: UnitOfWork) -> View:
    """Publish a draft."""
    return await _publish(ask.session, call, work)


@commands.button("recap.publish", allowed=STAFF, answers="private")
async def publish_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Publish the draft of the button."""
    return await _publish(ask.object, call, work)


async def _publish(name: str, call: Call, work: UnitOfWork) -> View:
    session = await session_of(name, call, work)
    recap = await recap_of(session, work)
    if recap.published is not None:
        raise Refusal(f"The recap of {session.title} is out already.")
    if session.state is not State.ENDED:
        raise Refusal(f"{session.title} is {session.state}. Its recap can go out once it ended.")
    out = await publish(recap, session, call.person.id, call.now, work)
    undo = action("recap.unpublish", call.course.id, session.id)
    await audited(call, work, f"published the recap of {session.title}", undo)
    return views.out(out, undo)


@commands.button("recap.unpublish", allowed=STAFF, answers="private")
async def unpublish(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take a published recap back: its post goes, and it is a draft again."""
    session = await session_of(ask.object, call, work)
    recap = await recap_of(session, work)
    if recap.published is None:
        raise Refusal(f"The recap of {session.title} is not out, so there is nothing to take back.")
    for post in await work.outbox.starting(f"recap/{session.id}/"):
        await work.outbox.remove(post.key)
    back = replace(session, state=State.ENDED)
    await work.sessions.save((back,))
    after = unpublished(recap, call.person.id, call.now)
    await save(after, back, call.course, work)
    again = action("recap.publish", call.course.id, session.id)
    await audited(call, work, f"took the recap of {session.title} back", again)
    return views.done(after, "its post is removed", "Publish it again", again)


@dataclass(frozen=True, slots=True)
class AddRecording:
    """Give a session's recap the recording's address."""

    url: Annotated[str, Param("https://…", most=views.LONGEST_URL)]
    session: Which = ""


@commands.on("recap recording", allowed=STAFF)
async def recording_given(ask: AddRecording, call: Call, work: UnitOfWork) -> View:
    """Keep where the recording is."""
    return await _record(ask.session, ask.url, call, work)


@commands.button("recap.recording", allowed=STAFF, answers="form")
async def recording_pressed(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form for the recording's address."""
    return views.recording_form(await recap_of(await session_of(ask.object, call, work), work))


@commands.form("recap.recording", allowed=STAFF)
async def recording_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Keep where the recording is; an empty address takes it off."""
    url = sent.answers.optional("url")
    return await _record(sent.action.object, url, call, work)


async def _record(name: str, url: str | None, call: Call, work: UnitOfWork) -> View:
    session = await session_of(name, call, work)
    recap = await recap_of(session, work)
    if url is not None and not _is_address(url):
        raise Refusal(f"“{url[:60]}” is not an address. Give one that starts with https://.")
    by, until = call.person.id, call.course.makeup_open
    after = with_recording(recap, url, by, call.now, until)
    if after == recap:
        return views.done(recap, "nothing was changed")
    await _save_recording(session, after, work)
    await save(after, session, call.course, work)
    longer = after.makeup_until != recap.makeup_until
    words = "the recording is in, and the make-up stays open longer" if longer else "changed"
    return await _done(after, recap, words, call, work)


async def _save_recording(session: Session, recap: Recap, work: UnitOfWork) -> None:
    current = await work.sessions.get(session.id)
    if current is not None and current.recording != recap.contents.recording:
        await work.sessions.save((replace(current, recording=recap.contents.recording),))


def _is_address(url: str) -> bool:
    head, found, rest = url.partition("://")
    return bool(found) and head.lower() in ("http", "https") and bool(rest) and " " not in url


@dataclass(frozen=True, slots=True)
class AddTranscript:
    """Let a meeting's transcript fill in a recap's draft."""

    file: Annotated[Upload, Param("the meeting program's .vtt, .srt or .sbv, or its text")]
    session: Which = ""


@commands.on("recap transcript", allowed=STAFF)
async def transcript_given(ask: AddTranscript, call: Call, work: UnitOfWork) -> View:
    """Take a transcript; what is made of it waits for staff to publish it."""
    session = await session_of(ask.session, call, work)
    recap = await recap_of(session, work)
    if recap.published is not None:
        raise Refusal("This recap is out already. Use Revise to add to it.")
    work.tools.transcripts.read(ask.file.name, ask.file.content)
    name = short_id("transcript", session.id, call.id)
    kept = StoredFile(name, ask.file.name, "text/plain", "A transcript", ask.file.content)
    await work.files.put(call.course.id, kept)
    after = replace(recap, needs_staff=True)
    await save(after, session, call.course, work)
    await work.agenda.plan((transcript_item(session, name, call.now),))
    await audited(call, work, f"gave the recap of {session.title} a transcript", None)
    words = "the transcript is being read; the draft follows in a moment and waits for you"
    return views.done(after, words, "History", action("recap.history", call.course.id, session.id))
