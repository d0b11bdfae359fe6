"""Opening and deciding disputes: what is written, who is told, and how it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.calls import Call
from bot.chat.events import place_key
from bot.chat.posts import Board, Directly, Post
from bot.chat.refusal import Refusal
from bot.features.disputes import views
from bot.features.disputes.cases import GONE, Case, case_of
from bot.model.happenings import DecisionTakenBack
from bot.model.participation.acts.ledger import Entry
from bot.model.participation.review.disputes import Dispute, Outcome, credit, take_back
from bot.model.participation.standings.record import offers_to
from bot.model.participation.standings.standing import locks_at
from bot.model.places import Purpose
from bot.ports.deeds import audited
from bot.ports.locked import decision, differing
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork

BOARD = "dispute"
"""Staff's card of a dispute, by the dispute's id."""
MOST_OPEN = 20
"""How many of one person's disputes wait for staff at most, so that nobody floods them."""


async def open_dispute(dispute: Dispute, call: Call, work: UnitOfWork) -> Dispute:
    """Keep a dispute and show it to staff; refuse after the week locked, and what was asked."""
    policy = await work.policies.ruling(call.course.id, dispute.week)
    if policy is None or call.at >= locks_at(policy, call.course, dispute.week):
        raise Refusal(
            f"Week {dispute.week} is locked, so it can't be disputed here any more. Write to your "
            "instructor: what they decide is entered as a difference."
        )
    known = await work.disputes.of(call.course.id, call.person.id)
    same = [each for each in known if each.same_matter(dispute)]
    if any(each.open or each.entry is not None for each in same):
        raise Refusal("You said so already. “Why” shows what became of it.")
    if sum(each.open for each in known) >= MOST_OPEN:
        raise Refusal(f"{MOST_OPEN} of yours wait for staff already. Let them answer those first.")
    await work.disputes.save((dispute,))
    for place in call.course.places_for(Purpose.STAFF):
        key = f"{BOARD}/{dispute.id}/{place_key(place)}"
        await work.outbox.board(Board(key, call.course.id, place, BOARD, dispute.id, closed=True))
    return dispute


async def decide(
    dispute: Dispute, outcome: Outcome, answer: str, call: Call, work: UnitOfWork
) -> Case:
    """Decide a dispute: enter what counts now, keep the answer, tell the student if they wish."""
    if not dispute.open:
        raise Refusal("That was decided already. The card in the staff's place says how.")
    case = await case_of(dispute, call, work)
    decided = replace(dispute, outcome=outcome, by=call.person.id, decided=call.now, answer=answer)
    async with differing(call.course, decision(call, _why(case)), work, dispute.person):
        if outcome is Outcome.CREDITED:
            entered = await _credit(decided, call, work)
            decided = replace(decided, entered=tuple(each.id for each in entered))
    await _keep(decided, work)
    what = "credited" if outcome is Outcome.CREDITED else "let stay"
    whose = f"what {case.person.name} disputed in week {dispute.week}"
    await audited(call, work, f"{what} {whose}: {case.what}", views.undo(decided))
    await _tell(decided, case.what, call, work)
    return await case_of(decided, call, work)


async def undecide(dispute: Dispute, call: Call, work: UnitOfWork) -> Case:
    """Take a decision back: the dispute waits again, and the ledger is as it was before it."""
    if dispute.open:
        raise Refusal("That decision was taken back already.")
    case = await case_of(dispute, call, work)
    why = f"the decision on {case.what} was taken back"
    async with differing(call.course, decision(call, why), work, dispute.person):
        own = await work.ledger.of_person(dispute.person)
        await work.ledger.append(take_back(dispute, own, call.person.id, call.now))
    waiting = replace(dispute, outcome=None, by=None, decided=None, answer="", entered=())
    await _keep(waiting, work)
    if dispute.about is not None:
        work.happened(DecisionTakenBack(dispute.person, dispute.about, call.person.id))
    said = f"took back the decision on {case.person.name}'s dispute of week {dispute.week}"
    await audited(call, work, f"{said}: {case.what}", None)
    return await case_of(waiting, call, work)


async def _credit(dispute: Dispute, call: Call, work: UnitOfWork) -> Sequence[Entry]:
    """Enter what a dispute asks for; return the acts that count by it."""
    record = await read_record(call.course, work, dispute.person)
    policy = record.policies.get(dispute.week)
    if policy is None:
        raise Refusal(GONE.format(dispute.week))
    [offer] = offers_to(record, dispute.person, (dispute.week,))
    own = await work.ledger.of_person(dispute.person)
    new = await work.ledger.append(credit(dispute, own, policy, offer, call.person.id, call.now))
    if not new:
        raise Refusal("There is nothing to credit: the plan or the policy has changed since.")
    return [each for each in new if each.withdraws is None]


async def _keep(dispute: Dispute, work: UnitOfWork) -> None:
    await work.disputes.save((dispute,))
    await work.outbox.redraw(BOARD, dispute.id)


async def _tell(dispute: Dispute, what: str, call: Call, work: UnitOfWork) -> None:
    """Write to the student, if they said yes to messages; their standing shows it anyway."""
    if not (await work.preferences.of(dispute.person)).reminded:
        return
    key = f"{BOARD}/{dispute.id}/told/{call.id}"
    view = views.told(call.course, dispute, what)
    await work.outbox.post(Post(key, call.course.id, Directly(dispute.person), view))


def _why(case: Case) -> str:
    return f"{case.what} was disputed before the week was locked"
