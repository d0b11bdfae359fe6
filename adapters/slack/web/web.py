"""Calls of Slack's Web API through slack_sdk's own client, each outcome told as the ports' errors.

slack_sdk's retries of broken connections can post twice, so it has none here: what may be sent
again is sent again by us. Limits on rate are waited for, but no longer than LONGEST_WAIT.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
)
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.journal import LOG, QUIET
from adapters.slack.web.pacing import Paces
from adapters.slack.web.troubles import (
    AWAY,
    BROKEN,
    BUSY,
    TROUBLE,
    TurnedAwayError,
    trouble_of,
    wait_of,
)
from adapters.slack.wire import Json
from bot.ports.platform import MaybeSentError, NotSentError

API = "https://slack.com/api/"
LONGEST_WAIT = 30.0
"""Seconds that a call waits for its turn, or for Slack; what takes longer is the sender's."""
RATE_RETRIES = 2
TIMEOUT = ClientTimeout(total=120, sock_connect=10, sock_read=30)
PAUSES = (0.2, 0.6, 1.8)
"""Seconds before each new try of what may be repeated, after its connection broke."""
ONCE = frozenset({
    *("chat.postMessage", "chat.postEphemeral", "views.open", "views.push"),
    *("files.completeUploadExternal", "oauth.v2.access"),
})  # fmt: skip
"""What may arrive twice when it is sent twice, or is of no use a second time."""
OF_ONE = frozenset({"users.list", "users.conversations"})
"""What has to be asked about one workspace where a token is good for a whole organization."""
SCOPES = "x-oauth-scopes"
"""The header in which Slack says what a token may do."""
Token = Callable[[], Awaitable[str]]
"""Returns a workspace's token as it is at the moment: some are renewed twice a day."""


class RateLimitHandler(AsyncRateLimitErrorRetryHandler):
    """Waits as Slack asks, if that isn't long, and tells `hold` of every wait."""

    def __init__(self, hold: Callable[[str, float], None] | None = None) -> None:
        """Tell `hold` which method Slack wants none of, and for how many seconds."""
        super().__init__(max_retry_count=RATE_RETRIES)
        self._hold = hold

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if error is not None or response is None or response.status_code != 429:
            return False
        seconds = wait_of(response.headers).total_seconds()
        if self._hold is not None:
            self._hold(request.url.rpartition("/")[2], seconds)
        return seconds <= LONGEST_WAIT

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Wait; the library's own handler stumbles over a Retry-After that is no whole number."""
        headers: Mapping[str, Any] = response.headers if response is not None else {}
        state.next_attempt_requested = True
        await asyncio.sleep(wait_of(headers).total_seconds())
        state.increment_current_attempt()


@contextlib.asynccontextmanager
async def session_for_slack() -> AsyncIterator[ClientSession]:
    """Open connections that are kept for all calls; slack_sdk opens one a call by itself."""
    async with ClientSession(timeout=TIMEOUT) as session:
        yield session


def client_for(session: ClientSession, token: str | None, api_url: str = "") -> AsyncWebClient:
    """Return slack_sdk's client over these connections, with the retries that are safe."""
    return AsyncWebClient(
        token=token,
        base_url=api_url or API,
        session=session,
        logger=QUIET,
        retry_handlers=[RateLimitHandler()],
    )


