"""The paper charts are drawn on: SVG pieces that all of them share.

A chart brings its own card, for a picture doesn't know whether the page around it is light or
dark. Everything is measured in pixels of a picture 400 wide. No text is smaller than 11, and no
meaning is in color alone: colors come with patterns, and counts are written out where they fit;
the text alternative has them all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

WIDTH = 400
MARGIN = 20
INNER = WIDTH - 2 * MARGIN
LEFT, RIGHT = MARGIN, WIDTH - MARGIN

PAPER = "#fbfaf6"
EDGE = "#dcd8cc"
INK = "#22303a"
FAINT = "#5a6770"
RULE = "#e6e2d7"
COLORS = ("#1f6391", "#e3a52c", "#3f9272", "#b3547c", "#6d63ad", "#8a8378")
"""Told apart by those who see fewer colors: they differ in lightness and each has its pattern."""

_NARROW = frozenset("fijlrtI.,:;|!'`()[] -")
_BROAD = frozenset("mwMWQO@%&—")
_TEXTURES = (
    "",
    '<path d="M-2 10 10 -2M-2 2 2 -2M6 10 10 6" {0}/>',
    '<circle cx="2" cy="2" r="1.2" {1}/><circle cx="6" cy="6" r="1.2" {1}/>',
    '<path d="M0 2H8M0 6H8" {0}/>',
    '<path d="M-2 10 10 -2M-2 -2 10 10" {0}/>',
    '<path d="M2 0V8M6 0V8" {0}/>',
)


def sheet(title: str, body: Iterable[str], height: float) -> str:
    """Return a whole picture: a card with its title and `body` on it."""
    heading = "".join(
        words(LEFT, 34 + 20 * row, part, 16) for row, part in enumerate(title_lines(title))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:g}" '
        f'viewBox="0 0 {WIDTH} {height:g}" font-family="DejaVu Sans">'
        f"<defs>{''.join(_pattern(place) for place in range(len(COLORS)))}</defs>"
        f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{height - 1:g}" rx="14" '
        f'fill="{PAPER}" stroke="{EDGE}"/>{heading}{"".join(body)}</svg>'
    )


def top(title: str) -> float:
    """Return how far down the title reaches."""
    return 34 + 20 * (len(title_lines(title)) - 1) + 10


def title_lines(title: str) -> tuple[str, ...]:
    """Return a title on one line, or on two where one is too short."""
    title = one_line(title)
    if width_of(title, 16) <= INNER:
        return (title,)
    first = ""
    for word in title.split():
        longer = f"{first} {word}".strip()
        if width_of(longer, 16) > INNER:
            break
        first = longer
    rest = title[len(first) :].strip()
    return (first, fitted(rest, 16, INNER)) if first else (fitted(rest, 16, INNER),)


def words(
    x: float, y: float, text: str, size: float = 12, fill: str = INK, anchor: str = "start"
) -> str:
    """Return a line of text whose base line is at `y`."""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{fill}" '
        f"text-anchor={quoteattr(anchor)}>{escape(one_line(text))}</text>"
    )


def box(
    x: float, y: float, width: float, height: float, fill: str, radius: float = 0, more: str = ""
) -> str:
    """Return a rectangle; `fill` is a color or what `filling` returns."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{max(width, 0):g}" height="{max(height, 0):g}" '
        f'rx="{radius:g}" fill="{fill}" {more}/>'
    )


def line(x: float, y: float, to_x: float, to_y: float, stroke: str = RULE) -> str:
    """Return a thin line."""
    return f'<path d="M{x:g} {y:g}L{to_x:g} {to_y:g}" stroke="{stroke}" stroke-width="1"/>'


def tag(x: float, y: float, text: str, room: float, size: float = 11) -> str:
    """Return a short text centered at `x`, `y` on a chip of paper, readable on any pattern."""
    wide, high = min(width_of(text, size) + 6, room), size + 3
    chip = box(x - wide / 2, y - high / 2, wide, high, PAPER, 4)
    return chip + words(x, y + size * 0.36, text, size, anchor="middle")


def filling(place: int) -> str:
    """Return the fill of a chart's part number `place`: a color with its pattern."""
    return f"url(#p{place % len(COLORS)})"


def one_line(text: str) -> str:
    """Return a label without line ends and whatever XML can't hold."""
    kept = (
        letter
        for letter in " ".join(text.split())
        if unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co")
    )
    return "".join(kept)


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is: a little more rather than less."""
    return sum(map(_advance, text)) * size


def fitted(text: str, size: float, room: float) -> str:
    """Return as much of a text as fits into `room`, with an ellipsis where it was cut."""
    text = one_line(text)
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _advance(letter: str) -> float:
    if letter in _NARROW:
        return 0.4
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if unicodedata.combining(letter):
        return 0
    return 0.98 if letter in _BROAD else 0.72 if letter.isupper() else 0.63


def _pattern(place: int) -> str:
    stroke = 'stroke="#ffffff" stroke-opacity=".55" stroke-width="1.4" fill="none"'
    dots = 'fill="#ffffff" fill-opacity=".7"'
    return (
        f'<pattern id="p{place}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{COLORS[place]}"/>'
        f"{_TEXTURES[place].format(stroke, dots)}</pattern>"
    )
