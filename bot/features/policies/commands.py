"""`/class policy`: the rules in words, what another policy would do, changing it, equal worth."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.calls import Call, Upload
from bot.chat.commands import Commands
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.policies import records, views
from bot.features.policies.records import NONE_YET
from bot.model.participation.review.simulation import from_now_on
from bot.model.participation.review.worth import worth
from bot.model.people import INSTRUCTORS, STAFF
from bot.model.time.weeks import last_week
from bot.ports.deeds import audited
from bot.ports.locked import decision
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork

commands = Commands()
UNREADABLE = "This button can't be read any more. Use /class policy change."


@dataclass(frozen=True, slots=True)
class ShowPolicy:
    """See what counts, in plain words."""

    week: Annotated[int | None, Param("the week it rules; the present one if left out")] = None


@commands.on("policy show", answers="private", reads=True)
async def show_policy(ask: ShowPolicy, call: Call, work: UnitOfWork) -> View:
    """Show the policy that rules a week, with all versions."""
    return await _show(ask.week, call, work)


@commands.button("policy.show", answers="private", reads=True)
async def show_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Show the policy that rules the button's week."""
    return await _show(int(ask.arg) if ask.arg.isdecimal() else None, call, work)


@dataclass(frozen=True, slots=True)
class SimulatePolicy:
    """See what another policy would do to every standing; nothing is changed."""

    file: Annotated[Upload, Param("a course file, or just its policy: part")]
    from_week: Annotated[int | None, Param("from which week; the present one if left out")] = None


@commands.on("policy simulate", allowed=STAFF, answers="confidential", reads=True)
async def simulate(ask: SimulatePolicy, call: Call, work: UnitOfWork) -> View:
    """Show what a policy would do."""
    policy, warnings = await records.read_file(ask.file, call.course, work)
    proposal = await records.propose(policy, ask.from_week, call.course, call.now, work)
    found = await records.look(proposal, call.course, call.now, work)
    return views.forecast(found, None, warnings)


@dataclass(frozen=True, slots=True)
class ChangePolicy:
    """Change the policy: its effect is shown first, one button applies it."""

    file: Annotated[Upload, Param("a course file, or just its policy: part")]
    from_week: Annotated[int | None, Param("from which week; past ones stay if left out")] = None


@commands.on("policy change", allowed=INSTRUCTORS, answers="confidential")
async def change(ask: ChangePolicy, call: Call, work: UnitOfWork) -> View:
    """Show what a policy would do, with the button that applies exactly that."""
    policy, warnings = await records.read_file(ask.file, call.course, work)
    proposal = await records.propose(policy, ask.from_week, call.course, call.now, work)
    found = await records.look(proposal, call.course, call.now, work)
    name = await records.keep(proposal, call, work)
    button = action("policy.apply", call.course.id, name, found.simulation.digest)
    return views.forecast(found, button, warnings)


@commands.button("policy.apply", allowed=INSTRUCTORS, answers="confidential")
async def apply(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Apply what was shown; show it anew where anything is other than it was then."""
    proposal = await records.kept(ask.object, call.course.id, work)
    current = await work.policies.current(call.course.id)
    if current is None:
        raise Refusal(NONE_YET)
    if current.version >= proposal.policy.version:
        raise Refusal("The policy was changed since. Attach the file again to see what it does.")
    found = await records.look(proposal, call.course, call.now, work)
    if found.simulation.digest != ask.arg:
        button = action("policy.apply", call.course.id, ask.object, found.simulation.digest)
        changed = "Something happened since this was shown, so nothing was applied. It is now so:"
        return views.forecast(found, button, (changed,))
    why = f"version {proposal.policy.version} of the policy, from week {proposal.since} on"
    await records.apply(proposal, call.course, decision(call, why), work)
    undo = action("policy.undo", call.course.id, str(proposal.policy.version))
    await audited(call, work, f"changed the policy: {why}", undo)
    return views.applied(call.course, proposal.policy.version, proposal.since, undo)


@commands.button("policy.undo", allowed=INSTRUCTORS, answers="confidential")
async def undo(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let what ruled before rule again."""
    if not ask.object.isdecimal():
        raise Refusal(UNREADABLE)
    why = f"version {ask.object} of the policy was taken back"
    newest = await records.take_back(int(ask.object), call.course, decision(call, why), work)
    await audited(call, work, f"took back version {ask.object} of the policy", None)
    return views.undone(newest)


@dataclass(frozen=True, slots=True)
class ShowWorth:
    """See whether the live and the asynchronous ways are worth the same."""


@commands.on("policy worth", allowed=STAFF, answers="confidential", reads=True)
async def show_worth(ask: ShowWorth, call: Call, work: UnitOfWork) -> View:
    """Compare the options: credit by the hour, who uses them, how standings differ."""
    record = await read_record(call.course, work)
    if not record.policies:
        raise Refusal(NONE_YET)
    return views.worth(call.course, await asyncio.to_thread(worth, record, call.now))


async def _show(week: int | None, call: Call, work: UnitOfWork) -> View:
    last = last_week(call.course)
    number = from_now_on(call.course, call.now) if week is None else week
    if not 1 <= number <= last:
        raise Refusal(f"The term has weeks 1 to {last}. Please give one of them.")
    policy = await work.policies.ruling(call.course.id, number)
    if policy is None:
        raise Refusal(NONE_YET)
    versions = await work.policies.versions(call.course.id)
    return views.shown(call.course, policy, number, versions)