class SlackWeb:
    """The bot's side of Slack's Web API in one workspace."""

    def __init__(
        self, client: AsyncWebClient, paces: Paces, token: Token | None = None, team: str = ""
    ) -> None:
        """Call through a client of `client_for`, at the pace that `paces` gives.

        Where a `token` is given, each call asks it for the workspace's token. Where that is good
        for a whole organization, `team` is the workspace that is meant.
        """
        client.retry_handlers = [RateLimitHandler(paces.hold)]
        self._client = client
        self._paces = paces
        self._token = token
        self._team = team
        self._told: datetime | None = None
        self._scopes: frozenset[str] = frozenset()
        self._welcome = False

    @property
    def client(self) -> AsyncWebClient:
        """slack_sdk's client, for what is no call of a method: sockets, and Bolt."""
        return self._client

    @property
    def told(self) -> datetime | None:
        """Slack's own time when it last answered, to the second; None before."""
        return self._told

    @property
    def scopes(self) -> frozenset[str]:
        """What the token may do, as Slack last said with an answer; nothing before."""
        return self._scopes

    async def call(self, method: str, **arguments: Any) -> Json:
        """Call a method and return the JSON answered. None among the arguments is left out.

        NotSentError: certainly not done. MaybeSentError: unknown. CannotSendError: it never will
        be as things are; GoneError, ForbiddenError, MailboxClosedError and RefusedError say why.
        """
        for pause in (*(() if method in ONCE else PAUSES), None):
            try:
                return await self._once(method, arguments)
            except MaybeSentError:
                if pause is None:
                    raise
                await asyncio.sleep(pause)
        raise AssertionError("the last try returns or raises")

    async def read(self, method: str, *, patient: bool = False, **arguments: Any) -> Json:
        """Return what a method that only reads answers; a reading that failed sent nothing.

        `patient` waits for as long as Slack asks, however often.
        """
        while True:
            try:
                return await self._read(method, arguments, patient=patient)
            except NotSentError as error:
                if not patient or error.retry_after is None:
                    raise
                await asyncio.sleep(error.retry_after.total_seconds())

    async def pages(
        self, method: str, *, patient: bool = False, **arguments: Any
    ) -> AsyncIterator[Json]:
        """Yield one answer after the other, as their cursors lead."""
        cursor: str | None = None
        while True:
            page = await self.read(method, patient=patient, cursor=cursor, **arguments)
            yield page
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    async def upload(self, url: str, content: bytes) -> None:
        """Send a file's bytes to where Slack wants them; that may be repeated."""
        for pause in (*PAUSES, None):
            try:
                await self._upload(url, content)
            except MaybeSentError as error:
                if pause is None:
                    raise NotSentError(str(error)) from None
                await asyncio.sleep(pause)
            else:
                return

    async def token(self) -> str:
        """Return the workspace's token as it is at the moment."""
        return await self._token() if self._token is not None else self._client.token or ""

    async def _read(self, method: str, arguments: Json, *, patient: bool) -> Json:
        for pause in (*PAUSES, None):
            try:
                return await self._once(method, arguments, patient=patient)
            except MaybeSentError as error:
                if pause is None:
                    raise NotSentError(str(error)) from None
                await asyncio.sleep(pause)
        raise AssertionError("the last try returns or raises")

    async def _once(self, method: str, arguments: Json, *, patient: bool = False) -> Json:
        """Make one call, once it is its turn."""
        channel, user = str(arguments.get("channel") or ""), str(arguments.get("user") or "")
        wait = self._paces.left(method, channel)
        if wait > LONGEST_WAIT and not patient:
            raise NotSentError(BUSY, timedelta(seconds=wait))
        await self._paces.turn(method, channel)
        given = {name: value for name, value in arguments.items() if value is not None}
        if self._token is not None:
            given["token"] = await self._token()
        if self._team and method in OF_ONE:
            given["team_id"] = self._team
        own = "app_token" not in given
        act = getattr(self._client, method.replace(".", "_"))
        try:
            with told_plainly(channel, user or str(arguments.get("users") or "")):
                answer = await act(**given)
        except TurnedAwayError as error:
            if own and self._welcome:
                LOG.error("%s", error)  # once: every post that waits there asks again
            self._welcome &= not own
            raise
        self._welcome |= own
        self._told = _date(answer.headers)
        if SCOPES in answer.headers:
            self._scopes = frozenset(re.findall(r"[\w.:-]+", answer.headers[SCOPES]))
        return dict(answer.data)

    async def _upload(self, url: str, content: bytes) -> None:
        session = self._client.session
        if session is None:
            raise ValueError("The client has no connections of its own.")
        with told_plainly():
            async with session.post(url, data=content, proxy=self._client.proxy) as told:
                if told.status >= 400:
                    raise MaybeSentError(TROUBLE.format(code=told.status))


@contextlib.contextmanager
def told_plainly(channel: str = "", user: str = "") -> Iterator[None]:
    """Turn what slack_sdk and aiohttp raise into the ports' errors, with no token in them."""
    try:
        yield
    except SlackApiError as error:
        raise trouble_of(error, channel, user) from None
    except (ClientConnectorError, ConnectionTimeoutError):
        raise NotSentError(AWAY) from None
    except (ClientError, OSError, TimeoutError, SlackClientError):
        raise MaybeSentError(BROKEN) from None
    except (AttributeError, ValueError):
        # slack_sdk stumbles over answers that aren't JSON, as proxies give them.
        raise MaybeSentError(BROKEN) from None


def _date(headers: Mapping[str, str]) -> datetime | None:
    try:
        return parsedate_to_datetime(headers["Date"])
    except (KeyError, ValueError):
        return None
