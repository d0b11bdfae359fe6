"""Zoom at the wire: posts signed events to Homeroom's server, and hands recordings out."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, web

from bot.ports.clock import Clock
from tests.support.instants import utc
from tests.support.sites import site

SECRET = "zoom-secret-of-the-app"
TOKEN = "zoom-download-token"
NUMBER = "98765432101"
UUID = "4444AAAiAAAAAiAiAiiAii=="
DAY = "2026-09-07"


@dataclass(slots=True)
class FakeZoom:
    """Zoom, which tells of one meeting; `files` is what it hands out, by path."""

    session: ClientSession
    clock: Clock
    url: str
    secret: str = SECRET
    origin: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """What was asked for, and with which authorization."""

    async def tells(self, event: str, about: Mapping[str, Any], **more: Any) -> int:
        """Tell of an event; return how it is acknowledged."""
        return (await self.posts(self.body(event, about, **more)))[0]

    def body(self, event: str, about: Mapping[str, Any], **more: Any) -> bytes:
        """Return what is posted of an event."""
        meeting = {"id": NUMBER, "uuid": UUID, "topic": "Limits", "host_id": "h", **about}
        payload = {"account_id": "AAAAAABBBB", "object": meeting}
        stamp = int(self.clock.now().timestamp() * 1000)
        return json.dumps({"event": event, "event_ts": stamp, "payload": payload, **more}).encode()

    def signed(self, body: bytes, age: int = 0) -> dict[str, str]:
        """Return the headers of a body that was sent `age` seconds ago."""
        stamp = str(int(self.clock.now().timestamp()) - age)
        said = b"v0:" + stamp.encode() + b":" + body
        digest = hmac.new(self.secret.encode(), said, hashlib.sha256).hexdigest()
        return {"x-zm-request-timestamp": stamp, "x-zm-signature": f"v0={digest}"}

    async def posts(
        self, body: bytes, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Post a body, signed unless other headers are given; return status and answer."""
        given = {"Content-Type": "application/json", **(headers or self.signed(body))}
        async with self.session.post(self.url, data=body, headers=given) as answer:
            return answer.status, await answer.read()

    async def hand_out(self, request: web.Request) -> web.StreamResponse:
        """Answer who asks for a file; a path that isn't known leads to where it says."""
        self.asked.append((request.path, request.headers.get("Authorization", "")))
        if request.path == "/moved":
            raise web.HTTPFound(request.query.get("to", "/moved"))
        if request.path == "/away":
            return web.Response(status=503)
        content = self.files.get(request.path)
        return web.Response(body=content) if content is not None else web.Response(status=404)


@contextlib.asynccontextmanager
async def handing_out(zoom: FakeZoom) -> AsyncIterator[FakeZoom]:
    """Let Zoom hand recordings out while the block lasts."""
    application = web.Application()
    application.router.add_get("/{path:.*}", zoom.hand_out)
    async with site(application) as zoom.origin:
        yield zoom


def came(who: str, time: str, name: str = "", email: str = "", user: int = 1) -> dict[str, Any]:
    """Return somebody who joined at a time of Monday, by UTC."""
    person = {"participant_uuid": who, "user_id": str(user), "user_name": name, "email": email}
    at = utc(f"{DAY} {time}").isoformat().replace("+00:00", "Z")
    return {"participant": {**person, "join_time": at}}


def went(who: str, time: str, name: str = "", user: int = 1) -> dict[str, Any]:
    """Return somebody who left then."""
    told = came(who, time, name, user=user)["participant"]
    return {"participant": {**told, "leave_time": told.pop("join_time")}}


def recorded(**more: Any) -> dict[str, Any]:
    """Return the recording of Monday's meeting."""
    return {
        "start_time": f"{DAY}T09:58:00Z",
        "duration": 66,
        "share_url": "https://uni.zoom.us/rec/share/abc",
        **more,
    }


def transcribed(url: str, **more: Any) -> dict[str, Any]:
    """Return its transcript, at an address."""
    file = {"id": "f1", "file_type": "TRANSCRIPT", "download_url": url, "file_size": 600, **more}
    return recorded(recording_files=[{"id": "f0", "file_type": "MP4"}, file])
