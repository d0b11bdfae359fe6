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


def test_two_rows_of_one_person_are_asked_about_each_by_the_line_of_the_other() -> None:
    rows = [file_row(2, username="bao"), file_row(3, number="12"), file_row(4, username="ciara")]
    found = match(rows, PEOPLE, {})
    assert found.found == {4: "p-ciara"}
    assert [(doubt.row.line, doubt.why, doubt.maybe) for doubt in found.doubts] == [
        (2, "Line 3 fits Bao as well.", "p-bao"),
        (3, "Line 2 fits Bao as well.", "p-bao"),
    ]
    decided = match(rows, PEOPLE, {"canvas/3": "p-bao"})
    assert decided.found == {3: "p-bao", 4: "p-ciara"}
    assert [(doubt.row.line, doubt.why) for doubt in decided.doubts] == [
        (2, "Line 3 fits Bao as well.")
    ]


def test_a_row_that_is_nobody_s_says_by_what_it_was_looked_for() -> None:
    rows = [
        file_row(2, email="x@y.edu", number="99", username=""),
        file_row(3, username="amaralee1"),
    ]
    first, second = match(rows, PEOPLE, {}).doubts
    assert first.why == "Nobody on the roster has the email address x@y.edu or ID number 99."
    assert second.why == "Nobody on the roster has the username amaralee1."
    assert (first.maybe, second.maybe) == (None, None)


def test_a_login_that_begins_an_address_is_a_suggestion() -> None:
    people = [row("Amara Lee", username=None), row("Bao", username=None)]
    [doubt] = match([file_row(2, username="AMARALEE")], people, {}).doubts
    assert doubt.maybe == "p-amaralee"
    twins = [row("Bao", number="1"), row("Bao Nguyen", email="bao@other.edu", number="2")]
    [doubt] = match([file_row(2, username="bao@third.edu")], twins, {}).doubts
    assert doubt.maybe is None
    [doubt] = match([FileRow(2, "canvas/2", "Bao", ())], twins, {}).doubts
    assert doubt.maybe is None


def test_keys_that_disagree_say_whose_each_is() -> None:
    [doubt] = match([file_row(2, username="bao", number="0007")], PEOPLE, {}).doubts
    assert doubt.why == (
        "Its keys disagree: the ID number is that of Amara Lee; the username is that of Bao."
    )


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
