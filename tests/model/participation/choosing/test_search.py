"""The best choice of completions, compared with trying everything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.acts.ledger import SESSION_ROUTES, Act
from bot.model.participation.choosing.matching import Candidate, Field, Supply, asking, total
from bot.model.participation.choosing.search import best, choose
from bot.model.participation.policies.policy import Option, Part, Period, Requirement, Within
from bot.model.participation.policies.qualify import Fit

KINDS = (Act.ATTEND, Act.MAKE_UP, Act.POST, Act.HELP)
FITS = st.lists(
    st.builds(Fit, st.sampled_from("abc"), st.integers(0, 1), st.sampled_from([100, 100, 80, 50])),
    min_size=1,
    max_size=4,
    unique_by=lambda fit: fit[:2],
).map(tuple)
SUPPLIES = st.dictionaries(
    st.builds(Supply, st.sampled_from(["x", "y"]), st.sampled_from(KINDS), FITS),
    st.integers(1, 2),
    max_size=4,
)


def option(key: str, worth: int = 1, times: int = 1, within: Within = Within.WEEK) -> Option:
    parts = (Part((Act.POST,)), Part((Act.REPLY,)))
    return Option(key, key.upper(), parts, within, Decimal(worth), times)


@st.composite
def candidate_lists(draw: st.DrawFn) -> list[Candidate]:
    found: list[Candidate] = []
    for key in "abc":
        one = option(key, draw(st.integers(1, 3)), draw(st.integers(1, 2)))
        for about in draw(st.lists(st.sampled_from(["", "x", "y"]), unique=True, max_size=2)):
            counts = draw(st.tuples(st.integers(1, 2), st.integers(0, 1)))
            needs = tuple((index, count) for index, count in enumerate(counts) if count)
            token = about if about and draw(st.booleans()) else None
            found.append(Candidate(one, about, one.worth, needs, token))
    return found


@st.composite
def requirement_lists(draw: st.DrawFn, *periods: Period) -> list[Requirement]:
    found: list[Requirement] = []
    for per in periods:
        keys = tuple(draw(st.lists(st.sampled_from("abc"), min_size=1, unique=True)))
        if draw(st.booleans()):
            found.append(Requirement(draw(st.integers(1, 2)), keys, per))
        else:
            cap = draw(st.none() | st.sampled_from([Decimal(2), Decimal(3), Decimal(5)]))
            found.append(Requirement(0, keys, per, Decimal(2), cap))
    return found


REQUIREMENTS = st.one_of(requirement_lists(Period.WEEK), requirement_lists(*[Period.WEEK] * 2))
Chosen = tuple[tuple[int, Decimal], ...]
"""For each completion its requirement and its worth."""


def everything(
    requirements: Sequence[Requirement],
    candidates: Sequence[Candidate],
    acts: Sequence[Supply],
    chosen: tuple[tuple[Candidate, int, Decimal], ...] = (),
) -> Iterator[Chosen]:
    """Yield every choice of completions that the rules allow."""
    yield tuple((number, worth) for _, number, worth in chosen)
    for index, candidate in enumerate(candidates):
        times = sum(each.option.key == candidate.option.key for each, _, _ in chosen)
        tokens = [each.token for each, _, _ in chosen if each.token]
        if times == candidate.option.limit or candidate.token in tokens:
            continue
        needs = [part for part, count in candidate.needs for _ in range(count)]
        for left, percent in payments(candidate, needs, acts):
            worth = candidate.worth * percent / 100
            for number, requirement in enumerate(requirements):
                if candidate.option.key in requirement.options:
                    more = (*chosen, (candidate, number, worth))
                    yield from everything(requirements, candidates[index:], left, more)


def payments(
    candidate: Candidate, needs: Sequence[int], acts: Sequence[Supply], percent: int = 100
) -> Iterator[tuple[Sequence[Supply], int]]:
    """Yield what is left after a completion, and what its latest act counts in percent."""
    if not needs:
        yield acts, percent
        return
    for index, act in enumerate(acts):
        if act in acts[:index] or candidate.about not in ("", act.about):
            continue
        for fit in act.fits:
            if (fit.option, fit.part) == (candidate.option.key, needs[0]):
                left = [*acts[:index], *acts[index + 1 :]]
                if act.act in SESSION_ROUTES:
                    left = [each for each in left if not same_session(each, act)]
                yield from payments(candidate, needs[1:], left, min(percent, fit.percent))


def same_session(one: Supply, other: Supply) -> bool:
    """Whether two acts are routes through one session."""
    return one.about == other.about and {one.act, other.act} <= SESSION_ROUTES


def allowed(requirements: Sequence[Requirement], chosen: Chosen) -> bool:
    """Whether each requirement takes what was chosen for it."""
    for number, requirement in enumerate(requirements):
        worths = [worth for each, worth in chosen if each == number]
        if requirement.points is None and len(worths) > requirement.choose:
            return False
        if requirement.cap is not None and worths and sum(worths) - max(worths) >= requirement.cap:
            return False
    return True


def brute_force(
    requirements: Sequence[Requirement],
    candidates: Sequence[Candidate],
    supplies: Mapping[Supply, int],
) -> Decimal:
    """Return the most that any choice of completions earns."""
    acts = [supply for supply, count in supplies.items() for _ in range(count)]
    return max(
        sum((worth for _, worth in chosen), Decimal(0))
        for chosen in everything(requirements, candidates, acts)
        if allowed(requirements, chosen)
    )


@given(REQUIREMENTS, candidate_lists(), SUPPLIES)
def test_the_choice_equals_trying_everything(
    requirements: list[Requirement], candidates: list[Candidate], supplies: dict[Supply, int]
) -> None:
    chosen = best(requirements, candidates, supplies)
    assert total(chosen) == brute_force(requirements, candidates, supplies)
    assert allowed(requirements, tuple((each.requirement, each.worth) for each in chosen))


FEW = st.dictionaries(
    st.builds(Supply, st.just("x"), st.sampled_from(KINDS), FITS), st.just(1), max_size=2
)
FIELDS = st.builds(Field, candidate_lists(), FEW, st.just(()), st.just("unit"))


@given(
    requirement_lists(Period.WEEK, Period.UNIT, Period.TERM) | requirement_lists(*Period, *Period),
    st.lists(
        st.builds(Field, candidate_lists(), FEW, st.just(()), st.just("u")), min_size=1, max_size=2
    ),
)
def test_weeks_come_first_then_the_unit_then_the_term(
    requirements: list[Requirement], weeks: list[Field]
) -> None:
    """Against every choice in every week: best is the greatest (weeks, units, term)."""
    of_week = [number for number, each in enumerate(requirements) if each.per is Period.WEEK]
    longer = [number for number in range(len(requirements)) if number not in of_week]

    def value(chosen: Sequence[Chosen]) -> tuple[Decimal, ...]:
        return tuple(
            sum((w for week in chosen for n, w in week if requirements[n].per is per), Decimal(0))
            for per in Period
        )

    possible = [
        [
            chosen
            for chosen in set(everything(requirements, week.candidates, list(week.supplies)))
            if allowed([requirements[n] for n in of_week], own(chosen, of_week))
        ]
        for week in weeks
    ]
    most = max(
        value(chosen)
        for chosen in product(*possible)
        if allowed([requirements[n] for n in longer], own(sum(chosen, ()), longer))
    )
    by_week, by_unit, term = (asking(requirements, per) for per in Period)
    found = choose([replace(week, asked=by_week, by_unit=by_unit) for week in weeks], term)
    assert value([tuple((c.requirement, c.worth) for c in week) for week in found.weeks]) == most


def own(chosen: Chosen, numbers: Sequence[int]) -> Chosen:
    """Return what was chosen for some requirements, by their place among these."""
    return tuple((numbers.index(n), worth) for n, worth in chosen if n in numbers)


@given(REQUIREMENTS, candidate_lists(), SUPPLIES)
def test_what_is_used_is_there_and_fits(
    requirements: list[Requirement], candidates: list[Candidate], supplies: dict[Supply, int]
) -> None:
    chosen = best(requirements, candidates, supplies)
    used = [supply for completion in chosen for supply in completion.used]
    for supply in used:
        assert used.count(supply) <= supplies[supply]
    for completion in chosen:
        assert completion.option in requirements[completion.requirement].options
        needs = {
            sum(count for _, count in c.needs)
            for c in candidates
            if (c.option.key, c.about) == (completion.option, completion.about)
        }
        assert len(completion.used) in needs
        for supply in completion.used:
            percents = [fit.percent for fit in supply.fits if fit.option == completion.option]
            assert completion.percent <= max(percents)
            assert completion.about in ("", supply.about)


def one(key: str, worth: int = 1, about: str = "", needs: int = 1) -> Candidate:
    candidate = option(key, worth)
    return Candidate(candidate, about, candidate.worth, ((0, needs),))


def test_an_act_that_serves_two_options_is_given_to_the_one_that_needs_it() -> None:
    flexible = Supply("x", Act.POST, (Fit("a", 0), Fit("b", 0)))
    only_a = Supply("x", Act.HELP, (Fit("a", 0),))
    chosen = best([Requirement(2, ("a", "b"))], [one("a"), one("b")], {flexible: 1, only_a: 1})
    assert {c.option: c.used for c in chosen} == {"a": (only_a,), "b": (flexible,)}


def test_one_post_pays_for_one_option_only() -> None:
    post = Supply("x", Act.POST, (Fit("a", 0), Fit("b", 0)))
    chosen = best([Requirement(2, ("a", "b"))], [one("a"), one("b", 2)], {post: 1})
    assert [(c.option, c.worth, c.about) for c in chosen] == [("b", Decimal(2), "")]


def test_of_equals_the_earlier_candidate_is_chosen() -> None:
    post = Supply("x", Act.POST, (Fit("a", 0), Fit("b", 0)))
    requirements = [Requirement(1, ("a", "b"))]
    assert best(requirements, [one("b"), one("a")], {post: 2})[0].option == "b"
    assert best(requirements, [one("a"), one("b")], {post: 2})[0].option == "a"


def test_two_requirements_share_what_fits_both() -> None:
    post = Supply("", Act.POST, (Fit("a", 0), Fit("b", 0)))
    requirements = [Requirement(1, ("a", "b")), Requirement(1, ("a",))]
    chosen = best(requirements, [one("a", 3), one("b", 2)], {post: 2})
    assert {c.option: c.requirement for c in chosen} == {"a": 1, "b": 0}


def test_an_excused_completion_needs_nothing_and_says_so() -> None:
    excused = replace(one("a"), needs=(), excused=True)
    (chosen,) = best([Requirement(1, ("a",))], [excused], {})
    assert (chosen.excused, chosen.used, chosen.worth) == (True, (), Decimal(1))


def test_an_option_that_no_requirement_names_never_counts() -> None:
    post = Supply("", Act.POST, (Fit("b", 0),))
    assert best([Requirement(1, ("a",))], [one("b")], {post: 1}) == ()


def test_many_sessions_are_chosen_at_once() -> None:
    days = [f"s{day}" for day in range(10)]
    come = replace(option("a", times=10), within=Within.SESSION)
    candidates = [Candidate(come, day, come.worth, ((0, 1),), token=day) for day in days]
    supplies = {Supply(day, Act.ATTEND, (Fit("a", 0),)): 3 for day in days[:7]}
    assert total(best([Requirement(10, ("a",))], candidates, supplies)) == 7


def test_hundreds_of_acts_take_few_steps() -> None:
    long, short = option("a", 3, times=200), option("b", 2, times=200)
    pair = option("c", 5, times=100)
    candidates = [
        Candidate(pair, "", pair.worth, ((0, 1), (1, 2))),
        Candidate(long, "", long.worth, ((0, 1),)),
        Candidate(short, "", short.worth, ((0, 1),)),
    ]
    supplies = {
        Supply("x", Act.POST, (Fit("a", 0), Fit("b", 0), Fit("c", 0))): 150,
        Supply("x", Act.REPLY, (Fit("b", 0), Fit("c", 1))): 150,
        Supply("y", Act.REPLY, (Fit("b", 0),)): 150,
        Supply("y", Act.POST, (Fit("a", 0, 80), Fit("b", 0))): 150,
    }
    requirements = [Requirement(0, ("a", "b", "c"), points=Decimal(100), cap=Decimal(203))]
    chosen = choose([Field(candidates, supplies, list(enumerate(requirements)))])
    assert total(chosen.weeks[0]) == Decimal("207.8")
    assert chosen.steps < 1_000
    free = [replace(requirements[0], cap=None)]
    chosen = choose([Field(candidates, supplies, list(enumerate(free)))])
    assert total(chosen.weeks[0]) == Decimal("1262.8")
    assert chosen.steps < 1_000
