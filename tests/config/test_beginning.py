"""What `homeroom course new` takes for a zone: its name, or a city whose zone is clear."""

import pytest

from config.beginning import QUESTIONS

[ZONE] = [one for one in QUESTIONS if one.name == "zone"]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("são paulo", "America/Sao_Paulo"),
        ("Kathmandu, Nepal", "Asia/Kathmandu"),
    ],
)
def test_a_zone_or_a_city_will_do(text: str, zone: str) -> None:
    assert ZONE.read(text) == zone


def test_a_city_of_several_zones_has_to_be_told_apart() -> None:
    with pytest.raises(ValueError, match="America/New_York") as refused:
        ZONE.read("Portland")
    assert "name one" in str(refused.value)


@pytest.mark.parametrize("text", ["Xyzzyville", "UTC+2", "+05:30"])
def test_what_names_no_zone_is_refused_with_a_way_on(text: str) -> None:
    with pytest.raises(ValueError, match="no such time zone") as refused:
        ZONE.read(text)
    assert "such as Europe/Berlin" in str(refused.value) or "like Europe/Berlin" in str(
        refused.value
    )
