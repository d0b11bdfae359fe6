"""The archive in the database: documents, found through an index of their words."""

from __future__ import annotations

import json
from collections.abc import Sequence, Set
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from sqlalchemy import BigInteger, Column, ColumnElement, Index, Integer, Table, Text, select, text

from adapters.storage import archive_index as index
from adapters.storage.columns import Instant, Key, Value, Word, among_given, many, of_fields
from adapters.storage.rows import Row, Rows, fields
from adapters.storage.tables import metadata
from bot.model.places import Message
from bot.model.recap.archive import CANDIDATES, Candidate, Document, Kind, Order, ranked
from bot.ports.archive import Search
from bot.ports.tools import Tools

FIRST_YEAR = datetime(2000, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
SPREAD = 1 << 20
"""Row numbers a millisecond: time-ordered, so that the newest come first at no cost."""

OURS = text("post <> ''")

archive = Table(
    "archive",
    metadata,
    Column("seq", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    Column("id", Key, nullable=False, unique=True),
    Column("course", Key, nullable=False),
    Column("kind", Word(Kind), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("week", Integer, nullable=False),
    Column("message", Value(Message)),
    Column("post", Key, nullable=False),
    Column("person", Key),
    Column("opens_with", Key),
    Column("facets", Text, nullable=False),
    Column("title_words", Text, nullable=False),
    Column("words", Text, nullable=False),
    Index(None, "person", "at"),
    Index("ix_archive_post", "course", "post", sqlite_where=OURS, postgresql_where=OURS),
)
COLUMNS = tuple(column.name for column in archive.columns)
NEAR = select(archive).where(
    among_given(archive.c.id, "ids") | among_given(archive.c.seq, "numbers")
)
FOUND = index.newest(of_fields(archive, Document))
CANDIDATE = index.newest([archive.c[name] for name in ("id", "at", "title_words", "words")])
BY_ID = select(*of_fields(archive, Document)).where(among_given(archive.c.id, "ids"))

DELETE = "DELETE FROM archive WHERE seq = ?"


class SqlArchive:
    """Everything a course keeps; see bot.ports.archive."""

    def __init__(self, rows: Rows, tools: Tools) -> None:
        """Take the transaction's rows, and the tools that normalize words."""
        self._rows = rows
        self._tools = tools

    async def put(self, documents: Sequence[Document], language: str = "en") -> None:
        """Write documents, new or known, in one statement a table; equal ones change nothing."""
        wanted = {document.id: document for document in documents}
        numbers = {name: number(document) for name, document in wanted.items()}
        near = await self._near(list(wanted), list(numbers.values()))
        same = {row["id"] for row in near if wanted.get(row["id"]) == _document(row)}
        old = [row for row in near if row["id"] in wanted and row["id"] not in same]
        taken = {row["seq"] for row in near} - {row["seq"] for row in old}
        rows: list[Row] = []
        titles: dict[str, str] = {}
        for name, document in wanted.items():
            if name not in same:
                seq = _free(numbers[name], taken)
                taken.add(seq)
                rows.append({"seq": seq, **self._row(document, language, titles)})
        self._forget(old)
        await self._rows.put(archive, rows)
        index.add(self._rows, rows)

    async def remove(self, documents: Sequence[str]) -> None:
        """Forget documents, by id."""
        self._forget(await self._near(documents, ()))

    async def get(self, document: str) -> Document | None:
        """Return a document by its id."""
        return next(iter(await self._documents(archive.c.id == document)), None)

    async def of_person(self, person: str) -> Sequence[Document]:
        """Return the documents that hold a person's words, oldest first."""
        return await self._documents(archive.c.person == person)

    async def of_post(self, course: str, post: str) -> Sequence[Document]:
        """Return a course's documents whose `post` is exactly this, oldest first."""
        return await self._documents((archive.c.course == course) & (archive.c.post == post))

    async def find(self, search: Search) -> Sequence[Document]:
        """Return what is found."""
        best = search.order is Order.BEST and bool(search.query.phrases)
        most, offset = (CANDIDATES, 0) if best else (search.most, search.offset)
        given = {"asked": index.asked(search), "most": most, "offset": offset}
        if not best:
            return [Document(*row) for row in await self._rows.ask(FOUND, **given)]
        candidates = [
            Candidate(name, at, tuple(title.split()), tuple(words.split()))
            for name, at, title, words in await self._rows.ask(CANDIDATE, **given)
        ]
        order = ranked(index.plain_query(search.query), candidates)
        page = order[search.offset : search.offset + search.most]
        found = [Document(*row) for row in await self._rows.ask(BY_ID, ids=many(page))]
        return sorted(found, key=lambda document: page.index(document.id))

    def _row(self, document: Document, language: str, titles: dict[str, str]) -> Row:
        words, title = self._tools.words, document.title
        if title not in titles:
            titles[title] = index.plain(words.tokens(title, language))
        return {
            **fields(document),
            "facets": index.facets(document.course, document.week, document.opens_with),
            "title_words": titles[title],
            "words": index.plain(words.tokens(document.text, language)),
        }

    async def _near(self, ids: Sequence[str], numbers: Sequence[int]) -> list[Row]:
        """Return the rows with these ids or these row numbers, each once."""
        if not ids and not numbers:
            return []
        found = await self._rows.ask(NEAR, ids=many(ids), numbers=json.dumps(numbers))
        return [dict(zip(COLUMNS, row, strict=True)) for row in found]

    def _forget(self, old: Sequence[Row]) -> None:
        if not old:
            return
        index.forget(self._rows, old)
        self._rows.later(DELETE, [(row["seq"],) for row in old])

    async def _documents(self, which: ColumnElement[bool]) -> list[Document]:
        rows = await self._rows.all(select(archive).where(which).order_by(archive.c.seq))
        return [_document(row) for row in rows]


def number(document: Document) -> int:
    """Return the row number a document would like: its instant, and for the rest its id."""
    since = max((document.at - FIRST_YEAR) // MILLISECOND, 0)
    digest = blake2b(document.id.encode(), digest_size=4).digest()
    return since * SPREAD + int.from_bytes(digest) % SPREAD


def _free(seq: int, taken: Set[int]) -> int:
    while seq in taken:
        seq += 1
    return seq


def _document(row: Row) -> Document:
    return Document(**{name: row[name] for name in Document.__dataclass_fields__})
