"""A policy reads as sentences that a student understands."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import (
    Excused,
    Late,
    Option,
    Outcome,
    Part,
    Period,
    Requirement,
    Unit,
    Within,
    as_expected,
)
from bot.model.participation.policies.rules import JOINING, around, asked, changed, ways
from tests.support.participation import ANY_TWO, ATTEND


def test_what_is_asked_reads_as_a_sentence() -> None:
    assert asked(ANY_TWO) == ("Each week: any 2 of “Attend”, “Make-up” or “Discuss”.",)
    points = Requirement(0, ("attend", "discuss"), points=Decimal(10), cap=Decimal("12.5"))
    unit = Requirement(1, ("attend",), Period.UNIT)
    assert asked(replace(ANY_TWO, requirements=(points, unit))) == (
        "Each week: 10 points from “Attend” or “Discuss”, softly capped at 12.5: what crosses it "
        "counts in full.",
        "In each unit: “Attend”.",
    )
    one = Requirement(1, ("attend",))
    two = Requirement(2, ("attend",))
    either = Requirement(1, ("attend", "discuss"))
    assert asked(replace(ANY_TWO, requirements=(one, two, either))) == (
        "Each week: “Attend”.",
        "Each week: any 2 of “Attend”.",
        "Each week: any 1 of “Attend” or “Discuss”.",
    )
    bare = Requirement(0, ("attend", "discuss"), Period.TERM, points=Decimal(10))
    [said] = asked(replace(ANY_TWO, requirements=(bare,)))
    assert said.endswith(": 10 points from “Attend” or “Discuss”.")


def test_each_way_says_what_it_takes_and_is_worth() -> None:
    found = dict(ways(ANY_TWO))
    assert found["Attend"] == (
        "Attend one session for 30 minutes or more. Worth 1, about 60 minutes."
    )
    assert found["Discuss"] == (
        "Write 1 post of 75 words or more and 2 replies in one discussion. Worth 1, about 45 "
        "minutes."
    )
    assert found["Make-up"].startswith("Answer the session's questions afterwards. Worth 1, about")
    assert found["Vote"].endswith("Recorded, never counted.")


def test_what_each_discussion_asks_is_left_to_it() -> None:
    discuss = Option("discuss", "Discuss", as_expected(), Within.DISCUSSION)
    mixed = replace(discuss, parts=(Part((Act.POST,), 2), as_expected()[1]))
    assert _taken(discuss) == "Write the posts and the replies that one discussion asks for."
    assert _taken(mixed) == "Write 2 posts and the replies that one discussion asks for."


def test_a_share_is_said_so_that_nobody_is_there_too_briefly_unwarned() -> None:
    share = Decimal("0.75")
    once = Option("come", "Come", (Part((Act.ATTEND,), share=share),), Within.SESSION)
    often = replace(once, parts=(Part((Act.ATTEND,), 2, share=share),), within=Within.WEEK)
    posts = Option("post", "Post", (Part((Act.POST,), 2, share=share),), Within.DISCUSSION)
    assert _taken(once) == "Attend one session, for at least 75% of it."
    assert _taken(often) == "Attend 2 times, for at least 75% of each session."
    assert _taken(posts) == (
        "Write 2 posts in one discussion, with at least 75% of the words it asks for."
    )


def _taken(option: Option) -> str:
    way = dict(ways(replace(ANY_TWO, options=(option,))))[option.title]
    return way.split(" Worth")[0]


def test_late_rules_and_outcomes_stand_with_their_option() -> None:
    late = Late(timedelta(hours=1), timedelta(days=2), Decimal("0.5"))
    option = replace(ATTEND, late=late, outcomes=("think",), times=2)
    policy = replace(
        ANY_TWO, options=(option, *ANY_TWO.options[1:]), outcomes=(Outcome("think", "Thinking"),)
    )
    assert dict(ways(policy))["Attend"].endswith(
        "about 60 minutes, at most 2 times a week. Late after 1 hour of grace it loses worth "
        "evenly, over 2 days, down to 50%. For: “Thinking”."
    )


def test_what_holds_for_everyone_is_said() -> None:
    policy = replace(ANY_TWO, excuses=Excused.PARTIAL, drops=2, free_weeks=frozenset({7}),
                     units=(Unit("Acids", 1, 4),), binding=True)  # fmt: skip
    said = around(policy)
    assert "What someone is excused from counts 50%." in said
    assert "The 2 lowest weeks don't count in the total." in said
    assert "Nothing is asked in week 7." in said
    assert "A week locks 7 days after its end." in said
    assert "Only what a student chose counts for a week they chose for." in said
    assert said[-1] == "Unit “Acids”: weeks 1 to 4."


def test_what_holds_unless_something_else_is_said() -> None:
    assert around(replace(ANY_TWO, free_weeks=frozenset({8, 7}), scale=Decimal(10))) == (
        "What someone is excused from isn't asked.",
        JOINING[ANY_TWO.joining],
        "A choice steers reminders; whatever a student does, the best for them counts.",
        "A week locks 7 days after its end.",
        "Nothing is asked in weeks 7 and 8.",
        "A full week is 10 points in the gradebook.",
    )
    present = around(replace(ANY_TWO, excuses=Excused.PRESENT))
    assert present[0] == "What someone is excused from counts as done."


def test_late_acts_may_count_a_flat_part() -> None:
    flat = Late(timedelta(0), timedelta(0), Decimal("0.25"))
    option = replace(ATTEND, late=flat)
    assert dict(ways(replace(ANY_TWO, options=(option,))))["Attend"].endswith("Late it counts 25%.")


def test_a_change_is_what_only_one_of_them_says() -> None:
    gone, new = changed(ANY_TWO, replace(ANY_TWO, drops=1))
    assert gone == ()
    assert new == ("The lowest week doesn't count in the total.",)
