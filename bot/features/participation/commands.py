"""What students ask of their participation: where they stand, why, and what they choose."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Annotated

from bot.chat.actions import Action
from bot.chat.calls import Call, Choice, Choices
from bot.chat.commands import Commands
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.participation import views
from bot.features.participation.views_why import Talk, said, why
from bot.model.participation.policies.policy import Policy
from bot.model.participation.standings.explain import explain
from bot.model.participation.standings.record import (
    Record,
    offers_to,
    open_makeups,
    standings,
    weeks_until,
)
from bot.model.people import STUDENTS, Person
from bot.model.time.weeks import last_week, week_end, week_of
from bot.ports.choices import Declared
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork

commands = Commands()
STAFF_SEE = "/class roster standing shows where a student stands."
NO_POLICY = "This course has no policy yet, so nothing is counted. Ask your instructor."


@dataclass(frozen=True, slots=True)
class ShowProgress:
    """Show where you stand, what is still possible, and the easiest next step."""

    why: Annotated[bool, Param("list every act with its evidence")] = False
    week: Annotated[int | None, Param("which week; the present one if left out")] = None


@commands.on("progress", allowed=STUDENTS, answers="confidential", reads=True, instead=STAFF_SEE)
async def show_progress(ask: ShowProgress, call: Call, work: UnitOfWork) -> View:
    """Answer with one's own standing, or the acts behind it."""
    show = show_why if ask.why else show_standing
    return await show(call.person, ask.week, call, work)


@commands.button(
    "progress.show", allowed=STUDENTS, answers="confidential", reads=True, instead=STAFF_SEE
)
async def progress_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer with one's own standing, in the button's week or the present one."""
    week = int(ask.arg) if ask.arg.isdecimal() else None
    return await show_standing(call.person, week, call, work)


@commands.button(
    "progress.why", allowed=STUDENTS, answers="confidential", reads=True, instead=STAFF_SEE
)
async def why_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer with the acts behind one's own standing in the button's week."""
    week = int(ask.arg) if ask.arg.isdecimal() else None
    return await show_why(call.person, week, call, work)


async def show_standing(
    person: Person, week: int | None, call: Call, work: UnitOfWork, name: str = ""
) -> View:
    """Return a person's standing up to now, with one week in detail."""
    record = await read_record(call.course, work, person.id)
    shown = checked_week(record, week, call)
    weeks = sorted({*weeks_until(record, call.now), shown})
    # Where caps of a week and of its unit compete for the same acts it can take seconds.
    found = await asyncio.to_thread(standings, record, (person,), weeks, call.now)
    makeups = open_makeups(record, person.id, shown, call.now)
    talk = await _talk(record, person, work)
    told = said(record, talk.news(shown, call.now))
    return views.progress(record, found[person.id], shown, makeups, name, told)


async def show_why(
    person: Person, week: int | None, call: Call, work: UnitOfWork, name: str = ""
) -> View:
    """Return the acts behind a person's standing in a week."""
    record = await read_record(call.course, work, person.id)
    shown = checked_week(record, week, call)
    [offer] = offers_to(record, person.id, (shown,))
    found = await asyncio.to_thread(standings, record, (person,), (shown,), call.now)
    standing = found[person.id].week(shown)
    entries = [e for e in await work.ledger.of_person(person.id) if e.week == shown]
    lines = explain(record.policies[shown], standing, offer, entries)
    talk = await _talk(record, person, work)
    return why(record, standing, lines, person.id, talk, name)


async def _talk(record: Record, person: Person, work: UnitOfWork) -> Talk:
    """Return what the person disputed, and what changed in locked weeks."""
    course = record.course.id
    disputes = await work.disputes.of(course, person.id)
    changed = await work.differences.of(course, person.id)
    entries = await work.ledger.of_person(person.id) if disputes else ()
    people = await work.people.of(course) if changed else ()
    names = {each.id: each.name for each in people if each.is_staff}
    return Talk(disputes, changed, entries, names)


def checked_week(record: Record, week: int | None, call: Call) -> int:
    """Return the week asked for, the present one for None; refuse one outside the term."""
    if not record.policies:
        raise Refusal(NO_POLICY)
    last = last_week(record.course)
    if week is None:
        return min(max(week_of(record.course, call.now), 1), last)
    if not 1 <= week <= last:
        raise Refusal(f"The term has weeks 1 to {last}. Please give one of them.")
    return week


@dataclass(frozen=True, slots=True)
class Choose:
    """Say how you will take part in a week."""

    option: Annotated[str, Param("the way to take part", suggests=True)]
    week: Annotated[int | None, Param("which week; the present one if left out")] = None


@commands.on("choose", allowed=STUDENTS, instead=STAFF_SEE)
async def choose(ask: Choose, call: Call, work: UnitOfWork) -> View:
    """Add an option to one's choice for a week."""
    return await _choose(ask.option, ask.week, call, work)


@commands.button("choose.option", allowed=STUDENTS, instead=STAFF_SEE)
async def choose_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Add the button's option to one's choice, or take it out (`-option`)."""
    week = int(ask.object) if ask.object.isdecimal() else None
    return await _choose(ask.arg, week, call, work)


@commands.button("choose.show", allowed=STUDENTS, answers="private", reads=True, instead=STAFF_SEE)
async def choice_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Show one's choice for the button's week."""
    record = await read_record(call.course, work, call.person.id)
    week = checked_week(record, int(ask.arg) if ask.arg.isdecimal() else None, call)
    return _choice(record, week, call)


async def _choose(option: str, week: int | None, call: Call, work: UnitOfWork) -> View:
    record = await read_record(call.course, work, call.person.id)
    shown = checked_week(record, week, call)
    if call.at >= week_end(call.course, shown):
        raise Refusal(f"Week {shown} is over, so its choice stays. Choose for a later week.")
    key = _option(record.policies[shown], option.removeprefix("-"))
    before = record.choices.get((call.person.id, shown), ())
    after = tuple(each for each in before if each != key)
    if not option.startswith("-"):
        after = (*after, key)
    declared = Declared(call.course.id, call.person.id, shown, after, call.at)
    await work.choices.save((declared,))
    return _choice(await read_record(call.course, work, call.person.id), shown, call)


def _choice(record: Record, week: int, call: Call) -> View:
    [offer] = offers_to(record, call.person.id, (week,))
    chosen = record.choices.get((call.person.id, week), ())
    return views.choice(record.policies[week], offer, chosen, call.course.id)


def _option(policy: Policy, name: str) -> str:
    """Return the key of the option with this key or title; refuse what isn't counted."""
    wanted = name.casefold().strip()
    for option in policy.options:
        if not option.optional and wanted in (option.key.casefold(), option.title.casefold()):
            return option.key
    titles = ", ".join(option.title for option in policy.options if not option.optional)
    raise Refusal(f"“{name}” is none of the options. There are: {titles}.")


@commands.suggest("choose", "option")
async def options(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest the options that count in the present week."""
    policy = await work.policies.ruling(call.course.id, week_of(call.course, call.now))
    return tuple(
        Choice(option.key, option.title)
        for option in (policy.options if policy else ())
        if not option.optional and text.casefold() in option.title.casefold()
    )
