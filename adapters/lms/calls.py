"""Calls to a gradebook's web services: bounded in time, size and tries, and silent about tokens.

A token goes into a header or a form, never into an address. No redirect is followed, for the token
would follow, too. Everything that is called may be repeated: reading, and writing the same grade.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from pydantic import SecretStr
from yarl import URL

from bot.ports.pushing import GradebookError

TRIES = 5
LONGEST_PAUSE = 30.0
"""Seconds; a gradebook that asks for more is left alone, and whoever pushes is told."""
LARGEST = 32 * 1024 * 1024
"""Bytes of an answer; a course of a thousand people has a few."""
TIMEOUT = ClientTimeout(total=60, sock_connect=10)
MOST_SAID = 200
"""Characters of a gradebook's own words that are repeated."""

Pause = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""


@dataclass(frozen=True, slots=True)
class Site:
    """A gradebook's site: its address without what comes after, and the token for it."""

    url: str
    token: SecretStr = field(repr=False)

    @property
    def host(self) -> str:
        """Its name, for people and for what is kept."""
        parts = urlsplit(self.url)
        return f"{parts.netloc}{parts.path}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: JSON, and where the next page of it is ("" where none is)."""

    body: Any
    following: str = ""


class Calls:
    """Calls one site by one session."""

    def __init__(
        self, program: str, site: Site, session: ClientSession, pause: Pause = asyncio.sleep
    ) -> None:
        """Take the gradebook's name, its site, and how to wait between tries."""
        self._program = program
        self._site = site
        self._session = session
        self._pause = pause

    async def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Return what is answered; GradebookError after the last try, or where trying is no use."""
        url = path if path.startswith("http") else f"{self._site.url}{path}"
        for attempt in range(1, TRIES + 1):
            try:
                async with self._session.request(
                    method, url, params=params, data=data, headers=headers,
                    allow_redirects=False, timeout=TIMEOUT,
                ) as response:  # fmt: skip
                    content = await _content(response)
                    if not _again(response.status, content):
                        return self._read(response, content)
                    problem = f"answers {response.status}"
                    wait = _asked_wait(response, 2.0 ** (attempt - 1))
            except (ClientError, TimeoutError, OSError) as error:
                problem = f"can't be reached ({type(error).__name__})"
                wait = 2.0 ** (attempt - 1)
            if attempt < TRIES:
                await self._pause(min(wait, LONGEST_PAUSE))
        raise GradebookError(
            f"{self._program} at {self._site.host} {problem}, after {TRIES} tries. Try again later."
        )

    def refused(self, said: object) -> GradebookError:
        """Return the error for what a gradebook said, without the token that it may repeat."""
        secret = self._site.token.get_secret_value()
        words = " ".join(str(said).split())
        words = words.replace(secret, "…") if secret else words
        return GradebookError(f"{self._program} says: {words[:MOST_SAID].rstrip('.')}.")

    def _read(self, response: ClientResponse, content: bytes) -> Answer:
        status = response.status
        if 300 <= status < 400:
            raise GradebookError(
                f"{self._program} at {self._site.host} sends elsewhere. Set the address at which "
                "it answers itself, with https and without a path that it adds."
            )
        if status in (401, 403):
            raise GradebookError(
                f"{self._program} doesn't take the token, or doesn't allow it this "
                f"({status}). Make a new one, with the rights that docs/gradebooks.md names."
            )
        if status == 404:
            raise GradebookError(
                f"{self._program} at {self._site.host} has no such course or assignment. Look at "
                "the numbers in its page's address."
            )
        try:
            body = json.loads(content) if content else None
        except ValueError:
            raise GradebookError(
                f"{self._program} at {self._site.host} answers {status} and no JSON. Look at the "
                "address: is it the site's own?"
            ) from None
        if status >= 400:
            raise self.refused(_message(body, status))
        link = response.links.get("next")
        return Answer(body, self._own(str(link["url"])) if link else "")

    def _own(self, url: str) -> str:
        """Return a page's address on this site; an error for one elsewhere."""
        theirs, ours = URL(url).origin(), URL(self._site.url).origin()
        if theirs != ours:
            raise GradebookError(
                f"{self._program} has its pages at {theirs}, and the token is not sent there. If "
                "that is the site, set its address to it."
            )
        return url


def _again(status: int, content: bytes) -> bool:
    """Whether a gradebook wants to be asked once more; Canvas says so by 403 as well."""
    return status == 429 or status >= 500 or (status == 403 and b"Rate Limit" in content)


def _asked_wait(response: ClientResponse, otherwise: float) -> float:
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isdigit() else otherwise


async def _content(response: ClientResponse) -> bytes:
    """Return a body that is no larger than one may be."""
    content = bytearray()
    async for piece in response.content.iter_chunked(65536):
        content += piece
        if len(content) > LARGEST:
            raise GradebookError("The gradebook's answer is larger than any course's is.")
    return bytes(content)


def _message(body: Any, status: int) -> str:
    """Return what a gradebook says of an error: Canvas' `errors`, or only the status."""
    errors = body.get("errors") if isinstance(body, dict) else None
    if isinstance(errors, list) and errors and isinstance(errors[0], dict):
        return f"{errors[0].get('message', '')} ({status})".strip()
    if isinstance(body, dict) and isinstance(body.get("message"), str):
        return f"{body['message']} ({status})"
    return f"error {status}"
