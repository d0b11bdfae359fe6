"""Of all evidence one entry stands: the best, never the sum, and it says what shows it."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.model.attendance.settling import (
    VOICE,
    Evidence,
    Told,
    contradicts,
    measures,
    settled,
    to_settle,
)
from bot.model.live.checkin import BY_CODE, BY_STAFF, CheckIn
from bot.model.participation.acts.evidence import Presence
from bot.model.participation.acts.ledger import Act, Entry, in_force, revised_id, withdrawal
from bot.model.sessions import State
from tests.support.sample import ANA, BEN, COURSE, INES, at, session

LIMITS = replace(
    session("limits", at(hours=10)), state=State.ENDED, began=at(hours=10), ended=at(hours=11)
)
CODE = CheckIn(LIMITS.id, ANA.id, at(hours=10, minutes=7), BY_CODE)
MARK = replace(CODE, evidence=BY_STAFF, by=INES.id)


def moment(minutes: float) -> datetime:
    return at(hours=10, minutes=minutes)


def told(*spans: tuple[float, float], source: str = VOICE, total: int | None = None) -> Told:
    stays = tuple(Presence(moment(start), moment(end)) for start, end in spans)
    return Told(source, stays, None if total is None else timedelta(minutes=total))


def entry(*sources: Told, checkin: CheckIn | None = None) -> Entry | None:
    return settled(LIMITS, ANA.id, Evidence(checkin, sources))


def present(*spans: tuple[float, float]) -> Entry:
    found = entry(told(*spans))
    assert found is not None
    return found


def test_presence_is_one_entry() -> None:
    found = present((30, 60), (-5, 20))
    assert (found.act, found.about, found.week, found.person) == (Act.ATTEND, LIMITS.id, 1, ANA.id)
    assert (found.amount, found.out_of, found.at) == (50, 60, moment(0))
    assert (found.evidence, found.course) == ("present 50 of 60 minutes", COURSE.id)


def test_a_short_break_is_forgiven_and_a_rejoin_counts_once() -> None:
    assert present((0, 20), (25, 60)).amount == 60
    assert present((0, 20), (10, 30), (0, 30)).amount == 30


def test_nobody_there_is_no_entry() -> None:
    assert entry() is None
    assert entry(told((-20, -1))) is None
    assert entry(told(source="Zoom", total=0)) is None


def test_what_took_place_counts_not_what_was_planned() -> None:
    shorter = replace(LIMITS, began=moment(10), ended=moment(40))
    found = settled(shorter, ANA.id, Evidence(told=(told((0, 60)),)))
    assert found is not None
    assert (found.amount, found.out_of, found.at) == (30, 30, moment(10))
    longer = replace(LIMITS, began=moment(-10), ended=moment(90))
    found = settled(longer, ANA.id, Evidence(told=(told((-10, 90)),)))
    assert found is not None
    assert found.out_of == 60


def test_the_same_session_makes_the_same_id() -> None:
    assert present((0, 20)).id == present((0, 60)).id
    other = settled(LIMITS, BEN.id, Evidence(told=(told((0, 60)),)))
    assert other is not None
    assert other.id != present((0, 60)).id


def test_sources_are_reconciled_and_not_added() -> None:
    found = entry(told((0, 30)), told((20, 60), source="Zoom"), told(source="Meet", total=10))
    assert found is not None
    assert found.amount == 40
    assert found.evidence == (
        "present 40 of 60 minutes in Zoom's report; 30 of 60 minutes by voice; "
        "at most 10 of 60 minutes in Meet's report"
    )
    assert found.at == moment(20)


def test_a_length_alone_never_exceeds_the_session_or_the_span() -> None:
    [measure] = measures(LIMITS, [told(source="Zoom", total=90)])
    assert (measure.minutes, measure.exact) == (60, False)
    [measure] = measures(LIMITS, [told((-2, 40), source="Meet", total=41)])
    assert measure.minutes == 40
    exact, most = measures(LIMITS, [told(source="Meet", total=40), told((0, 40), source="Zoom")])
    assert ((exact.source, exact.exact), (most.source, most.exact)) == (
        ("Zoom", True), ("Meet", False),
    )  # fmt: skip
    [measure] = measures(LIMITS, [told((0, 40), source="Meet", total=30)])
    assert measure.says(60) == "at most 30 of 60 minutes in Meet's report"


def test_a_code_alone_is_weak_and_presence_bears_it_out() -> None:
    alone = entry(checkin=CODE)
    assert alone is not None
    assert (alone.amount, alone.evidence, alone.at) == (60, BY_CODE, CODE.at)
    both = entry(told((0, 52), source="Zoom"), checkin=CODE)
    assert both is not None
    assert both.evidence == "check-in by code; 52 of 60 minutes in Zoom's report"
    assert both.amount == 60
    doubtful = entry(told((0, 3), source="Zoom"), checkin=CODE)
    assert doubtful is not None
    assert doubtful.evidence == "check-in by code, but only 3 of 60 minutes in Zoom's report"
    assert contradicts(measures(LIMITS, [told((0, 3))]), 60)


def test_staffs_word_is_the_best_there_is() -> None:
    marked = entry(told((0, 3)), checkin=MARK)
    assert marked is not None
    assert (marked.amount, marked.evidence, marked.by) == (60, BY_STAFF, INES.id)
    assert entry(checkin=replace(MARK, undone=moment(70))) is None


def test_what_is_known_better_takes_the_place_of_what_was_entered() -> None:
    short, longer = present((0, 20)), present((0, 40))
    added = to_settle([short], longer, moment(90), locked=False)
    [stands] = in_force([short, *added])
    assert (stands.amount, stands.out_of) == (40, 60)
    assert added[0].withdrawn == moment(90)
    assert to_settle([short, *added], longer, moment(95), locked=False) == ()


def test_a_locked_week_takes_new_presence_and_loses_none() -> None:
    short = present((0, 20))
    assert to_settle((), short, moment(90), locked=True) == (short,)
    assert to_settle((short,), None, moment(90), locked=True) == ()
    assert in_force([short, *to_settle((short,), None, moment(90), locked=False)]) == ()
    longer = to_settle((short,), present((0, 40)), moment(90), locked=True)
    assert [each.amount for each in in_force([short, *longer])] == [40]


def test_a_mark_that_staff_took_back_lets_presence_speak_again() -> None:
    mark = entry(checkin=MARK)
    assert mark is not None
    existing = (mark, withdrawal(mark, "a mistake", moment(70), INES.id))
    again = to_settle(existing, present((0, 20)), moment(90), locked=False)
    [stands] = in_force([*existing, *again])
    assert (stands.amount, stands.by) == (20, None)


def test_what_staff_took_away_otherwise_stays_away() -> None:
    code = entry(checkin=CODE)
    assert code is not None
    existing = (code, withdrawal(code, "it wasn't you", moment(70), INES.id))
    assert to_settle(existing, code, moment(90), locked=False) == ()


def test_a_weak_entry_is_entered_anew_once_presence_bears_it_out() -> None:
    alone, both = entry(checkin=CODE), entry(told((0, 52)), checkin=CODE)
    assert alone is not None
    added = to_settle([alone], both, moment(90), locked=False)
    [stands] = in_force([alone, *added])
    assert stands.evidence == "check-in by code; 52 of 60 minutes by voice"
    assert stands.id == revised_id(alone.id, 2)
    assert [each.withdrawn for each in added] == [moment(90), None]
    assert to_settle([alone, *added], both, moment(95), locked=False) == ()
    assert to_settle([alone], both, moment(90), locked=True) == ()


def test_whole_attendance_stays_as_it_was_entered_when_the_session_ends_early() -> None:
    whole = entry(checkin=CODE)
    assert whole is not None
    early = settled(replace(LIMITS, ended=moment(20)), ANA.id, Evidence(CODE))
    assert early is not None
    assert early.out_of == 20
    assert to_settle([whole], early, moment(21), locked=False) == ()


def test_presence_before_the_session_does_not_date_it() -> None:
    found = present((-90, -60), (5, 20))
    assert found.at == moment(5)


spans = st.tuples(st.integers(-20, 80), st.integers(-20, 80))
sources = st.lists(
    st.builds(
        lambda source, found, total: told(*found, source=source, total=total),
        st.sampled_from((VOICE, "Zoom", "Teams", "Meet")),
        st.lists(spans, max_size=4),
        st.none() | st.integers(0, 120),
    ),
    max_size=4,
)


@given(sources, sources, st.booleans())
def test_more_evidence_never_makes_less(one: list[Told], more: list[Told], code: bool) -> None:
    checkin = CODE if code else None
    less, all_of_it = entry(*one, checkin=checkin), entry(*one, *more, checkin=checkin)
    before = less.amount if less else 0
    after = all_of_it.amount if all_of_it else 0
    assert before <= after <= 60
    assert entry(*more, *one, checkin=checkin) == entry(*more, *one, checkin=checkin)


@given(sources)
def test_the_sum_never_exceeds_the_best_source(found: list[Told]) -> None:
    whole = entry(*found)
    each = [one.minutes for told in found for one in measures(LIMITS, [told])]
    assert (whole.amount if whole else 0) == max(each, default=0)
