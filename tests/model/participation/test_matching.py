"""The best choice of completions, compared with trying everything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations_with_replacement

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.ledger import SESSION_ROUTES, Act
from bot.model.participation.matching import Candidate, Supply, best, total
from bot.model.participation.policy import Option, Part, Requirement, Within

KINDS = (Act.ATTEND, Act.MAKE_UP, Act.POST, Act.HELP)
FITS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 1)), min_size=1, max_size=4, unique=True
).map(tuple)
SUPPLIES = st.dictionaries(
    st.builds(Supply, st.sampled_from(["x", "y"]), st.sampled_from(KINDS), FITS),
    st.integers(1, 2),
    max_size=5,
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


REQUIREMENTS = st.lists(
    st.builds(
        Requirement,
        st.integers(1, 2),
        st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(tuple),
    ),
    min_size=1,
    max_size=2,
)


def payable(needs: Sequence[tuple[tuple[str, int], str]], acts: list[Supply]) -> bool:
    """Whether `acts`, each used once and one of a session's routes, pay for `needs`."""
    if not needs:
        return True
    fit, about = needs[0]
    for index, act in enumerate(acts):
        if fit in act.fits and about in ("", act.about):
            left = acts[:index] + acts[index + 1 :]
            if act.act in SESSION_ROUTES:
                left = [a for a in left if not (a.about == act.about and a.act in SESSION_ROUTES)]
            if payable(needs[1:], left):
                return True
    return False


def housed(keys: Sequence[str], slots: list[int], requirements: Sequence[Requirement]) -> bool:
    """Whether each completion finds a requirement with room."""
    if not keys:
        return True
    for index, requirement in enumerate(requirements):
        if slots[index] and keys[0] in requirement.options:
            fewer = [slot - (i == index) for i, slot in enumerate(slots)]
            if housed(keys[1:], fewer, requirements):
                return True
    return False


def brute_force(
    requirements: Sequence[Requirement],
    candidates: Sequence[Candidate],
    supplies: Mapping[Supply, int],
) -> Decimal:
    """Return the most that any choice of completions earns."""
    acts = [supply for supply, count in supplies.items() for _ in range(count)]

    def possible() -> Iterator[Decimal]:
        yield Decimal(0)
        for size in range(1, sum(r.choose for r in requirements) + 1):
            for chosen in combinations_with_replacement(candidates, size):
                keys = [candidate.option.key for candidate in chosen]
                tokens = [candidate.token for candidate in chosen if candidate.token]
                needs = [
                    ((candidate.option.key, part), candidate.about)
                    for candidate in chosen
                    for part, count in candidate.needs
                    for _ in range(count)
                ]
                if (
                    len(tokens) == len(set(tokens))
                    and all(keys.count(c.option.key) <= c.option.limit for c in chosen)
                    and housed(keys, [r.choose for r in requirements], requirements)
                    and payable(needs, acts)
                ):
                    yield sum((candidate.worth for candidate in chosen), Decimal(0))

    return max(possible())


@given(REQUIREMENTS, candidate_lists(), SUPPLIES)
def test_the_choice_equals_trying_everything(
    requirements: list[Requirement], candidates: list[Candidate], supplies: dict[Supply, int]
) -> None:
    chosen = best(requirements, candidates, supplies)
    assert total(chosen) == brute_force(requirements, candidates, supplies)


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
            assert completion.option in {key for key, _ in supply.fits}
            assert completion.about in ("", supply.about)


def one(key: str, worth: int = 1, about: str = "", needs: int = 1) -> Candidate:
    candidate = option(key, worth)
    return Candidate(candidate, about, candidate.worth, ((0, needs),))


def test_an_act_that_serves_two_options_is_given_to_the_one_that_needs_it() -> None:
    flexible = Supply("x", Act.POST, (("a", 0), ("b", 0)))
    only_a = Supply("x", Act.HELP, (("a", 0),))
    chosen = best([Requirement(2, ("a", "b"))], [one("a"), one("b")], {flexible: 1, only_a: 1})
    assert {c.option: c.used for c in chosen} == {"a": (only_a,), "b": (flexible,)}


def test_one_post_pays_for_one_option_only() -> None:
    post = Supply("x", Act.POST, (("a", 0), ("b", 0)))
    chosen = best([Requirement(2, ("a", "b"))], [one("a"), one("b", 2)], {post: 1})
    assert [(c.option, c.worth, c.about) for c in chosen] == [("b", Decimal(2), "")]


def test_of_equals_the_earlier_candidate_is_chosen() -> None:
    post = Supply("x", Act.POST, (("a", 0), ("b", 0)))
    requirements = [Requirement(1, ("a", "b"))]
    assert best(requirements, [one("b"), one("a")], {post: 2})[0].option == "b"
    assert best(requirements, [one("a"), one("b")], {post: 2})[0].option == "a"


def test_two_requirements_share_what_fits_both() -> None:
    post = Supply("", Act.POST, (("a", 0), ("b", 0)))
    requirements = [Requirement(1, ("a", "b")), Requirement(1, ("a",))]
    chosen = best(requirements, [one("a", 3), one("b", 2)], {post: 2})
    assert {c.option: c.requirement for c in chosen} == {"a": 1, "b": 0}


def test_an_excused_completion_needs_nothing_and_says_so() -> None:
    excused = replace(one("a"), needs=(), excused=True)
    (chosen,) = best([Requirement(1, ("a",))], [excused], {})
    assert (chosen.excused, chosen.used, chosen.worth) == (True, (), Decimal(1))


def test_an_option_that_no_requirement_names_never_counts() -> None:
    post = Supply("", Act.POST, (("b", 0),))
    assert best([Requirement(1, ("a",))], [one("b")], {post: 1}) == ()


def test_many_sessions_are_chosen_at_once() -> None:
    days = [f"s{day}" for day in range(10)]
    come = replace(option("a", times=10), within=Within.SESSION)
    candidates = [Candidate(come, day, come.worth, ((0, 1),), token=day) for day in days]
    supplies = {Supply(day, Act.ATTEND, (("a", 0),)): 3 for day in days[:7]}
    assert total(best([Requirement(10, ("a",))], candidates, supplies)) == 7
