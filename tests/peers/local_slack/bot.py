"""The real bot on local-slack, in this process: Slack's adapter, the core, the store."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from adapters.slack.connection import SlackSettings, connecting
from adapters.slack.hearing.inbox import SlackInbox
from adapters.slack.hearing.links import Pulse
from adapters.storage.store import SqlStore
from adapters.web.server import Server
from bot.ports.journal import Journal
from bot.runtime.app import App
from config.tools import all_tools
from tests.peers.local_slack.hands import EVENTS
from tests.peers.local_slack.stage import LocalStage
from tests.peers.local_slack.wire import Wire, watched
from tests.scenarios.discord.bot import GLANCE, opened
from tests.scenarios.ordered import files_of


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that serves on local-slack; what a driver asks of it."""

    app: App
    store: SqlStore
    inbox: SlackInbox
    stage: LocalStage
    wire: Wire

    async def tick(self) -> datetime | None:
        """Let the bot do all it can now, once it has heard everything; return what is due next."""
        if EVENTS in self.stage.hands.lost:  # local-slack tells none again: it is read back
            self.stage.hands.lost.remove(EVENTS)
            self.inbox.miss()
        await self._heard()
        await self.app.tick()
        await self._heard()
        await self.stage.hands.caught_up()
        return await self.app.next_due()

    async def _heard(self) -> None:
        """Wait until everything is kept and answered: local-slack awaits each acknowledgement."""
        async with asyncio.timeout(60):
            while True:
                if self.inbox.idle:
                    return
                await asyncio.sleep(GLANCE)


@contextlib.asynccontextmanager
async def serving_bot(stage: LocalStage, database: str, journal: Journal) -> AsyncIterator[Running]:
    """Open the store, connect to local-slack, and serve until the block ends."""
    slack = stage.slack

    def passed() -> float:
        """Return seconds of which those that local-slack's clock skips are some."""
        return time.monotonic() + stage.now().timestamp()

    settings = SlackSettings(
        slack.token,
        "" if stage.port else slack.app_token,
        slack.signing_secret,
        slack.api_url,
        Pulse(0.2, 3),
        server=Server(port=stage.port),
    )
    with watched() as wire:
        async with (
            opened(database) as store,
            connecting(settings, stage, passed, store.notes) as connected,
        ):
            platforms = {connected.platform.name: connected.platform}
            app = App(store, stage, platforms, all_tools(), journal)
            inbox = connected.inbox(app, files_of(store))
            task = asyncio.create_task(inbox.run())
            try:
                await asyncio.wait_for(inbox.settled.wait(), 60)
                yield Running(app, store, inbox, stage, wire)
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
