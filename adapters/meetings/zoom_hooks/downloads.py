"""Transcripts fetched from Zoom, with the token that came in the event and lives for a day.

https://developers.zoom.us/docs/api/webhooks/#download-recordings. The token goes to Zoom's own
hosts only, over https, and stands in no log and no message.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from aiohttp import ClientError, ClientSession

from adapters.meetings.transcripts import parse_transcript
from adapters.meetings.zoom_hooks.events import File, is_zooms
from bot.chat.refusal import Refusal
from bot.chat.uploads import LARGEST, MEGABYTE, gathered, refuse_larger

NAME = "transcript.vtt"
PATIENCE = 60.0
"""Seconds a transcript may take to come."""
HOPS = 5
"""Other addresses that Zoom may send us to for one file."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ELSEWHERE = "its file isn't at an address of Zoom's"
LARGE = f"its file is larger than {LARGEST // MEGABYTE} MB"
REFUSED = "Zoom didn't hand its file out"
NONE = "its file is no transcript that can be read here"
AWAY = "its file couldn't be fetched from Zoom yet"


class NotHadError(Exception):
    """A transcript that can't be had; `again` if it may be another time. It says why."""

    def __init__(self, problem: str, *, again: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.again = again


class Downloads:
    """Fetches transcripts."""

    def __init__(self, session: ClientSession, trusted: Sequence[str] = ()) -> None:
        """Fetch over `session`; `trusted` are origins, http://host:port, besides Zoom's own."""
        self._session = session
        self._trusted = frozenset(trusted)

    async def fetch(self, file: File, token: str) -> bytes:
        """Return the bytes of a transcript that can be read; NotHadError with why not."""
        if file.size > LARGEST:
            raise NotHadError(LARGE)
        try:
            async with asyncio.timeout(PATIENCE):
                content = await self._follow(file.url, token)
        except Refusal as error:
            raise NotHadError(LARGE) from error
        except (ClientError, OSError, TimeoutError, ValueError) as error:
            raise NotHadError(AWAY, again=True) from error
        try:
            await asyncio.to_thread(parse_transcript, content, NAME)
        except Refusal as error:
            raise NotHadError(NONE) from error
        return content

    async def _follow(self, url: str, token: str) -> bytes:
        headers = {"Authorization": f"Bearer {token}"}
        for _ in range(HOPS):
            if not self._is_zooms(url):
                raise NotHadError(ELSEWHERE)
            async with self._session.get(url, headers=headers, allow_redirects=False) as answer:
                if answer.status in REDIRECTS:
                    url = urljoin(url, answer.headers.get("Location", ""))
                    continue
                if answer.status >= 500 or answer.status == 429:
                    raise NotHadError(AWAY, again=True)
                if answer.status != 200:
                    raise NotHadError(REFUSED)
                refuse_larger(NAME, answer.content_length or 0)
                return await gathered(answer.content.iter_any(), NAME)
        raise NotHadError(REFUSED)

    def _is_zooms(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return False
        if f"{parts.scheme}://{parts.netloc}" in self._trusted:
            return True
        return (
            parts.scheme == "https"
            and is_zooms(host)
            and port in (None, 443)
            and "@" not in parts.netloc
        )
