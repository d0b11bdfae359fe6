"""Enrollment, drops and excuses: who is asked what."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Excused, Joining, Option, Part, Requirement
from bot.model.participation.standings.excuses import Excuse, before_joining
from bot.model.participation.standings.standing import WeekState
from bot.model.people import Away
from tests.support.participation import (
    ANA,
    ANY_ONE,
    ANY_TWO,
    CLASS_OVER,
    MONDAY,
    OFFER,
    SESSION,
    TWO_SESSIONS,
    WEEK,
    ZONE,
    attended,
    discussed,
    made_up,
    week_of,
    whys,
    worths,
)


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

    @pytest.mark.parametrize(
        ("left", "back", "joining", "asked"),
        [
            ("2026-09-01", "2026-09-14", Joining.NEXT_WEEK, True),
            ("2026-09-01", "2026-09-15", Joining.NEXT_WEEK, False),
            ("2026-09-01", "2026-09-15", Joining.SAME_WEEK, True),
            ("2026-09-01", "2026-10-01", Joining.SAME_WEEK, False),
            ("2026-09-20", "2026-09-21", Joining.NEXT_WEEK, False),
            ("2026-09-21", "2026-09-28", Joining.NEXT_WEEK, True),
            ("2026-09-15", "2026-09-20", Joining.NEXT_WEEK, True),
        ],
    )
    def test_coming_back(self, left: str, back: str, joining: Joining, asked: bool) -> None:
        away = (Away(date.fromisoformat(left), date.fromisoformat(back)),)
        person = replace(ANA, away=away)
        week = week_of(person=person, policy=replace(ANY_ONE, joining=joining), now=MONDAY)
        assert week.is_asked is asked
        if not asked:
            assert week.note == "Not enrolled in this week."

    def test_a_session_while_away_is_not_asked_and_one_before_is(self) -> None:
        policy = replace(ANY_TWO, joining=Joining.SAME_WEEK)
        gaps = {("14", "16"): 1, ("16", "18"): 2, ("14", "15"): 2, ("11", "16"): 1}
        for (left, back), asked in gaps.items():
            away = (Away(date.fromisoformat(f"2026-09-{left}"),
                         date.fromisoformat(f"2026-09-{back}")),)  # fmt: skip
            week = week_of(person=replace(ANA, away=away), policy=policy)
            assert week.asked == asked, (left, back)

    def test_a_session_before_joining_is_not_asked(self) -> None:
        policy = replace(ANY_TWO, joining=Joining.SAME_WEEK)
        on_the_day = week_of(person=replace(ANA, enrolled=date(2026, 9, 15)), policy=policy)
        assert on_the_day.asked == 2
        day_after = week_of(person=replace(ANA, enrolled=date(2026, 9, 16)), policy=policy)
        assert day_after.asked == 1
        too_late = week_of(person=replace(ANA, enrolled=date(2026, 9, 20)), policy=policy)
        assert too_late.asked == 1

    def test_each_time_away_takes_out_what_was_over_in_it(self) -> None:
        days = [date(2026, 9, day) for day in (14, 16, 18, 20)]
        gaps = (Away(days[0], days[1]), Away(days[2], days[3]))
        policy = replace(ANY_TWO, joining=Joining.SAME_WEEK)
        assert week_of(person=replace(ANA, away=gaps), policy=policy).asked == 1
        assert before_joining(replace(ANA, away=gaps), OFFER, ZONE) == {"s3"}
        assert before_joining(replace(ANA, away=gaps[::-1]), OFFER, ZONE) == {"s3"}
        late = replace(ANA, enrolled=date(2026, 9, 22), away=gaps)
        assert before_joining(late, OFFER, ZONE) == {"s3", "d3"}


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
