"""What becomes of a file's entries once chat has changed what they stand for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.model.asking.survey import Survey
from bot.model.courses.description import CourseDescription
from bot.model.courses.loading.described import described
from bot.model.courses.loading.present import Present
from bot.model.courses.plan import DueRule
from bot.model.discussions import Discussion, DiscussionState
from bot.model.sessions import Session, State
from bot.model.time.recurrence import Extra, Moved
from tests.support.described import DESCRIPTION

ROOM, OTHER = "https://meet.example.edu/a", "https://meet.example.edu/b"
[LECTURE] = DESCRIPTION.sessions
[FORUM] = DESCRIPTION.discussions
HOUR = timedelta(hours=1)


def now(
    file: CourseDescription,
    sessions: Sequence[Session] | None = None,
    discussions: Sequence[Discussion] | None = None,
) -> CourseDescription:
    """Return what the course of a file is described as, with other sessions or discussions."""
    there = Present(
        course=file.course,
        people=file.people,
        sessions=tuple(file.planned_sessions() if sessions is None else sessions),
        discussions=tuple(file.planned_discussions() if discussions is None else discussions),
        policy=file.policy,
        survey=file.survey,
    )
    return described(there, file)


def with_lectures(**rule: object) -> CourseDescription:
    lectures = replace(LECTURE, rule=replace(LECTURE.rule, **rule))  # type: ignore[arg-type]
    return replace(DESCRIPTION, sessions=(lectures,))


def wall(day: int, hour: int) -> datetime:
    return datetime.combine(date(2026, 9, day), time(hour))


def test_a_course_without_policy_and_survey_keeps_those_of_its_file() -> None:
    bare = Present(DESCRIPTION.course, survey=None)
    assert described(bare, DESCRIPTION).policy == DESCRIPTION.policy
    assert described(bare, DESCRIPTION).survey == DESCRIPTION.survey
    alone = described(bare, None)
    assert (alone.policy.title, alone.policy.version, alone.policy.options) == ("Chemistry", 1, ())
    assert alone.survey == Survey()
    other = Survey(DESCRIPTION.survey.pages[:1])
    assert described(replace(bare, survey=other), DESCRIPTION).survey == other


def test_an_entry_of_which_nothing_is_left_is_left_out() -> None:
    gone = [replace(one, state=State.CANCELLED) for one in DESCRIPTION.planned_sessions()]
    closed = [
        replace(one, state=DiscussionState.CANCELLED) for one in DESCRIPTION.planned_discussions()
    ]
    found = now(DESCRIPTION, gone, closed)
    assert (found.sessions, found.discussions) == ((), ())


def test_each_entry_is_kept_beside_the_others() -> None:
    lab = replace(
        LECTURE, rule=replace(LECTURE.rule, key="lab", title="Lab", weekdays=frozenset({3}))
    )
    salon = replace(FORUM, rule=replace(FORUM.rule, key="salon", title="Salon"))
    file = replace(DESCRIPTION, sessions=(LECTURE, lab), discussions=(FORUM, salon))
    found = now(file)
    assert [entry.rule.key for entry in found.sessions] == ["lecture", "lab"]
    assert [entry.rule.key for entry in found.discussions] == ["forum", "salon"]


def test_a_link_of_one_s_own_is_an_exception_and_a_missing_one_is_no_longer_the_entry_s() -> None:
    file = with_lectures(link=ROOM)
    first, second, *rest = file.planned_sessions()
    found = now(file, [replace(first, link=OTHER), second, *rest])
    assert found.sessions[0].rule.moved == (Moved(date(2026, 9, 8), link=OTHER),)
    assert found.sessions[0].rule.link == ROOM
    bare = now(file, [replace(first, link=None), second, *rest])
    assert [entry.rule.key for entry in bare.sessions] == ["lecture", first.key]
    assert bare.sessions[0].rule.skip == (date(2026, 9, 8),)
    assert bare.sessions[1].rule.link is None


def test_what_was_moved_says_only_what_differs() -> None:
    first, second, third, *rest = DESCRIPTION.planned_sessions()
    later = replace(first, starts=first.starts + HOUR, ends=first.ends + HOUR)
    longer = replace(second, ends=second.ends + HOUR)
    odd = replace(third, starts=third.starts + timedelta(seconds=30))
    found = now(DESCRIPTION, [later, longer, odd, *rest])
    [lectures, own] = found.sessions
    assert lectures.rule.moved == (
        Moved(date(2026, 9, 8), starts=wall(8, 18)),
        Moved(date(2026, 9, 15), length=timedelta(minutes=150)),
    )
    assert (own.rule.key, own.rule.first, own.rule.at.second) == (third.key, date(2026, 9, 22), 0)


def test_an_extra_session_stays_one_as_it_is_now_or_is_dropped() -> None:
    file = with_lectures(extra=(Extra(wall(10, 12)), Extra(wall(17, 12))))
    sessions = {one.key: one for one in file.planned_sessions()}
    one, other = (sessions[f"lecture-2026-09-{day}-extra"] for day in (10, 17))
    left = [
        *(each for key, each in sessions.items() if not key.endswith("-extra")),
        replace(one, starts=one.starts + HOUR, ends=one.ends + HOUR, link=OTHER),
        replace(other, state=State.CANCELLED),
    ]
    [lectures] = now(file, left).sessions
    assert lectures.rule.extra == (Extra(wall(10, 13), link=OTHER),)
    assert (lectures.rule.skip, lectures.rule.moved) == ((), ())


def test_moved_and_extra_discussions_stay_unless_chat_changed_their_terms() -> None:
    rule = replace(
        FORUM.rule,
        moved=(
            Moved(date(2026, 9, 14), wall(15, 9), title="Moved"),
            Moved(date(2026, 9, 21), wall(22, 9)),
        ),
        extra=(Extra(wall(10, 9), title="More"), Extra(wall(17, 9))),
    )
    file = replace(DESCRIPTION, discussions=(replace(FORUM, rule=rule),))
    changed = {"forum-2026-09-21", "forum-2026-09-17-extra"}
    left = [
        replace(one, counted=False) if one.key in changed else one
        for one in file.planned_discussions()
    ]
    found = now(file, discussions=left)
    forum, *own = found.discussions
    assert {entry.rule.key for entry in own} == changed
    assert forum.rule.skip == (date(2026, 9, 21),)
    assert forum.rule.moved == (replace(rule.moved[0], title=None),)
    assert forum.rule.extra == (replace(rule.extra[0], title=None),)
    assert [topic.title for topic in forum.topics] == ["", "More", "Moved"]
    assert not any(entry.counted for entry in own)
    assert {entry.prompt for entry in own} == {FORUM.prompt}
    late = next(entry for entry in own if entry.rule.key == "forum-2026-09-21")
    assert late.posts_due == DueRule(FORUM.posts_due.at, day=date(2026, 9, 24), local=True)
    assert late.replies_due == DueRule(FORUM.replies_due.at, day=date(2026, 9, 27))
    assert found.planned_discussions() == tuple(left)
