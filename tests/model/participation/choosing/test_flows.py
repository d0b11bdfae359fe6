"""The most profitable flow, compared with trying every one."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bot.model.participation.choosing.flows import Network

EDGES = [("s", "a"), ("s", "b"), ("a", "b"), ("a", "t"), ("b", "t")]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(-2, 5)), min_size=5, max_size=5))
def test_no_flow_is_worth_more(drawn: list[tuple[int, int]]) -> None:
    network = Network()
    edges = [
        network.edge(start, end, capacity, profit)
        for (start, end), (capacity, profit) in zip(EDGES, drawn, strict=True)
    ]
    sent = network.send("s", "t")
    flow = [network.on(edge) for edge in edges]
    every = [
        sum(amount * profit for amount, (_, profit) in zip(tried, drawn, strict=True))
        for tried in product(*(range(capacity + 1) for capacity, _ in drawn))
        if balanced(tried)
    ]
    assert balanced(tuple(flow))
    assert sent == sum(amount * profit for amount, (_, profit) in zip(flow, drawn, strict=True))
    assert sent == max(every)


def balanced(flow: tuple[int, ...]) -> bool:
    """Whether what comes into the middle nodes leaves them."""
    into_a, into_b, across, from_a, from_b = flow
    return into_a == across + from_a and into_b + across == from_b


def test_nothing_flows_where_nothing_leads() -> None:
    assert Network().send("s", "t") == 0
