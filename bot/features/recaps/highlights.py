"""Highlights: messages of the live session that staff mark for the recap."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.actions import Action, action
from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.refusal import Refusal
from bot.chat.spans import bold, spans
from bot.chat.views import Button, Quote, View, controls, note, paragraph
from bot.features.recaps.marks import give
from bot.features.recaps.records import show
from bot.features.recaps.views import shortened
from bot.model.ids import short_id
from bot.model.live.moment import last_over, live_at
from bot.model.participation.review.differences import nobody_loses
from bot.model.people import STAFF
from bot.model.places import Message
from bot.model.recap.recaps import Highlight
from bot.ports.deeds import audited
from bot.ports.locked import Cause
from bot.ports.messages import Kept
from bot.ports.work import UnitOfWork

commands = Commands()


@commands.message_action("recap.highlight", "Mark as highlight", allowed=STAFF)
async def mark(ask: Message, call: Call, work: UnitOfWork) -> View:
    """Mark a message for the recap of its session, or take the mark off."""
    kept = next(iter(await work.messages.get((ask,))), None)
    if kept is None or kept.course != call.course.id or not kept.text:
        raise Refusal("Only what people wrote in the class's places can be a highlight.")
    before = await work.recaps.highlighted(ask)
    if before is not None and before.removed is None:
        return await _set(replace(before, removed=call.now), kept, call, work)
    session = before.session if before else await _session(kept, call, work)
    marked = Highlight(session, call.course.id, ask, call.person.id, call.now)
    return await _set(marked, kept, call, work)


@commands.button("recap.unmark", allowed=STAFF)
async def unmark(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Turn a mark round: the undo of marking, and of taking it off."""
    for highlight in await work.recaps.highlights(ask.object):
        if mark_id(highlight) == ask.arg and highlight.course == call.course.id:
            kept = next(iter(await work.messages.get((highlight.message,))), None)
            if kept is None or not kept.text:
                break
            removed = call.now if highlight.removed is None else None
            return await _set(replace(highlight, removed=removed), kept, call, work)
    raise Refusal("That message is no longer there.")


def mark_id(highlight: Highlight) -> str:
    """Return a short id for a mark, for its button."""
    place = highlight.message.place
    return short_id("highlight", place.platform, place.id, highlight.message.id)


async def _session(kept: Kept, call: Call, work: UnitOfWork) -> str:
    """Return the session in which a message was written, else the one that ended last."""
    sessions = await work.sessions.of(call.course.id)
    session = live_at(sessions, kept.posted) or last_over(sessions)
    if session is None:
        raise Refusal("No session has taken place yet, so there is no recap to mark this for.")
    return session.id


async def _set(highlight: Highlight, kept: Kept, call: Call, work: UnitOfWork) -> View:
    await work.recaps.highlight(highlight)
    cause = Cause("marked by staff", call.person.id)
    kept_in = await give((highlight.message,), cause, call.now, work)
    await show(highlight.session, work)
    session = await work.sessions.get(highlight.session)
    title = session.title if session else ""
    on = highlight.removed is None
    words = "marked a highlight for" if on else "took a highlight off"
    undo = action("recap.unmark", call.course.id, highlight.session, mark_id(highlight))
    await audited(call, work, f"{words} {title}", undo)
    said = "A highlight of " if on else "No longer a highlight of "
    return View(
        (
            paragraph(said, bold(title)),
            Quote(spans(shortened(kept.text))),
            *([note(nobody_loses(kept_in))] if kept_in else []),
            controls(Button("Undo", undo)),
        ),
        fallback=f"{said}{title}",
    )
