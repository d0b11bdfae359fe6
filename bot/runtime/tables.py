"""Who does what: every feature's handlers, reactions and boards, in explicit lists."""

from __future__ import annotations

from typing import Any

from bot.chat.boards import RECAP, RECAP_DRAFT
from bot.chat.commands import Commands, merge
from bot.chat.tree import checked
from bot.features.archive import commands as archive_commands
from bot.features.archive import reactions as archive
from bot.features.attendance import commands as attendance_staff
from bot.features.attendance.checkin import commands as attendance_commands
from bot.features.attendance.checkin import reactions as attendance
from bot.features.attendance.evidence import presence
from bot.features.attendance.reports import commands as attendance_reports
from bot.features.attendance.reports import rematching, sightings
from bot.features.attendance.roll import totals as attendance_totals
from bot.features.audit import commands as audit_commands
from bot.features.catchup import commands as catchup_commands
from bot.features.courses import accounts
from bot.features.courses import commands as course_commands
from bot.features.courses import commands_joining as joining_commands
from bot.features.courses import commands_roster as roster_commands
from bot.features.courses import commands_setup as setup_commands
from bot.features.discussions import commands as discussion_commands
from bot.features.discussions import commands_answered as discussion_answered
from bot.features.discussions import commands_copies as discussion_copies
from bot.features.discussions import commands_staff as discussion_staff
from bot.features.discussions import commands_summary as discussion_summary
from bot.features.discussions import due as discussion_due
from bot.features.discussions import reactions as discussions
from bot.features.disputes import commands as dispute_commands
from bot.features.disputes import reactions as disputes
from bot.features.disputes import records as dispute_records
from bot.features.exports import commands as export_commands
from bot.features.exports import commands_push as export_push
from bot.features.exports import commands_seats as export_seats
from bot.features.exports import reactions as exports
from bot.features.help.commands import help_for
from bot.features.home.commands import home_for
from bot.features.makeups import commands as makeup_commands
from bot.features.makeups import reactions as makeups
from bot.features.makeups import replies as makeup_replies
from bot.features.messages import reactions as messages
from bot.features.mydata import commands as mydata
from bot.features.panel import reactions as panel
from bot.features.participation import commands as participation_commands
from bot.features.participation import commands_credit as participation_credit
from bot.features.participation import commands_messages as participation_messages
from bot.features.participation import commands_staff as participation_staff
from bot.features.policies import commands as policy_commands
from bot.features.polls import commands as poll_commands
from bot.features.polls import reactions as polls
from bot.features.questions import commands as question_commands
from bot.features.questions import commands_answers as question_answers
from bot.features.questions import reactions as questions
from bot.features.questions import records as question_records
from bot.features.recaps import commands as recap_commands
from bot.features.recaps import commands_staff as recap_staff
from bot.features.recaps import highlights as recap_highlights
from bot.features.recaps import marks as recap_marks
from bot.features.recaps import reactions as recaps
from bot.features.recaps import recorded as recap_recorded
from bot.features.reminders import commands as reminder_commands
from bot.features.reminders import commands_zone as zone_commands
from bot.features.reminders import reactions as reminders
from bot.features.sessions import calendar as session_calendar
from bot.features.sessions import commands as session_commands
from bot.features.sessions import reactions as sessions
from bot.features.surveys import commands as survey_commands
from bot.features.surveys import commands_staff as survey_staff
from bot.features.surveys import reactions as surveys
from bot.model.happenings import (
    AccountsChanged,
    CourseFrozen,
    CourseLoaded,
    DecisionTakenBack,
    DiscussionClosed,
    DiscussionOpened,
    PersonMoved,
    PolicyChanged,
    PostArrived,
    QuestionWithdrawn,
    RecapPublished,
    SessionChanged,
    SessionEnded,
    SessionStarted,
    SessionUnstarted,
    WordsWithdrawn,
)
from bot.runtime.happenings import Reaction
from bot.runtime.receiving import EventReaction
from bot.runtime.sending.drafts import Draw

