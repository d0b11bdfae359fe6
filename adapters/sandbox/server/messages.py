"""The sandbox server's messages: written, edited, deleted, reacted to, and read by who may."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.sandbox.server.clock import CourseClock
from adapters.sandbox.server.store import Store
from adapters.sandbox.wire import BOT, Json, iso


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be: a person's text, or the bot's view with its marker."""

    place: str
    thread: str | None
    author: str
    text: str = ""
    view: Json | None = None
    marker: str | None = None
    only: str | None = None
    confidential: bool = False
    via: str | None = None
    files: Sequence[str] = ()


class Messages:
    """Messages with their threads, files and reactions. Ids are decimal texts."""

    def __init__(self, store: Store, clock: CourseClock) -> None:
        """Keep messages in a store, stamped by the course's clock."""
        self._store = store
        self._clock = clock

    def add(self, draft: Draft) -> str:
        """Write a message; return its id. A thread's root has to stand in the same place."""
        at = iso(self._clock.stamp())
        with self._store.db:
            self._store.db.execute("BEGIN")
            message = self._store.write(
                "INSERT INTO messages (place, thread, author, bot, at, changed, only_for, "
                "confidential, text, view, marker, via) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                draft.place,
                int(draft.thread) if draft.thread else None,
                draft.author,
                draft.author == BOT,
                at,
                at,
                draft.only,
                draft.confidential,
                draft.text,
                json.dumps(draft.view) if draft.view is not None else None,
                draft.marker,
                draft.via,
            )
            self._attach(message, draft.files)
        return str(message)

    def edit(
        self,
        message: str,
        *,
        text: str = "",
        view: Json | None = None,
        files: Sequence[str] | None = None,
    ) -> None:
        """Make a message read differently; a deleted one stays deleted."""
        at = iso(self._clock.stamp())
        with self._store.db:
            self._store.db.execute("BEGIN")
            self._store.write(
                "UPDATE messages SET text = ?, view = ?, edited = ?, changed = ?, "
                "version = version + 1 WHERE id = ? AND NOT deleted",
                text,
                json.dumps(view) if view is not None else None,
                at,
                at,
                int(message),
            )
            if files is not None:
                self._attach(int(message), files)

    def _attach(self, message: int, files: Iterable[str]) -> None:
        self._store.db.execute("DELETE FROM message_files WHERE message = ?", (message,))
        self._store.db.executemany(
            "INSERT OR IGNORE INTO message_files VALUES (?, ?, ?)",
            [(message, file, position) for position, file in enumerate(files)],
        )

    def delete(self, message: str) -> None:
        """Leave a tombstone: the words and files are gone, the place in the stream stays."""
        with self._store.db:
            self._store.db.execute("BEGIN")
            self._store.write(
                "UPDATE messages SET text = '', view = NULL, deleted = 1, changed = ?, "
                "version = version + 1 WHERE id = ? AND NOT deleted",
                iso(self._clock.stamp()),
                int(message),
            )
            self._attach(int(message), ())

    def react(self, message: str, account: str, emoji: str, present: bool) -> str | None:
        """Set whether a reaction stands; return its instant, None if it stood so already."""
        row = self._store.one(
            "SELECT present FROM reactions WHERE message = ? AND account = ? AND emoji = ?",
            int(message),
            account,
            emoji,
        )
        if present == bool(row and row["present"]):
            return None
        at = iso(self._clock.stamp())
        self._store.write(
            "INSERT OR REPLACE INTO reactions VALUES (?, ?, ?, ?, ?)",
            int(message),
            account,
            emoji,
            present,
            at,
        )
        return at

    def row(self, message: str) -> sqlite3.Row | None:
        """Return a message's row, tombstones too; None for what is no message's id."""
        if not message.isascii() or not message.isdecimal() or len(message) > 18:
            return None
        return self._store.one("SELECT * FROM messages WHERE id = ?", int(message))

    def find(self, place: str, thread: str | None, marker: str) -> sqlite3.Row | None:
        """Return the bot's message in a place that carries a marker, unless it was deleted."""
        return self._store.one(
            "SELECT * FROM messages WHERE place = ? AND thread IS ? AND marker = ? "
            "AND NOT deleted ORDER BY id LIMIT 1",
            place,
            int(thread) if thread else None,
            marker,
        )

    def visible(self, row: sqlite3.Row, account: str) -> bool:
        """Whether an account may read a message: a member, and not another's private answer."""
        mine = row["only_for"] is None or row["only_for"] == account
        return mine and self._store.is_member(row["place"], account)

    def show(self, row: sqlite3.Row, account: str) -> Json:
        """Return one message as `account` sees it."""
        return self.shown([row], account)[0]

    def shown(self, rows: Sequence[sqlite3.Row], account: str) -> list[Json]:
        """Return messages as `account` sees them; the caller has checked that it may."""
        ids = [row["id"] for row in rows]
        files = self._files(ids)
        reactions = self._reactions(ids, account)
        replies = self._replies(ids)
        return [
            {
                "id": str(row["id"]),
                "place": row["place"],
                "thread": str(row["thread"]) if row["thread"] else None,
                "author": row["author"],
                "bot": bool(row["bot"]),
                "at": row["at"],
                "edited": row["edited"],
                "version": row["version"],
                "deleted": bool(row["deleted"]),
                "only": row["only_for"],
                "confidential": bool(row["confidential"]),
                "text": row["text"],
                "view": json.loads(row["view"]) if row["view"] else None,
                "files": files.get(row["id"], []),
                "reactions": [] if row["deleted"] else reactions.get(row["id"], []),
                "replies": replies.get(row["id"], {"count": 0, "last": None}),
                "via": row["via"],
            }
            for row in rows
        ]

    def _among(self, statement: str, ids: Sequence[int]) -> list[sqlite3.Row]:
        holes = ", ".join("?" * len(ids))
        return self._store.all(statement.format(ids=holes), ids)

    def _files(self, ids: Sequence[int]) -> dict[int, list[Json]]:
        found: dict[int, list[Json]] = {}
        for row in self._among(
            "SELECT m.message, f.id, f.name, f.media_type, f.description, "
            "length(f.content) AS size FROM message_files m JOIN files f ON f.id = m.file "
            "WHERE m.message IN ({ids}) ORDER BY m.message, m.position",
            ids,
        ):
            file = {key: row[key] for key in ("id", "name", "media_type", "size", "description")}
            found.setdefault(row["message"], []).append(file)
        return found

    def _reactions(self, ids: Sequence[int], account: str) -> dict[int, list[Json]]:
        found: dict[int, dict[str, Json]] = {}
        for row in self._among(
            "SELECT * FROM reactions WHERE present AND message IN ({ids}) ORDER BY at", ids
        ):
            empty: Json = {"emoji": row["emoji"], "count": 0, "mine": False, "accounts": []}
            one = found.setdefault(row["message"], {}).setdefault(row["emoji"], empty)
            one["count"] += 1
            one["mine"] = one["mine"] or row["account"] == account
            one["accounts"].append(row["account"])
        return {message: list(emojis.values()) for message, emojis in found.items()}

    def _replies(self, ids: Sequence[int]) -> dict[int, Json]:
        rows = self._among(
            "SELECT thread, count(*) AS count, max(at) AS last FROM messages "
            "WHERE thread IN ({ids}) AND only_for IS NULL AND NOT deleted GROUP BY thread",
            ids,
        )
        return {row["thread"]: {"count": row["count"], "last": row["last"]} for row in rows}


def event_of(row: sqlite3.Row) -> Json:
    """Return what the bot is told of a message as it stands: seen, or deleted."""
    where: Json = {
        "place": row["place"],
        "thread": str(row["thread"]) if row["thread"] else None,
        "message": str(row["id"]),
    }
    if row["deleted"]:
        return {**where, "type": "deleted", "at": row["changed"]}
    return {
        **where,
        "type": "message",
        "author": row["author"],
        "text": row["text"],
        "posted": row["at"],
        "version": row["edited"] or row["at"],
    }


def reaction_event(row: sqlite3.Row, account: str, emoji: str, present: bool, at: str) -> Json:
    """Return what the bot is told of a reaction on the message `row`."""
    return {
        "type": "reaction",
        "place": row["place"],
        "thread": str(row["thread"]) if row["thread"] else None,
        "message": str(row["id"]),
        "account": account,
        "emoji": emoji,
        "present": present,
        "at": at,
    }


def ids_of(rows: Iterable[Any]) -> list[str]:
    """Return the ids of rows as the wire has them."""
    return [str(row["id"]) for row in rows]
