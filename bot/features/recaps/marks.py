"""Staff's mark: a highlight on a student's message is an act of theirs while both stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.discussions import Discussion
from bot.model.happenings import AccountsChanged
from bot.model.ids import short_id
from bot.model.participation.acts.contributions import NOT_THEIRS
from bot.model.participation.acts.evidence import DELETED, reconcile
from bot.model.participation.acts.ledger import Act, Entry, in_force
from bot.model.participation.acts.references import read_message, write_message
from bot.model.people import Account, Person, Role
from bot.model.places import Message
from bot.model.recap.recaps import Highlight
from bot.model.sessions import Session
from bot.ports.locked import Cause, enter, linking
from bot.ports.messages import Kept
from bot.ports.reading import is_locked
from bot.ports.work import UnitOfWork

TAKEN_OFF = "staff took the mark off"


@dataclass(frozen=True, slots=True)
class _Marked:
    """A mark, the message it stands on, who wrote that, and what it belongs to."""

    mark: Highlight
    kept: Kept
    author: Person | None
    thing: Session | Discussion

    @property
    def wanted(self) -> tuple[Entry, ...]:
        """The entry that the mark gives, or none."""
        author = self.author
        stands = self.mark.removed is None and self.kept.deleted is None
        if not stands or author is None or author.role is not Role.STUDENT:
            return ()
        evidence = write_message(self.mark.message)
        entry = Entry(
            id=short_id(self.mark.course, Act.MARK, author.id, evidence),
            course=self.mark.course,
            person=author.id,
            act=Act.MARK,
            at=self.mark.at,
            week=self.thing.week,
            about=self.thing.id,
            evidence=evidence,
        )
        return (entry,)

    @property
    def gone(self) -> str:
        """Why it gives nothing."""
        if self.mark.removed is not None:
            return TAKEN_OFF
        return DELETED if self.kept.deleted is not None else NOT_THEIRS


async def follow_accounts(changed: AccountsChanged, now: datetime, work: UnitOfWork) -> None:
    """Give people the marks on what their accounts wrote, and no longer those on what isn't."""
    course = await work.courses.get(changed.course)
    if course is None or course.frozen:
        return
    messages: list[Message] = []
    for person in changed.people:
        messages += [kept.message for kept in await work.messages.by_person(person)]
        entries = await work.ledger.of_person(person)
        shown = (read_message(e.evidence) for e in entries if e.act is Act.MARK)
        messages += [message for message in shown if message is not None]
    await give(messages, linking(changed, course, now), now, work, changed.people)


async def give(
    messages: Sequence[Message],
    cause: Cause,
    now: datetime,
    work: UnitOfWork,
    people: Collection[str] = (),
) -> set[int]:
    """Bring the ledger to the marks on these messages; return the weeks that keep some.

    `people` are those who may have had them before, besides who wrote the messages. A locked week
    loses nothing; `cause` says why it gains.
    """
    marks = await work.recaps.marks(messages)
    found = await _marked(marks, work) if marks else []
    pairs = {
        (each.thing.id, person)
        for each in found
        for person in (*people, *([each.author.id] if each.author else ()))
    }
    shown = [write_message(each.mark.message) for each in found]
    known = await work.ledger.shown_by(shown, pairs) if pairs else ()
    kept: set[int] = set()
    for name in dict.fromkeys(each.mark.course for each in found):
        course = await work.courses.get(name)
        if course is None:
            continue
        added: list[Entry] = []
        for each in found:
            if each.mark.course == name:
                evidence = write_message(each.mark.message)
                own = [e for e in known if e.act is Act.MARK and e.evidence == evidence]
                locked = await is_locked(course, each.thing.week, now, work)
                added += reconcile(own, each.wanted, now, gone=each.gone, locked=locked)
                if locked and not each.wanted and in_force(own):
                    kept.add(each.thing.week)
        await enter(added, course, cause, now, work)
    return kept


async def _marked(marks: Sequence[Highlight], work: UnitOfWork) -> list[_Marked]:
    """Return marks with what they stand on; those whose session is gone are left out."""
    kept = {each.message: each for each in await work.messages.get([m.message for m in marks])}
    authors = await _authors(kept.values(), work)
    roots = {Message(m.message.place.parent, m.message.place.thread or "") for m in marks}
    discussions = await work.discussions.at(list(roots))
    found: list[_Marked] = []
    for mark in marks:
        place, message = mark.message.place, kept.get(mark.message)
        thing: Session | Discussion | None = discussions.get(
            Message(place.parent, place.thread or "")
        )
        if thing is None or thing.course != mark.course:
            thing = await work.sessions.get(mark.session)
        if message is not None and thing is not None:
            author = authors.get((mark.course, message.account))
            found.append(_Marked(mark, message, author, thing))
    return found


async def _authors(kept: Iterable[Kept], work: UnitOfWork) -> Mapping[tuple[str, Account], Person]:
    asked: dict[str, set[Account]] = {}
    for each in kept:
        asked.setdefault(each.course, set()).add(each.account)
    found: dict[tuple[str, Account], Person] = {}
    for course, accounts in asked.items():
        for account, person in (await work.people.by_accounts(course, list(accounts))).items():
            found[course, account] = person
    return found
