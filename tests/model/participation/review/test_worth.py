"""The routes are compared by the hour, by reach, and by who takes them; small groups are merged."""

from dataclasses import replace
from decimal import Decimal

from bot.model.ids import short_id
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Policy, Requirement
from bot.model.participation.review.worth import Route, route_of, sentences, worth
from bot.model.participation.standings.record import Record
from bot.model.participation.standings.tally import by_person, recount
from bot.model.people import Person, Role
from bot.model.time.zones import ZoneHistory
from tests.support.sample import COURSE, POLICY, at, discussion, entry, session

NOW = at(days=6)
LIMITS = session("limits", at(hours=10))
MINDS = discussion("minds", at(hours=9))
ATTEND, MAKE_UP, DISCUSS = (replace(o, minutes=60) for o in POLICY.options)
CHOICES = (ATTEND, MAKE_UP, DISCUSS)
CLASS = [
    Person(short_id("person", str(n)), COURSE.id, f"Student {n}", Role.STUDENT) for n in range(14)
]
ZONES = {
    person.id: ZoneHistory("Europe/Berlin" if n < 6 else "Asia/Seoul" if n < 12 else "Africa/Lagos")
    for n, person in enumerate(CLASS)
}


def record(policy: Policy) -> Record:
    """Return a week in which the first seven came and the next six wrote a post."""
    entries = [entry(who, Act.ATTEND, at(hours=10, minutes=1), LIMITS.id) for who in CLASS[:7]]
    entries += [entry(who, Act.POST, at(hours=12), MINDS.id) for who in CLASS[7:13]]
    return Record(
        COURSE,
        dict.fromkeys(range(1, 16), policy),
        CLASS,
        (LIMITS,),
        (MINDS,),
        {},
        ZONES,
        (),
        {},
        by_person(recount(policy, entries)),
    )


def test_a_route_is_live_where_it_happens_in_the_session() -> None:
    routes = [route_of(option) for option in (ATTEND, MAKE_UP, DISCUSS)]
    assert routes == [Route.LIVE, Route.LATER, Route.LATER]


def test_equal_routes_are_called_equal() -> None:
    found = worth(record(replace(POLICY, options=(ATTEND, MAKE_UP, DISCUSS))), NOW)
    assert [(each.title, each.an_hour, each.students) for each in found.options] == [
        ("Attend", Decimal(1), 7),
        ("Discuss", Decimal(1), 6),
        ("Make-up", Decimal(1), 0),
    ]
    assert list(sentences(found)) == [
        "The routes are worth the same by the hour: an hour of “Attend” gives 1, one of “Discuss” "
        "1.",
        "Both routes reach as far: of 1 asked so far, 1 can be earned live and 1 asynchronously, "
        "each route alone.",
    ]


def test_it_says_plainly_that_the_live_route_is_worth_more() -> None:
    longer = replace(DISCUSS, minutes=120)
    asks = Requirement(2, ("attend", "discuss"))
    both = replace(ATTEND, worth=Decimal(2))
    policy = replace(POLICY, options=(both, longer), requirements=(asks,))
    said = list(sentences(worth(record(policy), NOW)))
    assert said[0] == (
        "The live route is worth more by the hour: an hour of “Attend” gives 2, one of “Discuss” "
        "0.5."
    )
    assert said[1].startswith("The live route alone reaches more: of 3 asked so far, 2 can")


def test_it_says_as_plainly_that_the_other_route_is_worth_more() -> None:
    longer = replace(ATTEND, minutes=90)
    asks = (Requirement(1, ("attend",)), Requirement(1, ("discuss", "make-up")))
    policy = replace(
        POLICY, options=(longer, MAKE_UP, replace(DISCUSS, worth=Decimal(3))), requirements=asks
    )
    found = worth(record(policy), NOW)
    assert [each.key for each in found.options] == ["discuss", "make-up", "attend"]
    assert list(sentences(found)) == [
        "The asynchronous route is worth more by the hour: an hour of “Attend” gives 0.67, one of "
        "“Discuss” 3.",
        "The asynchronous route alone reaches more: of 4 asked so far, 1 can be earned live and 3 "
        "asynchronously, each route alone.",
    ]


