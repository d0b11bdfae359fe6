"""What attendance writes: the ledger's one entry a person and session, and its withdrawal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.chat.boards import RECAP_BOARDS
from bot.model.attendance.settling import Evidence, entry_id, settled
from bot.model.course import Course
from bot.model.live.checkin import CheckIn, to_enter, to_take_back
from bot.model.live.moment import OVER
from bot.model.participation.acts.ledger import Entry, first_id, in_force, withdrawal
from bot.model.sessions import Session
from bot.ports.locked import Cause
from bot.ports.locked import enter as append
from bot.ports.work import UnitOfWork

TAKEN_BACK = "staff took the mark back"
UNSTARTED = "the start was undone"


async def enter(session: Session, checkin: CheckIn, work: UnitOfWork) -> None:
    """Keep that somebody was there, and enter it unless the ledger says as much already."""
    await work.checkins.save((checkin,))
    existing = await _existing(session, checkin.person, work)
    wish = settled(session, checkin.person, Evidence(checkin))
    if wish is not None:
        await work.ledger.append(to_enter(existing, wish, checkin.at))
    await show(session, work)


async def take_back(session: Session, person: str, at: datetime, by: str, work: UnitOfWork) -> None:
    """Withdraw a person's entry that staff made by hand."""
    existing = await _existing(session, person, work)
    await work.ledger.append(to_take_back(existing, TAKEN_BACK, at, by))
    await show(session, work)


async def take_all_back(session: Session, course: Course, at: datetime, work: UnitOfWork) -> None:
    """Undo the check-ins to a session whose start was undone, by code or hand.

    One that was moved may be of a week that is locked by then.
    """
    standing = [each for each in await work.checkins.of_session(session.id) if each.undone is None]
    await work.checkins.save([replace(each, undone=at) for each in standing])
    entered = (await entries_of(session, work)).values()
    gone = [withdrawal(one, UNSTARTED, at) for each in entered for one in in_force(each)]
    cause = Cause(f"the start of {session.title} was undone")
    await append(gone, course, cause, at, work)


async def _existing(session: Session, person: str, work: UnitOfWork) -> list[Entry]:
    """Return the entries that evidence of a person's attendance made, withdrawals too."""
    about = await work.ledger.about_people(session.id, (person,))
    return [entry for entry in about if first_id(entry.id) == entry_id(session, person)]


async def entries_of(session: Session, work: UnitOfWork) -> Mapping[str, list[Entry]]:
    """Return by person the entries that evidence of attendance made, withdrawals too.

    What staff credited by hand as an act of its own isn't among them.
    """
    found: dict[str, list[Entry]] = {}
    for entry in await work.ledger.about(session.id):
        if first_id(entry.id) == entry_id(session, entry.person):
            found.setdefault(entry.person, []).append(entry)
    return found


async def show(session: Session, work: UnitOfWork) -> None:
    """Let a recap count those who were marked after the session; while it runs there is none."""
    for board in RECAP_BOARDS if session.state in OVER else ():
        await work.outbox.redraw(board, session.id)
