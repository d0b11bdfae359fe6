"""Views of any blocks whatever, larger than any platform takes."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.chat.actions import action
from bot.chat.spans import spans
from bot.chat.views import (
    Bars,
    Bullets,
    Button,
    Controls,
    Download,
    Heading,
    Note,
    Paragraph,
    Picture,
    Quote,
    Select,
    Table,
    View,
)
from tests.support import playviews

MOST_CHOICES = 120


def views_of(words: st.SearchStrategy[str]) -> st.SearchStrategy[View]:
    """Return views whose words are like `words`, some of their lines long."""
    lines = st.one_of(words, st.text(min_size=900, max_size=2500)).map(spans)
    items = st.lists(lines, max_size=30).map(tuple)
    rows = st.lists(st.tuples(lines, lines), max_size=30).map(tuple)
    counts = st.lists(st.tuples(words, st.integers(0, 99)), max_size=9).map(tuple)
    controls = st.lists(st.one_of(_buttons(), _selects()), max_size=8).map(tuple)
    blocks = st.one_of(
        words.map(Heading),
        lines.map(Paragraph),
        lines.map(Quote),
        words.map(spans).map(Note),
        items.map(Bullets),
        rows.map(lambda each: Table(("a", "b"), each)),
        counts.map(Bars),
        controls.map(Controls),
        words.map(lambda name: Download(playviews.CHART.id, name)),
        words.map(lambda about: Picture(playviews.CHART.id, about)),
    )
    return st.builds(View, st.lists(blocks, max_size=20).map(tuple), title=words, fallback=words)


def _buttons() -> st.SearchStrategy[Button]:
    return st.integers(0, 400).map(lambda n: Button(f"Do {n}", action("do", "c", str(n))))


def _selects() -> st.SearchStrategy[Select]:
    return st.lists(st.integers(0, 400), min_size=1, max_size=MOST_CHOICES).map(
        lambda numbers: Select(
            "Pick",
            tuple((f"One {n} {'x' * (n % 90)}", action("pick", "c", str(n))) for n in numbers),
        )
    )
