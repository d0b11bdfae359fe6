"""The present state as a description: loading it again changes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.courses.loading.described import described
from bot.model.courses.loading.present import Present
from bot.model.courses.plan import Topic
from bot.model.discussions import Discussion, DiscussionState, Expectation
from bot.model.sessions import Kind, Session, State
from tests.support.described import DESCRIPTION

SESSIONS = DESCRIPTION.planned_sessions()
DISCUSSIONS = DESCRIPTION.planned_discussions()


def present(
    sessions: Sequence[Session] = SESSIONS, discussions: Sequence[Discussion] = DISCUSSIONS
) -> Present:
    """Return the course with these sessions and discussions."""
    return Present(
        course=DESCRIPTION.course,
        people=DESCRIPTION.people,
        sessions=tuple(sessions),
        discussions=tuple(discussions),
        policy=replace(DESCRIPTION.policy, version=7),
        survey=DESCRIPTION.survey,
    )


def test_an_untouched_course_is_described_as_its_file() -> None:
    assert described(present(), DESCRIPTION) == DESCRIPTION


def test_without_a_file_every_session_is_an_entry_of_its_own() -> None:
    found = described(present(), None)
    assert [entry.rule.key for entry in found.sessions] == [one.key for one in SESSIONS]
    assert found.planned_sessions() == SESSIONS
    assert found.planned_discussions() == DISCUSSIONS


def test_what_chat_moved_and_cancelled_becomes_exceptions() -> None:
    hour = timedelta(hours=1)
    moved = replace(SESSIONS[1], starts=SESSIONS[1].starts + hour, ends=SESSIONS[1].ends + hour)
    gone = replace(SESSIONS[2], state=State.CANCELLED)
    renamed = replace(SESSIONS[3], title="Last lecture")
    found = described(present([SESSIONS[0], moved, gone, renamed]), DESCRIPTION)
    (entry,) = found.sessions
    assert entry.rule.skip == (date(2026, 9, 22),)
    assert [one.date for one in entry.rule.moved] == [date(2026, 9, 15)]
    assert entry.topics == (Topic(), Topic(), Topic("Last lecture"))
    assert found.planned_sessions() == (SESSIONS[0], moved, renamed)


@pytest.mark.parametrize("field", ["kind", "title"])
def test_what_no_exception_can_say_gets_an_entry_of_its_own(field: str) -> None:
    odd = replace(SESSIONS[0], kind=Kind.CELEBRATION) if field == "kind" else SESSIONS[0]
    chatty = replace(SESSIONS[0], id="x", key="help", title="Help")
    found = described(present([odd, *SESSIONS[1:], chatty]), DESCRIPTION)
    own = [entry.rule.key for entry in found.sessions][1:]
    assert own == ([odd.key, "help"] if field == "kind" else ["help"])


def test_discussions_keep_what_chat_changed() -> None:
    longer = replace(DISCUSSIONS[0], expects=Expectation(2, 10, 0))
    named = replace(DISCUSSIONS[1], title="Tea", prompt="Which?")
    gone = replace(DISCUSSIONS[3], state=DiscussionState.CANCELLED)
    found = described(present(discussions=[longer, named, DISCUSSIONS[2], gone]), DESCRIPTION)
    assert found.planned_discussions() == (longer, named, DISCUSSIONS[2])
    assert [entry.rule.key for entry in found.discussions] == ["forum", longer.key]


@given(st.data())
def test_whatever_chat_did_the_description_yields_it(data: st.DataObject) -> None:
    minutes = st.integers(-3000, 3000).map(lambda number: timedelta(minutes=number))
    sessions = []
    for session in SESSIONS:
        starts = session.starts + data.draw(minutes | st.just(timedelta(0)))
        length = timedelta(minutes=data.draw(st.integers(1, 200) | st.just(90)))
        changed = replace(
            session,
            starts=starts,
            ends=starts + length,
            title=data.draw(st.sampled_from(["Lecture", "Other"])),
            link=data.draw(st.sampled_from([None, "https://meet.example.edu"])),
            counted=data.draw(st.booleans()),
            state=data.draw(st.sampled_from([State.PLANNED, State.CANCELLED])),
        )
        sessions.append(changed)
    found = described(present(sessions), DESCRIPTION).planned_sessions()
    standing = [one for one in sessions if one.state is State.PLANNED]
    shown = {
        one.key: (one.id, one.starts, one.ends, one.title, one.link, one.counted) for one in found
    }
    assert shown == {
        one.key: (one.id, one.starts, one.ends, one.title, one.link, one.counted)
        for one in standing
    }