FEATURES: Commands = merge(
    (
        archive_commands.commands,
        attendance_commands.commands,
        attendance_staff.commands,
        attendance_reports.commands,
        attendance_totals.commands,
        audit_commands.commands,
        catchup_commands.commands,
        course_commands.commands,
        joining_commands.commands,
        roster_commands.commands,
        setup_commands.commands,
        discussion_commands.commands,
        discussion_answered.commands,
        discussion_copies.commands,
        discussion_staff.commands,
        discussion_summary.commands,
        dispute_commands.commands,
        export_commands.commands,
        export_seats.commands,
        export_push.commands,
        mydata.commands,
        participation_commands.commands,
        participation_staff.commands,
        participation_credit.commands,
        participation_messages.commands,
        makeup_commands.commands,
        policy_commands.commands,
        poll_commands.commands,
        question_commands.commands,
        question_answers.commands,
        reminder_commands.commands,
        zone_commands.commands,
        recap_commands.commands,
        recap_highlights.commands,
        recap_staff.commands,
        session_commands.commands,
        survey_commands.commands,
        survey_staff.commands,
    )
)
HELPED: Commands = merge((FEATURES, help_for(FEATURES)))
COMMANDS: Commands = checked(merge((HELPED, home_for(HELPED))))

REACTIONS: dict[type[Any], tuple[Reaction, ...]] = {
    CourseLoaded: (
        sessions.plan,
        discussions.plan,
        exports.plan,
        surveys.ask_class,
        reminders.plan_course,
        course_commands.plan_end,
        panel.stand,
        rematching.follow_roster,
    ),
    CourseFrozen: (
        exports.finish,
        reminders.fall_silent,
        presence.forget_course,
        session_calendar.leave,
        panel.say_goodbye,
    ),
    PolicyChanged: (discussions.follow_policy, exports.plan, panel.follow_policy),
    DiscussionOpened: (reminders.plan_discussion, panel.follow_discussion),
    DiscussionClosed: (reminders.plan_discussion, panel.follow_discussion),
    AccountsChanged: (
        discussions.follow_accounts,
        makeup_replies.follow_accounts,
        recap_marks.follow_accounts,
        presence.follow_accounts,
        rematching.follow_admitted,
    ),
    PersonMoved: (reminders.plan_person,),
    RecapPublished: (reminders.tell_news,),
    PostArrived: (
        discussions.hang_thread,
        makeup_replies.count_waiting,
        recaps.lead_there,
        panel.lead_there,
    ),
    SessionChanged: (
        sessions.replan,
        questions.move_along,
        reminders.correct,
        panel.follow_session,
    ),
    SessionStarted: (
        sessions.show_live,
        attendance.make_code,
        presence.begin,
        questions.open_board,
        recaps.hold_back,
        panel.follow_session,
    ),
    SessionUnstarted: (
        sessions.show_planned,
        polls.close_polls,
        questions.take_board_down,
        attendance.void_code,
        reminders.plan_unstarted,
        panel.follow_session,
    ),
    SessionEnded: (
        sessions.show_ended,
        polls.close_polls,
        questions.close_board,
        sightings.enter_attendees,
        presence.enter_present,
        recaps.make_draft,
        panel.follow_session,
    ),
    DecisionTakenBack: (discussions.count_again, presence.count_again),
    QuestionWithdrawn: (makeups.forget_question,),
    WordsWithdrawn: (
        makeups.forget_words,  # shared answers name questions by their words: before these go
        questions.forget_words,
        messages.forget_words,
        discussions.forget_words,
        disputes.forget_words,
        recaps.forget_words,
        archive.forget_words,
        presence.forget_names,
        surveys.forget,
        reminders.forget,
    ),
}
"""Who reacts to a happening, in this order."""

EVENT_REACTIONS: tuple[EventReaction, ...] = (
    accounts.meet,
    messages.keep,
    presence.keep,
    sightings.keep,
    discussions.count,
    makeup_replies.count,
    recaps.follow_deletions,
    recap_recorded.follow_recordings,
    archive.index,
)
"""Who looks at a batch of events, in this order."""

BOARDS: dict[str, Draw] = {
    discussion_due.SUMMARY: discussions.draw_summary,
    dispute_records.BOARD: disputes.draw_card,
    panel.PANEL: panel.draw_panel,
    polls.BOARD: polls.draw_board,
    question_records.BOARD: questions.draw_board,
    RECAP_DRAFT: recaps.draw_draft,
    RECAP: recaps.draw_recap,
    sessions.LIVE_CARD: sessions.draw_live_card,
    session_calendar.OCCASION: session_calendar.draw_occasion,
}
"""Who draws a live board, by what it draws."""
