"""A plan tells whom it finds asleep, and who carries its burden."""

from dataclasses import replace
from datetime import date

from bot.model.time.wakefulness import asleep_report
from tests.support.described import DESCRIPTION


def test_each_session_names_its_sleepers_and_the_burden_is_summed() -> None:
    report = asleep_report(DESCRIPTION)
    # 17:00 to 18:30 in Berlin ends at 01:30 in Tokyo, three and a half hours into the night.
    assert report.students == 1
    assert [sleepers.names for sleepers in report.sessions] == [("Emre Demir",)] * 4
    assert report.sessions[0].session.key == "lecture-2026-09-08"
    assert [(share.zone, share.people, share.minutes) for share in report.zones] == [
        ("Asia/Tokyo", 1, 4 * 210)
    ]
    assert report.heaviest == (("Emre Demir", 840),)


def test_staff_and_those_who_left_are_not_counted_and_the_courses_zone_stands_in() -> None:
    staff, student = DESCRIPTION.people
    left = replace(student, person=replace(student.person, dropped=date(2026, 9, 9)))
    nobody = asleep_report(replace(DESCRIPTION, people=(staff, left)))
    assert (nobody.students, nobody.zones, nobody.heaviest) == (0, (), ())
    unknown = replace(student, person=replace(student.person, zone=None))
    report = asleep_report(replace(DESCRIPTION, people=(staff, unknown)))
    assert [sleepers.names for sleepers in report.sessions] == [()] * 4
    assert [share.zone for share in report.zones] == ["Europe/Berlin"]
