"""Attendance reports and decisions about names, as kept."""

from dataclasses import replace
from datetime import timedelta

from bot.model.attendance.decisions import Decision, standing
from bot.model.attendance.kept import SessionReport
from bot.model.attendance.matching import How, Known
from bot.model.attendance.meetings import Attendee, Meeting
from bot.model.attendance.reports import Source
from bot.model.participation.acts.evidence import Presence
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, INES, at

STAYS = (Presence(at(0, 10), at(0, 10.5)), Presence(at(0, 10.6)))
ANAS = Attendee("Ana (She/Her)", "ana@example.edu", "ana", STAYS, None, True, False, (5, 7))
IPAD = Attendee("iPad", total=timedelta(minutes=12, seconds=3))
REPORT = SessionReport(
    id="r1",
    course=COURSE.id,
    session="s1",
    meeting=Meeting(Source.ZOOM, "987", at(0, 10), at(0, 11), ()),
    known=(Known(ANAS, ANA.id, How.EMAIL), Known(IPAD)),
    zone="Europe/Berlin",
    file="report.csv",
    digest="d",
    by=INES.id,
    at=at(0, 12),
)
NAMED = Decision(COURSE.id, "name ana", "Ana", ANA.id, INES.id, at(1))
STRANGER = Decision(COURSE.id, "mail z@example.edu", "Zed", None, INES.id, at(0, 13))


async def test_a_report_is_kept_as_it_was_last_saved(store: Store) -> None:
    async with store.work() as work:
        assert await work.reports.get("r1") is None
        await work.reports.save((REPORT,))
        assert await work.reports.get("r1") == REPORT
        applied = replace(REPORT, applied=at(0, 13), replaced=("r0",))
        await work.reports.save((applied,))
        assert await work.reports.get("r1") == applied


async def test_reports_are_found_by_session_and_course_in_order(store: Store) -> None:
    later = replace(REPORT, id="r0", at=at(1))
    other = replace(REPORT, id="r2", session="s2", at=at(0, 1))
    async with store.work() as work:
        await work.reports.save((later, REPORT, other))
        assert await work.reports.of_session("s1") == [REPORT, later]
        assert await work.reports.of_course(COURSE.id) == [other, REPORT, later]
        assert await work.reports.of_course("elsewhere") == []


async def test_a_decision_takes_the_place_of_the_one_before(store: Store) -> None:
    async with store.work() as work:
        await work.reports.decide((NAMED, STRANGER))
        assert await work.reports.decisions(COURSE.id) == [STRANGER, NAMED]
        await work.reports.decide((replace(NAMED, person=BEN.id, at=at(2)),))
        kept = await work.reports.decisions(COURSE.id)
        assert standing(kept) == {"name ana": BEN.id, "mail z@example.edu": None}
        await work.reports.decide((replace(STRANGER, undone=at(3)),))
        assert standing(await work.reports.decisions(COURSE.id)) == {"name ana": BEN.id}


async def test_decisions_are_erased_of_one_person_or_of_a_course(store: Store) -> None:
    async with store.work() as work:
        await work.reports.decide((NAMED, STRANGER))
        await work.reports.forget_decisions(COURSE.id, ANA.id)
        assert await work.reports.decisions(COURSE.id) == [STRANGER]
        await work.reports.forget_decisions("elsewhere")
        assert await work.reports.decisions(COURSE.id) == [STRANGER]
        await work.reports.forget_decisions(COURSE.id)
        assert await work.reports.decisions(COURSE.id) == []
