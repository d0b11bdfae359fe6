"""Files that people put into a form, fetched from where Slack keeps them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession

from adapters.slack.journal import LOG
from adapters.slack.web.web import SlackWeb
from adapters.slack.wire import Json
from bot.chat.calls import Upload
from bot.chat.refusal import Refusal
from bot.chat.uploads import gathered, refuse_larger
from bot.ports.platform import CannotSendError, NotSentError
from bot.runtime.hearing.errors import kind_of

OWN = (".slack.com", ".slack-gov.com")
"""What the names of Slack's own hosts end in: nobody else gets the token."""
TRIES = 3
PAUSE = 0.5
PATIENCE = 60.0
UNREADABLE = "The file could not be read from Slack. Please send it again."
SIGN_IN = "text/html"
"""What comes instead of a file if Slack doesn't accept the token."""


class Fetcher:
    """Fetches files."""

    def __init__(self, session: ClientSession, api_url: str = "") -> None:
        """Fetch over `session`; the host of another `api_url` than Slack's own is trusted, too."""
        self._session = session
        self._host = urlsplit(api_url).hostname or ""

    async def fetch(self, web: SlackWeb, files: Mapping[str, str]) -> dict[str, Upload]:
        """Return files by their fields, given Slack's ids; Refusal for one that can't be had."""
        return {field: await self._one(web, id) for field, id in files.items()}

    async def _one(self, web: SlackWeb, id: str) -> Upload:
        try:
            told: Json = (await web.read("files.info", file=id))["file"]
        except (NotSentError, CannotSendError) as error:
            LOG.warning("file %s can't be looked up: %s", id, kind_of(error))
            raise Refusal(UNREADABLE) from None
        name = str(told.get("name") or "file")
        refuse_larger(name, int(told.get("size") or 0))
        url = str(told.get("url_private_download") or told.get("url_private") or "")
        if told.get("is_external") or not self._is_own(url):
            raise Refusal(UNREADABLE)
        content = await self._content(web, url, name, str(told.get("mimetype") or ""))
        return Upload(name, content)

    async def _content(self, web: SlackWeb, url: str, name: str, media: str) -> bytes:
        for tries in range(TRIES):
            try:
                async with asyncio.timeout(PATIENCE):
                    content = await self._get(url, await web.token(), name, media)
            except (ClientError, OSError, TimeoutError) as error:
                LOG.info("a file could not be fetched: %s", kind_of(error))
                await asyncio.sleep(PAUSE * tries)
            else:
                if content is None:
                    break
                return content
        raise Refusal(UNREADABLE)

    async def _get(self, url: str, token: str, name: str, media: str) -> bytes | None:
        """Return what stands at an address; None if that is no file for us."""
        headers = {"Authorization": f"Bearer {token}"}
        async with self._session.get(url, headers=headers, allow_redirects=False) as answer:
            if answer.status >= 500:
                answer.raise_for_status()
            if answer.status != 200 or answer.content_type == SIGN_IN != media:
                return None
            refuse_larger(name, answer.content_length or 0)
            return await gathered(answer.content.iter_any(), name)

    def _is_own(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        host = parts.hostname or ""
        if self._host and host == self._host:
            return True
        return parts.scheme == "https" and host.endswith(OWN)
