"""Who does what: every feature's handlers, reactions, due work and boards, in explicit lists."""

from __future__ import annotations

from typing import Any

from bot.chat.commands import Commands, merge
from bot.features.sessions import commands as session_commands
from bot.features.sessions import due as session_due
from bot.features.sessions import reactions as sessions
from bot.model.happenings import CourseLoaded, SessionChanged, SessionEnded, SessionStarted
from bot.runtime.agenda import DueHandler, SlowJob
from bot.runtime.happenings import Reaction
from bot.runtime.receiving import EventReaction
from bot.runtime.sender import Draw

COMMANDS: Commands = merge((session_commands.commands,))

REACTIONS: dict[type[Any], tuple[Reaction, ...]] = {
    CourseLoaded: (sessions.plan,),
    SessionChanged: (sessions.replan,),
    SessionStarted: (sessions.show_live,),
    SessionEnded: (sessions.show_ended,),
}
"""Who reacts to a happening, in this order."""

DUE: dict[str, DueHandler | SlowJob] = {
    session_due.ANNOUNCE: session_due.announce,
    session_due.START: session_due.start_by_clock,
    session_due.END: session_due.end_by_clock,
}
"""What runs when an item of the agenda is due, by the item's kind."""

EVENT_REACTIONS: tuple[EventReaction, ...] = ()
"""Who looks at a batch of events, in this order."""

BOARDS: dict[str, Draw] = {
    sessions.LIVE_CARD: sessions.draw_live_card,
}
"""Who draws a live board, by what it draws."""
