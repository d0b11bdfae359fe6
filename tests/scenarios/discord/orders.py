"""Orders to a bot process on Discord."""

from __future__ import annotations

from typing import Any

from tests.scenarios.ordering import Orders
from tests.support.discord.server import WireServer


class DiscordOrders(Orders):
    """Knows what a wire server has told."""

    def __init__(self, server: WireServer) -> None:
        """Give orders about what a wire server has told."""
        super().__init__(server.clock)
        self._server = server

    async def _spoken(self) -> None:
        """Wait until everything is written to the connection."""
        await self._server.gateway.written()

    def _is_all(self, told: dict[str, Any]) -> bool:
        """Whether the newest event is among what a process heard."""
        return bool(told["sequence"] == newest(self._server))


def newest(server: WireServer) -> int | None:
    """Return the number of the newest event that went to whoever is connected."""
    sessions = server.gateway.sessions.values()
    return next((one.seq for one in sessions if one.connection is not None), None)
