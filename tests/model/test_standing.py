"""A student's week, from nothing done to locked."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.excuses import Excuse
from bot.model.ledger import Act, Entry, withdrawal
from bot.model.offers import WeekOffer
from bot.model.policy import Excused, Joining, Option, Part, Policy, Requirement, Within
from bot.model.standing import Standing, WeekStanding, WeekState, locks_at
from bot.model.steps import OptionState
from tests.support.participation import (
    ANA,
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
    WEEK,
    WEEK_OVER,
    act,
    attended,
    discussed,
    made_up,
    post,
    replies,
    stand,
    week_of,
    worths,
)

TWO_SESSIONS = replace(OFFER, things=(SESSION, replace(SESSION, about="s4", title="Bases")))


def states(week: WeekStanding) -> dict[str, OptionState]:
    return {option.key: option.state for option in week.options}


def whys(week: WeekStanding) -> dict[str, str]:
    return {option.key: option.why for option in week.options}


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
        assert step.text == "“Acids”: make it up (about 40 min)."

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
            "“Kitchen acids”: write 1 post of 75 words or more and write 2 replies (about 45 min)."
        )

    def test_the_other_route_is_a_step_where_it_is_worth_more(self) -> None:
        dearer = replace(ANY_ONE, options=(replace(ATTEND, worth=Decimal(2)), *ANY_ONE.options[1:]))
        dearer = replace(dearer, requirements=(Requirement(1, ("attend", "make-up")),))
        step = week_of([made_up()], now=MONDAY, policy=dearer).step
        assert step is not None
        assert step.option == "attend"

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


class TestEnrollment:
    """Weeks before enrollment and after a drop are not asked."""

    @pytest.mark.parametrize(
        ("enrolled", "joining", "asked"),
        [
            (date(2026, 9, 14), Joining.NEXT_WEEK, True),
            (date(2026, 9, 15), Joining.NEXT_WEEK, False),
            (date(2026, 9, 20), Joining.SAME_WEEK, True),
            (date(2026, 9, 21), Joining.SAME_WEEK, False),
        ],
    )
    def test_joining(self, enrolled: date, joining: Joining, asked: bool) -> None:
        person = replace(ANA, enrolled=enrolled)
        week = week_of(person=person, policy=replace(ANY_ONE, joining=joining), now=MONDAY)
        assert week.is_asked is asked
        if not asked:
            assert week.note == "Not yet enrolled in this week."

    @pytest.mark.parametrize(
        ("dropped", "asked"), [(date(2026, 9, 20), False), (date(2026, 9, 21), True)]
    )
    def test_dropping(self, dropped: date, asked: bool) -> None:
        week = week_of(person=replace(ANA, dropped=dropped))
        assert week.is_asked is asked
        if not asked:
            assert week.note == "No longer enrolled in this week."

    def test_a_session_before_joining_is_not_asked(self) -> None:
        policy = replace(ANY_TWO, joining=Joining.SAME_WEEK)
        on_the_day = week_of(person=replace(ANA, enrolled=date(2026, 9, 15)), policy=policy)
        assert on_the_day.asked == 2
        day_after = week_of(person=replace(ANA, enrolled=date(2026, 9, 16)), policy=policy)
        assert day_after.asked == 1
        too_late = week_of(person=replace(ANA, enrolled=date(2026, 9, 20)), policy=policy)
        assert too_late.asked == 1


class TestExcuses:
    """Each policy says what its excuses do."""

    FROM_CLASS = Excuse("ana", WEEK, "s3")
    ALL_WEEK = Excuse("ana", WEEK)

    def test_not_counted_takes_the_session_out(self) -> None:
        week = week_of(excuses=[self.FROM_CLASS])
        assert (week.earned, week.asked) == worths(0, 1)
        assert week_of([attended()], excuses=[self.FROM_CLASS]).earned == 1
        assert week_of([attended(), *discussed()], excuses=[self.FROM_CLASS]).earned == 1

    def test_not_counted_may_leave_nothing(self) -> None:
        only_class = replace(OFFER, things=(SESSION,))
        week = week_of(excuses=[self.FROM_CLASS], offers=(only_class,))
        assert (week.state, week.asked) == (WeekState.EXCUSED, Decimal(0))
        assert week.note == "Excused from what this week offers."

    def test_a_whole_week_is_not_counted(self) -> None:
        week = week_of([attended()], excuses=[self.ALL_WEEK])
        assert week.state is WeekState.EXCUSED
        assert (week.asked, week.earned) == worths(0, 0)
        assert week.note == "Excused from this week."
        assert not week.is_asked

    def test_present_counts_as_if_there(self) -> None:
        policy = replace(ANY_TWO, excuses=Excused.PRESENT)
        assert week_of(policy=policy, excuses=[self.FROM_CLASS]).earned == 1
        assert week_of([attended()], policy=policy, excuses=[self.FROM_CLASS]).earned == 1
        assert week_of(policy=policy, excuses=[Excuse("ana", WEEK, "d3")]).earned == 1
        whole = week_of(policy=policy, excuses=[self.ALL_WEEK])
        assert (whole.earned, whole.asked, whole.possible) == worths(2, 2, 0)

    def test_present_gives_nothing_outside_what_was_excused(self) -> None:
        posts = Option("posts", "Posts anywhere", (Part((Act.POST,), 2),))
        policy = replace(
            ANY_TWO,
            excuses=Excused.PRESENT,
            options=(posts,),
            requirements=(Requirement(1, ("posts",)),),
        )
        assert week_of(policy=policy, excuses=[Excuse("ana", WEEK, "d3")]).earned == 0

    def test_present_counts_as_attendance_for_the_week(self) -> None:
        twice = Option("twice", "Come twice", (Part((Act.ATTEND,), 2),))
        policy = replace(
            ANY_TWO,
            excuses=Excused.PRESENT,
            options=(twice,),
            requirements=(Requirement(1, ("twice",)),),
        )
        came = [attended(about="s4")]
        week = week_of(came, policy=policy, excuses=[self.FROM_CLASS], offers=(TWO_SESSIONS,))
        assert week.earned == 1
        assert week_of(came, policy=policy, offers=(TWO_SESSIONS,)).earned == 0

    def test_partial_gives_a_fraction(self) -> None:
        policy = replace(ANY_TWO, excuses=Excused.PARTIAL, excuse_fraction=Decimal("0.5"))
        week = week_of(policy=policy, excuses=[self.FROM_CLASS])
        assert (week.earned, week.asked) == worths(0.5, 2)
        assert whys(week)["attend"] == "Counts 0.5 by an excuse."
        assert week_of([made_up()], policy=policy, excuses=[self.FROM_CLASS]).earned == 1
        assert week_of(discussed(), policy=policy, excuses=[Excuse("ana", WEEK, "d3")]).earned == 1
        whole = week_of(policy=policy, excuses=[self.ALL_WEEK])
        assert whole.earned == 1
        assert (
            week_of([attended(), *discussed()], policy=policy, excuses=[self.ALL_WEEK]).earned == 2
        )

    def test_after_a_partial_excuse_the_first_of_two_steps_is_still_named(self) -> None:
        policy = replace(ANY_TWO, excuses=Excused.PARTIAL)
        week = week_of(now=CLASS_OVER, policy=policy, excuses=[self.ALL_WEEK])
        assert (week.earned, week.possible) == worths(1, 1)
        assert week.step is not None
        assert week.step.option == "make-up"

    def test_anothers_excuse_and_another_weeks_do_nothing(self) -> None:
        others = [Excuse("ben", WEEK), Excuse("ana", WEEK + 1)]
        assert week_of(excuses=others).asked == 2


ACTS = st.lists(
    st.one_of(
        st.builds(attended, st.integers(0, 60), st.sampled_from(["s3", "s4"])),
        st.builds(made_up, st.sampled_from(["s3", "s4"])),
        st.builds(post, st.integers(60, 90), st.sampled_from("abc")),
        st.sampled_from(replies(4)),
        st.builds(lambda n: act(Act.HELP, None, name=n), st.sampled_from("abc")),
    ),
    max_size=8,
    unique_by=lambda entry: entry.id,
)
POLICIES = st.builds(
    lambda worths, times, choose, excuses, binding: replace(
        ANY_TWO,
        options=tuple(
            replace(option, worth=Decimal(w), times=times)
            for option, w in zip((ATTEND, MAKE_UP, DISCUSS, HELP), worths, strict=True)
        ),
        requirements=(Requirement(choose, ("attend", "make-up", "discuss", "help")),),
        excuses=excuses,
        binding=binding,
    ),
    st.tuples(*[st.integers(1, 3)] * 4),
    st.integers(1, 2),
    st.integers(1, 3),
    st.sampled_from(Excused),
    st.booleans(),
)
EXCUSES = st.lists(
    st.sampled_from([Excuse("ana", WEEK, "s3"), Excuse("ana", WEEK, "d3"), Excuse("ana", WEEK)]),
    max_size=2,
)
TIMES = st.sampled_from([MONDAY, CLASS_OVER, POSTS_DUE, MAKEUP_CLOSES, NEXT_WEEK])
BOTH = replace(OFFER, things=(*TWO_SESSIONS.things, DISCUSSION))


@given(ACTS, POLICIES, EXCUSES, TIMES, st.sampled_from([(), ("attend",), ("help", "discuss")]))
def test_more_acts_never_lower_a_standing(
    entries: list[Entry],
    policy: Policy,
    excuses: list[Excuse],
    now: datetime,
    choice: tuple[str, ...],
) -> None:
    def at(acts: list[Entry]) -> Standing:
        offers = (BOTH,)
        return stand(acts, now, policy, excuses=excuses, choice=choice, offers=offers)

    before = at(entries[:-1])
    after = at(entries)
    assert after.earned >= before.earned
    assert after.earned + after.possible >= before.earned + before.possible
    assert (after.percent or 0) >= (before.percent or 0)
    week = after.week(WEEK)
    assert 0 <= week.earned <= week.asked
    assert week.earned + week.possible <= week.asked
    assert (week.step is not None) == (week.possible > 0)


@given(ACTS, POLICIES, TIMES)
def test_no_act_counts_twice(entries: list[Entry], policy: Policy, now: datetime) -> None:
    week = week_of(entries, now, policy, offers=(BOTH,))
    used: list[tuple[str, str]] = [
        (supply.about, "session" if supply.act in (Act.ATTEND, Act.MAKE_UP) else supply.act)
        for completion in week.counted
        for supply in completion.used
    ]
    done = {(e.about or "", e.act) for e in entries}
    for about, kind in set(used):
        if kind == "session":
            assert used.count((about, kind)) == 1
            assert {(about, Act.ATTEND), (about, Act.MAKE_UP)} & done
        else:
            acts = [e for e in entries if (e.about or "", e.act) == (about, kind)]
            assert used.count((about, kind)) <= len(acts)


@given(st.permutations([attended(), made_up(), *discussed()]), st.integers(1, 3))
def test_order_and_redelivery_change_nothing(entries: list[Entry], again: int) -> None:
    assert stand([*entries, *entries[:again]]) == stand([attended(), made_up(), *discussed()])


def test_another_persons_acts_are_not_mine() -> None:
    assert week_of([replace(attended(), person="ben")]).earned == 0


def test_an_act_of_another_week_is_not_this_weeks() -> None:
    assert week_of([replace(attended(), week=WEEK + 1)]).earned == 0
