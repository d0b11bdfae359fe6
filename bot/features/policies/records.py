"""What policies read and write in common: a proposal, what it would do, applying it and back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.calls import Call, Upload
from bot.chat.codec import Codec
from bot.chat.refusal import Refusal
from bot.model.course import Course
from bot.model.ids import short_id
from bot.model.participation.policies.policy import Policy
from bot.model.participation.review.differences import Decision
from bot.model.participation.review.simulation import Proposal, Simulation, from_now_on, simulate
from bot.model.participation.standings.record import Record
from bot.model.time.weeks import last_week
from bot.ports.locked import differing
from bot.ports.platform import StoredFile
from bot.ports.policies import Ruling
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork

PROPOSALS: Codec[Proposal] = Codec(Proposal)
MOST_FAULTS = 5
GONE = "What this would apply isn't kept any more. Attach the file again with /class policy change."
NONE_YET = "This course has no policy yet. Load a course file first."


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a proposal would do to a course as it is now; `before` is the policy it takes over."""

    simulation: Simulation
    record: Record
    before: Policy


async def read_file(file: Upload, course: Course, work: UnitOfWork) -> tuple[Policy, list[str]]:
    """Return the policy in a file and what looks odd in it; refuse one with errors, and say all."""
    found = await work.tools.policy_files.read(file.name, file.content, course)
    if found.policy is None:
        lines = list(found.errors[:MOST_FAULTS])
        more = len(found.errors) - len(lines)
        lines += [f"There are {more} more."] if more > 0 else []
        raise Refusal("\n".join([*lines, "Nothing was changed."]))
    return found.policy, list(found.warnings)


async def propose(
    policy: Policy, week: int | None, course: Course, now: datetime, work: UnitOfWork
) -> Proposal:
    """Return a policy as the next version, from a week on: the present one for None."""
    current = await work.policies.current(course.id)
    if current is None:
        raise Refusal(NONE_YET)
    last = last_week(course)
    since = from_now_on(course, now) if week is None else week
    if not 1 <= since <= last:
        raise Refusal(f"The term has weeks 1 to {last}. Please give one of them.")
    if replace(policy, version=current.version) == current and week is None:
        raise Refusal(f"That is the policy that rules now, version {current.version}.")
    return Proposal(replace(policy, version=current.version + 1), since)


async def look(proposal: Proposal, course: Course, now: datetime, work: UnitOfWork) -> Forecast:
    """Return what a proposal would do, reckoned beside the event loop."""
    record = await read_record(course, work)
    weeks = range(proposal.since, last_week(course) + 1)
    entries = await work.ledger.of_course(course.id, weeks)
    found = await asyncio.to_thread(simulate, record, entries, (proposal,), now)
    before = record.policies[proposal.since]
    return Forecast(found, record, before)


async def keep(proposal: Proposal, call: Call, work: UnitOfWork) -> str:
    """Keep a proposal until its button is pressed; return its id."""
    text = PROPOSALS.to_json(proposal)
    name = short_id("proposal", call.course.id, text)
    kept = StoredFile(name, "policy.json", "application/json", "A policy", text.encode())
    await work.files.put(call.course.id, kept)
    return name


async def kept(name: str, course: str, work: UnitOfWork) -> Proposal:
    """Return a course's proposal that was kept; refuse one that is gone, or another's."""
    file = await work.files.get(name)
    text = file.content.decode("utf-8", "replace") if file is not None else ""
    if name != short_id("proposal", course, text):
        raise Refusal(GONE)
    return PROPOSALS.from_json(text)


async def apply(proposal: Proposal, course: Course, decision: Decision, work: UnitOfWork) -> None:
    """Let a proposal rule; what it changes in locked weeks is kept as differences."""
    weeks = range(proposal.since, last_week(course) + 1)
    async with differing(course, decision, work, among=weeks):
        await work.policies.save(course.id, proposal.policy, decision.at, proposal.since)


async def take_back(version: int, course: Course, decision: Decision, work: UnitOfWork) -> int:
    """Let what ruled before a version rule again, as new versions; return the newest."""
    versions = await work.policies.versions(course.id)
    current = versions[-1] if versions else None
    if current is None or current.policy.version != version or len(versions) < 2:
        raise Refusal("The policy was changed again since. /class policy show lists its versions.")
    newest = version
    last = last_week(course)
    async with differing(course, decision, work, among=range(current.since, last + 1)):
        for since, policy in _ruled_before(versions[:-1], current.since, last):
            newest += 1
            again = replace(policy, version=newest)
            await work.policies.save(course.id, again, decision.at, since)
    return newest


def _ruled_before(versions: Sequence[Ruling], since: int, last: int) -> list[tuple[int, Policy]]:
    """Return what ruled the weeks from `since` on, each policy with its first week."""
    found: list[tuple[int, Policy]] = []
    for week in range(since, last + 1):
        ruling = [each.policy for each in versions if each.since <= week] or [versions[0].policy]
        if not found or found[-1][1] != ruling[-1]:
            found.append((week, ruling[-1]))
    return found
