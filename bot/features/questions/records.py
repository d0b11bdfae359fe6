"""What questions read and write in common: ledger entries, names, the board."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.chat.boards import QUESTIONS, RECAP_BOARDS
from bot.chat.calls import Call
from bot.chat.refusal import Refusal
from bot.model.ids import short_id
from bot.model.live.questions import GivenAnswer, Question
from bot.model.participation.acts.evidence import reconcile
from bot.model.participation.acts.ledger import Act, Entry, first_id, in_force, withdrawal
from bot.model.participation.acts.words import count_words
from bot.model.participation.review.differences import nobody_loses
from bot.model.recap.documents import question_documents
from bot.model.sessions import Session
from bot.ports.locked import Cause
from bot.ports.locked import enter as append
from bot.ports.reading import is_locked
from bot.ports.work import UnitOfWork

BOARD = QUESTIONS
TAKEN_BACK = "taken back by its author"
ANSWER_GONE = "the answer, or the question, was taken back"
NOT_ENDORSED = "no longer endorsed by staff"
ANSWERED = "an answer was given or endorsed after the lock"


def ask_entry(question: Question, session: Session) -> Entry:
    """Return the ledger's entry for asking a question."""
    return _entry(Act.ASK, question.person, question, question, session)


def answer_entry(answer: GivenAnswer, question: Question, session: Session) -> Entry:
    """Return the ledger's entry for answering a classmate's question."""
    return _entry(Act.ANSWER, answer.person, answer, question, session)


def received_entry(answer: GivenAnswer, question: Question, session: Session) -> Entry:
    """Return the ledger's entry for whose question somebody else answered."""
    words = max(count_words(answer.text), 1)
    return replace(_entry(Act.RECEIVED, question.person, answer, question, session), amount=words)


def endorsed_entry(answer: GivenAnswer, question: Question, session: Session) -> Entry:
    """Return the ledger's entry for an answer that staff stand behind."""
    return _entry(Act.ACCEPTED, answer.person, answer, question, session)


def _entry(
    act: Act, person: str, thing: Question | GivenAnswer, question: Question, session: Session
) -> Entry:
    """Return the entry of what a person did by `thing`, or earned by it when it was written."""
    return Entry(
        id=short_id(question.course, act, person, thing.id),
        course=question.course,
        person=person,
        act=act,
        at=thing.at,
        week=session.week,
        about=session.id,
        evidence=f"question/{question.id}",
    )


async def give(
    question: Question, answers: Sequence[GivenAnswer], call: Call, work: UnitOfWork
) -> str:
    """Bring the ledger to what answers, as they stand now, give to others and by others.

    Who asked receives them; whose answer is endorsed has it accepted. A locked week loses nothing:
    where it keeps something that they no longer give, the sentence that is returned says so.
    """
    session = await work.sessions.get(question.session)
    asker = await work.people.get(question.person)
    if session is None or asker is None:
        return ""
    standing = [each for each in answers if each.removed is None]
    students = [each for each in answers if not each.by_staff]
    received = [received_entry(each, question, session) for each in answers]
    accepted = [endorsed_entry(each, question, session) for each in students]
    receives = not (question.withdrawn or asker.is_staff)
    wanted = {
        *(received_entry(each, question, session).id for each in standing if receives),
        *(endorsed_entry(e, question, session).id for e in standing if e.endorsed_by),
    }
    shown = [(session.id, person) for person in {asker.id, *(each.person for each in students)}]
    known = await work.ledger.shown_by([f"question/{question.id}"], shown)
    locked = await is_locked(call.course, session.week, call.now, work)
    added: list[Entry] = []
    keeps = False
    for entries, gone in ((received, ANSWER_GONE), (accepted, NOT_ENDORSED)):
        ids = {entry.id for entry in entries}
        mine = [entry for entry in known if first_id(entry.id) in ids]
        stand = [entry for entry in entries if entry.id in wanted]
        added += reconcile(mine, stand, call.now, gone=gone, locked=locked)
        keeps = keeps or any(locked and first_id(e.id) not in wanted for e in in_force(mine))
    by = call.person.id if call.person.is_staff else None
    await append(added, call.course, Cause(ANSWERED, by), call.now, work)
    return nobody_loses([session.week] if keeps else ())


async def forget_entry(act: Act, key: str, session: str, call: Call, work: UnitOfWork) -> None:
    """Withdraw the caller's own entry for what they took back (`key`); a locked week keeps it."""
    name = short_id(call.course.id, act, call.person.id, key)
    standing = in_force(await work.ledger.about(session))
    gone = [
        withdrawal(entry, TAKEN_BACK, call.at)
        for entry in standing
        if first_id(entry.id) == name
        and not await is_locked(call.course, entry.week, call.now, work)
    ]
    await work.ledger.append(gone)


async def enter(entry: Entry, call: Call, work: UnitOfWork) -> None:
    """Enter an act, also one that was withdrawn and stands again."""
    about = await work.ledger.about(entry.about or "")
    existing = [known for known in about if first_id(known.id) == entry.id]
    added = reconcile(existing, (entry,), entry.at)
    await append(added, call.course, Cause(ANSWERED), call.now, work)


async def question_of(name: str, call: Call, work: UnitOfWork) -> Question:
    """Return a button's question; refuse one that is gone or another course's."""
    question = await work.questions.get(name)
    if question is None or question.course != call.course.id or question.withdrawn:
        raise Refusal("This question is no longer there.")
    return question


async def names_of(course: str, work: UnitOfWork) -> Mapping[str, str]:
    """Return the names of a course's people by id."""
    return {person.id: person.name for person in await work.people.of(course)}


async def show(session: str, work: UnitOfWork) -> None:
    """Let everything that shows the session's questions follow: boards, recap and archive."""
    for board in (BOARD, *RECAP_BOARDS):
        await work.outbox.redraw(board, session)
    found = await work.sessions.get(session)
    course = await work.courses.get(found.course) if found else None
    if found is None or course is None:
        return
    documents, gone = question_documents(found, await work.questions.of_session(session))
    await work.archive.put(documents, course.language)
    await work.archive.remove(gone)
