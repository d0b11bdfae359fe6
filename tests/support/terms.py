"""Four weeks of the small class, and what Ana may have done in them, as hypothesis draws it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import strategies as st

from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Policy
from bot.model.participation.standings.excuses import Excuse
from bot.model.participation.standings.offers import Offer, WeekOffer
from bot.model.participation.standings.reckoning import Circumstances, standing
from bot.model.participation.standings.standing import Standing
from bot.model.participation.standings.tally import by_person, recount
from tests.support.participation import (
    ANA,
    NEXT_WEEK,
    OFFER,
    POSTS_DUE,
    WEEK,
    WEEK_OVER,
    ZONE,
    act,
    attended,
    made_up,
)

WEEKS = range(1, 5)


def at_week(at: datetime, week: int) -> datetime:
    """Return an instant of week 3 as it is in another week."""
    return at + timedelta(weeks=week - WEEK)


def week_offer(week: int) -> WeekOffer:
    """Return what a week of the term offers: one session, one discussion."""
    return WeekOffer(
        week,
        at_week(OFFER.starts, week),
        at_week(OFFER.ends, week),
        tuple(_thing(thing, week) for thing in OFFER.things),
    )


def _thing(thing: Offer, week: int) -> Offer:
    until = {kind: at and at_week(at, week) for kind, at in thing.until.items()}
    about = f"{thing.about[0]}{week}"
    return replace(thing, about=about, starts=at_week(thing.starts, week), until=until)


OFFERS = tuple(week_offer(week) for week in WEEKS)


def in_week(entry: Entry, week: int) -> Entry:
    """Return an entry of week 3 as one of another week."""
    about = None if entry.about is None else f"{entry.about[0]}{week}"
    due = None if entry.due is None else at_week(entry.due, week)
    name = f"{entry.id}-{week}"
    return replace(entry, id=name, about=about, week=week, at=at_week(entry.at, week), due=due)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Return one act, in time or late."""
    name = draw(st.sampled_from("abcd"))
    hours = draw(st.sampled_from([-30, -30, -1, 0, 5, 20, 40, 80, 150]))
    entry = draw(
        st.sampled_from(
            [
                attended(),
                attended(10),
                made_up(),
                act(Act.HELP, None, name=name),
                act(Act.POST, "d3", 80, name=name, at=POSTS_DUE, due=POSTS_DUE),
                act(Act.POST, "d3", 10, name=name, at=POSTS_DUE, due=POSTS_DUE),
                act(Act.REPLY, "d3", 20, name=name, at=WEEK_OVER, due=WEEK_OVER),
                act(Act.REPLY, "d3", 20, name=f"{name}2", at=WEEK_OVER, due=WEEK_OVER),
            ]
        )
    )
    if entry.due is not None:
        entry = replace(entry, at=entry.at + timedelta(hours=hours))
    return in_week(entry, draw(st.sampled_from(WEEKS)))


LEDGERS = st.lists(entries(), max_size=14, unique_by=lambda entry: entry.id)
EXCUSES = st.lists(
    st.builds(
        lambda week, about: Excuse("ana", week, about and f"{about}{week}"),
        st.sampled_from(WEEKS),
        st.sampled_from(["s", "d", None]),
    ),
    max_size=2,
)
CHOICES = st.dictionaries(
    st.tuples(st.just("ana"), st.sampled_from(WEEKS)),
    st.sampled_from([("attend",), ("help", "discuss"), ("posts",)]),
    max_size=2,
)
TIMES = st.sampled_from(
    [at_week(POSTS_DUE, 2), at_week(NEXT_WEEK, 2), at_week(WEEK_OVER, 4), at_week(NEXT_WEEK, 5)]
)


def stand(
    acts: Iterable[Entry],
    policy: Policy,
    now: datetime,
    excuses: Sequence[Excuse] = (),
    choices: Mapping[tuple[str, int], Sequence[str]] | None = None,
    *,
    steps: bool = True,
) -> Standing:
    """Return Ana's standing over the four weeks, with or without what to do next."""
    own = by_person(recount(policy, acts)).get("ana", {})
    around = Circumstances(ZONE, tuple(excuses), choices or {}, steps=steps)
    return standing(policy, ANA, OFFERS, own, now, around)
