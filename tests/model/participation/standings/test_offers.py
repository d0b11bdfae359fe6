"""What a week offers, taken from the course's sessions and discussions."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from bot.model.discussions import Discussion, DiscussionState, Expectation
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Part, Within, as_expected
from bot.model.participation.standings.offers import (
    Until,
    asked_count,
    asked_size,
    discussion_offer,
    session_offer,
    week_offers,
)
from bot.model.sessions import Kind, Session, State
from bot.model.time.due import Due
from tests.support.participation import (
    ANY_TWO,
    CLASS_OVER,
    COURSE,
    DISCUSS,
    DISCUSSION,
    MAKEUP_CLOSES,
    MONDAY,
    OFFER,
    POSTS_DUE,
    TUESDAY_CLASS,
    VOTE,
    WEEK_OVER,
    act,
    discussed,
    post,
    replies,
    week_of,
)

SESSION = Session("s3", "c", "acids", "Acids", Kind.TEACHING, TUESDAY_CLASS, CLASS_OVER, 3)
TALK = Discussion(
    "d3",
    "c",
    "kitchen",
    "Kitchen acids",
    "Which acids are in your kitchen?",
    MONDAY,
    Due(POSTS_DUE),
    Due(WEEK_OVER),
    3,
    Expectation(posts=1, words=75, replies=2, reply_words=15),
)
LATER = timedelta(hours=1)


def at(due: Due) -> datetime:
    return due.at


def test_a_planned_session_can_be_attended_until_its_end() -> None:
    offer = session_offer(SESSION, MAKEUP_CLOSES)
    assert (offer.about, offer.title, offer.within) == ("s3", "Acids", Within.SESSION)
    assert offer.starts == TUESDAY_CLASS
    assert offer.until[Act.ATTEND] == CLASS_OVER
    assert offer.until[Act.MAKE_UP] == MAKEUP_CLOSES
    assert offer.until[Act.MANUAL] is None
    from_others = {Act.RECEIVED, Act.ACCEPTED, Act.MARK}
    assert offer.open_acts(CLASS_OVER) == {Act.MAKE_UP, Act.MANUAL} | from_others
    assert Act.ATTEND in offer.open_acts(CLASS_OVER - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("session", "until"),
    [
        (replace(SESSION, state=State.LIVE), None),
        (replace(SESSION, state=State.ENDED, ended=CLASS_OVER + LATER), CLASS_OVER + LATER),
        (replace(SESSION, state=State.ENDED), CLASS_OVER),
    ],
)
def test_a_session_ends_when_it_really_does(session: Session, until: Until) -> None:
    assert session_offer(session, None).until[Act.ATTEND] == until


def test_a_session_without_a_makeup_offers_none() -> None:
    assert Act.MAKE_UP not in session_offer(SESSION, None, has_makeup=False).until
    assert session_offer(SESSION, None).until[Act.MAKE_UP] is None


def test_a_discussion_has_its_own_due_times_and_expectation() -> None:
    offer = discussion_offer(TALK, lambda due: due.at + LATER)
    assert (offer.about, offer.title, offer.within) == ("d3", "Kitchen acids", Within.DISCUSSION)
    assert offer.starts == MONDAY
    assert offer.until == {
        Act.POST: POSTS_DUE + LATER,
        Act.REPLY: WEEK_OVER + LATER,
        Act.HELP: WEEK_OVER + LATER,
        Act.RECEIVED: WEEK_OVER,
        Act.MARK: None,
        Act.MANUAL: None,
    }
    assert offer.expects == {Act.POST: 1, Act.REPLY: 2}
    assert offer.sizes == {Act.POST: 75, Act.REPLY: 15, Act.RECEIVED: 15}


def test_a_week_offers_what_counts_and_takes_place_in_order() -> None:
    sessions = [
        replace(SESSION, id="late", starts=TUESDAY_CLASS + LATER),
        SESSION,
        replace(SESSION, id="off", state=State.CANCELLED),
        replace(SESSION, id="party", counted=False),
        replace(SESSION, id="next", week=4),
    ]
    talks = [
        TALK,
        replace(TALK, id="off", state=DiscussionState.CANCELLED),
        replace(TALK, id="hello", counted=False),
    ]
    third, fourth = week_offers(COURSE, (3, 4), sessions, talks, {"s3": MAKEUP_CLOSES}, at)
    assert [thing.about for thing in third.things] == ["d3", "s3", "late"]
    assert [thing.about for thing in fourth.things] == ["next"]
    assert (third.week, third.starts, third.ends) == (3, OFFER.starts, WEEK_OVER)
    assert fourth.starts == WEEK_OVER
    found = third.thing("s3")
    assert found is not None
    assert found.until[Act.MAKE_UP] == MAKEUP_CLOSES
    late = third.thing("late")
    assert late is not None
    assert Act.MAKE_UP not in late.until
    assert third.thing("next") is None


def test_parts_ask_what_they_say_or_what_the_discussion_expects() -> None:
    own, reply = as_expected()
    assert asked_count(Part((Act.POST,), 3), DISCUSSION) == 3
    assert (asked_count(own, DISCUSSION), asked_count(reply, DISCUSSION)) == (1, 2)
    assert asked_count(own, None) == 0
    assert asked_size(own, DISCUSSION) == 75
    assert asked_size(reply, DISCUSSION) == 0
    assert asked_size(Part((Act.POST,), minimum=90, share=Decimal(1)), DISCUSSION) == 90
    assert asked_size(Part((Act.POST,), share=Decimal("0.5")), DISCUSSION) == 38
    assert asked_size(Part((Act.POST,), minimum=5), None) == 5


class TestAsExpected:
    """An option that asks what each discussion itself expects."""

    POLICY = replace(
        ANY_TWO,
        options=(*ANY_TWO.options[:2], replace(DISCUSS, parts=as_expected()), VOTE),
    )

    def test_it_takes_the_discussions_own_figures(self) -> None:
        measured = [replace(post(80), out_of=75), *replies(2)]
        assert week_of(measured, policy=self.POLICY).earned == 1
        longer = [replace(post(80), out_of=90), *replies(2)]
        assert week_of(longer, policy=self.POLICY).earned == 0
        assert week_of(measured[:2], policy=self.POLICY).earned == 0

    def test_a_discussion_that_expects_no_replies_is_done_with_the_post(self) -> None:
        calm = replace(DISCUSSION, expects={Act.POST: 1, Act.REPLY: 0})
        offer = replace(OFFER, things=(calm,))
        assert week_of([post()], policy=self.POLICY, offers=(offer,)).earned == 1

    def test_a_discussion_that_expects_nothing_is_not_offered(self) -> None:
        idle = replace(DISCUSSION, expects={})
        week = week_of(discussed(), policy=self.POLICY, offers=(replace(OFFER, things=(idle,)),))
        assert week.asked == 0
        mixed = replace(OFFER, things=(*OFFER.things[:1], idle))
        whys = {
            option.key: option.why
            for option in week_of(
                [act(Act.VOTE, "s3")], policy=self.POLICY, offers=(mixed,)
            ).options
        }
        assert whys["discuss"] == "Not offered this week."
