"""local-slack 0.1.8, somebody else's Slack: started here, in a network namespace of its own.

    async with running(start=utc("2026-10-05 08:00")) as slack:
        slack.api_url, slack.token, slack.app_token, slack.signing_secret
        slack.at(later)                       # its clock stands there from now on
        await slack.hands.write(slack.channels["general"], slack.people["mei"], "Hello")

With `request_url` it posts there (HTTP mode) instead of to sockets. What it doesn't know: scopes,
metadata, pages of history, retries, guests, message menus, pins, people who join or leave, a limit
on anything. It shows one form to all, tells each event to all sockets, and shows everybody an
answer that doesn't say it is for one person.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientError, ClientSession

from tests.peers.local_slack import inside
from tests.peers.local_slack.hands import Hands

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / ".peers/node_modules/local-slack-linux-x64/bin/local-slack"
SHA256 = "3332007b797969d835f694b463ac526f7ef1fc66afac93f950f585105fe4815f"
"""Of the program that these tests were written for; no other is run."""
NAMESPACE = ("unshare", "--map-root-user", "--net", "--pid", "--fork", "--kill-child")
PATIENCE = 60.0
"""Real seconds until it has to be there."""


def faketime() -> str:
    """Return where libfaketime is, "" if it isn't installed."""
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    return str(found[0]) if found else ""


@cache
def missing() -> str:
    """Return what is missing to run it, "" if nothing is."""
    if not PROGRAM.is_file():
        return "local-slack-linux-x64 isn't installed; .ci/run installs it"
    if not faketime():
        return "libfaketime isn't installed; .ci/run installs it"
    tried = [*NAMESPACE, "true"]
    if not shutil.which("unshare") or subprocess.run(tried, check=False).returncode:
        return "no network namespace can be made here"
    return ""


needs_local_slack = pytest.mark.skipif(bool(missing()), reason=missing() or "it is there")
"""Marks a test that is nothing without local-slack."""

PEOPLE: Mapping[str, tuple[str, str]] = {
    "ana": ("Ana Alves", "Europe/Berlin"),
    "mei": ("Mei Lin", "Asia/Tokyo"),
    "tom": ("Tom Baker", "America/St_Johns"),
}
"""Names and zones by username."""
CHANNELS: Mapping[str, Sequence[str]] = {"general": (), "staff": ("ana",)}
"""Members by name; everybody if none is named."""


class LocalSlack:
    """A running local-slack; `people` and `channels` are ids by username and name.

    `names` are what people and the bot are called, by their ids.
    """

    def __init__(self, address: str, clock_file: Path, config: dict[str, Any]) -> None:
        """Know what it was set up with."""
        self.address = address
        self._clock_file = clock_file
        (app,) = config["apps"]
        self.token: str = app["botToken"]
        self.app_token: str = app["appToken"]
        self.signing_secret: str = app["signingSecret"]
        self.names: dict[str, str] = {one["id"]: one["real_name"] for one in config["users"]}
        self.names[app["botUserId"]] = app["botName"]
        self.people: dict[str, str] = {one["name"]: one["id"] for one in config["users"]}
        self.channels: dict[str, str] = {one["name"]: one["id"] for one in config["channels"]}
        self.hands: Hands

    @property
    def api_url(self) -> str:
        """Where the Web API stands, for `base_url`."""
        return self.address + "/api/"

    def at(self, instant: datetime) -> None:
        """Let its clock stand at an aware instant."""
        write_clock(self._clock_file, instant)

    @contextlib.asynccontextmanager
    async def looking(self, log: Path) -> AsyncIterator[None]:
        """Have hands and eyes there while the block lasts, once it answers."""
        async with ClientSession() as session:
            await _there(session, self.address, log)
            self.hands = Hands(session, self.address)
            async with self.hands.looking():
                yield


def write_clock(file: Path, instant: datetime) -> None:
    """Let libfaketime read an instant, all of it or nothing."""
    new = file.with_suffix(".new")
    new.write_text(str(int(instant.timestamp())), encoding="utf-8")
    new.replace(file)


def checked_program() -> Path:
    """Return the program; AssertionError if it is another than it should be."""
    with PROGRAM.open("rb") as read:
        found = hashlib.file_digest(read, "sha256").hexdigest()
    assert found == SHA256, f"{PROGRAM} is not the local-slack that these tests know"
    return PROGRAM


