"""The bot on a wire server as a process of its own, which may be killed at any moment.

It takes orders, a line of JSON each, from whoever listens on 127.0.0.1 at HOMEROOM_TEST_ORDERS:
`{"now": INSTANT, "tick": bool}` sets its clock and lets it do what is due. It answers with
`{"sequence": int, "idle": bool, "due": INSTANT or null}`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from adapters.discord.connection import Connection, DiscordSettings, connecting
from adapters.discord.inbox import DiscordInbox
from adapters.storage.store import SqlStore, open_store
from adapters.system.journal import SystemJournal, configure
from bot.ports.platform import StoredFile
from bot.runtime.app import App
from bot.runtime.doors import Stored
from config.tools import all_tools
from tests.support.fakes import FakeClock

ORDERS = "HOMEROOM_TEST_ORDERS"


def main(arguments: Sequence[str]) -> int:
    """Serve until killed, or until nobody gives orders any more."""
    configure(as_json=False, level=os.environ["HOMEROOM_LOG_LEVEL"])
    asyncio.run(_serve())
    return 0


async def _serve() -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(os.environ[ORDERS]))
    clock = FakeClock(datetime.fromisoformat(json.loads(await reader.readline())["now"]))
    writer.write(b"{}\n")
    tools = all_tools()
    store = await open_store(os.environ["HOMEROOM_DATABASE_URL"], tools)
    given = DiscordSettings(
        os.environ["DISCORD_TOKEN"],
        os.environ["HOMEROOM_DISCORD_API_URL"],
        os.environ["HOMEROOM_DISCORD_GATEWAY_URL"],
    )
    async with connecting(given, clock, time.monotonic, store.notes) as connection:
        platforms = {connection.platform.name: connection.platform}
        app = App(store, clock, platforms, tools, SystemJournal())
        inbox = connection.inbox(app, _files_of(store))
        serving = asyncio.create_task(inbox.run())
        with contextlib.suppress(asyncio.CancelledError):
            await _obey(reader, writer, clock, app, inbox, connection)
        serving.cancel()
    await store.close()


def _files_of(store: SqlStore) -> Stored:
    async def stored(file: str) -> StoredFile | None:
        async with store.reading() as work:
            return await work.files.get(file)

    return stored


async def _obey(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    clock: FakeClock,
    app: App,
    inbox: DiscordInbox,
    connection: Connection,
) -> None:
    while line := await reader.readline():
        order = json.loads(line)
        clock.present = datetime.fromisoformat(order["now"]).astimezone(UTC)
        if order["tick"]:
            await app.tick()
        due = await app.next_due()
        told = {
            "sequence": connection.line.client.sequence,
            "idle": inbox.idle,
            "due": due.isoformat() if due else None,
        }
        writer.write(json.dumps(told).encode() + b"\n")
        await writer.drain()
