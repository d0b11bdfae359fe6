"""Over a term: percent of one's own sessions, and who can no longer reach enough."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.model.attendance.totals import Total, percent, totals
from bot.model.participation.acts.ledger import Act
from bot.model.participation.standings.excuses import Excuse
from bot.model.sessions import State
from tests.support.sample import ANA, BEN, CHO, INES, at, session

OVER = [
    replace(session(f"s{day}", at(day, 10)), state=State.ENDED, began=at(day, 10))
    for day in range(4)
]
AHEAD = session("next", at(9, 10))
UNCOUNTED = replace(session("party", at(5, 10)), state=State.ENDED, counted=False)
CANCELLED = replace(session("off", at(6, 10)), state=State.CANCELLED)
SESSIONS = [*OVER, AHEAD, UNCOUNTED, CANCELLED]


def everybody() -> dict[str, Total]:
    attended = {(ANA.id, one.id): {Act.ATTEND} for one in OVER}
    acts = {
        **attended,
        (BEN.id, OVER[0].id): {Act.ATTEND, Act.MAKE_UP},
        (BEN.id, OVER[1].id): {Act.MAKE_UP},
    }
    excuses = [Excuse(BEN.id, 1, OVER[2].id)]
    later = replace(CHO, enrolled=date(2026, 9, 9))
    found = totals((ANA, BEN, later, INES), SESSIONS, acts, excuses, "Europe/Berlin")
    return {one.person.name: one for one in found}


def test_each_session_is_one_thing_and_no_more() -> None:
    ben = everybody()["Ben"]
    assert (ben.attended, ben.made_up, ben.excused, ben.missed, ben.ahead) == (1, 1, 1, 1, 1)
    assert (ben.share, ben.at_best) == (Decimal("33.3"), Decimal("50.0"))


def test_before_enrollment_is_not_absence() -> None:
    cho = everybody()["Cho"]
    assert (cho.missed, cho.asked) == (2, 2)


def test_the_lowest_share_stands_first_and_staff_not_at_all() -> None:
    assert list(everybody()) == ["Cho", "Ben", "Ana"]


def test_a_share_is_never_rounded_up() -> None:
    assert percent(2, 3) == Decimal("66.6")
    assert percent(0, 0) is None


def test_a_week_s_excuse_covers_its_sessions() -> None:
    [ana] = totals((ANA,), OVER, {}, [Excuse(ANA.id, 1)], "UTC")
    assert (ana.excused, ana.missed, ana.share) == (4, 0, None)
    [ana] = totals((ANA,), OVER, {}, [Excuse(ANA.id, 2)], "UTC")
    assert ana.missed == 4
