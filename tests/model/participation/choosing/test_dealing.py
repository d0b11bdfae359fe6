"""Hands: whatever is dealt can be done together, and nobody gets more than they can do."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.choosing.dealing import DEALS, Deal, dealt
from bot.model.participation.choosing.moves import Move
from bot.model.participation.choosing.transport import Taken

CAPACITY = (7, 4, 9)


@st.composite
def moves(draw: st.DrawFn) -> list[Move]:
    """Return moves that take of some of three resources, as often as each could alone."""
    found: list[Move] = []
    for number in range(draw(st.integers(1, 5))):
        uses = draw(st.dictionaries(st.integers(0, 2), st.integers(1, 3), min_size=1))
        most = min(CAPACITY[resource] // amount for resource, amount in uses.items())
        times = draw(st.integers(1, most))
        every = tuple((resource, amount * times) for resource, amount in sorted(uses.items()))
        found.append(Move(Taken(number, 0, ()), every, draw(st.integers(1, 500)), times))
    return found


@given(moves(), st.sampled_from(DEALS), st.data())
def test_a_hand_can_be_done_altogether(some: list[Move], deal: Deal, data: st.DataObject) -> None:
    known = {one.taken: data.draw(st.integers(0, one.times)) for one in some}
    used: Counter[int] = Counter()
    for move in dealt(some, CAPACITY, known, deal):
        [before] = [one for one in some if one.taken == move.taken]
        assert not move.uses
        assert 1 <= move.times <= before.times
        for resource, amount in before.uses:
            used[resource] += amount // before.times * move.times
    assert all(used[resource] <= there for resource, there in enumerate(CAPACITY))


def post(kind: int, worth: int) -> Move:
    """Return a move that takes of the first resource as often as there is of it."""
    return Move(Taken(kind, 0, ()), ((0, 7),), worth, 7)


def hand(deal: Deal, known: dict[Taken, int] | None = None) -> list[int]:
    """Return how often two moves that take of the same are dealt, the worthier first."""
    found = Counter({0: 0, 1: 0})
    for move in dealt([post(0, 30), post(1, 10)], CAPACITY, known or {}, deal):
        found[move.taken.kind] += move.times
    return [found[0], found[1]]


def test_the_worthiest_get_all_that_is_left() -> None:
    assert hand(Deal(turns=0, first=0, worthiest=True)) == [7, 0]
    assert hand(Deal(turns=2, first=0, worthiest=True)) == [5, 2]


def test_all_go_on_in_turn_and_another_may_be_the_first() -> None:
    assert hand(Deal(turns=1, first=0, worthiest=False)) == [4, 3]
    assert hand(Deal(turns=1, first=1, worthiest=False)) == [3, 4]


def test_of_what_is_known_some_is_given_back() -> None:
    known = {Taken(1, 0, ()): 7}
    assert hand(Deal(turns=0, first=0, worthiest=True), known) == [0, 7]
    assert hand(Deal(turns=1, first=0, worthiest=True), known) == [1, 6]
