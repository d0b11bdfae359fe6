"""Views of any blocks whatever, larger than any platform takes and with words that try things."""

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
from tests.support.slack.nasty import texts

words = st.one_of(st.text(max_size=60), texts)
long = st.one_of(words, st.text(min_size=900, max_size=2500)).map(spans)
buttons = st.integers(0, 400).map(lambda n: Button(f"Do {n}", action("do", "c", str(n))))
selects = st.lists(st.integers(0, 400), min_size=1, max_size=120).map(
    lambda numbers: Select(
        "Pick", tuple((f"One {n} {'x' * (n % 90)}", action("pick", "c", str(n))) for n in numbers)
    )
)
blocks = st.one_of(
    words.map(Heading),
    long.map(Paragraph),
    long.map(Quote),
    words.map(spans).map(Note),
    st.lists(long, max_size=30).map(lambda items: Bullets(tuple(items))),
    st.lists(st.tuples(long, long), max_size=30).map(lambda rows: Table(("a", "b"), tuple(rows))),
    st.lists(st.tuples(words, st.integers(0, 99)), max_size=9).map(lambda rows: Bars(tuple(rows))),
    st.lists(st.one_of(buttons, selects), max_size=8).map(lambda items: Controls(tuple(items))),
    words.map(lambda name: Download(playviews.CHART.id, name)),
    words.map(lambda about: Picture(playviews.CHART.id, about)),
)
views = st.builds(View, st.lists(blocks, max_size=20).map(tuple), title=words, fallback=words)
