"""Charts say in words what they show."""

from datetime import UTC, datetime, time

import pytest

from bot.model.course import QuietHours
from bot.model.gradebook.charts import (
    BurdenChart,
    BurdenRow,
    CountsChart,
    RoutesChart,
    StackedBar,
    burden_rows,
    city_of,
    describe,
)
from bot.model.time.burden import Falls, Rhythm
from bot.model.time.spans import Span

SESSION = Span(datetime(2026, 1, 14, 17, 0, tzinfo=UTC), datetime(2026, 1, 14, 18, 15, tzinfo=UTC))
NIGHT = QuietHours()


def test_routes_in_words() -> None:
    bars = (
        StackedBar("W1", (12, 0, 3)),
        StackedBar("W2", (0, 0, 0)),
        StackedBar("W3", (0, 11, 0)),
    )
    chart = RoutesChart("Participation", ("Attend", "Make-up", "Discuss"), bars)
    assert describe(chart) == (
        "Participation. W1: Attend 12, Discuss 3 (15 students); W2: none; W3: Make-up 11."
    )


def test_a_burden_in_words() -> None:
    rows = (
        BurdenRow("Berlin", 8, time(18, 0), 75, Falls.AWAKE, NIGHT),
        BurdenRow("Sydney", 1, time(4, 0), 75, Falls.ASLEEP, NIGHT),
    )
    assert describe(BurdenChart("Wednesday", rows)) == (
        "Wednesday. Berlin (8 people): 18:00, in waking hours; Sydney (1 person): 04:00, asleep."
    )


def test_counts_in_words() -> None:
    chart = CountsChart("Bandwidth", (("good", 9), ("low", 5)), 14)
    assert describe(chart) == "Bandwidth. good: 9; low: 5; 14 answers in all."
    assert describe(CountsChart("One", (), 1)) == "One. 1 answer in all."


def test_an_empty_chart_says_so() -> None:
    assert describe(BurdenChart("Wednesday", ())) == "Wednesday. Nothing to show yet."


def test_people_whose_clocks_agree_share_a_row_from_west_to_east() -> None:
    people = [
        Rhythm("a", "Europe/Berlin"),
        Rhythm("b", "Europe/Paris"),
        Rhythm("c", "Europe/Paris"),
        Rhythm("d", "America/New_York"),
        Rhythm("e", "Asia/Kathmandu"),
        Rhythm("f", "Australia/Sydney"),
    ]
    rows = burden_rows(SESSION, people)
    assert [(row.place, row.people, row.starts, row.minutes, row.falls) for row in rows] == [
        ("New York", 1, time(12, 0), 75, Falls.AWAKE),
        ("Paris", 3, time(18, 0), 75, Falls.AWAKE),
        ("Kathmandu", 1, time(22, 45), 75, Falls.LATE),
        ("Sydney", 1, time(4, 0), 75, Falls.ASLEEP),
    ]


def test_a_row_shows_the_worst_it_means_to_one_of_them() -> None:
    early_bird = Rhythm("a", "Europe/Berlin", QuietHours(time(18, 30), time(5, 0)))
    rows = burden_rows(SESSION, [Rhythm("b", "Europe/Berlin"), early_bird])
    assert rows[0].falls is Falls.LATE


def test_a_zone_is_named_after_its_city() -> None:
    assert city_of("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert city_of("UTC") == "UTC"


def test_bars_follow_the_routes() -> None:
    with pytest.raises(ValueError, match="one part a route"):
        RoutesChart("Participation", ("Attend",), (StackedBar("W1", (1, 2)),))
