"""Bringing a roster to a course from the command line."""

from __future__ import annotations

from datetime import datetime

from adapters.terminal.services import RosterFile, RosterOrder
from bot.chat.actions import action
from bot.chat.refusal import Refusal
from bot.features.courses.importing import FILE, Outlook, answered, answers_in, bring, outlook
from bot.features.courses.views_roster import summary
from bot.model.course import Course
from bot.model.courses.setup.setups import Setup
from bot.model.ids import short_id
from bot.model.people import Account
from bot.model.places import Place
from bot.ports.audit import Deed
from bot.ports.work import Store, UnitOfWork
from bot.runtime.happenings import settle
from bot.runtime.tables import REACTIONS

TERMINAL = "terminal"
"""Stands for who brought a roster, and where, on the bot's own machine."""


async def import_roster(
    store: Store,
    course: Course,
    roster: RosterFile,
    order: RosterOrder,
    now: datetime,
    *,
    dry: bool,
) -> Outlook:
    """Bring a roster and return what it did; with `dry`, or with doubts left, nothing is done."""
    if course.frozen:
        raise Refusal(f"{course.title} is over, so its roster stays as it is.")
    name = short_id("setup", "roster", course.id, TERMINAL, now.isoformat())
    place, by = Place(TERMINAL, TERMINAL), Account(TERMINAL, TERMINAL)
    said = {FILE: order.name}
    setup = Setup(name, place, by, now, said, roster.people, course=course.id)
    if dry:
        async with store.reading() as work:
            return (await _answered(setup, course, order, work, now))[1]
    async with store.work() as work:
        setup, found = await _answered(setup, course, order, work, now)
        if found.doubts or found.changes.refused or found.changes.empty:
            return found
        undo = await bring(setup, found, course, work, now)
        what = f"The roster {order.name} was brought on the bot's machine: {summary(found)}"
        button = action("roster.revert", course.id, undo.id)
        await work.audit.record(Deed(name, course.id, TERMINAL, now, what, button))
        await settle(work, REACTIONS, now)
        return found


async def _answered(
    setup: Setup, course: Course, order: RosterOrder, work: UnitOfWork, now: datetime
) -> tuple[Setup, Outlook]:
    """Return what a roster does once everything that the order answers is taken from it."""
    while True:
        answers = answers_in(setup)
        partial = order.partial
        found = await outlook(course, setup.people, answers, work, now, partial=partial)
        same = [one for one in found.doubts if order.same & {one.new.name, "all"}]
        other = [one for one in found.doubts if one.new.name in order.other]
        if not same and not other:
            return setup, found
        setup = answered(answered(setup, same, same=True), other, same=False)
