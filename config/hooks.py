"""What comes in by HTTP besides chat: the one server, and Zoom's webhooks on it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from adapters.web.server import Server
from bot.chat.refusal import Refusal
from bot.model.attendance.rooms import leads_to
from bot.ports.clock import Clock
from bot.ports.platform import CannotSendError
from bot.ports.work import Store
from bot.runtime.doors import Doors
from config.settings import Settings

LISTENING = "Listening for Zoom at http://{host}:{port}{path}."


def server_of(settings: Settings) -> Server:
    """Return the server for all that comes in by HTTP; it opens when somebody listens there."""
    return Server(settings.slack_host, settings.slack_port)


def held_in(store: Store) -> Callable[[str], Awaitable[bool]]:
    """Return what tells whether a session of any course that still runs is held in a room."""

    async def is_held(room: str) -> bool:
        async with store.reading() as work:
            courses = [course for course in await work.courses.all() if not course.frozen]
            planned = [await work.sessions.of(course.id) for course in courses]
        return any(leads_to(one.link, room) for sessions in planned for one in sessions)

    return is_held


@contextlib.asynccontextmanager
async def listening_for_zoom(
    settings: Settings, server: Server, doors: Doors, store: Store, clock: Clock
) -> AsyncIterator[str]:
    """Let Zoom tell of meetings while the block lasts, if its secret is set; yield where, in words.

    Refusal where the server's address can't be had. Its libraries load here only.
    """
    if not settings.zoom_secret:
        yield ""
        return
    from aiohttp import ClientSession

    from adapters.meetings.zoom_hooks.downloads import Downloads
    from adapters.meetings.zoom_hooks.hooks import PATH, ZoomHooks
    from adapters.meetings.zoom_hooks.keeping import Keeping

    secret = settings.zoom_secret.get_secret_value()
    async with contextlib.AsyncExitStack() as stack:
        session = await stack.enter_async_context(ClientSession())
        hooks = ZoomHooks(secret, clock, Keeping(doors.receive), held_in(store), Downloads(session))
        try:
            port = await stack.enter_async_context(server.listening(hooks.routes))
        except CannotSendError as error:
            raise Refusal(str(error)) from error
        yield LISTENING.format(host=server.host, port=port, path=PATH)
