"""`/class roster import`: what a gradebook's or a school's list would change, then one button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.calls import Call, Upload
from bot.chat.commands import Commands
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.courses import views_roster as views
from bot.features.courses.importing import (
    FILE,
    KIND,
    NOTES,
    PARTIAL,
    Outlook,
    answered,
    answers_in,
    bring,
    noted,
    outlook,
    read_files,
    take_back,
)
from bot.features.courses.keeping import save_setup
from bot.model.courses.setup.setups import Setup
from bot.model.ids import short_id
from bot.model.people import INSTRUCTORS
from bot.ports.deeds import audited
from bot.ports.work import UnitOfWork

commands = Commands()
"""A roster can name staff, so it is for those who may."""
GONE = "This roster was brought or thrown away already. Use /class roster import with the file."


@dataclass(frozen=True, slots=True)
class ImportRoster:
    """Bring the class list of your gradebook or school; first see what would change."""

    file: Annotated[
        Upload, Param("the list, as Moodle, Canvas, Blackboard or your school saves it")
    ]
    enrollments: Annotated[Upload | None, Param("enrollments.csv, if the list is a users.csv")] = (
        None
    )
    section: Annotated[str, Param("which class, if the file has several", most=200)] = ""
    partial: Annotated[bool, Param("yes if it lists only some of the class: nobody leaves")] = False


@commands.on("roster import", allowed=INSTRUCTORS, answers="confidential")
async def import_roster(ask: ImportRoster, call: Call, work: UnitOfWork) -> View:
    """Keep a roster, and show what it would change."""
    files = [ask.file, *([ask.enrollments] if ask.enrollments else [])]
    roster = await read_files(files, ask.section, work)
    said = {
        FILE: ask.file.name,
        KIND: roster.kind or "",
        PARTIAL: "yes" if ask.partial else "",
        NOTES: noted(roster),
    }
    setup = Setup(
        short_id("setup", "roster", call.course.id, call.id),
        call.place.parent,
        call.invocation.account,
        call.now,
        said,
        roster.people,
        course=call.course.id,
    )
    return await _shown(await save_setup(setup, call.now, work), call, work)


@commands.button("roster.same", allowed=INSTRUCTORS)
async def same(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take it that somebody in the file is who they may be here; or that all are."""
    return await _answer(ask, call, work, same=True)


@commands.button("roster.other", allowed=INSTRUCTORS)
async def other(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take it that somebody in the file is not who they may be here."""
    return await _answer(ask, call, work, same=False)


@commands.button("roster.bring", allowed=INSTRUCTORS)
async def do_import(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Do exactly what was shown; if that would be something else by now, show it instead."""
    setup = await _kept(ask.object, call, work)
    found = await _outlook(setup, call, work)
    if found.doubts or found.changes.refused or found.mark != ask.arg:
        return views.outlook(call.course, setup, found, again=True)
    undo = await bring(setup, found, call.course, work, call.now)
    button = action("roster.revert", call.course.id, undo.id)
    what = f"brought the roster {setup.answer(FILE)}: {views.summary(found)}"
    await audited(call, work, what, button)
    return views.brought(call.course, setup, found, button)


@commands.button("roster.leave", allowed=INSTRUCTORS)
async def leave(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Forget a roster that was to be brought."""
    await work.setups.erase((await _kept(ask.object, call, work)).id)
    return views.left(call.course)


@commands.button("roster.revert", allowed=INSTRUCTORS)
async def revert(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Make the roster what it was before one was brought; what changed since stays."""
    undo = await work.setups.get(ask.object)
    if undo is None or undo.course != call.course.id or undo.answer(KIND):
        raise Refusal("There is nothing to undo any more.")
    stay = await take_back(undo, call, work)
    await audited(call, work, f"took back the roster {undo.answer(FILE)}", None)
    return views.taken_back(call.course, stay)


async def _answer(ask: Action, call: Call, work: UnitOfWork, *, same: bool) -> View:
    setup = await _kept(ask.object, call, work)
    doubts = (await _outlook(setup, call, work)).doubts
    meant = [one for one in doubts if ask.arg in ("all", f"{one.row}-{one.known.id}")]
    setup = await save_setup(answered(setup, meant, same=same), call.now, work)
    return await _shown(setup, call, work)


async def _kept(name: str, call: Call, work: UnitOfWork) -> Setup:
    """Return a roster that waits to be brought to this course."""
    setup = await work.setups.get(name)
    if setup is None or setup.course != call.course.id or not setup.answer(KIND):
        raise Refusal(GONE)
    return setup


async def _outlook(setup: Setup, call: Call, work: UnitOfWork) -> Outlook:
    answers = answers_in(setup)
    partial = views.is_partial(setup)
    return await outlook(call.course, setup.people, answers, work, call.now, partial=partial)


async def _shown(setup: Setup, call: Call, work: UnitOfWork) -> View:
    return views.outlook(call.course, setup, await _outlook(setup, call, work))
