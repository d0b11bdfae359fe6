"""Files that people sent along, fetched from where Discord keeps them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

import aiohttp
from discord.http import HTTPClient

from adapters.discord.journal import LOG
from adapters.discord.rendering.attachments import Attachment
from bot.chat.calls import Upload
from bot.chat.refusal import Refusal
from bot.chat.uploads import gathered, refuse_larger
from bot.runtime.hearing.errors import kind_of

HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})
PATIENCE = 60.0
TRIES = 3
PAUSE = 0.5
TOO_MANY = 429
UNREADABLE = "The file “{name}” could not be read from Discord. Please send it again."


async def fetch(
    http: HTTPClient, files: Mapping[str, Attachment], hosts: Collection[str] = HOSTS
) -> dict[str, Upload]:
    """Return the files by their fields; Refusal for one too large or on none of the `hosts`."""
    return {name: await _fetch(http, file, hosts) for name, file in files.items()}


async def _fetch(http: HTTPClient, file: Attachment, hosts: Collection[str]) -> Upload:
    refuse_larger(file.name, file.size)
    if not _is_at(file.url, hosts):
        raise Refusal(UNREADABLE.format(name=file.name))
    for tries in range(TRIES):
        try:
            async with asyncio.timeout(PATIENCE):
                content = await _get(http, file)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            LOG.info("a file could not be fetched: %s", kind_of(error))
            await asyncio.sleep(PAUSE * tries)
        else:
            if content is None:
                break
            return Upload(file.name, content)
    raise Refusal(UNREADABLE.format(name=file.name))


async def _get(http: HTTPClient, file: Attachment) -> bytes | None:
    """Return a file's bytes; None if it isn't there. discord.py reads one whole at any size."""
    async with (
        aiohttp.ClientSession(connector=http.connector, connector_owner=False) as session,
        session.get(
            file.url, proxy=http.proxy, proxy_auth=http.proxy_auth, allow_redirects=False
        ) as answer,
    ):
        if answer.status >= 500 or answer.status == TOO_MANY:
            answer.raise_for_status()
        if answer.status != 200:
            return None
        refuse_larger(file.name, answer.content_length or 0)
        return await gathered(answer.content.iter_any(), file.name)


def _is_at(url: str, hosts: Collection[str]) -> bool:
    """Whether an address is one of Discord's: nothing else is ever asked for a file."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and (parts.hostname or "") in hosts
