"""The easiest way to earn more, in one sentence."""

from dataclasses import replace
from decimal import Decimal

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Option, Part, Requirement, Within
from tests.support.participation import (
    ANY_ONE,
    ANY_TWO,
    ATTEND,
    CLASS_OVER,
    DISCUSSION,
    HELP,
    MAKEUP_CLOSES,
    MONDAY,
    OFFER,
    POSTS_DUE,
    SESSION,
    WEEK_OVER,
    act,
    attended,
    made_up,
    post,
    replies,
    week_of,
    whys,
)


class TestNextStep:
    """The easiest way to earn more, in one sentence."""

    def test_before_the_session_it_is_the_shortest_one(self) -> None:
        step = week_of(now=MONDAY).step
        assert step is not None
        assert (step.option, step.about, step.minutes, step.due) == (
            "make-up",
            "s3",
            40,
            MAKEUP_CLOSES,
        )
        assert step.text == "“Acids”: answer the session's questions afterwards (about 40 min)."

    def test_a_makeup_that_cannot_be_dated_yet_comes_after_what_can(self) -> None:
        unknown = replace(SESSION, until={**SESSION.until, Act.MAKE_UP: None})
        step = week_of(now=MONDAY, offers=(replace(OFFER, things=(unknown, DISCUSSION)),)).step
        assert step is not None
        assert (step.option, step.due) == ("discuss", POSTS_DUE)
        alone = week_of(now=CLASS_OVER, offers=(replace(OFFER, things=(unknown,)),)).step
        assert alone is not None
        assert (alone.option, alone.due) == ("make-up", None)

    def test_what_was_declared_comes_first(self) -> None:
        step = week_of(now=MONDAY, choice=["attend"]).step
        assert step is not None
        assert (step.option, step.due) == ("attend", CLASS_OVER)
        assert step.text == "“Acids”: attend for 30 minutes or more (about 60 min)."

    def test_what_is_partly_done_is_shorter(self) -> None:
        step = week_of([post(), *replies(1)], now=CLASS_OVER).step
        assert step is not None
        assert (step.option, step.minutes, step.due) == ("discuss", 15, WEEK_OVER)
        assert step.text == "“Kitchen acids”: write 1 reply (about 15 min)."

    def test_the_other_route_of_what_counts_is_no_step(self) -> None:
        step = week_of([attended()], now=CLASS_OVER).step
        assert step is not None
        assert step.option == "discuss"
        assert step.text == (
            "“Kitchen acids”: write 1 post of 75 words or more and 2 replies (about 45 min)."
        )

    def test_the_other_route_is_a_step_where_it_is_worth_more(self) -> None:
        dearer = replace(ANY_ONE, options=(replace(ATTEND, worth=Decimal(2)), *ANY_ONE.options[1:]))
        dearer = replace(dearer, requirements=(Requirement(1, ("attend", "make-up")),))
        step = week_of([made_up()], now=MONDAY, policy=dearer).step
        assert step is not None
        assert step.option == "attend"

    def test_what_adds_something_only_together_with_another_is_a_step(self) -> None:
        """Made up, a session reaches the cap; attended, it leaves room for the discussion."""
        half = replace(ATTEND, worth=Decimal("0.5"))
        capped = replace(ANY_ONE, options=(half, *ANY_ONE.options[1:]))
        one = Requirement(0, ("attend", "make-up", "discuss"), points=Decimal(1), cap=Decimal(1))
        week = week_of([made_up()], now=MONDAY, policy=replace(capped, requirements=(one,)))
        assert (week.earned, week.possible) == (Decimal(1), Decimal("0.5"))
        assert week.step is not None
        assert week.step.option == "attend"

    def test_who_has_all_needs_nothing(self) -> None:
        week = week_of([attended()], now=CLASS_OVER, policy=ANY_ONE)
        assert week.step is None
        assert whys(week)["discuss"].startswith("Not needed any more. Still to do: write 1 post")

    def test_a_week_long_option_is_due_at_its_end(self) -> None:
        policy = replace(ANY_TWO, options=(HELP,), requirements=(Requirement(1, ("help",)),))
        step = week_of([act(Act.HELP, None)], now=CLASS_OVER, policy=policy).step
        assert step is not None
        assert (step.about, step.due, step.minutes) == ("", WEEK_OVER, 10)
        assert step.text == "This week: help 1 classmate (about 10 min)."
        assert week_of([act(Act.HELP, None)], now=WEEK_OVER, policy=policy).possible == 0

    def test_of_equally_long_ones_the_one_begun_then_the_earlier_due(self) -> None:
        ask = Option("ask", "Ask", (Part((Act.ASK,)),), Within.SESSION, minutes=10)
        reply = Option("reply", "Reply", (Part((Act.REPLY,), 2),), Within.DISCUSSION, minutes=20)
        policy = replace(
            ANY_TWO, options=(reply, ask), requirements=(Requirement(2, ("ask", "reply")),)
        )
        begun = week_of(replies(1), now=MONDAY, policy=policy).step
        assert begun is not None
        assert (begun.option, begun.minutes) == ("reply", 10)
        even = replace(policy, options=(replace(reply, minutes=10), ask))
        first = week_of(now=MONDAY, policy=even).step
        assert first is not None
        assert first.option == "ask"
