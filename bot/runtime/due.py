"""What runs when an item of the agenda is due, by the item's kind, in one explicit table."""

from __future__ import annotations

from bot.features.attendance.evidence import presence
from bot.features.courses import commands as course_commands
from bot.features.courses import keeping as setup_keeping
from bot.features.discussions import due as discussion_due
from bot.features.discussions import planning as discussion_planning
from bot.features.discussions import waiting as discussion_waiting
from bot.features.exports import commands_push as export_push
from bot.features.exports import due as export_due
from bot.features.exports import due_push
from bot.features.exports import planning as export_planning
from bot.features.mydata import commands as mydata
from bot.features.panel import reactions as panel
from bot.features.policies import due as policy_due
from bot.features.policies import planning as policy_planning
from bot.features.recaps import due as recap_due
from bot.features.recaps import records as recap_records
from bot.features.reminders import correcting as reminder_correcting
from bot.features.reminders import planning as reminder_planning
from bot.features.reminders import sending as reminder_sending
from bot.features.sessions import calendar as session_calendar
from bot.features.sessions import due as session_due
from bot.features.surveys import due as survey_due
from bot.runtime.agenda import DueHandler, LongJob, SlowJob

WEEKLY = SlowJob(export_due.read_export, export_due.make, export_due.write_weekly)
DUE: dict[str, DueHandler | SlowJob | LongJob] = {
    presence.FORGET: presence.forget,
    course_commands.TERM_OVER: course_commands.term_over,
    setup_keeping.FORGET: setup_keeping.forget,
    mydata.FORGET: mydata.forget_file,
    discussion_planning.OPEN: discussion_due.open_planned,
    discussion_planning.CLOSE: discussion_due.close_by_clock,
    discussion_planning.NUDGE: discussion_waiting.nudge,
    discussion_planning.PUBLISH: discussion_due.publish_by_clock,
    discussion_planning.SUM_UP: SlowJob(
        discussion_due.read_discussion,
        discussion_due.make_summary,
        discussion_due.write_summary,
    ),
    panel.WEEK: panel.begin_week,
    reminder_correcting.CORRECT: reminder_correcting.correct,
    reminder_planning.EVERYONE: SlowJob(
        reminder_planning.read_everyone,
        reminder_planning.plan_everyone,
        reminder_planning.write_everyone,
    ),
    reminder_planning.WEEK: reminder_planning.begin_week,
    reminder_planning.SEND: reminder_sending.send,
    policy_planning.FORECAST: SlowJob(
        policy_due.read_forecast, policy_due.make_forecast, policy_due.write_forecast
    ),
    policy_planning.CHANGE: SlowJob(
        policy_due.read_change, policy_due.make_change, policy_due.write_change
    ),
    policy_planning.WORTH: SlowJob(
        policy_due.read_worth, policy_due.make_worth, policy_due.write_worth
    ),
    recap_due.PUBLISH: recap_due.publish_by_clock,
    recap_due.READ: SlowJob(
        recap_due.read_transcript, recap_due.propose_from_transcript, recap_due.write_proposed
    ),
    recap_due.SUM_UP: SlowJob(
        recap_due.read_chat, recap_due.propose_from_chat, recap_due.write_proposed
    ),
    recap_records.OPEN_ANSWERS: recap_due.open_answers,
    export_planning.DEMAND: SlowJob(
        export_due.read_export, export_due.make, export_due.write_demanded
    ),
    export_push.LOOK: LongJob(due_push.show_push),
    export_push.WRITE: LongJob(due_push.write_push),
    export_planning.FORGET: export_due.forget,
    export_planning.FINAL: WEEKLY,
    export_planning.WEEKLY: WEEKLY,
    session_due.ANNOUNCE: session_due.announce,
    session_due.START: session_due.start_by_clock,
    session_due.END: session_due.end_by_clock,
    session_calendar.ENTER: session_calendar.enter,
    survey_due.CHART: SlowJob(
        survey_due.read_counts, survey_due.draw_counts, survey_due.post_counts
    ),
    survey_due.EXPIRE: survey_due.expire,
}
