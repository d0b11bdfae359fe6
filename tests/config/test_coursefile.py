"""The next term's file is written only where it could be loaded."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from adapters.files.courses.reading import read_text
from adapters.storage.store import SqlStore, open_store
from bot.chat.refusal import Refusal
from config.coursefile import next_file
from config.loading import load_course
from config.tools import all_tools
from tests.support.coursefile import BEFORE, description

SHORT = "This id is too long. Shorten it to 20 characters: it stands in every button."


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    store = await open_store(f"sqlite:///{tmp_path}/it.sqlite", all_tools())
    await load_course(store, description(), BEFORE)
    yield store
    await store.close()


@pytest.mark.parametrize(
    ("name", "starts", "why"),
    [
        ("chem", date(2027, 4, 12), "“chem” is this term's. Give the next one an id of its own."),
        (
            "Chem_2",
            date(2027, 4, 12),
            "Chem_2: A key is made of small letters, digits and hyphens. Write chem-2.",
        ),
        ("chemistry-in-the-spring", date(2027, 4, 12), f"chemistry-in-the-spring: {SHORT}"),
        ("chem-2", date.max, "9999-12-31: No class meets in this year. Check the year."),
        ("chem-2", date.min, "0001-01-01: No class meets in this year. Check the year."),
    ],
)
async def test_what_could_never_be_loaded_is_not_written(
    store: SqlStore, name: str, starts: date, why: str
) -> None:
    course = description().course
    async with store.reading() as work:
        with pytest.raises(Refusal) as said:
            await next_file(course, name, starts, work)
    assert str(said.value) == why


@pytest.mark.parametrize("starts", [date(2027, 4, 12), date(2028, 2, 29), date(2199, 1, 1)])
async def test_the_next_term_passes_the_check(store: SqlStore, starts: date) -> None:
    async with store.reading() as work:
        text = await next_file(description().course, "chem-2", starts, work)
    assert read_text(text, "next.yaml").problems == ()
