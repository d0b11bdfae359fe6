"""Files on the sandbox's server: uploaded by people or the bot, read by who sees a message."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.sandbox.server.messages import Messages
from adapters.sandbox.server.store import Store
from adapters.sandbox.wire import Json

LARGEST = 20 * 1024 * 1024
NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class SandboxFile:
    """A file with its bytes."""

    id: str
    name: str
    media_type: str
    content: bytes


class SandboxFiles:
    """Files by id; access follows the messages that show them."""

    def __init__(self, store: Store, messages: Messages) -> None:
        """Keep files in the store."""
        self._store = store
        self._messages = messages

    def put(self, file: SandboxFile, description: str, owner: str | None) -> Json:
        """Keep a file, the bot's under its own id again and again; return its JSON."""
        name = "".join(char for char in file.name if char.isprintable())
        name = name.replace("/", "_").replace("\\", "_")[:NAME_LENGTH] or "file"
        self._store.write(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
            file.id,
            name,
            file.media_type,
            description,
            owner,
            file.content,
        )
        return {
            "id": file.id,
            "name": name,
            "media_type": file.media_type,
            "size": len(file.content),
            "description": description,
        }

    def get(self, file: str) -> SandboxFile | None:
        """Return a file with its bytes."""
        row = self._store.one("SELECT * FROM files WHERE id = ?", file)
        if row is None:
            return None
        return SandboxFile(row["id"], row["name"], row["media_type"], row["content"])

    def owned(self, file: str, account: str) -> bool:
        """Whether an account uploaded a file."""
        found = self._store.one("SELECT 1 FROM files WHERE id = ? AND owner = ?", file, account)
        return found is not None

    def readable(self, file: str, account: str) -> bool:
        """Whether an account may read a file: its own, or one that a message it sees shows."""
        if self.owned(file, account):
            return True
        rows = self._store.all(
            "SELECT m.* FROM message_files f JOIN messages m ON m.id = f.message WHERE f.file = ?",
            (file,),
        )
        return any(self._messages.visible(row, account) for row in rows)
