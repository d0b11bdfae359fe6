"""What is due for a push that was asked for in chat: it is looked at, or written, some at a time.

Each piece is an item of its own, so that other things fall due in between. One that was killed is
done again: what the gradebook has is not written twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.chat.posts import Directly, Post
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.exports import views_push as views
from bot.features.exports.pushing import Push, apply, look
from bot.features.exports.writing import seat_of
from bot.model.course import Course
from bot.model.gradebook.gradebook import Scope
from bot.model.gradebook.pushes import Plan, mark_of
from bot.ports.agenda import Item
from bot.ports.pushing import ColumnPlace
from bot.ports.tools import Tools
from bot.ports.work import Store

MOST = 50
"""Grades that are written at one go."""

Do = Callable[[Item, Push, Plan, Store, datetime], Awaitable[View | None]]


async def show_push(item: Item, now: datetime, store: Store, tools: Tools) -> None:
    """Send to who asked what a push would write."""
    await _do(item, now, store, tools, _shown)


async def write_push(item: Item, now: datetime, store: Store, tools: Tools) -> None:
    """Write what was shown, or show it again if by now it is something else."""
    await _do(item, now, store, tools, _written)


async def _do(item: Item, now: datetime, store: Store, tools: Tools, do: Do) -> None:
    args = item.args
    async with store.reading() as work:
        course = await work.courses.get(item.course)
        person = await work.people.get(args["person"])
    if course is None or person is None or not person.is_staff or person.dropped is not None:
        return
    place = ColumnPlace(args["to"], args["in"], args["column"])
    view: View | None
    try:
        async with tools.columns.reaching(place) as column:
            push = Push(course, int(args["week"]), Scope(args["of"]), column, person.id)
            plan = await look(push, store, now)
            view = await do(item, push, plan, store, now)
    except Refusal as refusal:
        view = views.refused(str(refusal))
    if view is not None:
        await _send(item, course, view, store)


async def _shown(item: Item, push: Push, plan: Plan, store: Store, now: datetime) -> View:
    async with store.work() as work:
        known = {seat.id for seat in await work.exports.seats(push.course.id)}
        rows = [seat_of(push.course.id, one.row.id, one.row.name) for one in plan.doubts]
        await work.exports.save_seats([seat for seat in rows if seat.id not in known])
    return views.preview(item, plan, mark_of(plan))


async def _written(item: Item, push: Push, plan: Plan, store: Store, now: datetime) -> View | None:
    if mark_of(plan) != item.args["mark"]:
        return views.preview(item, plan, mark_of(plan), again=True)
    part = replace(plan, changes=plan.changes[:MOST])
    outcome = await apply(push, part, store, now)
    done = int(item.args.get("done", "0")) + len(outcome.confirmed)
    if outcome.whole and len(plan.changes) > MOST:
        base, _, piece = item.key.partition("+")
        args = {**item.args, "done": str(done)}
        following = replace(item, key=f"{base}+{int(piece or 1) + 1}", args=args, due=now)
        async with store.work() as work:
            await work.agenda.plan((following,))
        return None
    return views.ended(plan, outcome, done)


async def _send(item: Item, course: Course, view: View, store: Store) -> None:
    person = item.args["person"]
    key = f"{item.key}/{person}"
    async with store.work() as work:
        if await work.outbox.get(key) is None:
            await work.outbox.post(Post(key, course.id, Directly(person), view, closed=True))
