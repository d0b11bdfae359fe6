"""`/class attendance totals`: everybody's attendance over the term, and what is within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.spans import PersonName, Spans, spans
from bot.chat.views import Block, Bullets, Heading, Table, View, note, paragraph
from bot.model.attendance.totals import Total, totals
from bot.model.live.moment import OVER
from bot.model.participation.acts.ledger import SESSION_ROUTES, Act
from bot.model.people import STAFF
from bot.ports.reading import standing_acts
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class ShowTotals:
    """Show everybody's attendance over the term, and who can no longer reach enough of it."""

    needs: Annotated[int | None, Param("the percent of sessions that a student needs")] = None


@commands.on("attendance totals", allowed=STAFF, answers="confidential", reads=True)
async def show_totals(ask: ShowTotals, call: Call, work: UnitOfWork) -> View:
    """Answer with a row a student, the lowest share first."""
    if ask.needs is not None and not 0 < ask.needs <= 100:
        raise Refusal("A percent lies between 1 and 100. Please give a number in between.")
    course = call.course
    sessions = await work.sessions.of(course.id)
    over = [session for session in sessions if session.state in OVER and session.counted]
    if not over:
        raise Refusal("No session that counts is over yet. See /class next for what is planned.")
    acts: dict[tuple[str, str], set[Act]] = {}
    for session in over:
        for entry in await standing_acts(session, await work.ledger.about(session.id), work):
            if entry.act in SESSION_ROUTES:
                acts.setdefault((entry.person, session.id), set()).add(entry.act)
    excuses = [one.excuse for one in await work.excuses.of(course.id) if one.undone is None]
    people = await work.people.of(course.id)
    found = totals(people, sessions, acts, excuses, course.zone)
    return _view(course.title, found, len(over), ask.needs)


def _view(title: str, found: Sequence[Total], over: int, needs: int | None) -> View:
    sessions = "1 session" if over == 1 else f"{over} sessions"
    rows = tuple(_row(one) for one in found)
    header = ("Student", "Attended", "Made up", "Excused", "Missed", "So far", "At best")
    blocks: list[Block] = [paragraph(f"{sessions} so far."), Table(header, rows)]
    if needs is not None:
        out = [one for one in found if one.at_best is not None and one.at_best < needs]
        blocks.append(Heading(f"Can no longer reach {needs}%: {len(out)}"))
        names = tuple(spans(PersonName(one.person.id, one.person.name)) for one in out)
        blocks += [Bullets(names)] if names else []
    blocks.append(
        note(
            "So far: of the sessions that were theirs, without excused ones. At best: with all "
            "that are still to come. Sessions before somebody enrolled are not theirs. What this "
            "earns is the policy's to say: see /class roster standing."
        )
    )
    return View(tuple(blocks), title=f"Attendance in {title}")


def _row(one: Total) -> tuple[Spans, ...]:
    counts = (one.attended, one.made_up, one.excused, one.missed)
    name = spans(PersonName(one.person.id, one.person.name))
    shares = (_percent(one.share), _percent(one.at_best))
    return (name, *(spans(str(count)) for count in counts), *(spans(each) for each in shares))


def _percent(share: Decimal | None) -> str:
    return "–" if share is None else f"{share.normalize():f}%"
