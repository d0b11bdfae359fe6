"""Making up a session: `/class makeup`, the recap's button, its pages, and sharing an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from bot.chat.actions import Action
from bot.chat.boards import RECAP_BOARDS
from bot.chat.calls import Call, Choices
from bot.chat.commands import Commands, Submitted
from bot.chat.events import place_key
from bot.chat.forms import Form
from bot.chat.naming import titles_like
from bot.chat.parameters import Param
from bot.chat.posts import Post, PostState, UnderPost
from bot.chat.refusal import Refusal
from bot.chat.views import View, say
from bot.features.makeups import views
from bot.features.makeups.views import Standing
from bot.model.ids import short_id
from bot.model.live.moment import last_over
from bot.model.participation.acts.evidence import reconcile
from bot.model.participation.acts.ledger import Act, first_id
from bot.model.people import STUDENTS
from bot.model.places import Purpose
from bot.model.recap.documents import shared_document, shared_id
from bot.model.recap.makeups import MakeUp, SharedAnswer, answered, asked_in, makeup_entry, pages
from bot.model.recap.recaps import makeup_open
from bot.model.recap.replies import replies_count
from bot.model.sessions import Session
from bot.ports.locked import Cause, enter
from bot.ports.reading import acts_in
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class MakeUpSession:
    """Make up a session you missed."""

    session: Annotated[str, Param("which one; the latest if left out", suggests=True)] = ""


@commands.on("makeup")
async def make_up(ask: MakeUpSession, call: Call, work: UnitOfWork) -> View:
    """Answer with where the caller stands, and the way on."""
    name = ask.session
    if not name:
        sessions = await work.sessions.of(call.course.id)
        latest = last_over(session for session in sessions if session.counted)
        name = latest.id if latest else ""
    return await _open(name, call, work)


@commands.button("makeup.open", answers="private")
async def open_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer for the button's session."""
    return await _open(ask.object, call, work)


async def _open(name: str, call: Call, work: UnitOfWork) -> View:
    standing = await _standing(name, call, work)
    if call.person.is_staff:
        return views.preview(standing)
    if await _attended(standing.session, call, work):
        return views.attended(standing.session)
    return views.overview(standing)


