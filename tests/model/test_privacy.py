"""Small groups can't be seen, nor worked out."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.privacy import LEAST, merge_small, merge_small_choices


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"Berlin": 10, "Paris": 6}, (("Berlin", 10), ("Paris", 6))),
        ({"Berlin": 10, "Paris": 4, "Rome": 3}, (("Berlin", 10), ("elsewhere", 7))),
        ({"Berlin": 10, "Paris": 6, "Rome": 3}, (("Berlin", 10), ("elsewhere", 9))),
        ({"Berlin": 10, "Paris": 6, "Rome": 1, "Oslo": 1}, (("Berlin", 10), ("elsewhere", 8))),
        ({"Berlin": 10, "Rome": 4}, (("elsewhere", 14),)),
        ({"Berlin": 2, "Rome": 1}, (("elsewhere", 3),)),
        ({"Berlin": 5, "Rome": 0}, (("Berlin", 5),)),
        ({"Berlin": 10, "elsewhere": 7, "Rome": 4, "Oslo": 2}, (("Berlin", 10), ("elsewhere", 13))),
        ({}, ()),
    ],
)
def test_small_groups_are_merged(
    counts: dict[str, int], shown: tuple[tuple[str, int], ...]
) -> None:
    assert merge_small(counts) == shown


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 30)), st.integers(1, 9))
def test_no_small_group_is_shown_or_hidden_alone(counts: dict[str, int], least: int) -> None:
    shown = merge_small(counts, least, "the rest")
    groups = {label: count for label, count in counts.items() if count}
    assert sum(count for _, count in shown) == sum(groups.values())
    if sum(groups.values()) >= least:
        assert all(count >= least for _, count in shown)
    hidden = set(groups) - {label for label, _ in shown}
    if hidden and len(groups) > 1:
        assert len(hidden) >= 2


def test_choices_are_counted_by_person() -> None:
    people = [{"phone", "computer"}] * 6 + [{"computer"}] * 6
    assert merge_small_choices(people) == (("computer", 12), ("phone", 6))


def test_a_rare_choice_hides_with_the_next_smallest() -> None:
    people = [{"phone"}] * 6 + [{"computer"}] * 8 + [{"shared"}] * 2
    assert merge_small_choices(people) == (("computer", 8), ("other", 8))


def test_a_choice_that_nearly_everyone_made_points_at_those_who_did_not() -> None:
    people = [{"computer"}] * 11 + [{"phone"}]
    assert merge_small_choices(people) == (("other", 12),)
    assert merge_small_choices([{"computer"}] * 11 + [set()]) == ()


@given(st.lists(st.frozensets(st.sampled_from("abcd")), max_size=30))
def test_no_shown_choice_points_at_a_few(people: list[frozenset[str]]) -> None:
    shown = merge_small_choices(people)
    real = Counter(choice for chosen in people for choice in chosen)
    for label, count in shown:
        assert count >= LEAST
        assert len(people) - count not in range(1, LEAST)
        assert label == "other" or real[label] == count
    assert len(set(real) - {label for label, _ in shown}) != 1 or len(real) == 1
