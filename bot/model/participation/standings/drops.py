"""Which weeks are dropped: those without which the total is best."""

from __future__ import annotations

from fractions import Fraction

from bot.model.participation.standings.standing import Measured, Standing, WeekStanding


def dropped(standing: Standing, most: int) -> frozenset[int]:
    """Return up to `most` weeks without which `standing` has its highest percentage.

    That is the greatest share of what was asked and is settled, over all choices of weeks; at
    least one settled thing is kept. A week that isn't over is left out too where that is better,
    as far as it is settled: so more acts never lower a total, nor does what closes. A week that
    costs nothing is never dropped.

    It is found as Dinkelbach does: for a share that is reached, leave out what lies furthest below
    it; the share that this reaches is higher, until nothing changes. Weeks that ask for different
    amounts make "the lowest" wrong: 0 of 1 may cost less than 3 of 6.
    """
    weeks = [week for week in standing.weeks if week.is_asked and week.decided]
    kept = sum(bool(each.decided) for each in standing.counting)
    most = min(most, kept - 1)
    chosen: frozenset[int] = frozenset()
    share = _share(standing, chosen)
    while most > 0 and share is not None:
        costs = sorted(
            ((_cost(week, share), week.week) for week in weeks),
            key=lambda each: (-each[0], each[1]),
        )
        better = frozenset(week for cost, week in costs[:most] if cost > 0)
        reached = _share(standing, better)
        if reached is None or reached <= share:
            break
        chosen, share = better, reached
    return chosen


def _cost(week: WeekStanding, share: Fraction) -> Fraction:
    return share * Fraction(week.decided) - Fraction(week.earned)


def _share(standing: Standing, without: frozenset[int]) -> Fraction | None:
    counting: list[Measured] = [week for week in standing.weeks if week.week not in without]
    counting += standing.periods
    asked = sum((Fraction(each.decided) for each in counting), Fraction(0))
    earned = sum((Fraction(each.earned) for each in counting), Fraction(0))
    return earned / asked if asked else None
