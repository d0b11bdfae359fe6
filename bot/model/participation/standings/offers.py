"""What a week offers one person: what can be taken part in, by which act, until when."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.model.course import Course
from bot.model.discussions import Discussion, DiscussionState
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Option, Part, Within
from bot.model.sessions import Session, State
from bot.model.time.due import Due, latest
from bot.model.time.weeks import week_end, week_start

Until = datetime | None
"""When an act stops being possible: an aware UTC instant, exclusive; None while not yet known."""

DURING_A_SESSION = (Act.ATTEND, Act.ASK, Act.ANSWER, Act.VOTE, Act.POST, Act.REPLY)
AT_ANY_TIME = (Act.RECEIVED, Act.ACCEPTED, Act.MARK, Act.MANUAL)
"""What others do for somebody may come after the session, as long as the week isn't locked."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A session or discussion (`within` says which) as it is open to one person.

    `until` says for each act when it stops being possible; an act that isn't there can't be done
    here. `expects` says how many posts and replies a discussion itself asks for, `sizes` how many
    words each.
    """

    about: str
    title: str
    within: Within
    starts: datetime
    until: Mapping[Act, Until]
    expects: Mapping[Act, int] = field(default_factory=dict)
    sizes: Mapping[Act, int] = field(default_factory=dict)

    def open_acts(self, now: datetime) -> frozenset[Act]:
        """Return the acts that are still possible at `now`, or will be."""
        return frozenset(act for act, until in self.until.items() if until is None or now < until)


@dataclass(frozen=True, slots=True)
class WeekOffer:
    """One week of the term and what it offers; `starts` and `ends` are UTC, `ends` exclusive."""

    week: int
    starts: datetime
    ends: datetime
    things: tuple[Offer, ...]

    def thing(self, about: str) -> Offer | None:
        """Return the session or discussion with the id `about`, if the week offers it."""
        return next((thing for thing in self.things if thing.about == about), None)


def session_offer(session: Session, makeup_until: Until, has_makeup: bool = True) -> Offer:
    """Return what `session` offers; `makeup_until` is None until its recap is published."""
    over: Until = session.ends
    if session.state is State.LIVE:
        over = None
    elif session.ended is not None:
        over = session.ended
    until: dict[Act, Until] = {
        **dict.fromkeys(DURING_A_SESSION, over),
        **dict.fromkeys(AT_ANY_TIME, None),
    }
    if has_makeup:
        until[Act.MAKE_UP] = makeup_until
    return Offer(session.id, session.title, Within.SESSION, session.starts, until)


def discussion_offer(discussion: Discussion, due_of: Callable[[Due], datetime]) -> Offer:
    """Return what `discussion` offers the person whose due instants `due_of` tells."""
    closes = due_of(discussion.closes)
    until: dict[Act, Until] = {
        Act.POST: due_of(discussion.posts_due),
        Act.REPLY: closes,
        Act.HELP: closes,
        Act.RECEIVED: latest(discussion.closes),
        Act.MARK: None,
        Act.MANUAL: None,
    }
    asks = discussion.expects
    return Offer(
        discussion.id,
        discussion.title,
        Within.DISCUSSION,
        discussion.opens,
        until,
        {Act.POST: asks.posts, Act.REPLY: asks.replies},
        {Act.POST: asks.words, Act.REPLY: asks.reply_words, Act.RECEIVED: asks.reply_words},
    )


def week_offers(
    course: Course,
    weeks: Iterable[int],
    sessions: Iterable[Session],
    discussions: Iterable[Discussion],
    makeups: Mapping[str, Until],
    due_of: Callable[[Due], datetime],
) -> tuple[WeekOffer, ...]:
    """Return what `weeks` offer one person, with what counts and takes place, by time.

    `makeups` holds, by session id, until when a make-up is open, None while that isn't known; a
    session that isn't in it has none. `due_of` tells the person's own instant of a due time.
    """
    held = [s for s in sessions if s.counted and s.state is not State.CANCELLED]
    talked = [d for d in discussions if d.counted and d.state is not DiscussionState.CANCELLED]
    offers = [session_offer(s, makeups.get(s.id), s.id in makeups) for s in held]
    offers += [discussion_offer(discussion, due_of) for discussion in talked]
    week_by_id = {s.id: s.week for s in held} | {d.id: d.week for d in talked}
    offers.sort(key=lambda offer: (offer.starts, offer.about))
    return tuple(
        WeekOffer(
            week,
            week_start(course, week),
            week_end(course, week),
            tuple(offer for offer in offers if week_by_id[offer.about] == week),
        )
        for week in weeks
    )


def asked_count(part: Part, thing: Offer | None) -> int:
    """Return how many acts `part` asks for within `thing`; 0 where nothing is expected."""
    if part.count is not None:
        return part.count
    return 0 if thing is None else sum(thing.expects.get(act, 0) for act in part.acts)


def asked_size(part: Part, thing: Offer | None) -> int:
    """Return how many words or minutes `part` asks of each act within `thing`, 0 for any."""
    expected = 0 if thing is None else max(thing.sizes.get(act, 0) for act in part.acts)
    return max(part.minimum, math.ceil(part.share * expected))


def hosts(option: Option, offer: WeekOffer) -> tuple[Offer | None, ...]:
    """Return what `option` can be completed within this week: None stands for the week itself."""
    if option.within is Within.WEEK:
        return (None,)
    return tuple(thing for thing in offer.things if thing.within is option.within)
