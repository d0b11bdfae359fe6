"""No cell becomes a formula, whatever a person is called."""

import csv
import io
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.lms.cells import clean, guarded, number, starts_formula
from adapters.lms.plain import csv_bytes

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=1",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1",
    "Amara;=1+1",
    "Amara\n=1+1",
    "\\=1",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_guarded(name: str) -> None:
    shown = guarded(name)
    assert not any(starts_formula(piece) for piece in shown.split(";"))
    assert "\n" not in shown
    assert "\\" not in shown


@pytest.mark.parametrize("name", ["O'Brien, Jr.", 'Dörte "Dodo"', "佐藤", "ليلى حداد", "Ana-Maria"])
def test_an_honest_name_stays_as_it_is(name: str) -> None:
    assert guarded(name) == name


@given(st.text())
@example("=\\")
@example("\ud800=")
def test_any_text_is_one_safe_line(text: str) -> None:
    shown = guarded(text)
    for piece in shown.split(";"):
        first = unicodedata.normalize("NFKC", piece.lstrip()[:1])[:1]
        assert first not in ("=", "+", "-", "@")
    assert not any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in shown)
    assert guarded(shown) == shown


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), min_size=1, max_size=4))
def test_any_cells_survive_csv(rows: list[list[str]]) -> None:
    safe = [[guarded(cell) for cell in cells] for cells in rows]
    content = csv_bytes(safe).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(content, newline=""))) == safe


def test_marks_that_turn_the_direction_go_and_joiners_stay() -> None:
    assert clean("Amara\u202egnp.exe") == "Amaragnp.exe"
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize(
    ("value", "text"),
    [("8.50", "8.5"), ("10", "10"), ("1E+2", "100"), ("0", "0"), ("-0.001", "0"), ("6.25", "6.25")],
)
def test_numbers_have_one_decimal_point(value: str, text: str) -> None:
    assert number(Decimal(value)) == text
