"""Sessions and discussions when the file is loaded again: moved, cancelled, kept when done."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.model.courses.description import CourseDescription
from bot.model.courses.loading.changes import changes
from bot.model.courses.loading.merging import Changes
from bot.model.courses.loading.present import Present
from bot.model.courses.plan import SessionEntry
from bot.model.discussions import Discussion, DiscussionState, Expectation
from bot.model.places import Message, Place
from bot.model.sessions import Session, State
from bot.model.time.recurrence import Rule
from tests.support.described import BEFORE, DESCRIPTION, LECTURE

DURING = datetime(2026, 9, 12, tzinfo=UTC)
SESSIONS = DESCRIPTION.planned_sessions()
DISCUSSIONS = DESCRIPTION.planned_discussions()


def present(*others: Session | Discussion, touched: str = "") -> Present:
    """Return the course as loaded, with these sessions and discussions in their stead."""
    ids = {other.id: other for other in others}
    return Present(
        course=DESCRIPTION.course,
        people=DESCRIPTION.people,
        sessions=tuple(ids.get(one.id, one) for one in SESSIONS),  # type: ignore[misc]
        discussions=tuple(ids.get(one.id, one) for one in DISCUSSIONS),  # type: ignore[misc]
        policy=DESCRIPTION.policy,
        survey=DESCRIPTION.survey,
        touched=frozenset({touched}),
    )


def with_lecture(**fields: object) -> CourseDescription:
    """Return the description with other fields of the lecture's rule."""
    rule: Rule = replace(LECTURE, **fields)  # type: ignore[arg-type]
    return replace(DESCRIPTION, sessions=(SessionEntry(rule),))


def with_forum(**fields: object) -> CourseDescription:
    """Return the description with other fields of the forum."""
    forum = replace(DESCRIPTION.discussions[0], **fields)  # type: ignore[arg-type]
    return replace(DESCRIPTION, discussions=(forum,))


def load(
    new: CourseDescription, here: Present, now: datetime = BEFORE
) -> tuple[Changes, list[str]]:
    """Return what loading changes, and its sentences."""
    found = changes(DESCRIPTION, here, new, now)
    return found, [str(one) for one in found.says]


def test_another_hour_moves_what_has_not_taken_place() -> None:
    found, said = load(with_lecture(at=time(18)), present(), DURING)
    assert [(one.key, one.revision) for one in found.sessions] == [
        ("lecture-2026-09-15", 1),
        ("lecture-2026-09-22", 1),
        ("lecture-2026-09-29", 1),
    ]
    assert found.announced == [one.id for one in found.sessions]
    assert said[0] == (
        "~ “Lecture”: time from Tue, Sep 15, 2026, 17:00 (90 min) "
        "to Tue, Sep 15, 2026, 18:00 (90 min)"
    )
    assert found.conflicts == ["“Lecture” has taken place, so it stays as it was."]


def test_another_weekday_moves_sessions_instead_of_cancelling_them() -> None:
    new = with_lecture(weekdays=frozenset({2}))
    found, said = load(new, present())
    assert [(one.id, one.key) for one in found.sessions] == [(one.id, one.key) for one in SESSIONS]
    assert all(one.starts.weekday() == 2 for one in found.sessions)
    assert all("time from Tue" in one and "to Wed" in one for one in said)
    applied = replace(present(), sessions=tuple(found.sessions))
    again = changes(new, applied, new, BEFORE)
    assert (again.empty, again.conflicts) == (True, [])


def test_what_chat_moved_is_kept_and_said() -> None:
    moved = replace(SESSIONS[2], starts=SESSIONS[2].starts + timedelta(days=1, hours=1))
    moved = replace(moved, ends=moved.starts + timedelta(minutes=90))
    found, _ = load(DESCRIPTION, present(moved))
    assert found.sessions == []
    assert found.conflicts == [
        "“Lecture”: time was changed in chat to Wed, Sep 23, 2026, 18:00 (90 min); the file says "
        "Tue, Sep 22, 2026, 17:00 (90 min): kept what chat says."
    ]


def test_fields_that_chat_left_alone_still_change() -> None:
    retitled = replace(SESSIONS[0], title="Kick-off")
    new = with_lecture(link="https://meet.example.edu/1", until=date(2026, 9, 8))
    found, said = load(new, present(retitled))
    assert said[0] == "~ “Kick-off”: link from none to https://meet.example.edu/1"
    assert (found.sessions[0].title, found.sessions[0].link) == (
        "Kick-off",
        "https://meet.example.edu/1",
    )


