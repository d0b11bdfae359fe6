"""Whose row is whose: certain by a key, or asked of staff."""

from hypothesis import given
from hypothesis import strategies as st

from bot.model.gradebook.gradebook import Key
from bot.model.gradebook.matching import NOBODY, FileRow, folded, match
from tests.support.gradebook import row

PEOPLE = [row("Amara Lee", number="0007"), row("Bao", number="12"), row("Ciara", number=None)]


def file_row(line: int, **keys: str) -> FileRow:
    held = tuple((Key(kind), value) for kind, value in keys.items())
    return FileRow(line, f"canvas/{line}", "", held)


def test_a_login_ignores_case_and_may_be_an_address() -> None:
    rows = [file_row(2, username="BAO"), file_row(3, username="Ciara@Example.edu")]
    assert match(rows, PEOPLE, {}).found == {2: "p-bao", 3: "p-ciara"}


def test_an_id_number_is_exact() -> None:
    found = match([file_row(2, number="0007"), file_row(3, number="7")], PEOPLE, {})
    assert found.found == {2: "p-amaralee"}
    assert [(doubt.row.line, doubt.maybe) for doubt in found.doubts] == [(3, "p-amaralee")]


def test_a_name_is_a_suggestion_in_any_order_and_never_a_match() -> None:
    named = FileRow(2, "canvas/2", "Lee, Amára", ())
    [doubt] = match([named], PEOPLE, {}).doubts
    assert (doubt.maybe, doubt.why) == ("p-amaralee", "The row names nobody: it has no key.")


def test_a_decision_goes_before_keys_and_one_about_somebody_gone_is_forgotten() -> None:
    rows = [file_row(2, username="bao"), file_row(3, username="tutor")]
    found = match(rows, PEOPLE, {"canvas/2": "p-ciara", "canvas/3": NOBODY})
    assert found.found == {2: "p-ciara"}
    assert [each.line for each in found.aside] == [3]
    assert match(rows, PEOPLE, {"canvas/2": "p-gone"}).found == {2: "p-bao"}


def test_two_people_with_one_key_are_never_told_apart_by_it() -> None:
    twins = [row("Bao", number="1"), row("Bao Nguyen", username="bao", number="2")]
    found = match([file_row(2, username="bao")], twins, {})
    assert found.found == {}
    assert "Its keys disagree" in found.doubts[0].why
    assert match([file_row(2, username="bao", number="2")], twins, {}).found == {}


@given(
    st.lists(
        st.tuples(st.sampled_from(["bao", "ciara", "x", ""]), st.sampled_from(["0007", "12", ""]))
    )
)
def test_every_row_is_found_in_doubt_or_set_aside_and_nobody_is_found_twice(
    keys: list[tuple[str, str]],
) -> None:
    rows = [file_row(line, username=a, number=b) for line, (a, b) in enumerate(keys, start=2)]
    found = match(rows, PEOPLE, {"canvas/3": NOBODY})
    lines = [
        *found.found,
        *(each.row.line for each in found.doubts),
        *(r.line for r in found.aside),
    ]
    assert sorted(lines) == [each.line for each in rows]
    assert len(set(found.found.values())) == len(found.found)


def test_keys_are_compared_as_gradebooks_do() -> None:
    assert folded(" Zoe\u0308@X.edu", Key.EMAIL) == "zo\u00eb@x.edu"
    assert folded("aB", Key.NUMBER) == "aB"
