"""The token of one installation: kept as it is, or renewed in time where Slack lets it expire.

https://docs.slack.dev/authentication/using-token-rotation
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from aiohttp import ClientSession

from adapters.slack.journal import LOG
from adapters.slack.web.pacing import Paces
from adapters.slack.web.troubles import UNKNOWN_BOT, RefusedError, TurnedAwayError
from adapters.slack.web.web import SlackWeb, Token, client_for
from bot.ports.clock import Clock
from bot.ports.installations import Installation, Installations
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError
from bot.runtime.hearing.errors import kind_of

AHEAD = timedelta(hours=2)
"""How long before its end a token is renewed: Slack lets it live for twelve hours."""


@dataclass(frozen=True, slots=True)
class Way:
    """How Slack is called by the app itself, and for those who installed it."""

    session: ClientSession = field(repr=False)
    api_url: str
    monotonic: Callable[[], float]
    client_id: str
    client_secret: str = field(repr=False)

    def web(self, token: Token | None = None, team: str = "") -> SlackWeb:
        """Return calls with a token, or with none; `team` as SlackWeb has it."""
        client = client_for(self.session, None, self.api_url)
        return SlackWeb(client, Paces(self.monotonic), token, team)


class InstalledToken:
    """Returns an installation's token as it is at the moment."""

    def __init__(
        self, installation: Installation, installations: Installations, way: Way, clock: Clock
    ) -> None:
        """Keep a token that was renewed in `installations`."""
        self.installation = installation
        self._installations = installations
        self._way = way
        self._clock = clock
        self._renewing = asyncio.Lock()

    async def __call__(self) -> str:
        """Return the token; the ports' errors where it has expired and there is no other."""
        if self._due(AHEAD):
            async with self._renewing:
                if self._due(AHEAD):
                    await self._renew()
        return self.installation.token

    def _due(self, ahead: timedelta) -> bool:
        expires = self.installation.expires
        return expires is not None and expires - self._clock.now() < ahead

    async def _renew(self) -> None:
        """Get a new token and keep it; while the old one is good, it may be had later."""
        try:
            await self._exchange()
        except (NotSentError, MaybeSentError, CannotSendError) as error:
            LOG.warning("a token could not be renewed: %s", kind_of(error))
            if not self._due(timedelta()):
                return
            if isinstance(error, MaybeSentError):
                raise NotSentError(str(error)) from None
            if isinstance(error, RefusedError):
                raise TurnedAwayError(UNKNOWN_BOT.format(code=error.code)) from None
            raise

    async def _exchange(self) -> None:
        now = self._clock.now()
        told = await self._way.web().call(
            "oauth.v2.access",
            client_id=self._way.client_id,
            client_secret=self._way.client_secret,
            grant_type="refresh_token",
            refresh_token=self.installation.refresh,
        )
        self.installation = replace(
            self.installation,
            token=told["access_token"],
            refresh=told["refresh_token"],
            expires=now + timedelta(seconds=int(told["expires_in"])),
        )
        await self._installations.save(self.installation)
