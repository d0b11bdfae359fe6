"""The search for a city: exact names first, then beginnings, then what looks alike."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import datetime
from difflib import get_close_matches
from itertools import islice

from adapters.text.cities.names import folded
from adapters.text.cities.offsets import ABBREVIATIONS, at_offset, parse_offset
from adapters.text.cities.table import Table, table
from bot.model.time.zones import REGIONS, zone_names
from bot.ports.cities import City

LONGEST = 80
"""No place has a longer name; more is not looked for."""
PREFIXES = 400
"""How many names of one beginning are weighed."""


class CityTable:
    """Cities from a table that is read when the first one is asked for; searched in a thread."""

    async def find(self, text: str, at: datetime, most: int = 10) -> tuple[City, ...]:
        """Return what `text` may mean, the likeliest first."""
        return (await asyncio.to_thread(lambda: find(table(), text, at)))[:most]


def find(known: Table, text: str, at: datetime) -> tuple[City, ...]:
    """Return all that `text` may mean; see the port."""
    asked = " ".join(text[:LONGEST].split())
    if zone := _zones().get(asked.casefold().replace(" ", "_")):
        return (City(zone, "", zone),)
    if (offset := parse_offset(asked)) is not None:
        return (at_offset(offset, known.cities, at, asked),)
    plain = folded(asked)
    if plain in ABBREVIATIONS and plain not in known.by_country:
        return tuple(_largest(known, zone) for zone in ABBREVIATIONS[plain])
    if not plain:
        return ()
    return (
        _exact(known, asked)
        or tuple(_one_a_zone(known.pick(known.by_country.get(plain, ()))))
        or _beginning(known, plain)
        or _alike(known, plain)
    )


def _exact(known: Table, asked: str) -> tuple[City, ...]:
    """Return cities of this name; words after a comma, or the last ones, may name the region."""
    plain = folded(asked)
    places = known.by_name.get(plain)
    if places:
        return known.pick(places)
    for name, region in _splits(asked, plain):
        inside = set(known.by_region.get(region, ()))
        if found := [place for place in known.by_name.get(name, ()) if place in inside]:
            return known.pick(found)
    return ()


def _splits(asked: str, plain: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to read a text as a city and its region."""
    name, comma, region = asked.partition(",")
    if comma:
        yield folded(name), folded(region)
        yield folded(name), folded(region.rpartition(",")[2])
        yield folded(name), folded(region.partition(",")[0])
    words = plain.split()
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[:cut]), " ".join(words[cut:])


def _beginning(known: Table, plain: str) -> tuple[City, ...]:
    start = bisect_left(known.names, plain)
    names = islice(known.names, start, start + PREFIXES)
    places = {place for name in names if name.startswith(plain) for place in known.by_name[name]}
    return known.pick(sorted(places))


def _alike(known: Table, plain: str) -> tuple[City, ...]:
    """Return cities whose name differs by a slip of the finger; its first letter is right."""
    start = bisect_left(known.names, plain[0])
    end = bisect_left(known.names, chr(ord(plain[0]) + 1))
    close = (len(plain) - 2, len(plain) + 2)
    names = [name for name in known.names[start:end] if close[0] <= len(name) <= close[1]]
    found = get_close_matches(plain, names, n=5, cutoff=0.8)
    return known.pick(place for name in found for place in known.by_name[name][:2])


def _one_a_zone(cities: Iterable[City]) -> Iterator[City]:
    """Yield the largest city of each zone."""
    seen: set[str] = set()
    for city in cities:
        if city.zone not in seen:
            seen.add(city.zone)
            yield city


def _largest(known: Table, zone: str) -> City:
    own = (city for city in known.cities if city.zone == zone)
    return next(own, City(zone, "", zone))


def _zones() -> dict[str, str]:
    """Return the zones that a person may name, by their name in small letters.

    Fixed offsets and old aliases are none: EST is not where New York's clocks are in summer.
    """
    own = (zone for zone in zone_names() if zone.partition("/")[0] in REGIONS or zone == "UTC")
    return {zone.casefold(): zone for zone in own}
