"""Zoom's hooks: signed requests, kept before they are acknowledged.

Zoom sends an event again, a few times within hours, unless it gets 200 or 204; so whatever can't be
kept now is answered 503, and whatever will never be understood 200.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import web

from adapters.meetings.zoom_hooks.downloads import NAME, Downloads, NotHadError
from adapters.meetings.zoom_hooks.events import (
    RECORDED,
    TOLD,
    TRANSCRIBED,
    Json,
    OddEventError,
    attendee_seen,
    recording_seen,
    rooms_of,
    transcript_files,
)
from adapters.meetings.zoom_hooks.keeping import Keeping
from adapters.meetings.zoom_hooks.signing import challenged, is_signed
from bot.chat.events import TranscriptSeen
from bot.ports.clock import Clock
from bot.runtime.hearing.errors import kind_of

LOG = logging.getLogger("homeroom.zoom")
"""Kinds of events and of errors, and rooms; no names, addresses or tokens."""
PATH = "/zoom/events"
VALIDATION = "endpoint.url_validation"
BIGGEST = 256 * 1024
"""Bytes of a request: a recording with a hundred files takes a quarter of it."""

IsHeld = Callable[[str], Awaitable[bool]]
"""Tells whether any session's link leads to a room."""


@dataclass(slots=True)
class ZoomHooks:
    """Answers Zoom; what it tells goes to `keeping`, if `is_held` knows the room."""

    secret: str = field(repr=False)
    clock: Clock
    keeping: Keeping
    is_held: IsHeld
    downloads: Downloads
    _noted: set[str] = field(default_factory=set)

    @property
    def routes(self) -> list[web.RouteDef]:
        """What the server serves."""
        return [web.post(PATH, self._post)]

    async def _post(self, request: web.Request) -> web.Response:
        body = await self._body(request)
        if body is None:
            return web.Response(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not is_signed(self.secret, request.headers, body, self.clock.now().timestamp()):
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        try:
            told = json.loads(body)
            event = str(told["event"])
            if event == VALIDATION:
                token = str(told["payload"]["plainToken"])
                return web.json_response(challenged(self.secret, token))
        except (ValueError, KeyError, TypeError, RecursionError):
            LOG.warning("a request of Zoom's could not be understood")
            return web.Response()
        return web.Response(status=await self._take(event, told))

    async def _body(self, request: web.Request) -> bytes | None:
        """Return a request's body; None, half read, if it is too large."""
        if (request.content_length or 0) > BIGGEST:
            return None
        found = bytearray()
        async for chunk in request.content.iter_any():
            found += chunk
            if len(found) > BIGGEST:
                return None
        return bytes(found)

    async def _take(self, event: str, told: Json) -> HTTPStatus:
        """Keep what an event tells; return how it is acknowledged."""
        if event not in TOLD:
            self._note(event, "events %.60r of Zoom's don't concern Homeroom; untick them")
            return HTTPStatus.OK
        try:
            rooms = rooms_of(told)
            held = [room for room in rooms if await self.is_held(room)]
            if not held:
                self._note(
                    rooms[0], "no session's link leads to %r: what Zoom tells of it is ignored"
                )
                return HTTPStatus.OK
            if event == TRANSCRIBED:
                return await self._transcribed(told, held[0])
            seen = (
                recording_seen(told, held[0])
                if event == RECORDED
                else attendee_seen(event, told, held[0])
            )
            if seen is not None:
                await self.keeping.keep(seen)
        except OddEventError as error:
            LOG.warning("an event %s from Zoom lacks what it should say: %s", event, error)
        except Exception as error:
            LOG.error("an event %s from Zoom is not kept: %s", event, kind_of(error))
            return HTTPStatus.SERVICE_UNAVAILABLE
        return HTTPStatus.OK

    async def _transcribed(self, told: Json, room: str) -> HTTPStatus:
        """Fetch transcripts and keep them; where one can't be had, staff learn that once."""
        token, status = str(told.get("download_token") or ""), HTTPStatus.OK
        for what, file in transcript_files(told, room):
            try:
                seen = TranscriptSeen(what, NAME, await self.downloads.fetch(file, token))
            except NotHadError as error:
                LOG.warning("a transcript can't be had: %s", error.problem)
                seen = TranscriptSeen(what, NAME, problem=error.problem)
                status = HTTPStatus.SERVICE_UNAVAILABLE if error.again else status
            await self.keeping.keep(seen)
        return status

    def _note(self, what: str, words: str) -> None:
        """Log something once; of a thousand things nothing more is said."""
        if what not in self._noted and len(self._noted) < 1000:
            self._noted.add(what)
            LOG.info(words, what)
