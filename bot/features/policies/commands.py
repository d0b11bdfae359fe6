"""`/class policy`: the rules in words, what another policy would do, changing it, equal worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.chat.actions import Action
from bot.chat.calls import Call, Upload
from bot.chat.commands import Commands
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.policies import records, views
from bot.features.policies.planning import Way, change_item, forecast_item, worth_item
from bot.features.policies.records import NONE_YET
from bot.model.participation.review.simulation import from_now_on
from bot.model.people import INSTRUCTORS, STAFF
from bot.model.time.weeks import last_week
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
    """Let what a policy would do be reckoned and sent privately to who asked."""
    return await _forecast(ask.file, ask.from_week, call, work, offers=False)


@dataclass(frozen=True, slots=True)
class ChangePolicy:
    """Change the policy: its effect is shown first, one button applies it."""

    file: Annotated[Upload, Param("a course file, or just its policy: part")]
    from_week: Annotated[int | None, Param("from which week; past ones stay if left out")] = None


@commands.on("policy change", allowed=INSTRUCTORS, answers="confidential")
async def change(ask: ChangePolicy, call: Call, work: UnitOfWork) -> View:
    """Let the same be sent with the button that applies exactly that."""
    return await _forecast(ask.file, ask.from_week, call, work, offers=True)


@commands.button("policy.apply", allowed=INSTRUCTORS, answers="confidential")
async def apply(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let be applied what was shown; it is shown anew where anything is other than it was then."""
    proposal = await records.kept(ask.object, call.course.id, work)
    current = await work.policies.current(call.course.id)
    if current is None:
        raise Refusal(NONE_YET)
    version = proposal.policy.version
    if current.version >= version:
        raise Refusal(records.CHANGED)
    known = {"digest": ask.arg, "kept": ask.object}
    await work.agenda.plan((change_item(Way.APPLY, version, (proposal,), call, **known),))
    return views.begun(f"Version {version} of the policy is being applied.")


@commands.button("policy.undo", allowed=INSTRUCTORS, answers="confidential")
async def undo(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let what ruled before rule again."""
    if not ask.object.isdecimal():
        raise Refusal(UNREADABLE)
    version = int(ask.object)
    versions = await work.policies.versions(call.course.id)
    proposals = records.taken_back(version, versions, last_week(call.course))
    await work.agenda.plan((change_item(Way.UNDO, version, proposals, call),))
    return views.begun(f"Version {version} of the policy is being taken back.")


@commands.button("policy.again", allowed=INSTRUCTORS, answers="confidential")
async def apply_again(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let a version rule again that was taken back: the undo of the undo."""
    if not (ask.object.isdecimal() and ask.arg.isdecimal()):
        raise Refusal(UNREADABLE)
    version = int(ask.arg)
    versions = await work.policies.versions(call.course.id)
    proposal = records.applied_again(version, int(ask.object), versions)
    await work.agenda.plan((change_item(Way.AGAIN, version, (proposal,), call),))
    return views.begun(f"Version {version} of the policy is being applied again.")


@dataclass(frozen=True, slots=True)
class ShowWorth:
    """See whether the live and the asynchronous ways are worth the same."""


@commands.on("policy worth", allowed=STAFF, answers="confidential", reads=True)
async def show_worth(ask: ShowWorth, call: Call, work: UnitOfWork) -> View:
    """Let the options be compared: credit by the hour, who uses them, how standings differ."""
    if await work.policies.current(call.course.id) is None:
        raise Refusal(NONE_YET)
    await work.agenda.plan((worth_item(call),))
    return views.begun("The options are being compared.")


async def _forecast(
    file: Upload, week: int | None, call: Call, work: UnitOfWork, *, offers: bool
) -> View:
    policy, warnings = await records.read_file(file, call.course, work)
    proposal = await records.propose(policy, week, call.course, call.now, work)
    await work.agenda.plan((forecast_item(proposal, warnings, call, offers=offers),))
    return views.begun("What this policy would do is being reckoned.")


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
