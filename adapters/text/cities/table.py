"""The table of cities, read once when it is first asked for."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from adapters.text.cities.names import folded
from bot.model.time.zones import is_zone
from bot.ports.cities import City

TABLE = Path(__file__).with_name("cities.tsv.gz")


@dataclass(frozen=True, slots=True)
class Table:
    """Every city, the largest first, and where to find it.

    `by_name` has places in `cities` under each folded name, own names before other languages',
    `by_country` under a country's folded name and codes, `countries` under both and under states.
    """

    cities: tuple[City, ...]
    names: tuple[str, ...]
    by_name: dict[str, list[int]]
    by_region: dict[str, list[int]]
    by_country: dict[str, list[int]]

    def pick(self, places: Iterable[int]) -> tuple[City, ...]:
        """Return the cities at these places, each once."""
        return tuple(self.cities[place] for place in dict.fromkeys(places))


@cache
def table() -> Table:
    """Return the table; cities in zones that this machine doesn't know are left out."""
    countries: dict[str, tuple[str, tuple[str, ...]]] = {}  # each folded once, not for every city
    states: dict[str, tuple[str, tuple[str, ...]]] = {}
    cities: list[City] = []
    own: defaultdict[str, list[int]] = defaultdict(list)
    other: defaultdict[str, list[int]] = defaultdict(list)
    by_region: defaultdict[str, list[int]] = defaultdict(list)
    by_country: defaultdict[str, list[int]] = defaultdict(list)
    for line in gzip.decompress(TABLE.read_bytes()).decode().splitlines():
        kind, *rest = line.split("\t")
        if kind == "C":
            code, country, long_code = rest
            countries[code] = country, tuple(map(folded, (country, code, long_code)))
        elif kind == "S":
            states[rest[0]] = f"{rest[1]}, USA", (folded(rest[1]), folded(rest[0]))
        elif kind != "#" and is_zone(rest[2]):
            place = len(cities)
            code, state, zone, others = rest
            country, regions = countries[code]
            region, inner = states.get(state, (country, ()))
            cities.append(City(kind, region, zone))
            own[folded(kind)].append(place)
            for name in filter(None, others.split("|")):
                other[name].append(place)
            for name in regions:
                by_country[name].append(place)
            for name in (*regions, *inner):
                by_region[name].append(place)
    by_name = {name: [*own.get(name, ()), *other.get(name, ())] for name in {*own, *other}}
    names = tuple(sorted(by_name))
    return Table(tuple(cities), names, by_name, dict(by_region), dict(by_country))
