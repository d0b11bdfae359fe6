"""What policies read and reckon in common: a proposal, what it would do, and the way back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.calls import Upload
from bot.chat.codec import Codec
from bot.chat.refusal import Refusal
from bot.model.course import Course
from bot.model.ids import short_id
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.policies.policy import Policy
from bot.model.participation.review.simulation import Proposal, Simulation, from_now_on, simulate
from bot.model.participation.standings.record import Record
from bot.model.time.weeks import last_week
from bot.ports.platform import StoredFile
from bot.ports.policies import Ruling
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork

PROPOSALS: Codec[Proposal] = Codec(Proposal)
MOST_FAULTS = 5
GONE = "What this would apply isn't kept any more. Attach the file again with /class policy change."
NONE_YET = "This course has no policy yet. Load a course file first."
CHANGED = "The policy was changed since. Attach the file again to see what it does."
CHANGED_AGAIN = "The policy was changed again since. /class policy show lists its versions."


@dataclass(frozen=True, slots=True)
class Facts:
    """What proposals are reckoned from; `sizes` are how many entries each person had then."""

    record: Record
    entries: Sequence[Entry]
    sizes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a proposal would do to a course as it is now; `before` is the policy it takes over."""

    simulation: Simulation
    record: Record
    before: Policy


async def read_file(
    file: Upload, course: Course, work: UnitOfWork, most: int | None = MOST_FAULTS
) -> tuple[Policy, list[str]]:
    """Return the policy in a file and what looks odd in it; refuse one with errors, and say them.

    So many of them as a message holds, or all for None.
    """
    found = await work.tools.policy_files.read(file.name, file.content, course)
    if found.policy is None:
        lines = list(found.errors[:most])
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


async def read_facts(course: Course, proposals: Sequence[Proposal], work: UnitOfWork) -> Facts:
    """Read what proposals are reckoned from: the ledger a week at a time, so that others go on."""
    record = await read_record(course, work)
    entries: list[Entry] = []
    for week in range(min(each.since for each in proposals), last_week(course) + 1):
        entries += await work.ledger.of_course(course.id, (week,))
    return Facts(record, entries, await work.ledger.sizes(course.id))


async def reckon(facts: Facts, proposals: Sequence[Proposal], now: datetime) -> Forecast:
    """Return what proposals would do, reckoned beside the event loop."""
    record = facts.record
    found = await asyncio.to_thread(simulate, record, facts.entries, proposals, now)
    return Forecast(found, record, record.policies[proposals[0].since])


async def look(proposal: Proposal, course: Course, now: datetime, work: UnitOfWork) -> Forecast:
    """Return what a proposal would do to a course as it is now."""
    return await reckon(await read_facts(course, (proposal,), work), (proposal,), now)


async def keep(proposal: Proposal, course: str, work: UnitOfWork) -> str:
    """Keep a proposal until its button is pressed; return its id."""
    text = PROPOSALS.to_json(proposal)
    name = short_id("proposal", course, text)
    kept = StoredFile(name, "policy.json", "application/json", "A policy", text.encode())
    await work.files.put(course, kept)
    return name


async def kept(name: str, course: str, work: UnitOfWork) -> Proposal:
    """Return a course's proposal that was kept; refuse one that is gone, or another's."""
    file = await work.files.get(name)
    text = file.content.decode("utf-8", "replace") if file is not None else ""
    if name != short_id("proposal", course, text):
        raise Refusal(GONE)
    return PROPOSALS.from_json(text)


def taken_back(version: int, versions: Sequence[Ruling], last: int) -> tuple[Proposal, ...]:
    """Return what ruled before the newest version, as new ones for its weeks up to the last.

    Refuse where `version` isn't the newest any more, or where nothing ruled before it.
    """
    current = versions[-1] if versions else None
    if current is None or current.policy.version != version or len(versions) < 2:
        raise Refusal(CHANGED_AGAIN)
    before = _ruled_before(versions[:-1], current.since, last)
    return tuple(
        Proposal(replace(policy, version=version + 1 + number), since)
        for number, (since, policy) in enumerate(before)
    )


def applied_again(version: int, newest: int, versions: Sequence[Ruling]) -> Proposal:
    """Return a version that was taken back as a new one; `newest` is the one it was back then."""
    known = [each for each in versions if each.policy.version == version < newest]
    if not known or versions[-1].policy.version != newest:
        raise Refusal(CHANGED_AGAIN)
    return Proposal(replace(known[0].policy, version=newest + 1), known[0].since)


def _ruled_before(versions: Sequence[Ruling], since: int, last: int) -> list[tuple[int, Policy]]:
    """Return what ruled the weeks from `since` on, each policy with its first week."""
    found: list[tuple[int, Policy]] = []
    for week in range(since, last + 1):
        ruling = [each.policy for each in versions if each.since <= week] or [versions[0].policy]
        if not found or found[-1][1] != ruling[-1]:
            found.append((week, ruling[-1]))
    return found