@commands.button("makeup.page", allowed=STUDENTS, answers="form")
async def page_pressed(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open a page, filled with what was saved."""
    standing = await _standing(ask.object, call, work)
    if not standing.open_now:
        raise Refusal("This make-up has closed. Its answers are open now: see the recap.")
    if await _attended(standing.session, call, work):
        raise Refusal("You were there, so there is nothing to make up.")
    number = _number(ask.arg, standing)
    return views.page_form(standing.session, standing.asked, number, standing.makeup)


@commands.form("makeup.page", allowed=STUDENTS)
async def page_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Save a page; with the last answer the make-up is sent in and earns."""
    standing = await _standing(sent.action.object, call, work)
    if not standing.open_now:
        return views.late(standing)
    if await _attended(standing.session, call, work):
        return views.attended(standing.session)
    page = pages(standing.asked)[_number(sent.action.arg, standing) - 1]
    given = {each.id: sent.answers.optional(each.id) or "" for each in page}
    for each in page:
        if each.options and given[each.id] not in ("", *map(str, range(len(each.options)))):
            raise Refusal(f"Choose one of the answers to “{each.text}”.")
    makeup = answered(standing.makeup, given, standing.asked, call.at)
    await work.makeups.save((makeup,))
    after = replace(standing, makeup=makeup)
    if makeup.submitted is None:
        return views.saved(after)
    if standing.makeup.submitted is None:
        await _enter(makeup, after, call, work)
        for board in RECAP_BOARDS:
            await work.outbox.redraw(board, makeup.session)
    return views.sent(after)


async def _enter(makeup: MakeUp, standing: Standing, call: Call, work: UnitOfWork) -> None:
    entry = makeup_entry(makeup, standing.session, standing.until)
    about = await work.ledger.about(standing.session.id)
    existing = [known for known in about if first_id(known.id) == entry.id]
    cause = Cause(f"{standing.session.title} was made up after the lock")
    await enter(reconcile(existing, (entry,), entry.at), call.course, cause, call.now, work)


@commands.button("makeup.share", allowed=STUDENTS, answers="private")
async def share(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Show one of one's own answers to the class, under the recap."""
    standing = await _standing(ask.object, call, work)
    makeup, person = standing.makeup, call.person
    asked = next((each for each in standing.asked if each.id == ask.arg), None)
    text = makeup.answers.get(ask.arg, "")
    if makeup.submitted is None or asked is None or asked.options or not text:
        raise Refusal("Send your make-up in first; then you can share what you wrote.")
    for known in await work.makeups.shared_by(person.id):
        same = (known.session, known.asked) == (makeup.session, asked.text)
        if same and known.removed is None and not known.withdrawn:
            return views.shared_done(known)
    name = short_id("share", call.id)
    session, course = standing.session, call.course
    shared = SharedAnswer(name, course.id, session.id, person.id, asked.text, text, call.at)
    await work.makeups.share((shared,))
    counts = replies_count(await work.policies.ruling(course.id, session.week))
    for post in await work.outbox.starting(f"recap/{session.id}/"):
        if post.state not in (PostState.WAITING, PostState.SENT):
            continue
        for place in course.places_for(Purpose.RECAPS):
            if post.key.endswith(place_key(place)):
                key = f"share/{name}/{place_key(place)}"
                view = views.shared_post(shared, person, counts=counts)
                await work.outbox.post(Post(key, course.id, UnderPost(post.key), view))
    await work.archive.put((shared_document(shared, session),), course.language)
    return views.shared_done(shared)


@commands.button("makeup.unshare", allowed=STUDENTS)
async def unshare(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take a shared answer back: its post goes; the make-up stays."""
    shared = await work.makeups.shared(ask.object)
    if shared is None or shared.person != call.person.id:
        raise Refusal("Only the person who shared an answer can take it back.")
    if shared.removed is None:
        await work.makeups.share((replace(shared, removed=call.now),))
        await take_off(shared, work)
    return say("It is no longer shared. Your make-up still counts.")


async def take_off(shared: SharedAnswer, work: UnitOfWork) -> None:
    """Remove a shared answer's posts, and what the archive keeps of it."""
    for post in await work.outbox.starting(f"share/{shared.id}/"):
        await work.outbox.remove(post.key)
    await work.archive.remove((shared_id(shared.id),))


async def _standing(name: str, call: Call, work: UnitOfWork) -> Standing:
    """Return the caller's make-up of a session; refuse where there is none to make."""
    session = await work.sessions.get(name)
    if session is None or session.course != call.course.id:
        raise Refusal("No session to make up here. See /class next for what is planned.")
    if not session.counted:
        raise Refusal(f"{session.title} isn't graded, so there is nothing to make up.")
    recap = await work.recaps.get(session.id)
    if recap is None or recap.published is None or recap.makeup_until is None:
        raise Refusal(f"The make-up of {session.title} opens with its recap, after the session.")
    questions = await work.questions.of_session(session.id)
    polls = await work.polls.of_session(session.id)
    known = await work.makeups.get(session.id, call.person.id)
    return Standing(
        session,
        asked_in(questions, polls),
        known or MakeUp(session.id, call.course.id, call.person.id),
        recap.makeup_until,
        makeup_open(recap, call.at),
    )


async def _attended(session: Session, call: Call, work: UnitOfWork) -> bool:
    return Act.ATTEND in await acts_in(session, call.person, work)


def _number(arg: str, standing: Standing) -> int:
    count = len(pages(standing.asked))
    return min(max(int(arg), 1), count) if arg.isdecimal() else 1


@commands.suggest("makeup", "session")
async def sessions_open(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest the sessions whose make-up is open, the latest first."""
    until = await work.makeups.all_until(call.course.id)
    found = [
        session
        for session in await work.sessions.of(call.course.id)
        if session.counted and session.id in until and call.now < until[session.id]
    ]
    return titles_like(reversed(found), text, call.zone)
