"""Joining: a personal code, or a word from staff, makes an account somebody on the roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.calls import Call, Choice, Choices, Visit
from bot.chat.commands import Commands
from bot.chat.events import place_key
from bot.chat.naming import called
from bot.chat.parameters import Param
from bot.chat.posts import Post
from bot.chat.refusal import Refusal
from bot.chat.views import View, say
from bot.features.courses import views
from bot.features.courses.linking import link, unlink
from bot.model.course import Course
from bot.model.courses.joining import CODE_LENGTH, JoinCode, JoinRequest, code_hash, likely
from bot.model.ids import short_id
from bot.model.participation.acts.ledger import in_force
from bot.model.people import STAFF, Person, Role
from bot.model.places import Purpose
from bot.model.time.zones import local
from bot.ports.deeds import audited
from bot.ports.locked import locked_among
from bot.ports.work import UnitOfWork

commands = Commands()
NO_SUCH_CODE = (
    "That code doesn't work: it may have been used, be older than 14 days, or have a typing error. "
    "Ask your instructor for a new one, or use /class join with your name instead."
)


WHICH_COURSE = (
    "Type /class join in one of the course's places, so that I know which course you mean. "
    "With a personal code it works anywhere."
)


@dataclass(frozen=True, slots=True)
class Join:
    """Join the course with your personal code, or ask staff to let you in."""

    code: Annotated[str, Param("your personal code, if you have one", most=40)] = ""
    name: Annotated[str, Param("your name on the roster, if you have no code", most=80)] = ""


@commands.on("join", allowed=None, anywhere=True)
async def join(ask: Join, visit: Visit, work: UnitOfWork) -> View:
    """Link the account that calls to whom its code belongs, or ask staff who it is."""
    if ask.code:
        return await _with_code(ask.code, visit, work)
    course = visit.course or await _only_course(visit, work)
    await _refuse_known(course, visit, work)
    if not ask.name:
        raise Refusal("Add your personal code, or your name as it stands on the roster.")
    account = visit.account
    name = short_id(course.id, "join", account.platform, account.id)
    request = JoinRequest(name, course.id, account, ask.name, visit.now)
    await work.joining.save_request(request)
    card = await _card(request, work)
    for place in course.places_for(Purpose.STAFF):
        key = f"join/{request.id}/{visit.now.isoformat()}/{place_key(place)}"
        await work.outbox.post(Post(key, course.id, place, card, closed=True))
    return views.asked(course)


async def _with_code(text: str, visit: Visit, work: UnitOfWork) -> View:
    code = await work.joining.code(code_hash(text))
    person = await work.people.get(code.person) if code else None
    course = await work.courses.get(code.course) if code else visit.course
    if course is not None:
        await _refuse_known(course, visit, work)
    works = code is not None and code.works(visit.invocation.at)
    if code is None or not works or person is None or person.dropped or course is None:
        raise Refusal(NO_SUCH_CODE)
    if course.frozen:
        raise Refusal(f"{course.title} is over, so nobody joins it any more.")
    await link(course.id, [(person.id, visit.account)], work)
    await work.joining.save_code(replace(code, used=visit.now))
    return views.welcome(course, person)


async def _only_course(visit: Visit, work: UnitOfWork) -> Course:
    """Return the only running course on the caller's platform; else refuse, and name none.

    Which courses there are is nothing for a stranger to know.
    """
    platform = visit.account.platform
    found = [
        course
        for course in await work.courses.all()
        if any(place.platform == platform for place in course.all_places())
    ]
    if len(found) != 1:
        raise Refusal(WHICH_COURSE)
    return found[0]


async def _refuse_known(course: Course, visit: Visit, work: UnitOfWork) -> None:
    known = (await work.people.by_accounts(course.id, (visit.account,))).get(visit.account)
    if known is not None and not known.dropped:
        raise Refusal(f"You are in {course.title} already, as {known.name}.")


async def _card(request: JoinRequest, work: UnitOfWork, keep: Sequence[int] = ()) -> View:
    """Return the card of a request: who has no account yet where it comes from may be meant.

    The weeks that `keep` what an earlier answer to it had given are named.
    """
    unlinked = await _unlinked(request.course, work, platform=request.account.platform)
    students = [person for person in unlinked if not person.is_staff]
    return views.request_card(request, likely(request.name, students, views.MOST_NAMES), keep)


@commands.button("roster.confirm", allowed=STAFF)
async def confirm(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Say who an account is: the choice on the card of a request."""
    request = await _waiting(ask.object, call, work)
    person = await work.people.get(ask.arg)
    if person is None or person.course != call.course.id or person.dropped or person.is_staff:
        raise Refusal("Only someone on the student roster can be let in this way.")
    return await _let_in(request, person, call, work)


