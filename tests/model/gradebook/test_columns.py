"""Which column of a gradebook's file a week's grades belong into."""

import pytest

from bot.model.gradebook.columns import Column, named, titled

TITLES = (
    "Participation W03", "Participation week 3", "Participation  Wk. 3", "Homework w3",
    "Participation W13", "Participation unit 3", "Participation U3", "Participation weeks 3 and W4",
    "Participation W03 (W04)", "Participation",
)  # fmt: skip


def columns(*titles: str) -> list[Column]:
    return [
        Column(place, title, f"{place}1", f"{title} ({place}1)")
        for place, title in enumerate(titles)
    ]


def titles(found: list[Column]) -> list[str]:
    return [column.title for column in found]


@pytest.mark.parametrize("wanted", ["quiz 2", " QUIZ  2", "11", "Quiz 2 (11)"])
def test_a_column_is_named_by_its_title_its_id_or_all_of_its_header(wanted: str) -> None:
    assert titles(named(columns("Quiz 1", "Quiz 2"), wanted)) == ["Quiz 2"]


def test_a_name_that_several_have_or_nobody_has_is_told_as_it_is() -> None:
    assert len(named(columns("Quiz", "quiz"), "Quiz")) == 2
    assert named(columns("Quiz 1", "Quiz 2"), "Quiz") == []


def test_the_column_that_is_called_so_goes_before_those_that_name_the_week() -> None:
    assert titles(titled(columns(*TITLES), " participation w03", 3)) == ["Participation W03"]


def test_without_it_those_that_begin_alike_and_name_the_week_are_as_good() -> None:
    found = titles(titled(columns(*TITLES[1:]), "Participation W03", 3))
    assert found == ["Participation week 3", "Participation  Wk. 3"]
    assert titled(columns(*TITLES[1:]), "Participation W05", 5) == []


def test_a_unit_is_named_by_its_own_words() -> None:
    found = titles(titled(columns(*TITLES), "Participation Unit 03", 3, unit=3))
    assert found == ["Participation unit 3", "Participation U3"]
    assert titled(columns(*TITLES), "Participation Unit 13", 3, unit=13) == []


def test_what_is_of_no_week_and_no_unit_is_only_found_by_its_title() -> None:
    assert titles(titled(columns(*TITLES), "Participation", None)) == ["Participation"]
    assert titled(columns("Participation W03"), "Participation total", None) == []
