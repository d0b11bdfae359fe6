"""The bot on a wire server as a process of its own, which may be killed at any moment.

See tests.scenarios.ordered; `sequence` is the number of the newest event that it has heard.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Sequence

from adapters.discord.connection import DiscordSettings, connecting
from adapters.storage.store import open_store
from adapters.system.journal import SystemJournal, configure
from bot.runtime.app import App
from config.tools import all_tools
from tests.scenarios.ordered import files_of, ordered


def main(arguments: Sequence[str]) -> int:
    """Serve until killed, or until nobody gives orders any more."""
    configure(as_json=False, level=os.environ["HOMEROOM_LOG_LEVEL"])
    asyncio.run(_serve())
    return 0


async def _serve() -> None:
    orders, tools = await ordered(), all_tools()
    store = await open_store(os.environ["HOMEROOM_DATABASE_URL"], tools)
    given = DiscordSettings(
        os.environ["DISCORD_TOKEN"],
        os.environ["HOMEROOM_DISCORD_API_URL"],
        os.environ["HOMEROOM_DISCORD_GATEWAY_URL"],
    )
    async with connecting(given, orders.clock, time.monotonic, store.notes) as connection:
        platforms = {connection.platform.name: connection.platform}
        app = App(store, orders.clock, platforms, tools, SystemJournal())
        inbox = connection.inbox(app, files_of(store))
        serving = asyncio.create_task(inbox.run())
        with contextlib.suppress(asyncio.CancelledError):
            await orders.obey(
                app,
                lambda: {"sequence": connection.line.client.sequence, "idle": inbox.idle},
            )
        serving.cancel()
    await store.close()