@commands.button("roster.admit", allowed=STAFF)
async def admit(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Put whoever asks on the roster, as a student who stood on none."""
    request = await _waiting(ask.object, call, work)
    today = local(call.now, call.course.zone).date()
    person = Person(
        id=_admitted(request),
        course=call.course.id,
        name=" ".join(request.name.split()),
        role=Role.STUDENT,
        enrolled=today if today > call.course.starts else None,
    )
    await work.people.save((person,))
    return await _let_in(request, person, call, work)


async def _waiting(name: str, call: Call, work: UnitOfWork) -> JoinRequest:
    """Return a request that nobody has answered yet."""
    request = await work.joining.request(name)
    if request is None or request.course != call.course.id:
        raise Refusal("That request is no longer here. They can ask again with /class join.")
    if request.person is not None:
        raise Refusal("Someone has answered this request already.")
    return request


async def _let_in(request: JoinRequest, person: Person, call: Call, work: UnitOfWork) -> View:
    await link(call.course.id, [(person.id, request.account)], work, call.person.id)
    await work.joining.save_request(replace(request, person=person.id))
    undo = action("roster.undo", call.course.id, request.id)
    await audited(call, work, f"let “{request.name}” in as {person.name}", undo)
    return views.request_settled(request, person, undo)


def _admitted(request: JoinRequest) -> str:
    """Return the id of the person that a request makes: only who is on no roster has it."""
    return short_id(request.course, "person", request.account.platform, request.account.id)


@commands.button("roster.undo", allowed=STAFF)
async def undo_confirm(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take an account back from the person staff said it was; who was put there leaves again."""
    request = await work.joining.request(ask.object)
    if request is None or request.person is None or request.course != call.course.id:
        raise Refusal("There is nothing to undo any more.")
    keep = await _kept_in(request.person, call, work)
    await unlink(call.course.id, [(request.person, request.account)], work, call.person.id)
    person = await work.people.get(request.person)
    if person is not None and person.id == _admitted(request):
        today = local(call.now, call.course.zone).date()
        await work.people.save((replace(person, dropped=today),))
    open_again = replace(request, person=None)
    await work.joining.save_request(open_again)
    await audited(call, work, f"took back who “{request.name}” is", None)
    return await _card(open_again, work, keep)


async def _kept_in(person: str, call: Call, work: UnitOfWork) -> list[int]:
    """Return the locked weeks in which somebody has acts that no account of theirs takes along."""
    entries = in_force(await work.ledger.of_person(person))
    weeks = {entry.week for entry in entries if entry.by is None}
    return await locked_among(weeks, call.course, call.now, work)


@dataclass(frozen=True, slots=True)
class ShowRoster:
    """See how many are in the course, and who isn't in chat yet."""


@commands.on("roster show", allowed=STAFF, answers="confidential", reads=True)
async def show_roster(ask: ShowRoster, call: Call, work: UnitOfWork) -> View:
    """Show the roster in counts, with those who have no account."""
    people = await work.people.of(call.course.id)
    return views.roster(call.course, people, await _unlinked(call.course.id, work))


@dataclass(frozen=True, slots=True)
class MakeCode:
    """Make a personal code with which someone on the roster joins."""

    person: Annotated[str, Param("who on the roster", suggests=True)]


@commands.on("roster code", allowed=STAFF, answers="confidential")
async def make_code(ask: MakeCode, call: Call, work: UnitOfWork) -> View:
    """Make a code in place of those before; only its hash is kept."""
    person = await _named(ask.person, call, work)
    letters = work.tools.codes.letters(CODE_LENGTH)
    while await work.joining.code(code_hash(letters)) is not None:
        letters = work.tools.codes.letters(CODE_LENGTH)
    code = JoinCode(code_hash(letters), call.course.id, person.id, call.now)
    await work.joining.drop_codes(person.id)
    await work.joining.save_code(code)
    undo = action("roster.drop", call.course.id, person.id)
    await audited(call, work, f"made a personal code for {person.name}", undo)
    return views.code_made(call.course, person, letters, code)


@commands.suggest("roster code", "person")
async def suggest_people(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest people, those without an account first."""
    if not call.person.is_staff:
        return ()
    unlinked = {person.id for person in await _unlinked(call.course.id, work)}
    people = [
        person
        for person in await work.people.of(call.course.id)
        if person.dropped is None and text.casefold() in person.name.casefold()
    ]
    people.sort(key=lambda person: person.id not in unlinked)
    return tuple(Choice(person.id, person.name) for person in people)


@commands.button("roster.drop", allowed=STAFF, answers="private")
async def drop_code(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take a person's codes back: none of them works any more."""
    person = await _named(ask.object, call, work)
    await work.joining.drop_codes(person.id)
    await audited(call, work, f"took back the personal code of {person.name}", None)
    return say(f"No code of {person.name}'s works any more. /class roster code makes a new one.")


async def _named(text: str, call: Call, work: UnitOfWork) -> Person:
    """Return a person by id, or by a name or username that only one of the course has."""
    people = [one for one in await work.people.of(call.course.id) if one.dropped is None]
    found = called(people, text, lambda person: person.name) or called(
        people, text, lambda person: person.username or ""
    )
    if len(found) != 1:
        how = "Nobody on the roster is" if not found else "Several people on the roster are"
        raise Refusal(f"{how} called “{text}”. Pick a name from the list that appears as you type.")
    return found[0]


async def _unlinked(course: str, work: UnitOfWork, platform: str = "") -> Sequence[Person]:
    """Return who is in a course without an account, by name; with `platform`, without one there."""
    accounts = await work.people.accounts_of(course)
    return [
        person
        for person in await work.people.of(course)
        if person.dropped is None
        and not any(platform in ("", one.platform) for one in accounts.get(person.id, ()))
    ]
