"""Files that people sent along, fetched from where Discord keeps them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

import aiohttp
import discord
from discord.http import HTTPClient

from adapters.discord.journal import LOG
from adapters.discord.rendering.attachments import Attachment
from bot.chat.calls import Upload
from bot.chat.refusal import Refusal
from bot.runtime.hearing.errors import kind_of

HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})
LARGEST = 10 * 1024 * 1024
"""Bytes of a file; Discord itself takes no more from most people."""
PATIENCE = 60.0
TRIES = 3
PAUSE = 0.5
TOO_LARGE = "The file “{name}” is larger than 10 MB. Please send a smaller one."
UNREADABLE = "The file “{name}” could not be read from Discord. Please send it again."


async def fetch(
    http: HTTPClient, files: Mapping[str, Attachment], hosts: Collection[str] = HOSTS
) -> dict[str, Upload]:
    """Return the files by their fields; Refusal for one too large or on none of the `hosts`."""
    return {name: await _fetch(http, file, hosts) for name, file in files.items()}


async def _fetch(http: HTTPClient, file: Attachment, hosts: Collection[str]) -> Upload:
    if file.size > LARGEST:
        raise Refusal(TOO_LARGE.format(name=file.name))
    if not _is_at(file.url, hosts):
        raise Refusal(UNREADABLE.format(name=file.name))
    for tries in range(TRIES):
        try:
            async with asyncio.timeout(PATIENCE):
                content = await http.get_from_cdn(file.url)
        except (discord.NotFound, discord.Forbidden):
            break
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            LOG.info("a file could not be fetched: %s", kind_of(error))
            await asyncio.sleep(PAUSE * tries)
        else:
            if len(content) > LARGEST:
                raise Refusal(TOO_LARGE.format(name=file.name))
            return Upload(file.name, content)
    raise Refusal(UNREADABLE.format(name=file.name))


def _is_at(url: str, hosts: Collection[str]) -> bool:
    """Whether an address is one of Discord's: nothing else is ever asked for a file."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and (parts.hostname or "") in hosts
