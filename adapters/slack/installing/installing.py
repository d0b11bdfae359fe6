"""Installing: `/slack/install` leads to Slack, and back to `/slack/oauth_redirect` with a code.

The way is Bolt's own, with its state in a cookie and in ours
(https://docs.slack.dev/authentication/installing-with-oauth). Who runs a workspace may install the
app there; what they may do with a course is decided by its roster, as everywhere.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation as Granted
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore

from adapters.slack.installing import pages
from adapters.slack.installing.installed import Installed
from adapters.slack.installing.states import States
from adapters.slack.installing.tokens import Way
from adapters.slack.journal import LOG, QUIET
from adapters.slack.rendering.manifest import INSTALL, REDIRECT, SCOPES
from adapters.slack.web.web import client_for, told_plainly
from bot.ports.clock import Clock
from bot.ports.installations import Installation
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError
from bot.runtime.hearing.errors import kind_of

AUTHORIZE = "https://slack.com/oauth/v2/authorize"
GOVERNMENT = "slack-gov.com"


class LackingError(Exception):
    """The app was granted less than it asks for; it says which scopes are missing."""


class InstallationStore(AsyncInstallationStore):
    """What Bolt's way hands an installation to."""

    def __init__(self, installed: Installed, way: Way, clock: Clock) -> None:
        """Let `installed` keep it."""
        self._installed = installed
        self._way = way
        self._clock = clock

    async def async_save(self, installation: Granted) -> None:
        """Keep what was granted, under the names that Slack knows the token by.

        LackingError, or the ports' errors, where it is of no use; then nothing is kept.
        """
        token, now = installation.bot_token or "", self._clock.now()
        missing = [one for one in SCOPES if one not in (installation.bot_scopes or ())]
        if missing or not token:
            raise LackingError(", ".join(missing) or "the bot's token")

        async def just_this() -> str:
            return token

        told = await self._way.web(just_this).read("auth.test")
        expires = installation.bot_token_expires_at
        kept = Installation(
            told.get("enterprise_id") or installation.enterprise_id or "",
            told["team_id"],
            told["user_id"],
            told.get("team") or "",
            told["url"],
            now,
            token,
            installation.bot_refresh_token or "",
            datetime.fromtimestamp(expires, UTC) if expires is not None else None,
        )
        if installation.is_enterprise_install:
            kept = replace(kept, workspace="", name=installation.enterprise_name or kept.name)
        await self._installed.take(kept)


class Flow(AsyncOAuthFlow):
    """Bolt's way, in which broken connections are the ports' errors."""

    async def run_installation(self, code: str) -> Granted | None:
        """Exchange a code; None for one that Slack doesn't take."""
        with told_plainly():
            return await super().run_installation(code)


class Installing:
    """The two addresses."""

    def __init__(self, installed: Installed, way: Way, clock: Clock, public_url: str) -> None:
        """Install for `installed`; `public_url` is where the two stand for people, "" if unset."""
        self._flow = Flow(
            client=client_for(way.session, None, way.api_url),
            logger=QUIET,
            settings=AsyncOAuthSettings(
                client_id=way.client_id,
                client_secret=way.client_secret,
                scopes=list(SCOPES),
                user_scopes=[],
                redirect_uri=f"{public_url}{REDIRECT}" if public_url else None,
                install_path=INSTALL,
                install_page_rendering_enabled=False,
                redirect_uri_path=REDIRECT,
                authorization_url=authorize_url(way.api_url),
                callback_options=AsyncCallbackOptions(_succeeded, _failed),
                installation_store=InstallationStore(installed, way, clock),
                installation_store_bot_only=True,
                state_store=States(clock),
                logger=QUIET,
            ),
        )

    @property
    def routes(self) -> list[web.RouteDef]:
        """What the server serves."""
        return [
            web.get(INSTALL, self._begin, allow_head=False),
            web.get(REDIRECT, self._end, allow_head=False),
        ]

    async def _begin(self, request: web.Request) -> web.Response:
        asked = await to_bolt_request(request)
        return await to_aiohttp_response(await self._flow.handle_installation(asked))

    async def _end(self, request: web.Request) -> web.Response:
        asked = await to_bolt_request(request)
        try:
            said = await self._flow.handle_callback(asked)
        except LackingError as error:
            said = pages.lacking(str(error))
        except CannotSendError as error:
            LOG.warning("an installation was not accepted: %s", kind_of(error))
            said = pages.failed("invalid_code", 401)
        except (NotSentError, MaybeSentError) as error:
            LOG.warning("an installation was not finished: %s", kind_of(error))
            said = pages.failed("away", 503)
        return await to_aiohttp_response(said)


def authorize_url(api_url: str) -> str:
    """Return where people agree: on Slack's own pages, whatever proxy its API is called by."""
    host = urlsplit(api_url).hostname or ""
    government = host == GOVERNMENT or host.endswith(f".{GOVERNMENT}")
    return AUTHORIZE.replace("slack.com", GOVERNMENT) if government else AUTHORIZE


async def _succeeded(args: AsyncSuccessArgs) -> BoltResponse:
    granted = args.installation
    if granted.is_enterprise_install:
        name = granted.enterprise_name or "your organization"
        return pages.installed(name, granted.enterprise_id or "", granted.app_id or "")
    return pages.installed(granted.team_name or "your workspace")


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    return pages.failed(args.reason, args.suggested_status_code)
