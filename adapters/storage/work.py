"""The unit of work: one transaction with every noun's rows in it."""

from __future__ import annotations

from adapters.storage.agenda import SqlAgenda
from adapters.storage.answered import SqlAnswered
from adapters.storage.archive import SqlArchive
from adapters.storage.audit import SqlAudit
from adapters.storage.checkins import SqlCheckIns
from adapters.storage.choices import SqlChoices
from adapters.storage.courses import SqlCourses
from adapters.storage.differences import SqlDifferences
from adapters.storage.discussions import SqlDiscussions
from adapters.storage.disputes import SqlDisputes
from adapters.storage.excuses import SqlExcuses
from adapters.storage.exports import SqlExports
from adapters.storage.files import SqlFiles
from adapters.storage.joining import SqlJoining
from adapters.storage.ledger import SqlLedger
from adapters.storage.makeups import SqlMakeUps
from adapters.storage.memory import SqlMemory
from adapters.storage.messages import SqlMessages
from adapters.storage.outbox import SqlOutbox
from adapters.storage.people import SqlPeople
from adapters.storage.policies import SqlPolicies
from adapters.storage.polls import SqlPolls
from adapters.storage.preferences import SqlPreferences
from adapters.storage.presences import SqlPresences
from adapters.storage.pushes import SqlPushes
from adapters.storage.questions import SqlQuestions
from adapters.storage.recaps import SqlRecaps
from adapters.storage.reminders import SqlReminders
from adapters.storage.rows import Rows
from adapters.storage.sending import SqlSending
from adapters.storage.session_reports import SqlSessionReports
from adapters.storage.sessions import SqlSessions
from adapters.storage.setups import SqlSetups
from adapters.storage.sightings import SqlSightings
from adapters.storage.surveys import SqlSurveys
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


class SqlUnitOfWork:
    """What a handler reads and writes; see bot.ports.work."""

    def __init__(self, rows: Rows, tools: Tools) -> None:
        """Take the rows of the transaction that is open."""
        self.courses: Courses = SqlCourses(rows)
        self.people: People = SqlPeople(rows)
        self.joining: Joining = SqlJoining(rows)
        self.setups: Setups = SqlSetups(rows)
        self.preferences: Preferences = SqlPreferences(rows)
        self.surveys: Surveys = SqlSurveys(rows)
        self.reminders: Reminders = SqlReminders(rows)
        self.sessions: Sessions = SqlSessions(rows)
        self.discussions: Discussions = SqlDiscussions(rows)
        self.checkins: CheckIns = SqlCheckIns(rows)
        self.presences: Presences = SqlPresences(rows)
        self.sightings: Sightings = SqlSightings(rows)
        self.reports: SessionReports = SqlSessionReports(rows)
        self.questions: Questions = SqlQuestions(rows)
        self.answered: Answered = SqlAnswered(rows)
        self.polls: Polls = SqlPolls(rows)
        self.messages: Messages = SqlMessages(rows)
        self.ledger: Ledger = SqlLedger(rows)
        self.excuses: Excuses = SqlExcuses(rows)
        self.choices: Choices = SqlChoices(rows)
        self.disputes: Disputes = SqlDisputes(rows)
        self.differences: Differences = SqlDifferences(rows)
        self.policies: Policies = SqlPolicies(rows, self.ledger)
        self.outbox: Outbox = SqlOutbox(rows)
        self.sending: Sending = SqlSending(rows)
        self.agenda: Agenda = SqlAgenda(rows)
        self.files: Files = SqlFiles(rows)
        self.exports: Exports = SqlExports(rows)
        self.pushes: Pushes = SqlPushes(rows)
        self.audit: Audit = SqlAudit(rows)
        self.memory: Memory = SqlMemory(rows)
        self.recaps: Recaps = SqlRecaps(rows)
        self.makeups: MakeUps = SqlMakeUps(rows, self.messages, self.outbox)
        self.archive: Archive = SqlArchive(rows, tools)
        self.tools: Tools = tools
        self._happenings: list[Happening] = []

    def happened(self, happening: Happening) -> None:
        """Record a happening; the runtime lets its reactions run before the commit."""
        self._happenings.append(happening)

    def take_happenings(self) -> list[Happening]:
        """Return the happenings recorded since the last call, in order."""
        taken, self._happenings = self._happenings, []
        return taken
