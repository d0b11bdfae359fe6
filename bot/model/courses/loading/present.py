"""The present state of a course, as the store has it, and what has been done already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model.asking.survey import Survey
from bot.model.course import Course
from bot.model.courses.description import Member
from bot.model.discussions import Discussion, DiscussionState
from bot.model.participation.policies.policy import Policy
from bot.model.people import Account
from bot.model.sessions import Session, State

PENDING = frozenset({State.PLANNED, State.CANCELLED})
UNOPENED = frozenset({DiscussionState.PLANNED, DiscussionState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Present:
    """A course as it is now.

    `touched` are the ids of sessions and discussions in which someone has done something already
    (a question was asked, a post was written), whatever their state. `policy` and `survey` are
    None while the course has none.
    """

    course: Course
    people: tuple[Member, ...] = ()
    sessions: tuple[Session, ...] = ()
    discussions: tuple[Discussion, ...] = ()
    policy: Policy | None = None
    survey: Survey | None = None
    touched: frozenset[str] = frozenset()

    def session_is_done(self, session: Session, now: datetime) -> bool:
        """Whether the session has begun, or its time has come: no file changes it any more."""
        begun = session.state not in PENDING or session.began is not None
        return begun or session.starts <= now or session.id in self.touched

    def discussion_is_done(self, discussion: Discussion, now: datetime) -> bool:
        """Whether the discussion has opened: no file changes it any more."""
        opened = discussion.state not in UNOPENED or discussion.root is not None
        return opened or discussion.opens <= now or discussion.id in self.touched

    def begun(self, now: datetime) -> bool:
        """Whether anything of the course has taken place, so that its weeks must stand."""
        return any(self.session_is_done(session, now) for session in self.sessions) or any(
            self.discussion_is_done(discussion, now) for discussion in self.discussions
        )

    def holders(self) -> Mapping[Account, Member]:
        """Return who holds each account."""
        return {account: member for member in self.people for account in member.accounts}
