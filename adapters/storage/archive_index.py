"""The index of the archive's words: the one part that each database does in its own way.

SQLite's is FTS5 over the `archive` table's normalized columns: it holds no copy of them and can be
made anew from them. Words reach it in ASCII (see `plain`), since databases differ in which letters
they know. A document's course, weeks and visibility are words of the column `facets`, inside
the index: a filter after the match would read every match of every course.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, TextualSelect, inspect, text

from adapters.storage.rows import Row, Rows
from bot.model.recap.query import Phrase, Query, Term
from bot.ports.archive import Search

CREATE = """CREATE VIRTUAL TABLE archive_index USING fts5(
    facets, title_words, words, content='archive', content_rowid='seq', tokenize='ascii')"""
REBUILD = "INSERT INTO archive_index(archive_index) VALUES ('rebuild')"
ADD = "INSERT INTO archive_index(rowid, facets, title_words, words) VALUES (?, ?, ?, ?)"
FORGET = """INSERT INTO archive_index(archive_index, rowid, facets, title_words, words)
    VALUES ('delete', ?, ?, ?, ?)"""
FOUND = """FROM archive_index JOIN archive ON archive.seq = archive_index.rowid
    WHERE archive_index MATCH :asked ORDER BY archive_index.rowid DESC LIMIT :most OFFSET :offset"""


def make_index(connection: Connection) -> None:
    """Make the index where there is none, from what the archive holds."""
    if connection.dialect.name == "sqlite" and not inspect(connection).has_table("archive_index"):
        connection.exec_driver_sql(CREATE)
        connection.exec_driver_sql(REBUILD)


def add(rows: Rows, new: Sequence[Row]) -> None:
    """Index rows of the archive; none of them may be indexed already."""
    if new:
        rows.later(ADD, list(map(_indexed, new)))


def forget(rows: Rows, old: Sequence[Row]) -> None:
    """Take rows of the archive, as they were indexed, out of the index."""
    if old:
        rows.later(FORGET, list(map(_indexed, old)))


def newest(columns: Sequence[Column[Any]]) -> TextualSelect:
    """Return the query for these columns of what is found, newest first.

    It is given what is `asked`, how many at `most`, and how many to pass over (`offset`).
    """
    names = ", ".join(f"archive.{column.name}" for column in columns)
    return text(f"SELECT {names} {FOUND}").columns(*columns)


def facets(course: str, week: int, opens_with: str | None) -> str:
    """Return what a document is found by beside its words: words that few other courses' have."""
    seen = f"s{opens_with}{course}" if opens_with else f"o{course}"
    return f"c{course} w{max(week, 0)}{course} {seen}"


def plain(words: Sequence[str]) -> str:
    """Return normalized words in ASCII; what begins alike still does."""
    line = " ".join(words)
    if line.isascii():
        return line
    return "".join(sign if sign.isascii() else f"x{ord(sign):04x}" for sign in line)


def plain_query(query: Query) -> Query:
    """Return a query whose words are in ASCII as the archive's are."""

    def phrases(some: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
        return tuple(tuple(Term(plain([t.text]), t.prefix) for t in phrase) for phrase in some)

    return Query(phrases(query.phrases), phrases(query.excluded), query.weeks)


def asked(search: Search) -> str:
    """Return a search in FTS5's own query language: https://www.sqlite.org/fts5.html, section 3."""
    query = search.query
    if search.opened is None:
        within = [f'"c{search.course}"']
    else:
        sessions = (f'"s{name}{search.course}"' for name in sorted(search.opened))
        within = [_any([f'"o{search.course}"', *sessions])]
    if query.weeks:
        within.append(_any(f'"w{week}{search.course}"' for week in sorted(query.weeks)))
    parts = [f"facets : ({' AND '.join(within)})"]
    parts += [f"{{title_words words}} : ({_phrase(phrase)})" for phrase in query.phrases]
    found = " AND ".join(f"({part})" for part in parts)
    if query.excluded:
        unwanted = _any(map(_phrase, query.excluded))
        return f"({found}) NOT ({{title_words words}} : {unwanted})"
    return found


def _any(choices: Iterable[str]) -> str:
    return f"({' OR '.join(choices)})"


def _phrase(phrase: Phrase) -> str:
    """Return a phrase. The beginning of a word can only be sought at its end.

    Elsewhere it means the whole word: only a single letter of a script without spaces is sought
    by its beginning, and what follows other words stands there by itself.
    """
    quoted = f'"{plain([term.text for term in phrase])}"'
    return f"{quoted} *" if phrase[-1].prefix else quoted


def _indexed(row: Row) -> tuple[object, ...]:
    return row["seq"], row["facets"], row["title_words"], row["words"]
