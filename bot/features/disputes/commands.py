"""Disputing an entry, or what is missing, and deciding: one button each way."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.actions import Action
from bot.chat.acts import matter
from bot.chat.calls import Call
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.disputes import views
from bot.features.disputes.cases import case_of
from bot.features.disputes.records import decide, open_dispute, undecide
from bot.model.ids import short_id
from bot.model.participation.policies.phrases import titled
from bot.model.participation.review.disputes import Dispute, Outcome, ways
from bot.model.participation.standings.record import offers_to
from bot.model.people import STAFF, STUDENTS
from bot.model.time.weeks import last_week
from bot.ports.record import read_record
from bot.ports.work import UnitOfWork

commands = Commands()
UNKNOWN = "This button can't be read any more. Use /class progress and press Why."
BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class ShowDisputes:
    """See the disputes that wait for a decision."""


@commands.on("roster disputes", allowed=STAFF, answers="confidential", reads=True)
async def show_disputes(ask: ShowDisputes, call: Call, work: UnitOfWork) -> View:
    """List what waits, oldest first."""
    return await _waiting(call, work)


@commands.button("dispute.waiting", allowed=STAFF, answers="confidential", reads=True)
async def waiting_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """List what waits, oldest first."""
    return await _waiting(call, work)


@commands.button("dispute.entry", allowed=STUDENTS, answers="form")
async def dispute_entry(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form about one of one's own entries."""
    dispute = await _about_entry(ask, "", call, work)
    record = await read_record(call.course, work, call.person.id)
    what = matter(dispute, record, await work.ledger.of_person(call.person.id))
    return views.entry_form(call.course.id, ask.object, dispute.week, what)


@commands.form("dispute.entered", allowed=STUDENTS)
async def entry_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Send staff what is wrong with an entry."""
    words = sent.answers.line("words")[: views.MOST_WORDS]
    dispute = await _about_entry(sent.action, words, call, work)
    return views.sent(await open_dispute(dispute, call, work))


@commands.button("dispute.missing", allowed=STUDENTS, answers="form")
async def dispute_missing(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form about what is missing in a week."""
    week = _week(ask.object, call)
    choices = await _choices(week, call, work)
    if not choices:
        raise Refusal(f"Week {week} offers nothing that is counted, so nothing is missing.")
    return views.missing_form(call.course.id, week, choices)


@commands.form("dispute.missed", allowed=STUDENTS)
async def missing_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Send staff what is missing."""
    week = _week(sent.action.object, call)
    what = sent.answers.line("what")
    if what not in {value for value, _ in await _choices(week, call, work)}:
        raise Refusal("That is none of the week's options. Pick one in the form.")
    option, _, about = what.partition(BETWEEN)
    words = sent.answers.line("words")[: views.MOST_WORDS]
    dispute = Dispute(
        short_id("dispute", call.id),
        call.course.id,
        call.person.id,
        week,
        None,
        option,
        about or None,
        words,
        call.at,
    )
    return views.sent(await open_dispute(dispute, call, work))


@commands.button("dispute.credit", allowed=STAFF, answers="confidential")
async def credit_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Credit what is disputed."""
    dispute = await _dispute(ask.object, call, work)
    return views.decided(await decide(dispute, Outcome.CREDITED, "", call, work))


@commands.button("dispute.stay", allowed=STAFF, answers="confidential")
async def stay_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Let the record stay as it is."""
    dispute = await _dispute(ask.object, call, work)
    return views.decided(await decide(dispute, Outcome.STAYS, "", call, work))


@commands.button("dispute.sentence", allowed=STAFF, answers="form")
async def ask_for_sentence(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form that decides with a sentence for the student."""
    dispute = await _dispute(ask.object, call, work)
    return views.sentence_form(await case_of(dispute, call, work))


@commands.form("dispute.decided", allowed=STAFF, answers="confidential")
async def sentence_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Decide as the form says."""
    dispute = await _dispute(sent.action.object, call, work)
    wanted = sent.answers.line("outcome")
    outcome = next((each for each in Outcome if each.value == wanted), None)
    if outcome is None:
        raise Refusal("Say whether it is credited or stays: pick one in the form.")
    answer = sent.answers.optional("answer") or ""
    return views.decided(await decide(dispute, outcome, answer, call, work))


@commands.button("dispute.reopen", allowed=STAFF, answers="confidential")
async def reopen(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Take a decision back: the undo."""
    dispute = await _dispute(ask.object, call, work)
    return views.decided(await undecide(dispute, call, work))


async def _waiting(call: Call, work: UnitOfWork) -> View:
    waiting = [each for each in await work.disputes.of(call.course.id) if each.open]
    shown = [await case_of(each, call, work) for each in waiting[: views.SHOWN]]
    return views.waiting(shown, len(waiting) - len(shown))


async def _dispute(name: str, call: Call, work: UnitOfWork) -> Dispute:
    dispute = await work.disputes.get(name)
    if dispute is None or dispute.course != call.course.id:
        raise Refusal("That dispute is not part of this course. See /class roster disputes.")
    return dispute


async def _about_entry(ask: Action, words: str, call: Call, work: UnitOfWork) -> Dispute:
    """Return the dispute about the entry that a button names; refuse what isn't one's own."""
    own = await work.ledger.of_person(call.person.id)
    entry = next((e for e in own if e.id == ask.object and e.withdraws is None), None)
    if entry is None or entry.course != call.course.id:
        raise Refusal(UNKNOWN)
    return Dispute(
        short_id("dispute", call.id),
        call.course.id,
        call.person.id,
        entry.week,
        entry.id,
        "",
        entry.about,
        words,
        call.at,
    )


async def _choices(week: int, call: Call, work: UnitOfWork) -> list[tuple[str, str]]:
    """Return what a week can lack, as a form's choices."""
    record = await read_record(call.course, work, call.person.id)
    if week not in record.policies:
        return []
    [offer] = offers_to(record, call.person.id, (week,))
    return [
        (
            f"{option.key}{BETWEEN}{thing.about if thing else ''}",
            f"{option.title}: {titled(thing.title)}" if thing else option.title,
        )
        for option, thing in ways(record.policies[week], offer)
    ]


def _week(text: str, call: Call) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= last_week(call.course):
        raise Refusal(UNKNOWN)
    return int(text)
