"""Who does what: every feature's handlers, reactions, due work and boards, in explicit lists."""

from __future__ import annotations

from typing import Any

from bot.chat.commands import Commands, merge
from bot.features.attendance import commands as attendance_commands
from bot.features.attendance import commands_staff as attendance_staff
from bot.features.attendance import reactions as attendance
from bot.features.catchup import commands as catchup_commands
from bot.features.discussions import commands as discussion_commands
from bot.features.discussions import commands_staff as discussion_staff
from bot.features.discussions import commands_summary as discussion_summary
from bot.features.discussions import due as discussion_due
from bot.features.discussions import planning as discussion_planning
from bot.features.discussions import reactions as discussions
from bot.features.messages import reactions as messages
from bot.features.polls import commands as poll_commands
from bot.features.polls import reactions as polls
from bot.features.questions import commands as question_commands
from bot.features.questions import commands_answers as question_answers
from bot.features.questions import reactions as questions
from bot.features.questions import records as question_records
from bot.features.sessions import commands as session_commands
from bot.features.sessions import due as session_due
from bot.features.sessions import reactions as sessions
from bot.model.happenings import (
    CourseLoaded,
    PostArrived,
    SessionChanged,
    SessionEnded,
    SessionStarted,
    WordsWithdrawn,
)
from bot.runtime.agenda import DueHandler, SlowJob
from bot.runtime.happenings import Reaction
from bot.runtime.receiving import EventReaction
from bot.runtime.sender import Draw

COMMANDS: Commands = merge(
    (
        attendance_commands.commands,
        attendance_staff.commands,
        catchup_commands.commands,
        discussion_commands.commands,
        discussion_staff.commands,
        discussion_summary.commands,
        poll_commands.commands,
        question_commands.commands,
        question_answers.commands,
        session_commands.commands,
    )
)

REACTIONS: dict[type[Any], tuple[Reaction, ...]] = {
    CourseLoaded: (sessions.plan, discussions.plan),
    PostArrived: (discussions.hang_thread,),
    SessionChanged: (sessions.replan, questions.move_along),
    SessionStarted: (sessions.show_live, attendance.make_code, questions.open_board),
    SessionEnded: (sessions.show_ended, polls.close_polls, questions.close_board),
    WordsWithdrawn: (questions.forget_words, messages.forget_words, discussions.forget_words),
}
"""Who reacts to a happening, in this order."""

DUE: dict[str, DueHandler | SlowJob] = {
    discussion_planning.OPEN: discussion_due.open_planned,
    discussion_planning.CLOSE: discussion_due.close_by_clock,
    discussion_planning.NUDGE: discussion_due.nudge,
    discussion_planning.PUBLISH: discussion_due.publish_by_clock,
    discussion_planning.SUM_UP: SlowJob(
        discussion_due.read_discussion,
        discussion_due.make_summary,
        discussion_due.write_summary,
    ),
    session_due.ANNOUNCE: session_due.announce,
    session_due.START: session_due.start_by_clock,
    session_due.END: session_due.end_by_clock,
}
"""What runs when an item of the agenda is due, by the item's kind."""

EVENT_REACTIONS: tuple[EventReaction, ...] = (messages.keep, discussions.count)
"""Who looks at a batch of events, in this order."""

BOARDS: dict[str, Draw] = {
    discussion_due.SUMMARY: discussions.draw_summary,
    polls.BOARD: polls.draw_board,
    question_records.BOARD: questions.draw_board,
    sessions.LIVE_CARD: sessions.draw_live_card,
}
"""Who draws a live board, by what it draws."""
