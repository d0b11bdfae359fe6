"""Finding something in a large archive, beside bare FTS5 asked within the course."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import aiosqlite

from adapters.storage.archive import number
from adapters.storage.archive_index import facets, plain
from adapters.storage.columns import EPOCH, MICROSECOND
from adapters.text.normal import Normalizer
from bot.model.recap.archive import Document, Kind, Order
from bot.model.recap.query import parse_query
from bot.ports.archive import Search
from tests.bench.classes import TERM, WORDS, prose
from tests.bench.room import Room, open_room
from tests.bench.rows import Row, Size, Watch, median, percentile

DOCUMENTS = 1_000_000
COURSES = 100
ASKED = 300
RARE = [f"rare{number}" for number in range(400)]
INSERT = """INSERT OR IGNORE INTO archive (seq, id, course, kind, title, text, at, week, post,
    facets, title_words, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?)"""
INDEX = """INSERT INTO archive_index(archive_index) VALUES ('rebuild')"""
BARE = """SELECT archive.* FROM archive_index JOIN archive ON archive.seq = archive_index.rowid
    WHERE archive_index MATCH ? ORDER BY archive_index.rowid DESC LIMIT 10"""


async def search(size: Size, folder: Path) -> list[Row]:
    """Measure searches, newest and best first, for words that are rare and that all use."""
    chance = random.Random(3)
    count = size.of(DOCUMENTS)
    async with open_room(folder) as room:
        _fill(room.file, count)
        asked = [_words(chance) for _ in range(ASKED)]
        newest = [await _ours(room, words, Order.NEWEST) for words in asked]
        best = [await _ours(room, words, Order.BEST) for words in asked]
        theirs = await _bare(room.file, asked)
    return [
        Row(
            f"archive: newest of {count:,} messages in {COURSES} courses, beside bare FTS5",
            median(newest) / median(theirs),
            "×",
            1.5,
            note=f"p50 {median(newest):.2f} and {median(theirs):.2f} ms, "
            f"p99 {percentile(newest, 0.99):.1f} and {percentile(theirs, 0.99):.1f} ms",
        ),
        Row(
            "archive: best first, p99",
            percentile(best, 0.99),
            "ms",
            50,
            note=f"p50 {median(best):.1f} ms",
        ),
    ]


def _words(chance: random.Random) -> tuple[str, str]:
    """Return a course and what is looked for there: a word, rare or common, or two."""
    words = chance.choice([chance.sample(WORDS, 1), chance.sample(WORDS, 2), [chance.choice(RARE)]])
    return f"course{chance.randrange(COURSES)}", " ".join(words)


def _fill(file: Path, count: int) -> None:
    """Write documents past the store, which would take its time, and index them as it does."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executemany(INSERT, _rows(count))
        connection.execute(INDEX)
        connection.commit()


def _rows(count: int) -> Iterator[tuple[object, ...]]:
    chance, words = random.Random(5), Normalizer()
    for index in range(count):
        at = TERM + index * (timedelta(weeks=15) / count)
        text = prose(chance, 15)
        if chance.random() < 0.01:
            text += f" {chance.choice(RARE)}"
        course, week = f"course{index % COURSES}", (at - TERM).days // 7 + 1
        document = Document(f"d{index}", course, Kind.POST, "Talk", text, at, week)
        yield (
            number(document), document.id, course, str(document.kind), document.title, text,
            (at - EPOCH) // MICROSECOND, week, facets(course, week, None),
            plain(words.tokens(document.title)), plain(words.tokens(text)),
        )  # fmt: skip


async def _ours(room: Room, asked: tuple[str, str], order: Order) -> float:
    course, words = asked
    watch = Watch(collect=False)
    query = parse_query(words, Normalizer().sought)
    async with room.store.reading() as work:
        await work.archive.find(Search(course, query, order))
    return watch.seconds() * 1000


async def _bare(file: Path, asked: list[tuple[str, str]]) -> list[float]:
    """Ask FTS5 itself for the same, with nothing around it."""
    normal = Normalizer()
    times = []
    async with aiosqlite.connect(file) as connection:
        for course, words in asked:
            watch = Watch(collect=False)
            terms = " AND ".join(f'"{word}"' for word in normal.tokens(words))
            asking = f'facets : "c{course}" AND {{title_words words}} : ({terms})'
            await connection.execute_fetchall(BARE, (asking,))
            times.append(watch.seconds() * 1000)
    return times
