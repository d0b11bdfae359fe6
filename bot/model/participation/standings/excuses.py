"""Who is asked what: enrollment, drops, and excuses for a session, a discussion or a week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Joining, Policy, Within
from bot.model.participation.standings.offers import Offer, WeekOffer
from bot.model.people import Away, Person


@dataclass(frozen=True, slots=True)
class Excuse:
    """Staff excused a person from a session or discussion (`about`), or from the whole week."""

    person: str
    week: int
    about: str | None = None
    reason: str = ""


def whole_week(excuses: Iterable[Excuse]) -> bool:
    """Whether one of `excuses` covers the whole week."""
    return any(excuse.about is None for excuse in excuses)


def excused_things(excuses: Iterable[Excuse]) -> frozenset[str]:
    """Return the ids of the sessions and discussions that `excuses` name."""
    return frozenset(excuse.about for excuse in excuses if excuse.about is not None)


def why_not_asked(policy: Policy, person: Person, offer: WeekOffer, zone: str) -> str | None:
    """Return why nothing is asked of `person` in this week, or None if something is.

    Dates are in the course's `zone`. A student who drops during a week isn't asked for it; one
    who enrolls during it, or comes back, is asked from the next, unless the policy says the same
    week.
    """
    if offer.week in policy.free_weeks:
        return "This week asks nothing of anyone."
    if person.dropped is None and person.enrolled is None and not person.away:
        return None
    first = offer.starts.astimezone(ZoneInfo(zone)).date()
    last = first + timedelta(days=6)
    if person.dropped is not None and person.dropped <= last:
        return "No longer enrolled in this week."
    asked_from = last if policy.joining is Joining.SAME_WEEK else first
    if person.enrolled is not None and person.enrolled > asked_from:
        return "Not yet enrolled in this week."
    if any(_spans(away, first, last, asked_from) for away in person.away):
        return "Not enrolled in this week."
    return None


def _spans(away: Away, first: date, last: date, asked_from: date) -> bool:
    """Whether somebody wasn't there for a week; who left and came back within it was."""
    within = first < away.left and away.back <= last
    return away.left <= last and away.back > asked_from and not within


def before_joining(person: Person, offer: WeekOffer, zone: str) -> frozenset[str]:
    """Return the ids of what was over before the day on which `person` enrolled, or came back.

    A discussion is over when nothing in it is possible any more, a session when it began: nobody
    enrolls for half a session. What was over before they left stays theirs.
    """
    spans: list[tuple[date | None, date]] = []
    if person.enrolled is not None:
        spans.append((None, person.enrolled))
    spans += [(away.left, away.back) for away in person.away]
    found: set[str] = set()
    for left, back in spans:
        since = None if left is None else _midnight(left, zone)
        until = _midnight(back, zone)
        found |= {
            thing.about
            for thing in offer.things
            if _over(thing, until) and (since is None or not _over(thing, since))
        }
    return frozenset(found)


def _midnight(day: date, zone: str) -> datetime:
    """Return when a day begins."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _over(thing: Offer, joined: datetime) -> bool:
    if thing.within is Within.SESSION:
        return thing.starts < joined
    return not thing.open_acts(joined) - {Act.MANUAL}
