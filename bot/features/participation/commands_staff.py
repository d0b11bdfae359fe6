"""What staff do about participation: look, and excuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.calls import Call, Choice, Choices
from bot.chat.commands import Commands
from bot.chat.naming import called, student_named, students_like
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.spans import PersonName, bold
from bot.chat.views import View
from bot.features.participation import views
from bot.features.participation.commands import show_standing, show_why
from bot.model.discussions import Discussion
from bot.model.ids import short_id
from bot.model.people import STAFF, Person
from bot.model.sessions import Session
from bot.model.time.weeks import last_week
from bot.ports.deeds import audited
from bot.ports.excuses import Granted
from bot.ports.locked import decision, differing
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class ShowStanding:
    """Show where a student stands."""

    person: Annotated[str, Param("which student", suggests=True)]
    why: Annotated[bool, Param("list every act with its evidence")] = False
    week: Annotated[int | None, Param("which week; the present one if left out")] = None


@commands.on("roster standing", allowed=STAFF, answers="confidential", reads=True)
async def show_student(ask: ShowStanding, call: Call, work: UnitOfWork) -> View:
    """Answer with a student's standing as they see it themselves."""
    person = await student_of(ask.person, call, work)
    show = show_why if ask.why else show_standing
    return await show(person, ask.week, call, work, person.name)


@dataclass(frozen=True, slots=True)
class ExcuseAsk:
    """Excuse a student from a week, or from one session or discussion."""

    person: Annotated[str, Param("which student", suggests=True)]
    reason: Annotated[str, Param("why; the student sees it", most=300)]
    week: Annotated[int | None, Param("the whole week with this number")] = None
    session: Annotated[str, Param("one session or discussion", suggests=True)] = ""


@commands.on("roster excuse", allowed=STAFF, answers="confidential")
async def excuse(ask: ExcuseAsk, call: Call, work: UnitOfWork) -> View:
    """Excuse a student; the policy says what that does."""
    person = await student_of(ask.person, call, work)
    if bool(ask.session) == (ask.week is not None):
        raise Refusal("Give either a week or a session, so that it is clear what is excused.")
    thing = await thing_named(ask.session, call, work) if ask.session else None
    week = checked(ask.week if thing is None else thing.week, call)
    return await excuse_from(person, week, thing, ask.reason, call, work)


async def excuse_from(
    person: Person,
    week: int,
    thing: Session | Discussion | None,
    reason: str,
    call: Call,
    work: UnitOfWork,
) -> View:
    """Excuse a person from a week, or from one thing in it; answer with the way back."""
    granted = Granted(
        id=short_id("excuse", call.id),
        course=call.course.id,
        person=person.id,
        week=week,
        about=None if thing is None else thing.id,
        reason=reason,
        by=call.person.id,
        at=call.now,
    )
    return await _grant(granted, person, call, work)


async def _grant(granted: Granted, person: Person, call: Call, work: UnitOfWork) -> View:
    why = f"excused: {granted.reason}"
    async with differing(call.course, decision(call, why), work, person.id):
        await work.excuses.save((granted,))
    undo = action("participation.unexcuse", call.course.id, granted.id)
    what = await _what(granted, work)
    await audited(call, work, f"excused {person.name} from {what}", undo)
    name = PersonName(person.id, person.name)
    return views.done((name, " is excused from ", bold(what), "."), undo)


@commands.button("participation.unexcuse", allowed=STAFF, answers="confidential")
async def unexcuse(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take an excuse back: the undo."""
    granted, person = await _granted(ask.object, call, work)
    if granted.undone is not None:
        raise Refusal("That excuse was taken back already.")
    why = "the excuse was taken back"
    async with differing(call.course, decision(call, why), work, person.id):
        await work.excuses.save((replace(granted, undone=call.now),))
    again = action("participation.excuse", call.course.id, granted.id)
    what = await _what(granted, work)
    await audited(call, work, f"took back {person.name}'s excuse from {what}", again)
    name = PersonName(person.id, person.name)
    other = await _beside(granted, work)
    if other is not None:
        still = bold(await _what(other, work))
        return views.undone((name, " is still excused from ", still, f": {other.reason}."), again)
    return views.undone((name, " is no longer excused from ", bold(what), "."), again)


async def _beside(granted: Granted, work: UnitOfWork) -> Granted | None:
    """Return another excuse that stands and covers the same, as when two of the staff gave one."""
    for each in await work.excuses.of(granted.course, granted.person):
        same = each.week == granted.week and each.about in (None, granted.about)
        if same and each.undone is None and each.id != granted.id:
            return each
    return None


@commands.button("participation.excuse", allowed=STAFF, answers="confidential")
async def excuse_again(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let an excuse that was taken back stand again."""
    granted, person = await _granted(ask.object, call, work)
    if granted.undone is None:
        raise Refusal("That excuse stands already.")
    return await _grant(replace(granted, undone=None), person, call, work)


async def _granted(name: str, call: Call, work: UnitOfWork) -> tuple[Granted, Person]:
    granted = await work.excuses.get(name)
    person = await work.people.get(granted.person) if granted else None
    if granted is None or person is None or granted.course != call.course.id:
        raise Refusal("That excuse is not part of this course.")
    return granted, person


async def _what(granted: Granted, work: UnitOfWork) -> str:
    if granted.about is None:
        return f"week {granted.week}"
    session = await work.sessions.get(granted.about)
    thing = session or await work.discussions.get(granted.about)
    return thing.title if thing else f"week {granted.week}"


def checked(week: int | None, call: Call) -> int:
    """Return a week of the term; refuse another."""
    last = last_week(call.course)
    if week is None or not 1 <= week <= last:
        raise Refusal(f"The term has weeks 1 to {last}. Please give one of them.")
    return week


async def things_of(call: Call, work: UnitOfWork) -> Sequence[Session | Discussion]:
    """Return the course's sessions, then its discussions."""
    sessions = await work.sessions.of(call.course.id)
    return [*sessions, *await work.discussions.of(call.course.id)]


async def thing_named(name: str, call: Call, work: UnitOfWork) -> Session | Discussion:
    """Return the session or discussion with this id or title; refuse another."""
    found = called(await things_of(call, work), name, lambda thing: thing.title)
    if len(found) != 1:
        raise Refusal(f"“{name}” is no session or discussion here. Pick one from the list.")
    return found[0]


async def student_of(name: str, call: Call, work: UnitOfWork) -> Person:
    """Return the student with this id or name; refuse another."""
    return student_named(await work.people.of(call.course.id), name)


@commands.suggest("roster standing", "person")
@commands.suggest("roster excuse", "person")
@commands.suggest("roster credit", "person")
async def students(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest students whose name holds the text."""
    return students_like(await work.people.of(call.course.id), text) if _may(call) else ()


@commands.suggest("roster excuse", "session")
@commands.suggest("roster credit", "about")
async def things(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest sessions and discussions whose title holds the text."""
    if not _may(call):
        return ()
    return tuple(
        Choice(each.id, f"{each.title} (week {each.week})")
        for each in await things_of(call, work)
        if text.casefold() in each.title.casefold()
    )


def _may(call: Call) -> bool:
    return call.known is not None and call.known.is_staff
