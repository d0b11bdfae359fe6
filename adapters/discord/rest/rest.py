"""Requests to Discord through discord.py's own client, each outcome told as the ports' errors."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping, Sequence
from datetime import timedelta
from json import dumps
from typing import Any
from urllib.parse import unquote

import discord
from aiohttp import ClientConnectorError, ClientError, ClientTimeout, ConnectionTimeoutError
from discord.http import HTTPClient, Route

from adapters.discord.rest.attempts import CURRENT, AgainError, Attempt
from adapters.discord.rest.discretion import be_discreet
from adapters.discord.rest.troubles import AWAY, BROKEN, trouble_of
from adapters.discord.wire import Json
from bot.chat.calls import Upload
from bot.ports.platform import MaybeSentError, NotSentError, StoredFile
from bot.runtime.pacing import Pacer

MOST = 50
"""Requests that Discord takes of one bot in a second."""
SECOND = 1.02
"""Seconds that they are spread over here: some arrive sooner after one another than they left."""
LONGEST_RATE_WAIT = 30.0
"""Seconds that discord.py may wait on a limit by itself: `Client(max_ratelimit_timeout=...)`."""
TIMEOUT = ClientTimeout(total=120, sock_connect=10, sock_read=30)
PAUSES = (0.2, 0.6, 1.8)
"""Seconds before each new try of what may be repeated, after its connection broke."""
UNPACED = ("/interactions/", "/webhooks/")
"""Where answers to interactions go: Discord counts them apart."""
_NAMES = {"channels": "channel_id", "guilds": "guild_id", "webhooks": "webhook_id"}
_AFTER_WEBHOOK = "webhook_token"


class DiscordRest:
    """The bot's side of Discord's REST interface.

    `http` should belong to a `discord.Client(http_trace=tracing(), max_ratelimit_timeout=
    LONGEST_RATE_WAIT)`: see adapters.discord.rest.attempts.
    """

    def __init__(self, http: HTTPClient, pacer: Pacer) -> None:
        """Send through `http`, once it is logged in, at `pacer`'s pace."""
        be_discreet()
        self._http = http
        self._pacer = pacer

    async def call(
        self,
        method: str,
        path: str,
        json: Any = None,
        params: Mapping[str, Any] | None = None,
        files: Sequence[Upload] = (),
        reason: str | None = None,
        *,
        repeatable: bool | None = None,
    ) -> Any:
        """Send JSON, with files if any, and return the JSON answered; None for an empty answer.

        `path` is whole, ids and all: `/channels/12/messages`. `reason` goes into the server's
        audit log. What is `repeatable` may be sent again when it may have arrived; unless told,
        that is everything but a POST without an enforced nonce.

        NotSentError: certainly not done. MaybeSentError: unknown. CannotSendError: it never will
        be as things are; GoneError, ForbiddenError, MailboxClosedError and RefusedError say why.
        """
        if repeatable is None:
            nonce = isinstance(json, dict) and json.get("enforce_nonce")
            repeatable = method != "POST" or bool(nonce)
        sent: dict[str, Any] = {"timeout": TIMEOUT}
        if params:
            sent["params"] = dict(params)
        if reason:
            sent["reason"] = reason
        for pause in (*(PAUSES if repeatable else ()), None):
            try:
                return await self._send(method, path, {**sent, **_body(json, files)}, repeatable)
            except MaybeSentError as error:
                if pause is None or not isinstance(error.__cause__, ClientError):
                    raise
                await asyncio.sleep(pause)
        raise AssertionError("the last try returns or raises")

    async def read(self, path: str, params: Mapping[str, Any] | None = None) -> Any:
        """Return what stands at a path; a reading that failed sent nothing, whatever broke."""
        try:
            return await self.call("GET", path, params=params)
        except MaybeSentError as error:
            raise NotSentError(str(error)) from error

    async def _send(self, method: str, path: str, sent: dict[str, Any], repeatable: bool) -> Any:
        """Send one request as discord.py does, with its own waits and tries."""
        turn = _at_once if path.startswith(UNPACED) else self._pacer.turn
        if self._http.http_trace is None:
            await turn()
        token = CURRENT.set(Attempt(turn, repeatable))
        try:
            answered = await self._http.request(route_of(method, path), **sent)
        except discord.RateLimited as error:
            wait = timedelta(seconds=error.retry_after)
            raise NotSentError("Discord asks Homeroom to wait.", wait) from error
        except discord.HTTPException as error:
            raise trouble_of(error) from error
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise NotSentError(AWAY) from error
        except (ClientError, OSError, TimeoutError, AgainError) as error:
            raise MaybeSentError(BROKEN) from error
        finally:
            CURRENT.reset(token)
        return None if answered == "" else answered


def uploads(message: Json, shown: Sequence[StoredFile]) -> list[Upload]:
    """Return the files a rendered message shows, under the names its attachments give them."""
    names = [attachment["filename"] for attachment in message.get("attachments", ())]
    return [Upload(name, file.content) for name, file in zip(names, shown, strict=True)]


def route_of(method: str, path: str) -> Route:
    """Return the route of a whole path, its ids as parameters: they tell limits apart."""
    template, parameters, before = "", {}, ""
    for number, part in enumerate(path.strip("/").split("/")):
        name = _parameter(part, before, number)
        if name is None:
            template += f"/{part}"
        else:
            template += f"/{{{name}}}"
            parameters[name] = unquote(part)
        before = name or part
    return Route(method, template, **parameters)


def _parameter(part: str, before: str, number: int) -> str | None:
    """Return the name of a path's part that changes from one request to the next."""
    if before in ("webhook_id", "interaction_id") and not part.isdecimal():
        return _AFTER_WEBHOOK
    if before == "interactions":
        return "interaction_id"
    if before == "reactions":
        return "emoji"
    if part.isdecimal():
        return _NAMES.get(before, f"id{number}")
    return None


def _body(json: Any, files: Sequence[Upload]) -> dict[str, Any]:
    """Return a body as discord.py takes it; made anew for each try, since files are read."""
    if not files:
        return {} if json is None else {"json": json}
    message = json.get("message") or json.get("data") or json
    told = message.get("attachments") or [{}] * len(files)
    read = [
        discord.File(io.BytesIO(file.content), file.name, description=about.get("description"))
        for file, about in zip(files, told, strict=False)
    ]
    parts: list[Json] = [{"name": "payload_json", "value": dumps(json)}]
    for number, file in enumerate(read):
        content = {"filename": file.filename, "content_type": "application/octet-stream"}
        parts.append({"name": f"files[{number}]", "value": file.fp, **content})
    return {"form": parts, "files": read}


async def _at_once() -> None:
    """Wait for nothing."""
