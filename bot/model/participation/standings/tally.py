"""The rollup: how often each person did what, kept beside the ledger and equal to a recount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import NamedTuple

from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.policies.policy import Policy
from bot.model.participation.policies.qualify import Fit, qualify


class TallyKey(NamedTuple):
    """What is counted together: one person's acts of one week that can serve the same parts.

    `about` is the session's or discussion's id, "" for none. `fits` names every part the acts
    can serve, as `discuss.0 help.1@80` (an act that came late counts 80 percent there): with it
    the choice among options is made from the rollup alone, and still no act counts twice.
    """

    person: str
    week: int
    about: str
    act: Act
    fits: str


Tallies = Mapping[TallyKey, int]


class Did(NamedTuple):
    """What is counted together in one person's week; see TallyKey."""

    about: str
    act: Act
    fits: str


Acts = Mapping[Did, int]
"""How often one person did what in one week. Who did the same may share one such value."""


def write_fits(fits: Iterable[Fit]) -> str:
    """Return `fits` as the text a tally is kept under; percents are whole, 100 isn't written."""
    return " ".join(
        f"{fit.option}.{fit.part}"
        if fit.percent == 100
        else f"{fit.option}.{fit.part}@{fit.percent}"
        for fit in fits
    )


def read_fits(text: str) -> tuple[Fit, ...]:
    """Return the parts that `text`, written by `write_fits`, names."""
    return tuple(_fit(word) for word in text.split())


def _fit(word: str) -> Fit:
    served, _, percent = word.partition("@")
    option, _, part = served.rpartition(".")
    return Fit(option, int(part), int(percent or 100))


def change(policy: Policy, entries: Iterable[Entry]) -> dict[TallyKey, int]:
    """Return what `entries`, new to the ledger, add to the tallies; withdrawals subtract.

    Entries are a set: their order doesn't matter and a repeated id counts once. The caller
    leaves out entries that the ledger holds already.
    """
    sums: Counter[TallyKey] = Counter()
    alike: dict[object, str] = {}
    for entry in {entry.id: entry for entry in entries}.values():
        kind = entry.act, entry.amount, entry.out_of, entry.about is None, _lateness(entry)
        fits = alike.get(kind)
        if fits is None:
            fits = alike[kind] = write_fits(qualify(policy, entry))
        if fits:
            key = TallyKey(entry.person, entry.week, entry.about or "", entry.act, fits)
            sums[key] += 1 if entry.withdraws is None else -1
    return {key: count for key, count in sums.items() if count}


def _lateness(entry: Entry) -> timedelta | None:
    return None if entry.in_time else entry.late


def add(tallies: Tallies, changes: Tallies) -> dict[TallyKey, int]:
    """Return `tallies` with `changes` added; what falls to zero is left out."""
    keys = {**tallies, **changes}
    sums = {key: tallies.get(key, 0) + changes.get(key, 0) for key in keys}
    return {key: count for key, count in sums.items() if count}


def by_person(tallies: Tallies) -> dict[str, dict[int, dict[Did, int]]]:
    """Return tallies by person and week, as standings are reckoned from them."""
    people: dict[str, dict[int, dict[Did, int]]] = {}
    for key, count in tallies.items():
        did = Did(key.about, key.act, key.fits)
        people.setdefault(key.person, {}).setdefault(key.week, {})[did] = count
    return people


def tallies_of(people: Mapping[str, Mapping[int, Acts]], week: int) -> dict[TallyKey, int]:
    """Return one week's tallies from what people did by week: the other way round."""
    return {
        TallyKey(person, week, *did): count
        for person, weeks in people.items()
        for did, count in weeks.get(week, {}).items()
    }


def recount(policy: Policy, entries: Iterable[Entry]) -> dict[TallyKey, int]:
    """Return the tallies of a whole ledger, counted afresh."""
    return change(policy, entries)
