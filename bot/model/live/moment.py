"""Which session a call belongs to: the one that was live when the person acted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.model.sessions import Session, State

OVER = frozenset({State.ENDED, State.RECAPPED})


def live_at(sessions: Iterable[Session], at: datetime) -> Session | None:
    """Return the session that is live, or was at `at`, the one begun last if there are several.

    A call that reaches us after the end still belongs to the session it was made in.
    """
    found = [session for session in sessions if _live(session, at)]
    return max(found, key=lambda s: (s.state is State.LIVE, s.began or s.starts), default=None)


def _live(session: Session, at: datetime) -> bool:
    if session.state is State.LIVE:
        return True
    if session.state not in OVER or session.began is None or session.ended is None:
        return False
    return session.began <= at < session.ended


def next_planned(sessions: Iterable[Session], at: datetime) -> Session | None:
    """Return the first planned session that isn't over at `at`."""
    ahead = (s for s in sessions if s.state is State.PLANNED and s.ends > at)
    return min(ahead, key=lambda session: (session.starts, session.id), default=None)


def last_over(sessions: Iterable[Session]) -> Session | None:
    """Return the session that ended last."""
    return next(iter(latest_over(sessions)), None)


def latest_over(sessions: Iterable[Session]) -> list[Session]:
    """Return the sessions that are over, the one that ended last first."""
    over = (session for session in sessions if session.state in OVER)
    return sorted(over, key=lambda each: (each.ended or each.ends, each.id), reverse=True)
