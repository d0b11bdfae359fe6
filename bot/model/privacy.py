"""Small groups: what may be counted before staff without pointing at somebody.

A group of fewer than five is shown only together with others. It must not come out by taking the
groups that are shown from the total either, so no group is ever hidden alone (complementary
suppression). Groups without anyone are left out, so that nobody can tell them from hidden ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

LEAST = 5
"""The smallest group that is shown."""

Counts = tuple[tuple[str, int], ...]
"""Labels and how many people each stands for, the largest first, the merged rest last."""


def merge_small(counts: Mapping[str, int], least: int = LEAST, rest: str = "elsewhere") -> Counts:
    """Return the groups of people who are each in one group, small ones merged into `rest`.

    The sum stays. Where all there are come to fewer than `least`, only `rest` is left.
    """
    groups = _largest_first(counts)
    hidden = [group for group in groups if group[1] < least]
    shown = groups[: len(groups) - len(hidden)]
    while shown and hidden and (len(hidden) == 1 or sum(n for _, n in hidden) < least):
        hidden.append(shown.pop())
    if not hidden:
        return tuple(shown)
    shown = [group for group in shown if group[0] != rest]
    merged = sum(groups_count for _, groups_count in groups) - sum(count for _, count in shown)
    return (*shown, (rest, merged))


def merge_small_choices(
    people: Iterable[AbstractSet[str]], least: int = LEAST, rest: str = "other"
) -> Counts:
    """Return how many people chose each of several things, each person any number of them.

    A choice is hidden if fewer than `least`, but at least one, made it or did not make it; the
    hidden ones are counted together, each person once, if that number may be shown.
    """
    everyone: Sequence[AbstractSet[str]] = tuple(people)
    groups = _largest_first(Counter(choice for chosen in everyone for choice in chosen))
    shown = [group for group in groups if _may_show(group[1], len(everyone), least)]
    hidden = {choice for choice, _ in groups} - {choice for choice, _ in shown}
    if len(hidden) == 1 and shown:
        hidden.add(shown.pop()[0])
    merged = sum(1 for chosen in everyone if hidden & chosen)
    if hidden and _may_show(merged, len(everyone), least):
        return (*shown, (rest, merged))
    return tuple(shown)


def _may_show(count: int, of: int, least: int) -> bool:
    """Whether neither those who are counted nor those who aren't are a small group."""
    return count >= least and (count == of or of - count >= least)


def _largest_first(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    groups = ((label, count) for label, count in counts.items() if count > 0)
    return sorted(groups, key=lambda group: (-group[1], group[0]))
