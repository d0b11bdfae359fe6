"""Commands about reminders: the one offer, what one chose, and changing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.chat.actions import Action
from bot.chat.calls import Call
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.posts import PostState
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.reminders import views
from bot.features.reminders.planning import reader_of
from bot.model.happenings import PersonMoved
from bot.model.reminders.reminders import Preferences
from bot.model.reminders.subjects import at_night
from bot.model.reminders.wishes import Wishes
from bot.ports.reading import session_of
from bot.ports.work import UnitOfWork

commands = Commands()
NIGHTS_AHEAD = timedelta(days=14)
MOST_NIGHTS = 5
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ShowReminders:
    """See and change your private reminders."""


@commands.on("reminders")
async def show_reminders(ask: ShowReminders, call: Call, work: UnitOfWork) -> View:
    """Show what one is reminded of, with everything that changes it."""
    return await _settings(call, await work.preferences.of(call.person.id), work)


@commands.button("reminders.offer", answers="private")
async def offer_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer the offer on a session's announcement, or the survey's card."""
    wishes = await work.preferences.of(call.person.id)
    if not ask.object:
        return await _settings(call, wishes, work)
    session = await session_of(ask.object, call, work)
    return views.offer(call.course, session, wishes, reader_of(call.person, wishes, call.course))


@commands.button("reminders.on")
async def turn_on(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Say yes to reminders, as they were chosen before or as usual."""
    wishes = await work.preferences.of(call.person.id)
    return await _choose(replace(wishes.reminders, wanted=True), wishes, call, work)


@commands.button("reminders.off")
async def turn_off(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Get no private reminders any more."""
    wishes = await work.preferences.of(call.person.id)
    return await _choose(replace(wishes.reminders, wanted=False), wishes, call, work)


@commands.button("reminders.form", answers="form")
async def open_form(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form with what one chose before."""
    return views.form(call.course, (await work.preferences.of(call.person.id)).reminders)


@commands.form("reminders.save")
async def save_form(ask: Submitted, call: Call, work: UnitOfWork) -> View:
    """Keep what was chosen; whoever chooses wants to be reminded."""
    known = {views.minutes(lead): lead for lead in views.LEADS}
    chosen = ask.answers.some("leads")
    if any(value not in known for value in chosen):
        raise Refusal("One of those times is not among the choices. Please choose again.")
    leads = tuple(sorted((known[value] for value in chosen), reverse=True))
    merged = (ask.answers.optional("merged") or views.ON) != views.OFF
    wishes = await work.preferences.of(call.person.id)
    preferences = replace(wishes.reminders, wanted=True, leads=leads, merged=merged)
    return await _choose(preferences, wishes, call, work)


@commands.button("reminders.night")
async def allow_night(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Be reminded of one session even at night, or no longer."""
    session = await session_of(ask.object, call, work)
    wishes = await work.preferences.of(call.person.id)
    nights = wishes.reminders.night_sessions
    nights = nights | {session.id} if ask.arg == views.ON else nights - {session.id}
    wanted = wishes.reminders.wanted or ask.arg == views.ON
    preferences = replace(wishes.reminders, wanted=wanted, night_sessions=nights)
    return await _choose(preferences, wishes, call, work)


async def _choose(preferences: Preferences, wishes: Wishes, call: Call, work: UnitOfWork) -> View:
    chosen = wishes.reminded_from_now(preferences)
    await work.preferences.save(call.course.id, call.person.id, chosen)
    work.happened(PersonMoved(call.person.id))
    return await _settings(call, chosen, work)


async def _settings(call: Call, wishes: Wishes, work: UnitOfWork) -> View:
    reader = reader_of(call.person, wishes, call.course)
    ahead = await work.sessions.between(call.course.id, call.now, call.now + NIGHTS_AHEAD)
    nights = [session for session in ahead if at_night(session, reader)][:MOST_NIGHTS]
    problem = await _problem(call.person.id, call.now, work)
    view = views.settings(call.course, wishes, reader, nights, problem)
    if not call.person.is_staff:
        return view
    return view.also(*views.kept_away(await work.outbox.undelivered_count(call.course.id)))


async def _problem(person: str, now: datetime, work: UnitOfWork) -> views.Trouble | None:
    """Return what keeps private messages away: a closed mailbox, or why the last didn't arrive."""
    undelivered = await work.outbox.undelivered(person, now)
    tried = [
        post
        for prefix in ("reminder", "correction")
        for post in await work.outbox.starting(f"{prefix}/{person}/")
        if post.state is PostState.SENT or post.problem is not None
    ]
    tried.sort(key=lambda post: post.expires or EPOCH)
    for newest in (*undelivered[:1], *tried[-1:]):
        if newest.problem is not None:
            closed = newest.shut or newest.state is PostState.HANDED
            return views.Trouble(newest.problem, closed)
    return None
