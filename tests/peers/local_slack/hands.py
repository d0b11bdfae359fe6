"""People's hands and eyes on local-slack: its control API, and what its own page would show."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, FormData, WSMsgType

Json = dict[str, Any]
TAKEN = "HTTP 200"
LOST = "POST failed"
"""What local-slack notes of a request that broke on its way to the bot. It posts none again."""
EVENTS = "events_api"
TRIES = 3
PATIENCE = 60.0
"""Real seconds after which what is waited for doesn't come."""


@dataclass(slots=True)
class Hands:
    """What people do; they and channels are named by their ids.

    `views` are the modals that are open, the last on top: there is one stack for all people.
    `homes` are the home tabs by person, `errors` what the last form was refused for. `channels` are
    all by id, private conversations too. `acknowledged` is what the bot said with each
    acknowledgement, None for those that say nothing; `turned_away` what requests were answered with
    that the bot did not take. `lost` are the kinds of requests that never reached the bot.
    """

    session: ClientSession
    address: str
    views: list[Json] = field(default_factory=list)
    homes: dict[str, Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    messages: dict[str, list[Json]] = field(default_factory=dict)
    channels: dict[str, Json] = field(default_factory=dict)
    acknowledged: list[Any] = field(default_factory=list)
    turned_away: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _page: ClientWebSocketResponse | None = None
    _pong: asyncio.Event = field(default_factory=asyncio.Event)

    async def _do(self, what: str, **body: Any) -> Json:
        given = {key: value for key, value in body.items() if value not in (None, "")}
        url = f"{self.address}/_control/{what}"
        async with self.session.post(url, json=given) as response:
            told: Json = await response.json()
        assert told["ok"], told
        return told

    async def _asked(self, what: str, **body: Any) -> None:
        """Ask the bot something; again if it was lost, as people do whom Slack tells that."""
        for _ in range(TRIES):
            lost = self._lost()
            await self._do(what, **body)
            await self.caught_up()
            if self._lost() == lost:
                return
        raise AssertionError(f"{what} was lost {TRIES} times")

    def _lost(self) -> int:
        return sum(kind != EVENTS for kind in self.lost)

    async def write(self, channel: str, user: str, text: str, *, thread: str = "") -> Json:
        """Write a message; return it."""
        told = await self._do("message", channel=channel, user=user, text=text, thread_ts=thread)
        message: Json = told["message"]
        return message

    async def upload(self, channel: str, user: str, name: str, content: bytes) -> Json:
        """Write a message that is a file; return the file."""
        form = FormData({"channel": channel, "user": user})
        form.add_field("file", content, filename=name)
        async with self.session.post(f"{self.address}/_control/upload", data=form) as response:
            assert response.status == 200, await response.text()
            file: Json = (await response.json())["message"]["files"][0]
            return file

    async def edit(self, channel: str, user: str, ts: str, text: str) -> None:
        """Change one's own message."""
        await self._do("edit-message", channel=channel, user=user, ts=ts, text=text)

    async def delete(self, channel: str, user: str, ts: str) -> None:
        """Delete one's own message."""
        await self._do("delete-message", channel=channel, user=user, ts=ts)

    async def react(
        self, channel: str, user: str, ts: str, name: str, *, present: bool = True
    ) -> None:
        """Put a reaction on a message, or take it away."""
        await self._do("reaction", channel=channel, user=user, ts=ts, name=name, present=present)

    async def command(self, channel: str, user: str, command: str, text: str) -> None:
        """Type a command such as `/class`; it is over when the bot has acknowledged it."""
        await self._asked("command", channel=channel, user=user, command=command, text=text)

    async def press(self, channel: str, user: str, ts: str, action: Json) -> None:
        """Press an element of a message, as it stands there, or with its `selected_option`."""
        await self._asked("interact", channel=channel, user=user, messageTs=ts, action=action)

    async def open_home(self, user: str) -> None:
        """Open the bot's home tab."""
        await self._do("open-home", user=user)

    async def submit(
        self, user: str, values: Mapping[str, Mapping[str, Json]], *, times: int = 1
    ) -> None:
        """Send the form on top, with values by block and action; `times` before it closes.

        It is over when the bot has acknowledged it as often.
        """
        assert self._page is not None
        assert self.views, "no form is open"
        self.errors = {}
        wanted = len(self.acknowledged) + times
        for _ in range(times):
            await self._page.send_json({"t": "view_submit", "user": user, "values": values})
        await self.until(lambda: len(self.acknowledged) >= wanted)
        await self.caught_up()

    async def download(self, file: Json, token: str) -> bytes:
        """Return the bytes of a file, which local-slack gives to the bot's token alone."""
        headers = {"Authorization": f"Bearer {token}"}
        async with self.session.get(file["url_private_download"], headers=headers) as response:
            assert response.status == 200, await response.text()
            return await response.read()

    async def log(self) -> list[Json]:
        """Return all that went to the bot and came from it."""
        async with self.session.get(f"{self.address}/_control/log") as response:
            found: list[Json] = (await response.json())["log"]
            return found

    async def until(self, met: Callable[[], object]) -> None:
        """Wait until something holds of what is shown."""
        async with asyncio.timeout(PATIENCE):
            while not met():
                self.changed.clear()
                await self.changed.wait()

    async def caught_up(self) -> None:
        """Wait until everything is seen that has happened: its page tells in order."""
        assert self._page is not None
        self._pong.clear()
        await self._page.ping()
        async with asyncio.timeout(PATIENCE):
            await self._pong.wait()

    @contextlib.asynccontextmanager
    async def looking(self) -> AsyncIterator[None]:
        """Watch what its page would show while the block lasts."""
        url = f"{self.address}/ui"
        async with self.session.ws_connect(url, autoping=False, max_msg_size=0) as page:
            self._page = page
            self._take(json.loads(await page.receive_str()))
            task = asyncio.create_task(self._look(page))
            try:
                yield
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def _look(self, page: ClientWebSocketResponse) -> None:
        async for message in page:
            match message.type:
                case WSMsgType.TEXT:
                    self._take(json.loads(message.data))
                    self.changed.set()
                case WSMsgType.PING:
                    await page.pong(message.data)
                case WSMsgType.PONG:
                    self._pong.set()

    def _take(self, told: Json) -> None:
        match told["t"]:
            case "init":
                self.messages = told["state"]["messages"]
                self.channels = {one["id"]: one for one in told["state"]["channels"]}
            case "channel":
                self.channels[told["channel"]["id"]] = told["channel"]
            case "message":
                said = told["message"]
                self.messages.setdefault(said["channel"], []).append(said)
            case "message_update":
                self._replace(told["message"])
            case "message_delete":
                there = self.messages[told["channel"]]
                self.messages[told["channel"]] = [one for one in there if one["ts"] != told["ts"]]
            case "view":
                self.views = told["stack"]
            case "view_errors":
                self.errors = told["errors"]
            case "home":
                self.homes[told["user"]] = told["view"]
            case "log":
                self._note(told["entry"])

    def _note(self, entry: Json) -> None:
        """Take an acknowledgement out of its log: over a socket, or the answer to a request."""
        if entry["summary"].startswith(LOST):
            self.lost.append(entry["kind"])
        if entry["direction"] != "from_bot":
            return
        if entry["kind"] == "ack":
            self.acknowledged.append(entry.get("detail"))
        elif entry["summary"].startswith("HTTP "):
            self.acknowledged.append(json.loads(entry["detail"] or "null"))
            if entry["summary"] != TAKEN:
                self.turned_away.append(entry["summary"])

    def _replace(self, message: Json) -> None:
        there = self.messages[message["channel"]]
        self.messages[message["channel"]] = [
            message if one["ts"] == message["ts"] else one for one in there
        ]
