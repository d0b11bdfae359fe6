"""Cells that no spreadsheet takes for a formula and no gradebook stumbles over.

What begins a formula: `=`, `+`, `-`, `@`, tab and line ends (OWASP, "CSV Injection"), their
full-width forms, and any of them behind white space, which spreadsheets skip. A semicolon starts
a new cell where the decimal sign is a comma, so what follows one is guarded too.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

LONGEST = 32_000
"""A spreadsheet's cell holds 32,767 characters; a longer text would be refused with its file."""
NUMBERS = 4_096
"""Grades whose text is at hand: most of a class share a few."""

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")
_FORMULA_SIGNS = frozenset("=+-@")
_JOINERS = frozenset("\u200c\u200d")  # Persian, Indic scripts and emoji are wrong without them.
_UNSEEN = frozenset(["Cc", "Cf", "Cn", "Cs"])


def clean(text: str) -> str:
    """Return `text` on one line, without what is invisible or breaks a file.

    Control characters and line ends become a space; backslashes too, because Moodle lets one at a
    cell's end swallow the next row; marks that turn the direction of what follows go.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.replace("\\", " ").split())[:LONGEST]
    flat = _BREAKS.sub(" ", text.replace("\\", " "))
    seen = (letter for letter in flat if letter in _JOINERS or not _unseen(letter))
    return " ".join("".join(seen).split())[:LONGEST]


def guarded(text: str) -> str:
    """Return `text`, cleaned, with an apostrophe before whatever would start a formula."""
    cleaned = clean(text)
    if ";" in cleaned:
        return ";".join(map(_guarded, cleaned.split(";")))
    return _guarded(cleaned)


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet would read `text` as a formula."""
    first = text.lstrip()[:1]
    if first.isascii():
        return first in _FORMULA_SIGNS
    return unicodedata.normalize("NFKC", first)[:1] in _FORMULA_SIGNS


@lru_cache(NUMBERS)
def number(value: Decimal) -> str:
    """Return a grade as every gradebook reads it: `8.5`, `10`, `0`; two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _guarded(piece: str) -> str:
    return f"'{piece.lstrip()}" if starts_formula(piece) else piece


def _unseen(letter: str) -> bool:
    """Whether a character shows nothing: controls, marks of direction, halves of a pair."""
    return unicodedata.category(letter) in _UNSEEN
