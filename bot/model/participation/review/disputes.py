"""Disputes: a student says that the record is wrong, and staff decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.model.ids import short_id
from bot.model.participation.acts.ledger import (
    Act,
    Entry,
    first_id,
    in_force,
    revised_id,
    withdrawal,
)
from bot.model.participation.policies.policy import Option, Policy
from bot.model.participation.standings.offers import (
    Offer,
    WeekOffer,
    asked_count,
    asked_size,
    hosts,
)

DECIDED = "decided by staff"
UNDECIDED = "staff took their decision back"


class Outcome(StrEnum):
    """What staff decided on a dispute."""

    CREDITED = "credited"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a person says is wrong in a week of theirs, in their own `words`.

    It is about an `entry` of the ledger (its id) or, without one, about something that is missing
    there: the `option` (its key) and the session or discussion it belongs to (`about`). While
    `outcome` is None it waits for staff; `by`, `decided` and `answer` say who decided, when, and
    what they added. `entered` are the entries that the decision put into the ledger.
    """

    id: str
    course: str
    person: str
    week: int
    entry: str | None
    option: str
    about: str | None
    words: str
    opened: datetime
    outcome: Outcome | None = None
    by: str | None = None
    decided: datetime | None = None
    answer: str = ""
    entered: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it waits for staff."""
        return self.outcome is None

    def same_matter(self, other: Dispute) -> bool:
        """Whether two disputes of one person are about the same thing."""
        return _matter(self) == _matter(other)


def _matter(dispute: Dispute) -> tuple[object, ...]:
    entry = None if dispute.entry is None else first_id(dispute.entry)
    return dispute.person, dispute.week, entry, dispute.option, dispute.about


def credit(
    dispute: Dispute, own: Sequence[Entry], policy: Policy, offer: WeekOffer, by: str, at: datetime
) -> list[Entry]:
    """Return what to append to the ledger so that what is disputed counts.

    `own` are all entries of the person. A disputed entry is entered again as large as is asked
    and as in time, in place of the one that stood, so that it can't count twice. What is missing
    is entered, anew where that was taken back before.
    """
    if dispute.entry is None:
        there = {first_id(each.id) for each in in_force(own)}
        wanted = _missing(dispute, policy, offer, by, at)
        return [replace(e, id=_next_id(e, own)) for e in wanted if e.id not in there]
    entry = next((each for each in own if each.id == dispute.entry), None)
    if entry is None:
        return []
    size, out_of = _enough(entry, policy, offer)
    again = replace(entry, amount=size, out_of=out_of, due=None, by=by, reason=None)
    return _in_place(entry, again, own, DECIDED, by, at)


def take_back(dispute: Dispute, own: Sequence[Entry], by: str, at: datetime) -> list[Entry]:
    """Return what to append so that the ledger is as it was before `dispute` was credited."""
    undone = [
        withdrawal(each, UNDECIDED, at, by) for each in in_force(own) if each.id in dispute.entered
    ]
    # It may have been entered anew since it was disputed, as when a post was edited.
    first = None if dispute.entry is None else first_id(dispute.entry)
    gone = {
        each.withdraws
        for each in own
        if (each.reason, each.withdrawn) == (DECIDED, dispute.decided)
        and first_id(each.id) == first
    }
    before = next((each for each in own if each.id in gone), None)
    if undone and before is not None:
        undone.append(replace(before, id=_next_id(before, own)))
    return undone


def ways(policy: Policy, offer: WeekOffer) -> Iterator[tuple[Option, Offer | None]]:
    """Yield what a week can lack: each option that counts, with what it belongs to."""
    for option in policy.options:
        if not option.optional:
            for thing in hosts(option, offer):
                yield option, thing


def _in_place(
    entry: Entry, again: Entry, own: Sequence[Entry], reason: str, by: str, at: datetime
) -> list[Entry]:
    first = first_id(entry.id)
    standing = [each for each in in_force(own) if first_id(each.id) == first]
    gone = [withdrawal(each, reason, at, by) for each in standing]
    return [*gone, replace(again, id=_next_id(entry, own))]


def _next_id(entry: Entry, own: Iterable[Entry]) -> str:
    first = first_id(entry.id)
    known = sum(first_id(each.id) == first and each.withdraws is None for each in own)
    return revised_id(first, known + 1)


def _enough(entry: Entry, policy: Policy, offer: WeekOffer) -> tuple[int, int | None]:
    """Return how large an entry has to be so that any option that takes its act counts it."""
    thing = offer.thing(entry.about) if entry.about else None
    asked = [
        asked_size(part, thing)
        for option in policy.options
        for part in option.parts
        if entry.act in part.acts
    ]
    return max([entry.amount, entry.out_of or 0, *asked]), entry.out_of


def _missing(
    dispute: Dispute, policy: Policy, offer: WeekOffer, by: str, at: datetime
) -> Iterator[Entry]:
    option = next((each for each in policy.options if each.key == dispute.option), None)
    thing = offer.thing(dispute.about) if dispute.about else None
    for index, part in enumerate(option.parts if option else ()):
        for number in range(asked_count(part, thing)):
            size = max(1, asked_size(part, thing))
            yield Entry(
                id=short_id("dispute", dispute.id, str(index), str(number)),
                course=dispute.course,
                person=dispute.person,
                act=part.acts[0],
                at=min(at, thing.starts if thing else offer.starts),
                week=dispute.week,
                about=dispute.about,
                amount=size,
                evidence="",
                by=by,
                out_of=size if part.acts[0] in (Act.ATTEND, Act.POST, Act.REPLY) else None,
            )
