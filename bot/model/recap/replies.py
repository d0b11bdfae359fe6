"""Replies under shared make-up answers: which messages of a recap's thread count, and for whom.

The same rule as in a discussion: threads are flat, and one can't reply to oneself. A message is a
REPLY if it stands below a shared answer and somebody else had shared or written there before it.
What was true at that moment stays true when the answer is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.model.participation.acts.contributions import Said
from bot.model.participation.acts.evidence import Post, entries_for_post
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.acts.references import write_message
from bot.model.participation.policies.policy import Policy, Within
from bot.model.recap.makeups import Reply, SharedAnswer
from bot.model.sessions import Session


def others_since(
    person: str, shared: Iterable[SharedAnswer], said: Iterable[Reply]
) -> datetime | None:
    """Return since when a person can reply in a recap's thread; None while they can't.

    `said` are the thread's messages, the person's own among them.
    """
    answers = list(shared)
    first = min((answer.at for answer in answers), default=None)
    if first is None:
        return None
    others = [answer.at for answer in answers if answer.person != person]
    others += [each.at for each in said if each.person != person and each.at > first]
    return min(others, default=None)


def reply_entries(
    session: Session, own: Sequence[Said], since: datetime | None, due: datetime | None
) -> tuple[Entry, ...]:
    """Return the entries that one person's messages in a recap's thread should have now.

    They are about the session and count for its week, if they came before `due`: the make-up's
    end.
    """
    return tuple(
        entry
        for said in own
        if since is not None and since < said.posted
        for entry in entries_for_post(_post(session, said), due)
    )


def _post(session: Session, said: Said) -> Post:
    key = write_message(said.message)
    return Post(
        course=session.course,
        person=said.person,
        key=key,
        act=Act.REPLY,
        about=session.id,
        week=session.week,
        created=said.posted,
        words=said.words(said.posted),
        evidence=key,
        edits=said.edits,
        deleted=said.deleted,
    )


def replies_count(policy: Policy | None) -> bool:
    """Whether a policy counts a reply outside of discussions."""
    options = policy.options if policy is not None else ()
    return any(
        Act.REPLY in option.acts and option.within is not Within.DISCUSSION
        for option in options
        if not option.optional
    )
