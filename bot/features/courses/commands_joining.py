"""Joining: a personal code, or a word from staff, makes an account somebody on the roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.calls import Call, Choice, Choices
from bot.chat.commands import Commands
from bot.chat.events import place_key
from bot.chat.naming import called
from bot.chat.parameters import Param
from bot.chat.posts import Post
from bot.chat.refusal import Refusal
from bot.chat.views import View, say
from bot.features.courses import views
from bot.features.courses.linking import link, unlink
from bot.model.courses.joining import CODE_LENGTH, JoinCode, JoinRequest, code_hash, likely
from bot.model.ids import short_id
from bot.model.people import STAFF, Person
from bot.model.places import Purpose
from bot.ports.deeds import audited
from bot.ports.work import UnitOfWork

commands = Commands()
NO_SUCH_CODE = (
    "That code doesn't work: it may have been used, be older than 14 days, or have a typing error. "
    "Ask your instructor for a new one, or use /class join with your name instead."
)


@dataclass(frozen=True, slots=True)
class Join:
    """Join the course with your personal code, or ask staff to let you in."""

    code: Annotated[str, Param("your personal code, if you have one", most=40)] = ""
    name: Annotated[str, Param("your name on the roster, if you have no code", most=80)] = ""


@commands.on("join", allowed=None)
async def join(ask: Join, call: Call, work: UnitOfWork) -> View:
    """Link the account that calls to whom its code belongs, or ask staff who it is."""
    if call.known is not None:
        raise Refusal(f"You are in {call.course.title} already, as {call.known.name}.")
    if ask.code:
        return await _with_code(ask.code, call, work)
    if not ask.name:
        raise Refusal("Add your personal code, or your name as it stands on the roster.")
    request = JoinRequest(
        id=short_id(call.course.id, "join", call.invocation.account.platform,
                    call.invocation.account.id),
        course=call.course.id,
        account=call.invocation.account,
        name=ask.name,
        at=call.now,
    )  # fmt: skip
    await work.joining.save_request(request)
    candidates = likely(ask.name, await _unlinked(call, work), views.MOST_NAMES)
    for place in call.course.places_for(Purpose.STAFF):
        key = f"join/{request.id}/{call.now.isoformat()}/{place_key(place)}"
        card = views.request_card(request, candidates)
        await work.outbox.post(Post(key, call.course.id, place, card, closed=True))
    return views.asked(call.course)


async def _with_code(text: str, call: Call, work: UnitOfWork) -> View:
    code = await work.joining.code(code_hash(call.course.id, text))
    person = await work.people.get(code.person) if code else None
    if code is None or person is None or not code.works(call.at) or person.dropped:
        raise Refusal(NO_SUCH_CODE)
    await link(call.course.id, [(person.id, call.invocation.account)], work)
    await work.joining.save_code(replace(code, used=call.now))
    return views.welcome(call.course, person)


@commands.button("roster.confirm", allowed=STAFF)
async def confirm(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Say who an account is: the choice on the card of a request."""
    request = await work.joining.request(ask.object)
    person = await work.people.get(ask.arg)
    if request is None or person is None or request.course != call.course.id:
        raise Refusal("That request is no longer here. They can ask again with /class join.")
    if person.course != call.course.id or person.dropped or person.is_staff:
        raise Refusal("Only someone on the student roster can be let in this way.")
    if request.person is not None:
        raise Refusal("Someone has answered this request already.")
    await link(call.course.id, [(person.id, request.account)], work)
    await work.joining.save_request(replace(request, person=person.id))
    undo = action("roster.undo", call.course.id, request.id)
    await audited(call, work, f"let “{request.name}” in as {person.name}", undo)
    return views.request_settled(request, person, undo)


@commands.button("roster.undo", allowed=STAFF)
async def undo_confirm(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take an account back from the person staff said it was."""
    request = await work.joining.request(ask.object)
    if request is None or request.person is None or request.course != call.course.id:
        raise Refusal("There is nothing to undo any more.")
    await unlink(call.course.id, [(request.person, request.account)], work)
    open_again = replace(request, person=None)
    await work.joining.save_request(open_again)
    await audited(call, work, f"took back who “{request.name}” is", None)
    candidates = likely(request.name, await _unlinked(call, work), views.MOST_NAMES)
    return views.request_card(open_again, candidates)


@dataclass(frozen=True, slots=True)
class ShowRoster:
    """See how many are in the course, and who isn't in chat yet."""


@commands.on("roster show", allowed=STAFF, answers="confidential", reads=True)
async def show_roster(ask: ShowRoster, call: Call, work: UnitOfWork) -> View:
    """Show the roster in counts, with those who have no account."""
    people = await work.people.of(call.course.id)
    return views.roster(call.course, people, await _unlinked(call, work, staff=True))


@dataclass(frozen=True, slots=True)
class MakeCode:
    """Make a personal code with which someone on the roster joins."""

    person: Annotated[str, Param("who", suggests=True)]


@commands.on("roster code", allowed=STAFF, answers="confidential")
async def make_code(ask: MakeCode, call: Call, work: UnitOfWork) -> View:
    """Make a code in place of those before; only its hash is kept."""
    person = await _named(ask.person, call, work)
    letters = work.tools.codes.letters(CODE_LENGTH)
    code = JoinCode(code_hash(call.course.id, letters), call.course.id, person.id, call.now)
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
    unlinked = {person.id for person in await _unlinked(call, work, staff=True)}
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
    """Return a person by id, or by a name that only one of the course has."""
    people = [one for one in await work.people.of(call.course.id) if one.dropped is None]
    found = called(people, text, lambda person: person.name)
    if len(found) != 1:
        raise Refusal(f"“{text}” isn't one person on the roster. Pick a name from the list.")
    return found[0]


async def _unlinked(call: Call, work: UnitOfWork, *, staff: bool = False) -> Sequence[Person]:
    """Return who is in the course without an account, by name; students only unless `staff`."""
    accounts = await work.people.accounts_of(call.course.id)
    return [
        person
        for person in await work.people.of(call.course.id)
        if person.dropped is None and person.id not in accounts and (staff or not person.is_staff)
    ]
