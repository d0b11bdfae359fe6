"""Orders to a bot process on Slack."""

from __future__ import annotations

from typing import Any

from tests.scenarios.ordering import Orders
from tests.support.slack.server import WireServer


class SlackOrders(Orders):
    """Knows what a wire server has told."""

    def __init__(self, server: WireServer) -> None:
        """Give orders about what a wire server has told."""
        super().__init__(server.clock)
        self._server = server

    def _is_all(self, told: dict[str, Any]) -> bool:
        """Whether nothing is on its way."""
        return not self._server.telling
