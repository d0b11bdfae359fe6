"""Whatever stands in a gradebook's file, only its column's cells change, and nobody is dropped."""

import csv
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from adapters.lms.exports import filled
from adapters.lms.grids import read_grid
from bot.ports.gradebooks import Target
from tests.support.gradebook import a_week, row

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=6)
"""Without a lone carriage return: csv.writer leaves it unquoted, and so ends a row with it."""
GRADES = st.none() | st.integers(0, 200).map(lambda cents: str(Decimal(cents) / 100))


@given(
    st.lists(st.tuples(NAMES, st.sampled_from(["amara", "BAO", "ciara@example.edu", "x", ""]),
                       st.sampled_from(["", "1", "EX", "0.50", "-"]), NAMES), max_size=6),
    st.tuples(GRADES, GRADES, GRADES),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from([("utf-8", ""), ("utf-8", "\ufeff"), ("utf-16-le", "\ufeff")]),
    st.sampled_from(",;\t"),
    st.sampled_from(["\r\n", "\n"]),
)  # fmt: skip
def test_whatever_the_file_only_cells_of_the_column_change_and_nobody_is_dropped(
    people: list[tuple[str, str, str, str]],
    grades: tuple[str | None, str | None, str | None],
    quoting: int,
    encoding: tuple[str, str],
    separator: str,
    ending: str,
) -> None:
    week = a_week(*(row(name, earned) for name, earned in zip(("Amara", "Bao", "Ciara"), grades,
                                                              strict=True)))  # fmt: skip
    text = io.StringIO(newline="")
    write = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=ending)  # type: ignore[arg-type]
    write.writerow(["Student", "ID", "SIS Login ID", "Section", "Participation W03 (7)", "Note"])
    for number, (name, login, cell, note) in enumerate(people):
        write.writerow([f"P{name}", str(number), login, "A", cell, note])
    content = (encoding[1] + text.getvalue()).encode(encoding[0])
    file = filled(week, Target("g.csv", content))
    old, new = read_grid("old", content), read_grid("new", file.content)
    assert (new.encoding, new.separator, len(new.rows)) == (old.encoding, separator, len(old.rows))
    for before, after in zip(old.rows, new.rows, strict=True):
        assert before.ending == after.ending
        assert before.cells[:4] == after.cells[:4]
        assert before.cells[5:] == after.cells[5:]
    told = file.graded | {each.person for each in file.left_out}
    assert {each.person for each in week.rows if each.earned is not None} <= told
    by_login = {each.username: each for each in week.rows}
    for after in new.rows[1:]:
        student = by_login.get(after.value(2).casefold().partition("@")[0])
        if student is not None and student.person in file.graded and after.value(4) != "EX":
            assert Decimal(after.value(4)) == student.earned
