"""Pages of messages: what a person sees of a place, what is unread, what the bot reads back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from adapters.sandbox.server.messages import Messages, event_of, reaction_event
from adapters.sandbox.server.store import Store
from adapters.sandbox.wire import Json

MOST = 100
HISTORY_PAGE = 200
VISIBLE = "place = :place AND (only_for IS NULL OR only_for = :account)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages of a place: a thread's, or the stream's before, after or around one."""

    place: str
    thread: int | None = None
    before: int | None = None
    after: int | None = None
    around: int | None = None
    limit: int = 50


class Pages:
    """Reads messages in pages, always through one account's eyes."""

    def __init__(self, store: Store, messages: Messages) -> None:
        """Read from the store that `messages` writes."""
        self._store = store
        self._messages = messages

    def page(self, account: str, wanted: Wanted) -> Json:
        """Return {messages, more} oldest first; the caller has checked the membership."""
        limit = max(1, min(wanted.limit, MOST))
        if wanted.around is not None:
            before = self._rows(account, wanted, "id < :edge", "DESC", wanted.around, limit // 2)
            after = self._rows(account, wanted, "id >= :edge", "ASC", wanted.around, limit)
            rows, more = before[::-1] + after, len(before) == limit // 2
        elif wanted.after is not None:
            rows = self._rows(account, wanted, "id > :edge", "ASC", wanted.after, limit + 1)
            rows, more = rows[:limit], len(rows) > limit
        else:
            edge = wanted.before if wanted.before is not None else 1 << 62
            rows = self._rows(account, wanted, "id < :edge", "DESC", edge, limit + 1)
            rows, more = rows[:limit][::-1], len(rows) > limit
        return {"messages": self._messages.shown(rows, account), "more": more}

    def _rows(
        self, account: str, wanted: Wanted, edge: str, order: str, value: int, limit: int
    ) -> list[sqlite3.Row]:
        where = "(thread = :thread OR id = :thread)" if wanted.thread else "thread IS NULL"
        values = {
            "place": wanted.place,
            "account": account,
            "thread": wanted.thread,
            "edge": value,
            "limit": limit,
        }
        statement = (
            f"SELECT * FROM messages WHERE {VISIBLE} AND {where} AND {edge} "  # noqa: S608 - ours
            f"ORDER BY id {order} LIMIT :limit"
        )
        return self._store.db.execute(statement, values).fetchall()

    def place(self, place: str, account: str) -> Json:
        """Return a place as an account sees it, with what it has not read yet."""
        row = self._store.place(place)
        if row is None:
            raise KeyError(place)
        mark = self._store.one(
            "SELECT message FROM marks WHERE account = ? AND place = ?", account, place
        )
        read = mark["message"] if mark else 0
        values = {"place": place, "account": account, "read": read}
        counts = self._store.db.execute(
            "SELECT coalesce(max(id), 0) AS last, coalesce(sum(id > :read AND author != :account "
            "AND NOT deleted AND (thread IS NULL OR only_for = :account OR thread IN "
            "(SELECT coalesce(thread, id) FROM messages WHERE author = :account))), 0) AS unread "
            "FROM messages WHERE place = :place AND (only_for IS NULL OR only_for = :account)",
            values,
        ).fetchone()
        return {
            "id": row["id"],
            "name": row["name"],
            "kind": row["kind"],
            "topic": row["topic"],
            "closed": bool(row["closed"]),
            "unread": counts["unread"],
            "read": str(read),
            "last": str(counts["last"]),
        }

    def mark_read(self, place: str, account: str, message: int) -> None:
        """Move an account's read mark forward, never back."""
        self._store.write(
            "INSERT INTO marks VALUES (?, ?, ?) ON CONFLICT (account, place) "
            "DO UPDATE SET message = max(message, excluded.message)",
            account,
            place,
            message,
        )

    def history(self, place: str, after: str) -> tuple[list[Json], str | None]:
        """Return what people said in a place and its threads, oldest change first.

        `after` is an instant (ISO text, "" for all). The second value is where to go on, or None.
        """
        messages = self._store.all(
            "SELECT * FROM messages WHERE place = ? AND changed > ? AND NOT bot "
            "ORDER BY changed LIMIT ?",
            (place, after, HISTORY_PAGE),
        )
        reactions = self._store.all(
            "SELECT m.*, r.account AS who, r.emoji AS emoji, r.present AS present, r.at AS done "
            "FROM reactions r JOIN messages m ON m.id = r.message "
            "WHERE m.place = ? AND r.at > ? ORDER BY r.at LIMIT ?",
            (place, after, HISTORY_PAGE),
        )
        told = [(row["changed"], event_of(row)) for row in messages]
        told += [
            (row["done"], reaction_event(row, row["who"], row["emoji"], bool(row["present"]), at))
            for row in reactions
            for at in (row["done"],)
        ]
        told.sort(key=lambda pair: pair[0])
        told = told[:HISTORY_PAGE]
        events = [{**event, "seq": 0} for _, event in told]
        return events, told[-1][0] if len(told) == HISTORY_PAGE else None
