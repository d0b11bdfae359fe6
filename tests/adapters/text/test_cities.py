"""People say where they are in their own words; Homeroom finds the zone."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.text.cities.names import folded
from adapters.text.cities.offsets import ABBREVIATIONS
from adapters.text.cities.search import CityTable, find
from adapters.text.cities.table import TABLE, table
from bot.chat.refusal import Refusal
from bot.model.time.zones import is_zone
from bot.ports.cities import Cities, City

AT = datetime(2026, 9, 1, tzinfo=UTC)


def first(text: str) -> City:
    return find(table(), text, AT)[0]


@pytest.mark.parametrize(
    ("text", "name", "zone"),
    [
        ("Wien", "Vienna", "Europe/Vienna"),
        ("SÃO PAULO", "São Paulo", "America/Sao_Paulo"),
        ("sao-paulo", "São Paulo", "America/Sao_Paulo"),
        ("Bombay", "Mumbai", "Asia/Kolkata"),
        ("東京", "Tokyo", "Asia/Tokyo"),
        ("القاهرة", "Cairo", "Africa/Cairo"),
        ("Saigon", "Ho Chi Minh City", "Asia/Ho_Chi_Minh"),
        ("Kathmandu", "Kathmandu", "Asia/Kathmandu"),
        ("Paris, France", "Paris", "Europe/Paris"),
        ("portland oregon", "Portland", "America/Los_Angeles"),
        ("Portland, ME", "Portland", "America/New_York"),
        ("London, Canada", "London", "America/Toronto"),
        ("Birmingham, Alabama, USA", "Birmingham", "America/Chicago"),
        ("Nairobbi", "Nairobi", "Africa/Nairobi"),
        ("Kathm", "Kathmandu", "Asia/Kathmandu"),
    ],
)
def test_a_city_is_found(text: str, name: str, zone: str) -> None:
    city = first(text)
    assert (city.name, city.zone) == (name, zone)


@pytest.mark.parametrize("text", ["Asia/Kolkata", "asia/kolkata", "America/New York", " UTC "])
def test_a_zone_is_found_by_its_own_name(text: str) -> None:
    found = find(table(), text, AT)
    assert len(found) == 1
    assert found[0].zone.casefold() == text.strip().casefold().replace(" ", "_")
    assert found[0].label == found[0].zone


def test_cities_of_one_name_come_by_size_and_can_be_told_apart() -> None:
    labels = [city.label for city in find(table(), "Portland", AT)]
    assert labels[0] == "Portland, Oregon, USA"
    assert "Portland, Maine, USA" in labels
    assert first("London").label == "London, United Kingdom"


def test_a_country_offers_its_largest_city_in_each_zone() -> None:
    assert [city.zone for city in find(table(), "India", AT)] == ["Asia/Kolkata"]
    zones = [city.zone for city in find(table(), "Australia", AT)]
    assert {"Australia/Sydney", "Australia/Perth", "Australia/Brisbane"} <= set(zones)
    assert len(set(zones)) == len(zones)


def test_an_abbreviation_offers_what_it_may_mean() -> None:
    zones = [city.zone for city in find(table(), "IST", AT)]
    assert zones == ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]
    assert all(is_zone(zone) for zones in ABBREVIATIONS.values() for zone in zones)


@pytest.mark.parametrize(
    ("text", "zone"),
    [("UTC+5:30", "Asia/Kolkata"), ("+0545", "Asia/Kathmandu"), ("GMT +9", "Asia/Seoul")],
)
def test_an_offset_that_stays_all_year_is_a_zone(text: str, zone: str) -> None:
    assert first(text).zone == zone


@pytest.mark.parametrize("text", ["UTC+1", "gmt-5", "+2"])
def test_an_offset_that_moves_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(Refusal, match="Name your city, so that times stay right"):
        find(table(), text, AT)


@pytest.mark.parametrize("text", ["UTC+27", "+3:17"])
def test_an_offset_of_no_clock_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="No city's clock shows"):
        find(table(), text, AT)


@pytest.mark.parametrize("text", ["", "   ", "?!", "xqzzkv"])
def test_what_is_no_place_finds_nothing(text: str) -> None:
    assert find(table(), text, AT) == ()


async def test_the_port_answers_no_more_than_asked() -> None:
    cities: Cities = CityTable()
    assert len(await cities.find("Santa", AT)) == 10
    assert len(await cities.find("Santa", AT, most=3)) == 3


def test_the_table_is_small_credited_and_whole() -> None:
    assert TABLE.stat().st_size < 300_000
    assert "GeoNames" in TABLE.with_name("CREDITS.txt").read_text(encoding="utf-8")
    assert len(table().cities) > 12_000
    assert all(is_zone(city.zone) for city in table().cities)


@given(st.text())
@settings(deadline=None, max_examples=50)
def test_any_text_is_answered(text: str) -> None:
    try:
        found = find(table(), text, AT)
    except Refusal:
        return
    assert all(is_zone(city.zone) for city in found)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