def test_an_option_says_how_many_used_it_how_often_and_what_it_asks() -> None:
    attend, discuss, make_up = worth(record(replace(POLICY, options=CHOICES)), NOW).options
    assert (attend.key, attend.route, attend.students, attend.times) == (
        "attend", Route.LIVE, 7, 7,
    )  # fmt: skip
    assert (discuss.students, discuss.times, make_up.times) == (6, 6, 0)
    assert (make_up.worth, make_up.minutes, make_up.title) == (Decimal(1), 60, "Make-up")
    untimed = replace(DISCUSS, minutes=0)
    found = worth(record(replace(POLICY, options=(ATTEND, MAKE_UP, untimed))), NOW)
    assert found.options[-1].an_hour is None
    optional = replace(MAKE_UP, optional=True)
    some = worth(record(replace(POLICY, options=(ATTEND, optional, DISCUSS))), NOW)
    assert [each.key for each in some.options] == ["attend", "discuss"]


def test_a_free_week_asks_and_reaches_nothing() -> None:
    found = worth(record(replace(POLICY, free_weeks=frozenset({1}))), NOW)
    assert (found.asked, set(found.reach.values()), found.weeks) == (Decimal(0), {Decimal(0)}, 1)
    assert {each.percent for each in found.routes} == {None}


def test_who_left_is_in_no_group() -> None:
    there = record(POLICY)
    left = [replace(who, dropped=at(days=5).date()) for who in CLASS[:6]]
    found = worth(replace(there, people=[*left, *CLASS[6:]]), NOW)
    assert [(each.label, each.students) for each in found.regions] == [("elsewhere", 8)]
    [attend] = [each for each in found.options if each.key == "attend"]
    assert (attend.students, attend.times) == (1, 1)


def test_where_there_is_one_route_it_says_so() -> None:
    policy = replace(POLICY, options=(ATTEND,), requirements=(Requirement(1, ("attend",)),))
    assert list(sentences(worth(record(policy), NOW))) == ["There is only the live route."]
    policy = replace(POLICY, options=(DISCUSS,), requirements=(Requirement(1, ("discuss",)),))
    said = list(sentences(worth(record(policy), NOW)))
    assert said == ["There is only the asynchronous route."]


def test_who_did_nothing_and_who_did_both_are_groups_of_their_own() -> None:
    asks = (Requirement(1, ("attend",)), Requirement(1, ("discuss",)))
    policy = replace(POLICY, options=CHOICES, requirements=asks)
    entries = [entry(who, Act.ATTEND, at(hours=10, minutes=1), LIMITS.id) for who in CLASS[:7]]
    entries += [entry(who, Act.POST, at(hours=12), MINDS.id) for who in CLASS[:7]]
    acts = by_person(recount(policy, entries))
    found = worth(replace(record(policy), acts=acts), NOW)
    assert {each.label: each.students for each in found.routes} == {
        "both routes": 7,
        "nothing yet": 7,
    }


def test_groups_under_five_are_merged() -> None:
    found = worth(record(POLICY), NOW)
    assert [(each.label, each.students) for each in found.regions] == [
        ("Asia", 6),
        ("elsewhere", 8),
    ]
    assert {each.label: each.students for each in found.routes} == {
        "mostly live": 7,
        "others": 7,
    }
    live = next(each for each in found.routes if each.label == "mostly live")
    assert live.percent == 100
    later = worth(record(POLICY), at(days=8))
    others = next(each for each in later.routes if each.label == "others")
    assert round(others.percent or 0, 2) == Decimal("85.71")


def test_before_the_term_there_is_nothing_to_compare() -> None:
    assert worth(record(POLICY), at(days=-9)).weeks == 0
