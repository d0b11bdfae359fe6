"""What is due for policies: reckoned outside of any transaction, and told to who asked.

A change that was shown is applied only if it still did what was shown when its button was pressed:
see `make_change`. What happens later, while it is reckoned, counts by the new policy: see
bot.features.policies.meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.actions import action
from bot.chat.posts import Directly, Post
from bot.chat.views import View
from bot.features.policies import views
from bot.features.policies.meanwhile import Amended, as_of_now
from bot.features.policies.planning import WARNINGS, Way, proposals_of, tried_again
from bot.features.policies.records import (
    CHANGED,
    CHANGED_AGAIN,
    Facts,
    Forecast,
    keep,
    read_facts,
    reckon,
)
from bot.model.happenings import PolicyChanged
from bot.model.participation.review.differences import Decision
from bot.model.participation.review.simulation import Proposal
from bot.model.participation.review.worth import worth
from bot.model.participation.standings.record import Record
from bot.model.people import INSTRUCTORS
from bot.ports.agenda import Item
from bot.ports.audit import Deed
from bot.ports.policies import Ruling
from bot.ports.record import read_record
from bot.ports.tools import Tools
from bot.ports.work import UnitOfWork

NOT_APPLIED = "Something happened since this was shown, so nothing was applied. It is now so:"
NOT_YOURS = "Only instructors change the policy, so nothing was changed."
OVER = "This course is over and kept as it was, so nothing was changed."
BUSY = "Too much happened meanwhile, so nothing was changed. Please press again in a minute."


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be reckoned and at which instant, or a `problem` that keeps it from being."""

    item: Item
    now: datetime
    proposals: tuple[Proposal, ...]
    facts: Facts | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it; a change that does otherwise than was shown is `stale`."""

    job: Job
    forecast: Forecast | None = None
    stale: bool = False


async def read_forecast(item: Item, now: datetime, work: UnitOfWork) -> Job | None:
    """Read what a proposal's effect is reckoned from; None where the course is gone."""
    course = await work.courses.get(item.course)
    if course is None:
        return None
    proposals = proposals_of(item)
    if not _follow(proposals, await work.policies.versions(course.id)):
        return Job(item, now, proposals, None, CHANGED)
    return Job(item, now, proposals, await read_facts(course, proposals, work))


async def make_forecast(job: Job | None, tools: Tools) -> Made | None:
    """Reckon what a proposal would do."""
    if job is None:
        return None
    if job.facts is None:
        return Made(job)
    return Made(job, await reckon(job.facts, job.proposals, job.now))


async def write_forecast(item: Item, now: datetime, made: Made | None, work: UnitOfWork) -> None:
    """Show it to who asked; where it may be applied, with the button that does just that."""
    if made is None:
        return
    if made.forecast is None:
        await _tell(item, views.unchanged(made.job.problem), work)
        return
    button = None
    if "offers" in item.args:
        name = await keep(made.forecast.simulation.proposal, item.course, work)
        button = _apply(item, name, made.forecast)
    warnings = WARNINGS.from_json(item.args["warnings"])
    await _tell(item, views.forecast(made.forecast, button, warnings), work)


async def read_worth(item: Item, now: datetime, work: UnitOfWork) -> tuple[Record, datetime] | None:
    """Read what the options are compared by; None where the course is gone."""
    course = await work.courses.get(item.course)
    return (await read_record(course, work), now) if course is not None else None


async def make_worth(job: tuple[Record, datetime] | None, tools: Tools) -> View | None:
    """Compare the options beside the event loop."""
    if job is None:
        return None
    record, now = job
    return views.worth(record.course, await asyncio.to_thread(worth, record, now))


async def write_worth(item: Item, now: datetime, view: View | None, work: UnitOfWork) -> None:
    """Show the comparison to who asked."""
    if view is not None:
        await _tell(item, view, work)


