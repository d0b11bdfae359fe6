"""What people do on the sandbox: every act as exactly one account, which sees only its own.

The HTTP routes and the scripted players call these same methods; nothing here trusts its caller.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.sandbox.server.errors import SandboxError, missing
from adapters.sandbox.server.files import SandboxFiles
from adapters.sandbox.server.interactions import Interactions
from adapters.sandbox.server.link import BotLink
from adapters.sandbox.server.messages import Draft, Messages, event_of, reaction_event
from adapters.sandbox.server.pages import Pages, Wanted
from adapters.sandbox.server.store import Store
from adapters.sandbox.wire import Json

LONGEST = 4000
EMOJI = 32
STALE = "This button is not there any more. Look for a newer message, or type /class help."


@dataclass(slots=True)
class People:
    """The acts. `changed` is told the id of each message that is new or reads differently."""

    store: Store
    messages: Messages
    pages: Pages
    files: SandboxFiles
    interactions: Interactions
    link: BotLink
    changed: Callable[[str], None]
    marked: Callable[[str, str], None]

    def account(self, account: str) -> Json:
        """Return an account; 404 for one that does not exist."""
        found = self.store.account(account)
        if found is None:
            raise SandboxError(404, f"Nobody here is called “{account}”. Choose who you are again.")
        return found

    def places(self, account: str) -> list[Json]:
        """Return the places an account is in, with what it has not read."""
        return [self.pages.place(place, account) for place in self.store.places_of(account)]

    def page(self, account: str, wanted: Wanted) -> Json:
        """Return {messages, more} of a place or thread."""
        self._enter(wanted.place, account)
        return self.pages.page(account, wanted)

    def message(self, account: str, message: str) -> Json:
        """Return one message."""
        return self.messages.show(self._read(message, account), account)

    def members(self, account: str, place: str) -> list[str]:
        """Return who can read a place."""
        self._enter(place, account)
        return self.store.members(place)

    async def say(
        self, account: str, place: str, text: str, thread: str | None = None, files: Any = ()
    ) -> Json:
        """Write a message, in a thread if its root is named."""
        self._enter(place, account)
        self._root(account, place, thread)
        for file in files:
            if not self.files.owned(file, account):
                raise missing()
        if not files:
            _worded(text)
        message = self.messages.add(Draft(place, thread, account, text, files=files))
        return await self._told(message, account)

    async def edit(self, account: str, message: str, text: str) -> Json:
        """Change the words of one's own message."""
        self._own(message, account)
        _worded(text)
        self.messages.edit(message, text=text)
        return await self._told(message, account)

    async def delete(self, account: str, message: str) -> Json:
        """Delete one's own message, or put away a private answer."""
        row = self._read(message, account)
        if row["author"] != account and row["only_for"] != account:
            raise SandboxError(403, "Only its author can delete a message.")
        self.messages.delete(message)
        return await self._told(message, account)

    async def _told(self, message: str, account: str) -> Json:
        row = self._read(message, account)
        if not row["bot"]:
            self.store.add_event(event_of(row))
            await self.link.push()
        self.changed(message)
        if row["thread"]:
            self.changed(str(row["thread"]))
        elif row["only_for"] is None:
            self.pages.mark_read(row["place"], account, row["id"])
        return self.messages.show(row, account)

    async def react(self, account: str, message: str, emoji: str, present: bool) -> Json:
        """Put a reaction on a message, or take it off."""
        row = self._read(message, account)
        if row["deleted"] or not 0 < len(emoji) <= EMOJI:
            raise SandboxError(400, "Choose an emoji, and a message that still stands.")
        at = self.messages.react(message, account, emoji, present)
        if at is not None and row["only_for"] is None:
            self.store.add_event(reaction_event(row, account, emoji, present, at))
            await self.link.push()
        if at is not None:
            self.changed(message)
        return self.messages.show(row, account)

    def mark_read(self, account: str, place: str, message: str) -> Json:
        """Move the read mark of a place forward."""
        self._enter(place, account)
        row = self._read(message, account)
        if row["place"] != place:
            raise missing()
        self.pages.mark_read(place, account, row["id"])
        self.marked(place, account)
        return self.pages.place(place, account)

    async def command(
        self,
        account: str,
        place: str,
        text: str = "",
        *,
        thread: str | None = None,
        command: str | None = None,
        options: Mapping[str, str] | None = None,
        files: Mapping[str, str] | None = None,
        interaction: str | None = None,
    ) -> Json:
        """Give a command: as typed text, or as its name with options. Return the Outcome."""
        self._enter(place, account)
        self._root(account, place, thread)
        self._mine(files, account)
        body = {"kind": "command", "place": place, "thread": thread, "text": text[:LONGEST]}
        named = {"command": command, "options": dict(options or {}), "files": dict(files or {})}
        return await self._ask(account, {**body, **named}, interaction)

    async def press(
        self, account: str, message: str, action: str, interaction: str | None = None
    ) -> Json:
        """Press a button, or choose in a select, of a message one sees. Return the Outcome."""
        row = self._read(message, account)
        if row["deleted"] or action not in _actions(row):
            raise SandboxError(404, STALE)
        body = {**_where(row), "kind": "press", "state": action, "message": _reference(row)}
        return await self._ask(account, body, interaction)

    async def submit(
        self,
        account: str,
        form: str,
        values: Mapping[str, str],
        files: Mapping[str, str] | None = None,
        interaction: str | None = None,
    ) -> Json:
        """Send a form that was opened for this account. Return the Outcome."""
        row = self.store.one("SELECT * FROM forms WHERE id = ? AND account = ?", form, account)
        if row is None:
            raise missing()
        self._mine(files, account)
        named = {"values": dict(values), "files": dict(files or {}), "state": row["action"]}
        return await self._ask(account, {**_where(row), **named, "kind": "submit"}, interaction)

    async def message_action(
        self, account: str, message: str, verb: str, interaction: str | None = None
    ) -> Json:
        """Choose an entry of a message's own menu. Return the Outcome."""
        row = self._read(message, account)
        body = {**_where(row), "kind": "message-action", "verb": verb, "message": _reference(row)}
        return await self._ask(account, body, interaction)

    async def suggest(self, account: str, place: str, asked: Json, thread: str | None) -> Json:
        """Return {choices} for a parameter: `asked` holds command, options, field and text."""
        self._enter(place, account)
        body = {**asked, "kind": "suggest", "place": place, "thread": thread}
        return await self.interactions.suggest(account, body)

    async def _ask(self, account: str, body: Json, repeated: str | None) -> Json:
        found = await self.interactions.ask(account, body, repeated)
        if "message" in found:
            found = {**found, "message": self.message(account, found["message"])}
        if "form" in found:
            row = self.store.one("SELECT body FROM forms WHERE id = ?", found["form"])
            found = {**found, "form": json.loads(row["body"]) if row else None}
        return found

    def _enter(self, place: str, account: str) -> None:
        if not self.store.is_member(place, account):
            raise missing()

    def _read(self, message: str, account: str) -> sqlite3.Row:
        row = self.messages.row(message)
        if row is None or not self.messages.visible(row, account):
            raise missing()
        return row

    def _own(self, message: str, account: str) -> None:
        row = self._read(message, account)
        if row["author"] != account or row["deleted"]:
            raise SandboxError(403, "Only its author can edit a message.")

    def _root(self, account: str, place: str, thread: str | None) -> None:
        if thread is not None:
            row = self._read(thread, account)
            if row["place"] != place or row["thread"] is not None:
                raise missing()

    def _mine(self, files: Mapping[str, str] | None, account: str) -> None:
        if not all(self.files.owned(file, account) for file in (files or {}).values()):
            raise missing()


def _worded(text: str) -> None:
    if not text.strip():
        raise SandboxError(400, "Write something first.")
    if len(text) > LONGEST:
        sentence = f"A message has at most {LONGEST} characters; yours has {len(text)}."
        raise SandboxError(400, sentence)


def _where(row: sqlite3.Row) -> Json:
    return {"place": row["place"], "thread": str(row["thread"]) if row["thread"] else None}


def _reference(row: sqlite3.Row) -> Json:
    return {**_where(row), "id": str(row["id"])}


def _actions(row: sqlite3.Row) -> set[str]:
    """Return every action that the buttons and selects of a message offer."""
    view = json.loads(row["view"]) if row["view"] else {}
    return set(_offered(view.get("blocks", [])))


def _offered(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        for control in block.get("items", []) if block["type"] == "controls" else []:
            if control["type"] == "button" and not control["disabled"]:
                yield control["action"]
            elif control["type"] == "select":
                yield from (choice["action"] for choice in control["choices"])
