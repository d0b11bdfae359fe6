"""A bot process that takes orders; it may be killed at any moment.

It takes them, a line of JSON each, from whoever listens on 127.0.0.1 at HOMEROOM_TEST_ORDERS:
`{"now": INSTANT, "tick": bool}` sets its clock and lets it do what is due. It answers with
`{"idle": bool, "due": INSTANT or null}` and whatever else its platform has to tell.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from adapters.storage.store import SqlStore
from bot.ports.platform import StoredFile
from bot.runtime.app import App
from bot.runtime.doors import Stored
from tests.support.fakes import FakeClock

ORDERS = "HOMEROOM_TEST_ORDERS"


@dataclass(frozen=True, slots=True)
class Ordered:
    """Somebody who gives orders; `clock` stands where they say."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    clock: FakeClock

    async def obey(self, app: App, told: Callable[[], dict[str, Any]]) -> None:
        """Do what is ordered until nobody orders any more; `told` is what goes with answers."""
        while line := await self.reader.readline():
            order = json.loads(line)
            self.clock.present = datetime.fromisoformat(order["now"]).astimezone(UTC)
            if order["tick"]:
                await app.tick()
            due = await app.next_due()
            answer = {**told(), "due": due.isoformat() if due else None}
            self.writer.write(json.dumps(answer).encode() + b"\n")
            await self.writer.drain()


async def ordered() -> Ordered:
    """Ask for orders, and learn what time it is."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(os.environ[ORDERS]))
    clock = FakeClock(datetime.fromisoformat(json.loads(await reader.readline())["now"]))
    writer.write(b"{}\n")
    return Ordered(reader, writer, clock)


def files_of(store: SqlStore) -> Stored:
    """Return what reads a store's files."""

    async def stored(file: str) -> StoredFile | None:
        async with store.reading() as work:
            return await work.files.get(file)

    return stored
