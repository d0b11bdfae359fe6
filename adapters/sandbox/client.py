"""Requests to the sandbox's server, with each outcome told as the ports' three errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NoReturn
from urllib.parse import quote

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ClientWebSocketResponse,
)

from adapters.sandbox.wire import Json
from bot.chat.calls import Upload
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError, StoredFile

TIMEOUT = ClientTimeout(total=20, connect=5)
AWAY = "The sandbox's server is not running."
UNCERTAIN = "The connection to the sandbox broke before it answered."


class GoneError(CannotSendError):
    """What was asked for is not there (404)."""


@dataclass(slots=True)
class SandboxClient:
    """The bot's side of the wire: one session, one address, one token."""

    session: ClientSession
    address: str
    token: str

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def call(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Json:
        """Send JSON and return the JSON answered.

        NotSentError: certainly not done. MaybeSentError: unknown. CannotSendError: it never will.
        """
        try:
            async with self.session.request(
                method,
                f"{self.address}{path}",
                json=body,
                params=dict(query or {}),
                headers=self._headers,
                timeout=TIMEOUT,
            ) as response:
                if response.status >= 400:
                    await _fail(response)
                answered: Json = await response.json()
                return answered
        except ClientConnectorError as error:
            raise NotSentError(AWAY) from error
        except (ClientError, TimeoutError, json.JSONDecodeError) as error:
            raise MaybeSentError(UNCERTAIN) from error

    async def upload(self, file: StoredFile) -> None:
        """Bring a file to the server; NotSentError if that failed, since repeating is harmless."""
        try:
            async with self.session.put(
                f"{self.address}/bot/files/{quote(file.id, safe='')}",
                data=file.content,
                params={"name": file.name, "description": file.description},
                headers={**self._headers, "Content-Type": file.media_type},
                timeout=TIMEOUT,
            ) as response:
                if response.status >= 400:
                    await _fail(response)
        except (ClientError, TimeoutError, MaybeSentError) as error:
            raise NotSentError("A file could not be brought to the sandbox.") from error

    async def download(self, file: str) -> Upload:
        """Return a file that somebody uploaded."""
        try:
            async with self.session.get(
                f"{self.address}/bot/files/{quote(file, safe='')}",
                headers=self._headers,
                timeout=TIMEOUT,
            ) as response:
                if response.status >= 400:
                    await _fail(response)
                return Upload(json.loads(response.headers["X-Name"]), await response.read())
        except (ClientError, TimeoutError) as error:
            raise NotSentError("A file could not be read from the sandbox.") from error

    async def socket(self) -> ClientWebSocketResponse:
        """Open the socket on which events and interactions come."""
        return await self.session.ws_connect(
            f"{self.address}/bot/socket", headers=self._headers, heartbeat=20, max_msg_size=0
        )


async def _fail(response: ClientResponse) -> NoReturn:
    """Raise what an error's status means for what was to be done."""
    sentence = await _sentence(response)
    if response.status == 429:
        wait = float(response.headers.get("Retry-After", "1"))
        raise NotSentError(sentence, timedelta(seconds=wait))
    if response.status == 503:
        raise NotSentError(sentence)
    if response.status >= 500:
        raise MaybeSentError(sentence)
    if response.status == 404:
        raise GoneError(sentence)
    raise CannotSendError(sentence)


async def _sentence(response: ClientResponse) -> str:
    try:
        body: Any = await response.json()
        return str(body["error"])
    except (ClientError, ValueError, KeyError, TypeError):
        return f"The sandbox answered {response.status}."
