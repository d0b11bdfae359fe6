"""Loading a course file again: the file's changes are applied, chat's are kept, and said."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.model.asking.survey import Survey
from bot.model.course import QuietHours
from bot.model.courses.description import CourseDescription, Member
from bot.model.courses.loading.changes import changes
from bot.model.courses.loading.merging import Changes
from bot.model.courses.loading.present import Present
from bot.model.participation.policies.policy import Requirement
from bot.model.people import Account, Role
from bot.model.places import Group, Place, Purpose
from tests.support.described import BEFORE, DESCRIPTION, member

DURING = datetime(2026, 9, 12, tzinfo=UTC)


def present(description: CourseDescription = DESCRIPTION) -> Present:
    """Return the course as it is right after `description` was loaded into nothing."""
    return Present(
        course=description.course,
        people=description.people,
        sessions=description.planned_sessions(),
        discussions=description.planned_discussions(),
        policy=description.policy,
        survey=description.survey,
    )


def said(found: Changes) -> list[str]:
    """Return the sentences about what is done."""
    return [str(change) for change in found.says]


def test_a_new_course_is_all_additions() -> None:
    found = changes(None, None, DESCRIPTION, BEFORE)
    assert found.course == DESCRIPTION.course
    assert found.sessions == list(DESCRIPTION.planned_sessions())
    assert found.discussions == list(DESCRIPTION.planned_discussions())
    assert found.people == [one.person for one in DESCRIPTION.people]
    assert found.moves == [(DESCRIPTION.people[1].person.id, "Asia/Tokyo")]
    assert [account for _, account in found.links] == [
        Account("sandbox", "nomvula"),
        Account("sandbox", "emre"),
    ]
    assert (found.policy, found.survey) == (DESCRIPTION.policy, DESCRIPTION.survey)
    assert said(found)[:4] == [
        "+ Course “Chemistry” in Europe/Berlin",
        "+ Nomvula Brandt, instructor",
        "+ Emre Demir, student",
        "+ Session “Lecture”, Tue, Sep 8, 2026, 17:00",
    ]
    assert found.conflicts == []


@pytest.mark.parametrize("now", [BEFORE, DURING])
def test_loading_the_same_file_again_changes_nothing(now: datetime) -> None:
    found = changes(DESCRIPTION, present(), DESCRIPTION, now)
    assert (found.empty, found.conflicts, found.course) == (True, [], None)
    assert (found.people, found.sessions, found.policy) == ([], [], None)


def test_without_a_file_last_loaded_the_present_stands_for_it() -> None:
    renamed = replace(DESCRIPTION, course=replace(DESCRIPTION.course, title="Chemistry I"))
    found = changes(None, present(), renamed, BEFORE)
    assert said(found) == ["~ Course: title from Chemistry to Chemistry I"]
    assert found.conflicts == []


def test_settings_are_applied_one_by_one() -> None:
    course = replace(
        DESCRIPTION.course,
        quiet=QuietHours(time(21), time(7)),
        publish_after=None,
        export_day=2,
        ends=date(2026, 10, 11),
    )
    found = changes(DESCRIPTION, present(), replace(DESCRIPTION, course=course), DURING)
    assert found.course == course
    assert said(found) == [
        "~ Course: last day from Sun, Oct 4, 2026 to Sun, Oct 11, 2026",
        "~ Course: quiet hours from 22:00-08:00 to 21:00-07:00",
        "~ Course: time until a recap publishes itself from 12 hours to never",
        "~ Course: day of the export from Mon to Wed",
    ]


def test_a_setting_that_chat_changed_is_kept_and_said() -> None:
    here = present()
    moved = replace(here, course=replace(here.course, title="Chem with Nomvula"))
    found = changes(DESCRIPTION, moved, DESCRIPTION, BEFORE)
    assert found.course is None
    assert found.conflicts == [
        "Course: title was changed in chat to Chem with Nomvula; the file says Chemistry: "
        "kept what chat says."
    ]


def test_places_are_merged_by_platform() -> None:
    places = {
        Purpose.MAIN: (Place("discord", "77"), Place("sandbox", "news")),
        Purpose.STAFF: (Place("sandbox", "staff"),),
    }
    new = replace(DESCRIPTION, course=replace(DESCRIPTION.course, places=places))
    found = changes(DESCRIPTION, present(), new, BEFORE)
    assert found.course is not None
    assert found.course.places == places
    assert said(found) == [
        "~ Place for main: discord from none to 77",
        "~ Place for main: sandbox from announcements to news",
    ]


def test_several_voice_places_on_a_platform_are_merged_as_one_thing() -> None:
    halls = (Place("discord", "7"), Place("discord", "8"))
    course = DESCRIPTION.course
    with_one = replace(course, places={**course.places, Purpose.VOICE: halls[:1]})
    with_both = replace(course, places={**course.places, Purpose.VOICE: halls})
    one, both = replace(DESCRIPTION, course=with_one), replace(DESCRIPTION, course=with_both)
    found = changes(one, present(one), both, BEFORE)
    assert found.course == with_both
    assert said(found) == ["~ Place for voice: discord from 7 to 7 and 8"]
    gone = changes(both, present(both), DESCRIPTION, BEFORE)
    assert gone.course == course
    kept = changes(one, present(both), DESCRIPTION, BEFORE)
    assert kept.course is None
    assert kept.conflicts == [
        "Place for voice: discord was changed in chat to 7 and 8; the file says none: "
        "kept what chat says."
    ]


def test_groups_called_upon_are_merged_as_one_setting() -> None:
    course = replace(DESCRIPTION.course, mention=(Group("discord", "12"), Group("slack", "S1")))
    new = replace(DESCRIPTION, course=course)
    found = changes(DESCRIPTION, present(), new, BEFORE)
    assert found.course == course
    label = "groups called upon in announcements"
    assert said(found) == [f"~ Course: {label} from none to 12 on discord and S1 on slack"]
    kept = changes(DESCRIPTION, present(new), DESCRIPTION, BEFORE)
    assert kept.course is None


def test_the_weeks_stand_once_the_class_has_begun() -> None:
    course = replace(DESCRIPTION.course, zone="Europe/Lisbon", starts=date(2026, 8, 31))
    new = replace(DESCRIPTION, course=course)
    found = changes(DESCRIPTION, present(), new, DURING)
    assert found.course is None
    assert found.conflicts == [
        "Course: the class has begun, so its zone stays Europe/Berlin, not Europe/Lisbon.",
        "Course: the class has begun, so its first day stays Mon, Sep 7, 2026, not "
        "Mon, Aug 31, 2026.",
        "“Forum” has opened, so it stays as it was.",
    ]
    before = changes(DESCRIPTION, present(), new, BEFORE)
    assert before.course is not None
    assert (before.course.zone, before.course.starts) == ("Europe/Lisbon", date(2026, 8, 31))
    assert [one.week for one in before.sessions] == [2, 3, 4, 5]


def test_a_new_policy_is_a_new_version() -> None:
    policy = replace(DESCRIPTION.policy, requirements=(Requirement(2, ("attend", "write")),))
    here = replace(present(), policy=replace(DESCRIPTION.policy, version=3))
    found = changes(DESCRIPTION, here, replace(DESCRIPTION, policy=policy), BEFORE)
    assert found.policy == replace(policy, version=4)
    assert said(found) == ["~ Policy “One a week”, version 4; weeks that are over stay as they are"]
    kept = replace(here, policy=replace(DESCRIPTION.policy, binding=True, version=3))
    conflict = changes(DESCRIPTION, kept, replace(DESCRIPTION, policy=policy), BEFORE)
    assert conflict.policy is None
    assert conflict.conflicts == ["The policy was changed in chat; the file's was not applied."]


def test_the_survey_is_one_thing() -> None:
    found = changes(DESCRIPTION, present(), replace(DESCRIPTION, survey=Survey()), BEFORE)
    assert (found.survey, said(found)) == (Survey(), ["~ Survey with 0 questions"])
    here = replace(present(), survey=Survey(DESCRIPTION.survey.pages[:1]))
    conflict = changes(DESCRIPTION, here, replace(DESCRIPTION, survey=Survey()), BEFORE)
    assert conflict.conflicts == ["The survey was changed in chat; the file's was not applied."]


def test_a_frozen_course_takes_nothing() -> None:
    here = replace(present(), course=replace(DESCRIPTION.course, frozen=True))
    found = changes(DESCRIPTION, here, replace(DESCRIPTION, survey=Survey()), BEFORE)
    assert found.empty
    assert found.conflicts == [
        "“Chemistry” is frozen, so nothing is loaded into it; start the next term from it as a "
        "course of its own."
    ]


def test_who_joins_late_is_enrolled_from_today_and_who_is_gone_leaves_today() -> None:
    aiko = member("aiko", "Aiko Sato")
    new = replace(DESCRIPTION, people=(DESCRIPTION.people[0], aiko))
    found = changes(DESCRIPTION, present(), new, DURING)
    assert said(found) == [
        "+ Aiko Sato, student, enrolled from Sat, Sep 12, 2026",
        "- Emre Demir leaves on Sat, Sep 12, 2026; their record is kept",
    ]
    emre = DESCRIPTION.people[1].person
    assert found.people == [
        replace(aiko.person, enrolled=date(2026, 9, 12)),
        replace(emre, dropped=date(2026, 9, 12)),
    ]
    here = replace(present(), people=(DESCRIPTION.people[0], Member(found.people[1]), aiko))
    back = changes(new, here, DESCRIPTION, DURING + timedelta(days=1))
    away = "away from Sat, Sep 12, 2026 until Sun, Sep 13, 2026"
    assert f"+ Emre Demir is back in the course, {away}" in said(back)


def test_people_are_recognized_by_any_key_and_keep_their_id() -> None:
    emre = DESCRIPTION.people[1]
    known = replace(emre, person=replace(emre.person, number="0042"))
    renamed = replace(
        emre, person=replace(emre.person, id="other", username="edemir", number="0042")
    )
    old = replace(DESCRIPTION, people=(DESCRIPTION.people[0], known))
    new = replace(DESCRIPTION, people=(DESCRIPTION.people[0], renamed))
    found = changes(old, present(old), new, BEFORE)
    assert said(found) == ["~ Emre Demir: username from emre to edemir"]
    assert found.people == [replace(known.person, username="edemir")]


def test_what_a_student_said_of_themselves_is_kept() -> None:
    emre = DESCRIPTION.people[1]
    here = replace(emre, person=replace(emre.person, zone="Asia/Kolkata"))
    state = replace(present(), people=(DESCRIPTION.people[0], here))
    found = changes(DESCRIPTION, state, DESCRIPTION, BEFORE)
    assert found.conflicts == [
        "Emre Demir: zone was changed in chat to Asia/Kolkata; the file says Asia/Tokyo: "
        "kept what chat says."
    ]
    unsaid = replace(emre, person=replace(emre.person, zone=None))
    silent = replace(DESCRIPTION, people=(DESCRIPTION.people[0], unsaid))
    assert changes(silent, state, silent, BEFORE).conflicts == []
    moved = replace(emre, person=replace(emre.person, zone="Europe/Paris"))
    new = replace(DESCRIPTION, people=(DESCRIPTION.people[0], moved))
    assert changes(DESCRIPTION, present(), new, BEFORE).moves == [(emre.person.id, "Europe/Paris")]


def test_roles_and_accounts_change_by_file() -> None:
    emre = DESCRIPTION.people[1]
    new_emre = Member(replace(emre.person, role=Role.ASSISTANT), (Account("discord", "42"),))
    new = replace(DESCRIPTION, people=(DESCRIPTION.people[0], new_emre))
    found = changes(DESCRIPTION, present(), new, BEFORE)
    assert found.links == [(emre.person.id, Account("discord", "42"))]
    assert found.unlinks == [(emre.person.id, Account("sandbox", "emre"))]
    assert said(found) == [
        "~ Emre Demir: role from student to assistant",
        "+ Emre Demir holds the account 42 on discord",
        "- Emre Demir gives up the account emre on sandbox",
    ]


def test_accounts_of_others_and_those_given_up_in_chat_are_not_linked() -> None:
    emre = DESCRIPTION.people[1]
    greedy = replace(emre, accounts=(*emre.accounts, Account("sandbox", "nomvula")))
    new = replace(DESCRIPTION, people=(DESCRIPTION.people[0], greedy))
    here = replace(present(), people=(DESCRIPTION.people[0], replace(emre, accounts=())))
    found = changes(DESCRIPTION, here, new, BEFORE)
    assert found.links == []
    assert found.conflicts == [
        "The account nomvula on sandbox belongs to Nomvula Brandt, so Emre Demir doesn't get it.",
        "Emre Demir gave up the account emre on sandbox in chat; the file lists it: kept what "
        "chat says.",
    ]
