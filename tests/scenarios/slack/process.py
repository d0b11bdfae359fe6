"""The bot on a wire server as a process of its own, which may be killed at any moment.

See tests.scenarios.ordered. Slack reaches it over sockets, or at HOMEROOM_SLACK_PORT.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Sequence

from adapters.slack.connection import SlackSettings, connecting
from adapters.slack.hearing.links import Pulse
from adapters.storage.store import open_store
from adapters.system.journal import SystemJournal, configure
from adapters.web.server import Server
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

    def passed() -> float:
        """Return seconds of which those that the server's clock skips are some."""
        return time.monotonic() + orders.clock.now().timestamp()

    store = await open_store(os.environ["HOMEROOM_DATABASE_URL"], tools)
    given = SlackSettings(
        os.environ["SLACK_BOT_TOKEN"],
        os.environ["SLACK_APP_TOKEN"],
        os.environ["SLACK_SIGNING_SECRET"],
        os.environ["HOMEROOM_SLACK_API_URL"],
        Pulse(0.2, 3),
        server=Server(port=int(os.environ["HOMEROOM_SLACK_PORT"])),
    )
    async with connecting(given, orders.clock, passed, store.notes) as connection:
        platforms = {connection.platform.name: connection.platform}
        app = App(store, orders.clock, platforms, tools, SystemJournal())
        inbox = connection.inbox(app, files_of(store))
        serving = asyncio.create_task(inbox.run())
        with contextlib.suppress(asyncio.CancelledError):
            await orders.obey(app, lambda: {"idle": inbox.idle})
        serving.cancel()
    await store.close()
