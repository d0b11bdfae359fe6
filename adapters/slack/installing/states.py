"""States: what shows that an installation ends in the browser and the time in which it began.

They are forgotten with the process: whoever began before a restart begins again.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.oauth import OAuthStateUtils
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.ports.clock import Clock

LIVES = timedelta(seconds=OAuthStateUtils.default_expiration_seconds)
"""How long an installation may take; the cookie in the browser lives as long."""
MOST = 10_000
"""States that are kept: more are begun by nobody who means well, and push out the oldest."""


class States(AsyncOAuthStateStore):
    """Issues random states, each good for one end."""

    def __init__(self, clock: Clock) -> None:
        """Tell what has expired by `clock`."""
        self._clock = clock
        self._issued: OrderedDict[str, datetime] = OrderedDict()

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        """Return a new state."""
        state = secrets.token_urlsafe(32)
        self._issued[state] = self._clock.now()
        if len(self._issued) > MOST:
            self._issued.popitem(last=False)
        return state

    async def async_consume(self, state: str) -> bool:
        """Return whether a state was issued, less than ten minutes ago, and not consumed yet."""
        issued = self._issued.pop(state, None)
        return issued is not None and self._clock.now() - issued < LIVES