async def read_change(item: Item, now: datetime, work: UnitOfWork) -> Job | None:
    """Read what a change is reckoned from; None where it is done already, or the course gone."""
    course = await work.courses.get(item.course)
    person = await work.people.get(item.args["person"])
    if course is None or person is None:
        return None
    proposals = proposals_of(item)
    versions = await work.policies.versions(course.id)
    if _stand(proposals, versions):
        return None
    problem = ""
    if person.role not in INSTRUCTORS or person.course != course.id:
        problem = NOT_YOURS
    elif course.frozen:
        problem = OVER
    elif not _follow(proposals, versions):
        problem = CHANGED if item.args["way"] == Way.APPLY else CHANGED_AGAIN
    if problem:
        return Job(item, now, proposals, None, problem)
    return Job(item, now, proposals, await read_facts(course, proposals, work))


async def make_change(job: Job | None, tools: Tools) -> Made | None:
    """Reckon what a change does; one that does otherwise than was shown is not to be applied."""
    if job is None:
        return None
    if job.facts is None:
        return Made(job)
    forecast = await reckon(job.facts, job.proposals, job.now)
    digest = forecast.simulation.digest
    return Made(job, forecast, stale=job.item.args.get("digest", digest) != digest)


async def write_change(item: Item, now: datetime, made: Made | None, work: UnitOfWork) -> None:
    """Let the proposals rule, and tell who pressed; or say why they don't."""
    if made is None:
        return
    facts, forecast = made.job.facts, made.forecast
    if facts is None or forecast is None:
        await _tell(item, views.unchanged(made.job.problem), work)
    elif made.stale:
        button = _apply(item, item.args["kept"], forecast)
        await _tell(item, views.forecast(forecast, button, (NOT_APPLIED,)), work)
    elif (found := await as_of_now(facts, forecast.simulation, now, work)) is not None:
        await _write(item, now, found, work)
    elif (again := tried_again(item)) is not None:
        await work.agenda.plan((again,))
    else:
        await _tell(item, views.unchanged(BUSY), work)


async def _write(item: Item, now: datetime, made: Amended, work: UnitOfWork) -> None:
    found, course = made.simulation, made.record.course
    why, did = _words(item, found.proposal)
    counted = await asyncio.to_thread(found.recounted, made.record)
    for each in found.proposals:
        own = {week: tallies for week, tallies in counted.items() if week >= each.since}
        await work.policies.save(course.id, each.policy, now, each.since, own)
    work.happened(PolicyChanged(course.id))
    call, by = item.args["call"], item.args["person"]
    await work.differences.add(found.decided(Decision(call, course.id, why, by, now)))
    way, version, newest = item.args["way"], item.args["version"], found.proposal.policy.version
    if way == Way.UNDO:
        back = action("policy.again", course.id, str(newest), version)
        view = views.undone(newest, back)
    else:
        back = action("policy.undo", course.id, str(newest))
        view = views.applied(course, newest, found.proposal.since, back)
    person = next(each for each in made.record.people if each.id == by)
    await work.audit.record(Deed(call, course.id, by, now, f"{person.name} {did}", back))
    await _tell(item, view, work)


def _words(item: Item, proposal: Proposal) -> tuple[str, str]:
    """Return why what changes in locked weeks does, and what the audit says was done."""
    version = item.args["version"]
    ruling = f"version {proposal.policy.version} of the policy, from week {proposal.since} on"
    match Way(item.args["way"]):
        case Way.APPLY:
            return ruling, f"changed the policy: {ruling}"
        case Way.UNDO:
            why = f"version {version} of the policy was taken back"
            return why, f"took back version {version} of the policy"
        case Way.AGAIN:
            why = f"version {version} of the policy rules again"
            return why, f"let version {version} of the policy rule again: {ruling}"


def _stand(proposals: Sequence[Proposal], versions: Sequence[Ruling]) -> bool:
    """Whether the proposals rule already, since somebody pressed twice."""
    known = [Proposal(each.policy, each.since) for each in versions]
    return all(each in known for each in proposals)


def _follow(proposals: Sequence[Proposal], versions: Sequence[Ruling]) -> bool:
    """Whether the proposals come next, since nobody changed the policy meanwhile."""
    return bool(versions) and versions[-1].policy.version + 1 == proposals[0].policy.version


def _apply(item: Item, kept: str, forecast: Forecast) -> str:
    return action("policy.apply", item.course, kept, forecast.simulation.digest)


async def _tell(item: Item, view: View, work: UnitOfWork) -> None:
    to = Directly(item.args["person"])
    await work.outbox.post(Post(f"{item.key}/told", item.course, to, view, closed=True))
