"""The unit of work: one transaction over everything the core keeps."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from bot.model.happenings import Happening
from bot.ports.agenda import Agenda
from bot.ports.answered import Answered
from bot.ports.archive import Archive
from bot.ports.audit import Audit
from bot.ports.checkins import CheckIns
from bot.ports.choices import Choices
from bot.ports.courses import Courses
from bot.ports.differences import Differences
from bot.ports.discussions import Discussions
from bot.ports.disputes import Disputes
from bot.ports.excuses import Excuses
from bot.ports.exports import Exports
from bot.ports.files import Files
from bot.ports.joining import Joining
from bot.ports.ledger import Ledger
from bot.ports.makeups import MakeUps
from bot.ports.memory import Memory
from bot.ports.messages import Messages
from bot.ports.outbox import Outbox, Sending
from bot.ports.people import People
from bot.ports.policies import Policies
from bot.ports.polls import Polls
from bot.ports.preferences import Preferences
from bot.ports.presences import Presences
from bot.ports.pushing import Pushes
from bot.ports.questions import Questions
from bot.ports.recaps import Recaps
from bot.ports.reminders import Reminders
from bot.ports.session_reports import SessionReports
from bot.ports.sessions import Sessions
from bot.ports.setups import Setups
from bot.ports.sightings import Sightings
from bot.ports.surveys import Surveys
from bot.ports.tools import Tools


class UnitOfWork(Protocol):
    """What a handler reads and writes; committed as a whole, or not at all."""

    courses: Courses
    people: People
    joining: Joining
    setups: Setups
    preferences: Preferences
    surveys: Surveys
    reminders: Reminders
    sessions: Sessions
    discussions: Discussions
    checkins: CheckIns
    presences: Presences
    sightings: Sightings
    reports: SessionReports
    questions: Questions
    answered: Answered
    polls: Polls
    messages: Messages
    ledger: Ledger
    excuses: Excuses
    choices: Choices
    disputes: Disputes
    differences: Differences
    policies: Policies
    outbox: Outbox
    sending: Sending
    agenda: Agenda
    files: Files
    exports: Exports
    pushes: Pushes
    audit: Audit
    memory: Memory
    recaps: Recaps
    makeups: MakeUps
    archive: Archive
    tools: Tools

    def happened(self, happening: Happening) -> None:
        """Record a happening; the runtime lets its reactions run before the commit."""
        ...

    def take_happenings(self) -> list[Happening]:
        """Return the happenings recorded since the last call, in order."""
        ...


class Store(Protocol):
    """Opens units of work."""

    def work(self, *, batch: bool = False) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one that may write; it commits when the block ends without an error.

        Writers take turns; those that hold a `batch` of events let waiting commands go first.
        """
        ...

    def reading(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open one that only reads and never waits for the writer."""
        ...