def _config(
    people: Mapping[str, tuple[str, str]],
    channels: Mapping[str, Sequence[str]],
    request_url: str,
) -> dict[str, Any]:
    ids = {username: f"U0{username.upper()}" for username in people}
    app = {
        "appId": "A0HOMEROOM",
        "botUserId": "U0BOT",
        "botName": "Homeroom",
        "botToken": "xoxb-local-token",
        "appToken": "xapp-local-token",
        "signingSecret": "local-signing-secret",
        "mode": "events" if request_url else "socket",
    }
    if request_url:
        app["requestUrl"] = request_url
    return {
        "workspace": {"name": "Weather", "domain": "weather", "teamId": "T0WEATHER"},
        "apps": [app],
        "users": [
            {
                "id": ids[username],
                "name": username,
                "real_name": name,
                "tz": zone,
                "email": f"{username}@example.edu",
            }
            for username, (name, zone) in people.items()
        ],
        "channels": [
            {
                "id": f"C0{name.upper()}",
                "name": name,
                "is_private": bool(inside),
                "members": [*(ids[one] for one in inside or people), "U0BOT"],
            }
            for name, inside in channels.items()
        ],
    }


def _environment(clock_file: Path, start: datetime | None) -> dict[str, str]:
    if start is None:
        return {"TZ": "UTC"}
    write_clock(clock_file, start)
    return {
        "TZ": "UTC",
        "LD_PRELOAD": faketime(),
        "FAKETIME_TIMESTAMP_FILE": str(clock_file),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_FMT": "%s",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


@contextlib.asynccontextmanager
async def running(
    *,
    start: datetime | None = None,
    request_url: str = "",
    people: Mapping[str, tuple[str, str]] = PEOPLE,
    channels: Mapping[str, Sequence[str]] = CHANNELS,
) -> AsyncIterator[LocalSlack]:
    """Run local-slack while the block lasts; its clock stands at `start`, None: real time."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        door = inside.Relay(lambda: asyncio.open_unix_connection(str(folder / "door")))
        to = urlsplit(request_url)
        out = inside.Relay(lambda: asyncio.open_connection(to.hostname, to.port))
        async with (
            await asyncio.start_server(door, "127.0.0.1", 0) as outer,
            await asyncio.start_unix_server(out, str(folder / "out")),
        ):
            port = outer.sockets[0].getsockname()[1]
            hook = to._replace(netloc=f"127.0.0.1:{to.port}").geturl() if request_url else ""
            config = _config(people, channels, hook)
            (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
            how = {
                "port": port,
                "hooks": to.port or 1,
                "door": str(folder / "door"),
                "out": str(folder / "out"),
                "environment": _environment(folder / "now", start),
                "command": [
                    *(str(checked_program()), "--config", str(folder / "config.json")),
                    *("--port", str(port), "--base-host", "127.0.0.1"),
                    *("--files-dir", str(folder / "files")),
                ],
            }
            try:
                async with _process(how, folder / "log"):
                    slack = LocalSlack(f"http://127.0.0.1:{port}", folder / "now", config)
                    async with slack.looking(folder / "log"):
                        yield slack
            finally:
                await door.stop()
                await out.stop()


@contextlib.asynccontextmanager
async def _process(how: dict[str, Any], log: Path) -> AsyncIterator[None]:
    """Run what is inside the namespace."""
    with log.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            *(*NAMESPACE, sys.executable, inside.__file__, json.dumps(how)),
            stdin=asyncio.subprocess.PIPE,
            stdout=written,
            stderr=written,
            env={"PATH": os.environ["PATH"]},
        )
        try:
            yield
        finally:
            assert process.stdin is not None
            process.stdin.close()
            try:
                async with asyncio.timeout(5):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()


async def _there(session: ClientSession, address: str, log: Path) -> None:
    """Wait until it answers."""
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                if await _answers(session, address):
                    return
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"local-slack isn't there: {said(log)}") from None


async def _answers(session: ClientSession, address: str) -> bool:
    with contextlib.suppress(ClientError):
        async with session.get(f"{address}/_control/state") as response:
            return response.status == 200
    return False


def said(log: Path) -> str:
    """Return what it wrote."""
    return log.read_text(encoding="utf-8", errors="replace")
