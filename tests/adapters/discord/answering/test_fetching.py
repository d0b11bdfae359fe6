"""Files that people sent along: from Discord's own addresses only, and none too large."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from discord.http import HTTPClient

from adapters.discord.answering.fetching import HOSTS, fetch
from adapters.discord.rendering.attachments import Attachment
from bot.chat.refusal import Refusal
from bot.chat.uploads import LARGEST
from tests.support.discord.core import Core, Notebook
from tests.support.discord.drafts import store
from tests.support.discord.server import WireServer, running
from tests.support.discord.serving import WORLD, serving_doors

HERE = {"127.0.0.1"}


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    async with running(WORLD) as one:
        yield one


@pytest.fixture
async def http(server: WireServer) -> AsyncIterator[HTTPClient]:
    async with serving_doors(server, Core(), Notebook()) as (connection, _):
        yield connection.line.client.http


def kept(server: WireServer, content: bytes) -> Attachment:
    """Keep a file on the server; return how Discord tells of it."""
    file = store(server.state, server.channel("general"), "a.csv", content, "text/csv")
    return Attachment("a.csv", file.url, len(content))


async def test_a_file_is_fetched(server: WireServer, http: HTTPClient) -> None:
    files = await fetch(http, {"roster": kept(server, b"name\n")}, HERE)
    assert {name: (one.name, one.content) for name, one in files.items()} == {
        "roster": ("a.csv", b"name\n")
    }


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://cdn.discordapp.com.evil.example/a.csv",
        "https://cdn.discordapp.com@evil.example/a.csv",
        "file:///etc/passwd",
        "https://[broken/a.csv",
        "",
    ],
)
async def test_nothing_is_fetched_from_elsewhere(http: HTTPClient, url: str) -> None:
    with pytest.raises(Refusal, match="could not be read"):
        await fetch(http, {"file": Attachment("a.csv", url, 5)}, HOSTS)


async def test_a_file_that_is_too_large_is_refused(server: WireServer, http: HTTPClient) -> None:
    with pytest.raises(Refusal, match="larger than 10 MB"):
        await fetch(http, {"file": Attachment("a.csv", "https://a.org", LARGEST + 1)}, HERE)
    file = kept(server, bytes(LARGEST + 1))
    with pytest.raises(Refusal, match="larger"):
        await fetch(http, {"file": Attachment(file.name, file.url, 1)}, HERE)


async def test_a_file_that_is_gone_is_asked_for_again(server: WireServer, http: HTTPClient) -> None:
    file = kept(server, b"name\n")
    server.state.attachments.clear()
    with pytest.raises(Refusal, match="send it again"):
        await fetch(http, {"file": file}, HERE)
