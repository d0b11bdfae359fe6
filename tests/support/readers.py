"""People who asked to be reminded, and what they are reminded of."""

from datetime import datetime, time, timedelta

from bot.model.course import QuietHours
from bot.model.reminders.reminders import Preferences, Reader, Reminder, Subject, Topic
from bot.model.sessions import Kind, Session, State
from tests.support.instants import utc

HOUR = timedelta(hours=1)
NOW = utc("2026-10-05 10:00")
NO_QUIET = QuietHours(time(0), time(0))
LENA = Reader("lena", Preferences(wanted=True), "Europe/Berlin")
PRIYA = Reader("priya", Preferences(wanted=True), "Asia/Kolkata")
ANN = Reader("ann", Preferences(wanted=True), "UTC")
NO_LEADS = Preferences(wanted=True, leads=())


def session(
    starts: str, name: str = "s1", revision: int = 0, state: State = State.PLANNED
) -> Session:
    """Return an hour's session."""
    return Session(
        id=name,
        course="c",
        key=name,
        title="Lecture",
        kind=Kind.TEACHING,
        starts=utc(starts),
        ends=utc(starts) + HOUR,
        week=1,
        state=state,
        revision=revision,
    )


def due(at: str, about: str = "d1", topic: Topic = Topic.POSTS) -> Subject:
    return Subject(topic, about, until=utc(at))


def news(since: str, about: str = "s0") -> Subject:
    return Subject(Topic.RECAP, about, since=utc(since))


def times(plan: tuple[Reminder, ...]) -> list[tuple[datetime, datetime]]:
    return [(reminder.at, reminder.expires) for reminder in plan]


TUESDAY = session("2026-10-06 16:30")
