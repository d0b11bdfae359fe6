"""Any text is a query of the archive."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.model.recap.query import MOST_PHRASES, Phrase, Query, Term, parse_query


def sought(text: str) -> Phrase:
    return tuple(Term(word) for word in text.lower().replace("-", " ").split())


def parsed(text: str) -> tuple[list[str], list[str], set[int]]:
    query = parse_query(text, sought)
    joined = [[" ".join(term.text for term in phrase) for phrase in group]
              for group in (query.phrases, query.excluded)]  # fmt: skip
    return joined[0], joined[1], set(query.weeks)


@pytest.mark.parametrize(
    ("text", "phrases", "excluded", "weeks"),
    [
        ("acid base", ["acid", "base"], [], set()),
        ('"acid base" buffer', ["acid base", "buffer"], [], set()),
        ("“acid base”", ["acid base"], [], set()),
        ("«acid base» ph", ["acid base", "ph"], [], set()),
        ("acid -base", ["acid"], ["base"], set()),
        ('acid -"strong base"', ["acid"], ["strong base"], set()),
        ("week-3", ["week 3"], [], set()),
        ("week:3 acid", ["acid"], [], {3}),
        ("WEEK:3-5 week:9", [], [], {3, 4, 5, 9}),
        ("week:5-3", [], [], {3, 4, 5}),
        ("week:soon", ["week:soon"], [], set()),
        ("-week:3", [], ["week:3"], set()),
        ('"foo', ["foo"], [], set()),
        ('foo"bar baz"', ["foo", "bar baz"], [], set()),
        ('""', [], [], set()),
        ('- -- "', [], [], set()),
        ("--draft", [], ["draft"], set()),
        ("acid acid", ["acid"], [], set()),
        ("", [], [], set()),
    ],
)
def test_a_query_is_read(
    text: str, phrases: list[str], excluded: list[str], weeks: set[int]
) -> None:
    assert parsed(text) == (phrases, excluded, weeks)


def test_a_query_for_nothing_is_empty() -> None:
    assert parse_query('" -', sought).is_empty
    assert not parse_query("week:2", sought).is_empty
    assert not parse_query("-acid", sought).is_empty
    assert not Query(((Term("acid"),),)).is_empty


def test_a_long_query_is_cut() -> None:
    query = parse_query(" ".join(f"w{number}" for number in range(10**4)), sought)
    assert len(query.phrases) == MOST_PHRASES


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('"-: week3“'))))
@example('-"')
@example('c++ week-3 "foo')
@example("week:999-0")
def test_no_text_is_an_error(text: str) -> None:
    query = parse_query(text, sought)
    assert all(query.phrases)
    assert all(query.excluded)