def test_what_the_file_drops_is_cancelled_and_what_it_brings_back_takes_place() -> None:
    shorter = with_lecture(skip=(date(2026, 9, 22),))
    found, said = load(shorter, present())
    (cancelled,) = found.sessions
    assert (cancelled.key, cancelled.state, cancelled.revision) == (
        "lecture-2026-09-22",
        State.CANCELLED,
        1,
    )
    assert said == ["- Session “Lecture”, Tue, Sep 22, 2026, 17:00, is cancelled"]
    back = changes(shorter, present(cancelled), DESCRIPTION, BEFORE)
    assert [(one.state, one.revision) for one in back.sessions] == [(State.PLANNED, 2)]
    assert [str(one) for one in back.says] == ["+ Session “Lecture” takes place after all"]


def test_what_chat_cancelled_or_changed_is_not_overruled() -> None:
    cancelled = replace(SESSIONS[1], state=State.CANCELLED)
    found, _ = load(DESCRIPTION, present(cancelled))
    text = "“Lecture” was cancelled in chat since; the file still has it: kept what chat says."
    assert (found.sessions, found.conflicts) == ([], [text])
    gone = with_lecture(skip=(SESSIONS[1].starts.date(),))
    assert load(gone, present(cancelled))[0].conflicts == []
    retitled = replace(SESSIONS[1], title="Field trip")
    kept, _ = load(gone, present(retitled))
    assert kept.sessions == []
    assert kept.conflicts == [
        "“Field trip” was changed in chat since; the file no longer has it: kept what chat says."
    ]


def test_what_has_begun_ended_or_been_touched_is_never_changed() -> None:
    begun = replace(SESSIONS[1], state=State.LIVE, began=DURING)
    for here in (present(begun), present(touched=SESSIONS[1].id)):
        found, _ = load(with_lecture(skip=(date(2026, 9, 15),)), here)
        assert found.sessions == []
        assert found.conflicts == ["“Lecture” has taken place, so it stays as it was."]


def test_what_lies_in_the_past_is_not_added() -> None:
    party = SessionEntry(replace(LECTURE, key="party", title="Party", weekdays=frozenset({3})))
    new = replace(DESCRIPTION, sessions=(*DESCRIPTION.sessions, party))
    found, said = load(new, present(), DURING)
    assert [one.key for one in found.sessions] == [
        "party-2026-09-17",
        "party-2026-09-24",
        "party-2026-10-01",
    ]
    assert found.conflicts == [
        "“Party” on Thu, Sep 10, 2026, 17:00 lies in the past, so it is not added."
    ]
    assert said[0] == "+ Session “Party”, Thu, Sep 17, 2026, 17:00"


def test_a_discussion_that_should_have_opened_is_not_added() -> None:
    forum = DESCRIPTION.discussions[0]
    tea = replace(forum, rule=replace(forum.rule, key="tea", title="Tea"))
    new = replace(DESCRIPTION, discussions=(forum, tea))
    found, said = load(new, present(), DISCUSSIONS[1].opens)
    assert [one.key for one in found.discussions] == ["tea-2026-09-21", "tea-2026-09-28"]
    assert {one.course for one in found.discussions} == {DESCRIPTION.course.id}
    assert found.conflicts == [
        "“Tea” should have opened on Mon, Sep 7, 2026, 09:00, so it is not added.",
        "“Tea” should have opened on Mon, Sep 14, 2026, 09:00, so it is not added.",
    ]
    assert said[0] == "+ Discussion “Tea”, opens Mon, Sep 21, 2026, 09:00"


def test_what_the_file_drops_once_it_has_opened_stays() -> None:
    fewer = with_forum(rule=replace(DESCRIPTION.discussions[0].rule, skip=(date(2026, 9, 7),)))
    found, _ = load(fewer, present(), DURING)
    assert found.discussions == []
    assert found.conflicts == ["“Forum” has opened, so it stays as it was."]


def test_sessions_that_chat_made_are_left_alone() -> None:
    own = replace(SESSIONS[0], id="x", key="adhoc", title="Help")
    here = replace(present(), sessions=(*SESSIONS, own))
    found, said = load(DESCRIPTION, here)
    assert (found.sessions, said, found.conflicts) == ([], [], [])


