"""A student's week, from nothing done to locked."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.model.participation.acts.ledger import Act, withdrawal
from bot.model.participation.policies.policy import Requirement
from bot.model.participation.standings.offers import WeekOffer
from bot.model.participation.standings.standing import WeekState, locks_at
from bot.model.participation.standings.steps import OptionState
from tests.support.participation import (
    ANY_ONE,
    ANY_TWO,
    ATTEND,
    CLASS_OVER,
    COURSE,
    DISCUSS,
    DISCUSSION,
    HELP,
    MAKE_UP,
    MAKEUP_CLOSES,
    MONDAY,
    NEXT_WEEK,
    OFFER,
    POSTS_DUE,
    SESSION,
    TWO_SESSIONS,
    WEEK,
    WEEK_OVER,
    act,
    attended,
    discussed,
    made_up,
    post,
    replies,
    stand,
    states,
    week_of,
    whys,
    worths,
)


def test_on_monday_nothing_is_earned_and_all_is_possible() -> None:
    week = week_of(now=MONDAY)
    assert (week.earned, week.asked, week.possible) == worths(0, 2, 2)
    assert week.state is WeekState.PROVISIONAL
    assert week.decided == 0
    assert not week.closed
    assert states(week) == dict.fromkeys(("attend", "make-up", "discuss", "vote"), OptionState.OPEN)
    assert stand(now=MONDAY).percent is None


def test_a_week_that_has_not_begun_is_ahead() -> None:
    assert week_of(now=OFFER.starts - timedelta(seconds=1)).state is WeekState.AHEAD
    assert week_of(now=OFFER.starts).state is WeekState.PROVISIONAL


def test_a_perfect_start_is_never_divided_by_the_term() -> None:
    ahead = WeekOffer(4, WEEK_OVER, WEEK_OVER + timedelta(days=7), ())
    later = replace(
        ahead,
        things=(
            replace(SESSION, about="s9", until={Act.ATTEND: WEEK_OVER + timedelta(days=2)}),
            replace(DISCUSSION, about="d9", until=dict.fromkeys((Act.POST, Act.REPLY))),
        ),
    )
    whole = stand([attended()], CLASS_OVER, offers=(OFFER, later))
    assert (whole.earned, whole.asked, whole.possible) == worths(1, 1, 3)
    assert whole.percent == 100
    assert whole.policy == 1
    assert whole.person == "ana"


def test_percent_speaks_of_what_is_settled() -> None:
    assert stand([attended()]).percent == 50
    assert stand([attended(), *discussed()]).percent == 100


def test_a_week_not_among_the_weeks_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        stand().week(9)


def test_whoever_attends_and_discusses_has_both() -> None:
    week = week_of([attended(), *discussed()])
    assert (week.earned, week.asked, week.possible) == worths(2, 2, 0)
    assert [completion.option for completion in week.counted] == ["attend", "discuss"]
    assert states(week)["make-up"] is OptionState.IMPOSSIBLE
    assert whys(week)["make-up"] == "“Acids” counts already, by its other route."
    assert whys(week)["attend"] == "Counts 1."


def test_attending_and_making_up_one_session_is_one() -> None:
    assert week_of([attended(), made_up()]).earned == 1
    assert week_of([made_up()]).earned == week_of([attended()]).earned == 1


def test_two_sessions_are_two_by_different_routes() -> None:
    week = week_of([attended(), made_up("s4")], offers=(TWO_SESSIONS,))
    assert week.earned == 2


def test_one_option_counts_once_unless_it_may_count_more_often() -> None:
    entries = [attended(), attended(about="s4")]
    assert week_of(entries, offers=(TWO_SESSIONS,)).earned == 1
    often = replace(ANY_TWO, options=(replace(ATTEND, times=2), *ANY_TWO.options[1:]))
    week = week_of(entries, policy=often, offers=(TWO_SESSIONS,))
    assert week.earned == 2
    assert next(o for o in week.options if o.key == "attend").times == 2
    assert whys(week)["attend"] == "Counts 2."


def test_the_cap_limits_what_an_option_earns() -> None:
    capped = replace(ATTEND, worth=Decimal(2), times=3, cap=Decimal(3))
    policy = replace(ANY_TWO, options=(capped, *ANY_TWO.options[1:]))
    week = week_of([attended(), attended(about="s4")], policy=policy, offers=(TWO_SESSIONS,))
    assert week.earned == 2


def test_a_discussion_needs_its_post_and_both_replies() -> None:
    assert week_of([post(), *replies(1)]).earned == 0
    assert week_of([post(74), *replies(2)]).earned == 0
    assert week_of([post(75), *replies(2)]).earned == 1


def test_the_best_two_of_three_count() -> None:
    options = (replace(ATTEND, worth=Decimal(1)), MAKE_UP, replace(DISCUSS, worth=Decimal(2)), HELP)
    keys = ("attend", "make-up", "discuss", "help")
    policy = replace(ANY_TWO, options=options, requirements=(Requirement(2, keys),))
    helped = [act(Act.HELP, None, name=name) for name in "ab"]
    week = week_of([attended(), *discussed(), *helped], policy=policy)
    assert (week.earned, week.asked) == worths(3, 3)
    assert [completion.option for completion in week.counted] == ["discuss", "attend"]
    assert whys(week)["help"] == "Done, but not needed: other options count as much or more."
    assert states(week)["help"] is OptionState.DONE


def test_an_optional_activity_is_recorded_and_never_counted() -> None:
    week = week_of([act(Act.VOTE, "s3")], policy=ANY_ONE)
    assert week.earned == 0
    assert whys(week)["vote"] == "Done: it is recorded, and never counted."
    still = week_of(now=MONDAY)
    assert whys(still)["vote"] == "Still to do: vote in 1 poll. It is optional and never counted."


def test_after_the_post_is_due_only_those_who_posted_can_finish() -> None:
    late = week_of(replies(2), now=POSTS_DUE)
    assert late.possible == 1
    assert whys(late)["discuss"] == (
        "No longer possible: the time has passed to write 1 post of 75 words or more."
    )
    posted = week_of([post()], now=POSTS_DUE)
    assert posted.possible == 2
    assert states(posted)["discuss"] is OptionState.PARTLY
    assert whys(posted)["discuss"] == "Still to do: write 2 replies."


def test_what_is_due_now_is_too_late() -> None:
    assert week_of(now=MAKEUP_CLOSES - timedelta(seconds=1)).possible == 1
    assert week_of(now=MAKEUP_CLOSES).possible == 0


def test_an_act_after_its_due_instant_does_not_count() -> None:
    late = [post(at=POSTS_DUE), *replies(2)]
    assert week_of(late).earned == 0
    assert week_of([post(at=POSTS_DUE - timedelta(seconds=1)), *replies(2)]).earned == 1


def test_a_withdrawn_act_no_longer_earns() -> None:
    entry = attended()
    gone = withdrawal(entry, "deleted", NEXT_WEEK)
    assert week_of([entry, gone]).earned == 0


def test_a_locked_week_has_nothing_possible() -> None:
    week = week_of([attended()], now=MONDAY, locked=[WEEK])
    assert week.state is WeekState.LOCKED
    assert (week.earned, week.possible) == worths(1, 0)
    assert week.closed
    assert week.step is None


def test_a_week_locks_a_week_after_its_end() -> None:
    assert locks_at(ANY_TWO, COURSE, WEEK) == WEEK_OVER + timedelta(days=7)


def test_a_cancelled_session_is_neither_asked_nor_counted() -> None:
    quiet = replace(OFFER, things=(DISCUSSION,))
    week = week_of([attended()], offers=(quiet,))
    assert (week.earned, week.asked) == worths(0, 1)
    assert whys(week)["attend"] == "Not offered this week."
    assert states(week)["attend"] is OptionState.NOT_OFFERED


def test_a_week_that_offers_nothing_asks_nothing() -> None:
    week = week_of(offers=(replace(OFFER, things=()),))
    assert week.state is WeekState.NOT_ASKED
    assert not week.is_asked
    assert week.note == "This week offers nothing that is counted."
    assert (week.earned, week.asked, week.possible) == worths(0, 0, 0)


def test_a_free_week_asks_nothing_even_of_those_who_came() -> None:
    week = week_of([attended()], policy=replace(ANY_TWO, free_weeks=frozenset({WEEK})))
    assert (week.state, week.earned) == (WeekState.NOT_ASKED, Decimal(0))
    assert week.note == "This week asks nothing of anyone."


class TestChoice:
    """A declared choice steers, and decides only where the policy says so."""

    def test_the_best_counts_whatever_was_declared(self) -> None:
        assert week_of([attended()], policy=ANY_ONE, choice=["discuss"]).earned == 1

    def test_of_equally_good_ones_the_declared_counts(self) -> None:
        entries = [attended(), *discussed()]
        week = week_of(entries, policy=ANY_ONE, choice=["discuss"])
        assert [completion.option for completion in week.counted] == ["discuss"]

    def test_a_binding_choice_counts_alone(self) -> None:
        binding = replace(ANY_ONE, binding=True)
        week = week_of([attended()], policy=binding, choice=["discuss"])
        assert (week.earned, week.asked) == worths(0, 1)
        assert states(week)["attend"] is OptionState.NOT_CHOSEN
        assert whys(week)["attend"] == "Not among your choice for this week, which is binding."
        assert states(week)["vote"] is OptionState.IMPOSSIBLE
        assert week_of(discussed(), policy=binding, choice=["discuss"]).earned == 1

    def test_binding_without_a_choice_takes_the_best(self) -> None:
        assert week_of([attended()], policy=replace(ANY_ONE, binding=True)).earned == 1

    def test_who_bound_themselves_to_attend_may_make_up(self) -> None:
        binding = replace(ANY_ONE, binding=True)
        assert week_of([made_up()], policy=binding, choice=["attend"]).earned == 1
        assert week_of([made_up()], policy=binding, choice=["discuss"]).earned == 0
        assert week_of([attended()], policy=binding, choice=["make-up"]).earned == 0

    def test_a_choice_of_an_option_that_is_gone_binds_to_nothing_else(self) -> None:
        binding = replace(ANY_ONE, binding=True)
        assert week_of([attended()], policy=binding, choice=["gone", "attend"]).earned == 1
