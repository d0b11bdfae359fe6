"""HTTP mode: what the app is told is posted to its request URL, signed."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from tests.support.slack.deliveries import COMMAND, EVENT, Deliveries, Delivery, encode

AT_ONCE = 50
"""So many requests are on their way at most."""


@dataclass(slots=True)
class RequestUrl:
    """Where the app listens; `clock` is what its signatures carry, in seconds since 1970."""

    url: str
    secret: str
    deliveries: Deliveries
    clock: Callable[[], float] = time.time
    statuses: list[int] = field(default_factory=list)
    _session: ClientSession | None = None
    _signed: set[str] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _few: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    @property
    def posting(self) -> bool:
        """Whether something is being posted."""
        return bool(self._tasks)

    def carry(self, delivery: Delivery) -> bool:
        """Post a delivery, in a task of its own."""
        task = asyncio.create_task(self._post(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _post(self, delivery: Delivery) -> None:
        if delivery.kind == EVENT:
            body, media = delivery.body, "application/json"
        else:
            media = "application/x-www-form-urlencoded"
            whole = delivery.kind == COMMAND
            body = urlencode(json.loads(delivery.body) if whole else {"payload": delivery.body})
        headers = {"Content-Type": media, **self._signed_anew(body)}
        if delivery.attempt:
            headers["X-Slack-Retry-Num"] = str(delivery.attempt)
            headers["X-Slack-Retry-Reason"] = delivery.reason
        async with self._few:
            try:
                status, text, again = await self.post(body, headers)
            except TimeoutError:
                self.deliveries.failed(delivery, "http_timeout")
            except ClientError:
                self.deliveries.failed(delivery, "connection_failed")
            else:
                if status < 300:
                    self.deliveries.acknowledged(delivery, text)
                else:
                    self.deliveries.failed(delivery, "http_error", again=again)

    def _signed_anew(self, body: str) -> dict[str, str]:
        """Return headers that no request had before: what is told again, is told later."""
        at = self.clock()
        while (headers := self.signed(body, at))["X-Slack-Signature"] in self._signed:
            at += 1
        self._signed.add(headers["X-Slack-Signature"])
        return headers

    def signed(self, body: str, at: float | None = None) -> dict[str, str]:
        """Return the headers that sign a body at an instant, now unless told."""
        stamp = str(int(self.clock() if at is None else at))
        made = hmac.new(self.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
        return {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={made.hexdigest()}",
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }

    async def post(self, body: str, headers: dict[str, str]) -> tuple[int, str, bool]:
        """Post a body; return status, text, and whether Slack may try again."""
        if self._session is None:
            limit = ClientTimeout(total=self.deliveries.patience)
            self._session = ClientSession(timeout=limit, connector=TCPConnector(limit=AT_ONCE))
        data = body.encode()
        async with self._session.post(self.url, data=data, headers=headers) as response:
            self.statuses.append(response.status)
            again = response.headers.get("X-Slack-No-Retry") != "1"
            return response.status, await response.text(), again

    async def verify(self) -> bool:
        """Ask for the challenge back, as Slack does when the URL is entered."""
        body = encode({"type": "url_verification", "token": "made-up", "challenge": "echo"})
        headers = {"Content-Type": "application/json", **self.signed(body)}
        status, text, _ = await self.post(body, headers)
        if status != 200:
            return False
        return text == "echo" or (text.startswith("{") and json.loads(text)["challenge"] == "echo")

    async def stop(self) -> None:
        """Post nothing more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