def test_discussions_change_until_they_open() -> None:
    new = with_forum(expects=Expectation(1, 50, 1), prompt="And now?")
    found, said = load(new, present(), DURING)
    assert [one.key for one in found.discussions] == [
        "forum-2026-09-14",
        "forum-2026-09-21",
        "forum-2026-09-28",
    ]
    assert said[:2] == [
        "~ “Forum”: prompt from “What stayed with you?” to “And now?”",
        "~ “Forum”: expectation from 1 × 75 words and 2 replies to 1 × 50 words and 1 reply",
    ]
    assert found.conflicts == ["“Forum” has opened, so it stays as it was."]


def test_a_discussion_that_has_its_post_or_its_state_has_opened() -> None:
    posted = replace(DISCUSSIONS[1], root=Message(Place("sandbox", "talk"), "m"))
    begun = replace(DISCUSSIONS[1], state=DiscussionState.OPEN)
    for here in (present(posted), present(begun), present(touched=DISCUSSIONS[1].id)):
        found, _ = load(with_forum(prompt="And now?"), here)
        assert DISCUSSIONS[1].id not in {one.id for one in found.discussions}
        assert found.conflicts == ["“Forum” has opened, so it stays as it was."]


def test_due_times_and_cancelled_discussions() -> None:
    forum = DESCRIPTION.discussions[0]
    later = replace(forum.posts_due, weekday=4)
    new = with_forum(posts_due=later, rule=replace(forum.rule, until=date(2026, 9, 20)))
    found, said = load(new, present())
    assert said[0] == (
        "~ “Forum”: due time of posts from Thu, Sep 10, 2026, 23:59 by each one's own clock to "
        "Fri, Sep 11, 2026, 23:59 by each one's own clock"
    )
    gone = [one for one in found.discussions if one.state is DiscussionState.CANCELLED]
    assert [one.key for one in gone] == ["forum-2026-09-21", "forum-2026-09-28"]
    assert said[2:] == ["- Discussion “Forum” is cancelled"] * 2
    back = changes(new, present(*found.discussions), DESCRIPTION, BEFORE)
    assert "+ Discussion “Forum” takes place after all" in [str(one) for one in back.says]
    assert tuple(back.discussions) == DISCUSSIONS


def test_each_field_of_a_discussion_is_told_by_its_own_clock() -> None:
    forum = DESCRIPTION.discussions[0]
    new = with_forum(
        rule=replace(forum.rule, at=time(10), count=1, until=None),
        prompt="What is “sour”, and why is it not sweet?",
        replies_due=replace(forum.replies_due, at=time(22)),
        counted=False,
    )
    found, said = load(new, present())
    assert said[:4] == [
        "~ “Forum”: prompt from “What stayed with you?” to “What is “sour”, and why is it not "
        "sweet?”",
        "~ “Forum”: opening from Mon, Sep 7, 2026, 09:00 to Mon, Sep 7, 2026, 10:00",
        "~ “Forum”: due time of replies from Sun, Sep 13, 2026, 23:59 to Sun, Sep 13, 2026, 22:00",
        "~ “Forum”: counted from yes to no",
    ]
    assert (found.discussions[0].counted, found.discussions[0].week) == (False, 1)
    longer = replace(forum, prompt="x" * 41)
    told = load(replace(DESCRIPTION, discussions=(longer,)), present())[1]
    assert told[0].endswith(f"to “{'x' * 40}…”")


def test_whether_a_session_counts_and_its_link_are_told_in_words() -> None:
    linked = with_lecture(link="https://meet.example.edu/1")
    [lectures] = linked.sessions
    silent = replace(linked, sessions=(replace(lectures, counted=False),))
    found, said = load(silent, present())
    assert said[:2] == [
        "~ “Lecture”: link from none to https://meet.example.edu/1",
        "~ “Lecture”: counted from yes to no",
    ]
    assert [one.counted for one in found.sessions] == [False] * 4


def test_what_chat_did_with_a_discussion_is_kept() -> None:
    closed = replace(DISCUSSIONS[0], state=DiscussionState.CANCELLED)
    retitled = replace(DISCUSSIONS[1], title="Tea")
    found, _ = load(
        with_forum(rule=replace(DESCRIPTION.discussions[0].rule, skip=(date(2026, 9, 14),))),
        present(closed, retitled),
    )
    assert found.discussions == []
    assert found.conflicts == [
        "“Forum” was cancelled in chat since; the file still has it: kept what chat says.",
        "“Tea” was changed in chat since; the file no longer has it: kept what chat says.",
    ]
