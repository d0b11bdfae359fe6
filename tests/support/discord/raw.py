"""Hand-made requests of a bot, for tests of the wire server itself."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from aiohttp import ClientSession, FormData

from tests.support.discord.server import WireServer


class RawBot:
    """Sends requests with the bot's token, and gives back what comes."""

    def __init__(self, server: WireServer, session: ClientSession, token: str) -> None:
        """Speak to a server."""
        self.server = server
        self._session = session
        self._token = token

    async def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        files: Mapping[str, bytes] | None = None,
        **query: str,
    ) -> tuple[int, Any]:
        """Send a request, with files by name if there are any; return status and JSON."""
        sent: dict[str, Any] = {} if body is None else {"json": body}
        if files:
            form = FormData(quote_fields=False)
            form.add_field("payload_json", json.dumps(body or {}))
            for number, (name, content) in enumerate(files.items()):
                form.add_field(f"files[{number}]", io.BytesIO(content), filename=name)
            sent = {"data": form}
        headers = {"Authorization": f"Bot {self._token}"}
        url = self.server.api_url + path
        async with self._session.request(
            method, url, headers=headers, params=query, **sent
        ) as response:
            if response.status == 204:
                return 204, None
            assert response.headers["Content-Type"] == "application/json"
            return response.status, await response.json()

    async def done(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """Send a request that is done; return its JSON."""
        status, answer = await self(method, path, body, **more)
        assert status < 300, answer
        return answer

    async def code(self, method: str, path: str, body: Any = None, **more: Any) -> int:
        """Send a request that is refused; return the code it is refused with."""
        status, answer = await self(method, path, body, **more)
        assert status >= 400, answer
        return int(answer["code"])

    def at(self, name: str) -> str:
        """Return a channel's path by its name."""
        return f"/channels/{self.server.channel(name).id}"


@contextlib.asynccontextmanager
async def speaking(server: WireServer, token: str = "") -> AsyncIterator[RawBot]:
    """Speak to a server while the block lasts, with its bot's token unless another is given."""
    async with ClientSession() as session:
        yield RawBot(server, session, token or server.token)
