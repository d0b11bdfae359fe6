"""The sandbox server's own file: accounts, places, members, files, and what it must not forget."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from adapters.sandbox.server.world import World
from adapters.sandbox.wire import Json, iso

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS accounts (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, zone TEXT NOT NULL,
    color TEXT NOT NULL, position INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS places (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, topic TEXT NOT NULL,
    closed INTEGER NOT NULL, position INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS members (
    place TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (place, account));
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, place TEXT NOT NULL, thread INTEGER,
    author TEXT NOT NULL, bot INTEGER NOT NULL, at TEXT NOT NULL, edited TEXT,
    changed TEXT NOT NULL, version INTEGER NOT NULL DEFAULT 1, deleted INTEGER NOT NULL DEFAULT 0,
    only_for TEXT, confidential INTEGER NOT NULL DEFAULT 0, text TEXT NOT NULL, view TEXT,
    marker TEXT, via TEXT);
CREATE INDEX IF NOT EXISTS messages_place ON messages (place, id);
CREATE INDEX IF NOT EXISTS messages_thread ON messages (thread, id);
CREATE INDEX IF NOT EXISTS messages_changed ON messages (place, changed);
CREATE INDEX IF NOT EXISTS messages_marker ON messages (marker) WHERE marker IS NOT NULL;
CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, media_type TEXT NOT NULL,
    description TEXT NOT NULL, owner TEXT, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS message_files (
    message INTEGER NOT NULL, file TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (message, file));
CREATE INDEX IF NOT EXISTS message_files_file ON message_files (file);
CREATE TABLE IF NOT EXISTS reactions (
    message INTEGER NOT NULL, account TEXT NOT NULL, emoji TEXT NOT NULL,
    present INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (message, account, emoji));
CREATE TABLE IF NOT EXISTS marks (
    account TEXT NOT NULL, place TEXT NOT NULL, message INTEGER NOT NULL,
    PRIMARY KEY (account, place));
CREATE TABLE IF NOT EXISTS interactions (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, body TEXT NOT NULL, outcome TEXT);
CREATE TABLE IF NOT EXISTS forms (
    id TEXT PRIMARY KEY, account TEXT NOT NULL, place TEXT NOT NULL, thread INTEGER,
    action TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL);
"""


class Store:
    """One SQLite file, opened by one process. Every method is one short transaction."""

    def __init__(self, path: Path | None, world: World) -> None:
        """Open or make the file (None: in memory), and fill it with `world` where it lacks it."""
        self.db = sqlite3.connect(str(path) if path else ":memory:", isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.executescript(
            f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; {SCHEMA}"  # our own words
        )
        self._fill(world)

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def _fill(self, world: World) -> None:
        with self.db:
            self.db.execute("BEGIN")
            for position, account in enumerate(world.accounts):
                self.db.execute(
                    "INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?) "
                    "ON CONFLICT (id) DO UPDATE SET name=excluded.name, role=excluded.role, "
                    "zone=excluded.zone, color=excluded.color, position=excluded.position",
                    (account.id, account.name, account.role, account.zone, account.color, position),
                )
            for position, place in enumerate(world.places):
                made = self.db.execute(
                    "INSERT OR IGNORE INTO places VALUES (?, ?, 'channel', ?, ?, ?)",
                    (place.id, place.name, place.topic, place.closed, position),
                ).rowcount
                inside = [one.id for one in world.accounts if one.is_staff or not place.closed]
                if made:
                    self._put_members(place.id, inside)
            for key, value in (
                ("title", world.title),
                ("zone", world.zone),
                ("now", iso(world.start)),
                ("running", "1" if world.running else ""),
            ):
                self.db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (key, value))

    def meta(self, key: str) -> str:
        """Return a kept value, "" if there is none."""
        row = self.one("SELECT value FROM meta WHERE key = ?", key)
        return str(row["value"]) if row else ""

    def keep(self, key: str, value: str) -> None:
        """Keep a value under a key."""
        self.write("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)

    def one(self, statement: str, *values: Any) -> sqlite3.Row | None:
        """Return the first row of a query."""
        row: sqlite3.Row | None = self.db.execute(statement, values).fetchone()
        return row

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        return self.db.execute(statement, values).fetchall()

    def write(self, statement: str, *values: Any) -> int:
        """Run one statement; return the id of a row it made."""
        return self.db.execute(statement, values).lastrowid or 0

    def account(self, account: str) -> Json | None:
        """Return an account's JSON."""
        row = self.one("SELECT id, name, role, zone, color FROM accounts WHERE id = ?", account)
        return dict(row) if row else None

    def accounts(self) -> list[Json]:
        """Return all accounts in the world's order."""
        rows = self.all("SELECT id, name, role, zone, color FROM accounts ORDER BY position")
        return [dict(row) for row in rows]

    def is_member(self, place: str, account: str) -> bool:
        """Whether an account may read and write in a place."""
        found = self.one("SELECT 1 FROM members WHERE place = ? AND account = ?", place, account)
        return found is not None

    def members(self, place: str) -> list[str]:
        """Return the accounts that can read a place."""
        rows = self.all("SELECT account FROM members WHERE place = ? ORDER BY account", (place,))
        return [row["account"] for row in rows]

    def set_members(self, place: str, accounts: Iterable[str]) -> None:
        """Make these accounts, and no others, the members of a place."""
        with self.db:
            self.db.execute("BEGIN")
            self._put_members(place, accounts)

    def _put_members(self, place: str, accounts: Iterable[str]) -> None:
        self.db.execute("DELETE FROM members WHERE place = ?", (place,))
        self.db.executemany(
            "INSERT INTO members VALUES (?, ?)", [(place, account) for account in accounts]
        )

    def place(self, place: str) -> sqlite3.Row | None:
        """Return a place's row."""
        return self.one("SELECT * FROM places WHERE id = ?", place)

    def places(self) -> list[sqlite3.Row]:
        """Return all places, channels first, in the world's order."""
        return self.all("SELECT * FROM places ORDER BY kind, position, id")

    def places_of(self, account: str) -> list[str]:
        """Return the ids of the places an account is in: channels, then its conversation."""
        rows = self.all(
            "SELECT p.id FROM places p JOIN members m ON m.place = p.id "
            "WHERE m.account = ? ORDER BY p.kind, p.position, p.id",
            (account,),
        )
        return [row["id"] for row in rows]

    def direct(self, account: str) -> tuple[str, bool]:
        """Return an account's private conversation with the bot, and whether it was just made."""
        place = f"direct-{account}"
        made = self.db.execute(
            "INSERT OR IGNORE INTO places VALUES (?, 'Homeroom', 'direct', '', 0, 0)", (place,)
        ).rowcount
        if made:
            self.set_members(place, [account])
        return place, bool(made)

    def add_event(self, body: Json) -> int:
        """Append an event for the bot; it is kept until the bot has acknowledged it."""
        return self.write("INSERT INTO events (body) VALUES (?)", json.dumps(body))

    def events_after(self, seq: int, most: int) -> list[Json]:
        """Return the oldest kept events after a sequence number."""
        rows = self.all("SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?", (seq, most))
        return [{**json.loads(row["body"]), "seq": row["seq"]} for row in rows]

    def newest_event(self) -> int:
        """Return the newest sequence that waits for its acknowledgement, 0 for none."""
        row = self.one("SELECT max(seq) AS newest FROM events")
        return (row["newest"] or 0) if row else 0

    def acknowledge(self, through: int) -> None:
        """Forget the events that the bot has committed."""
        self.write("DELETE FROM events WHERE seq <= ?", through)
