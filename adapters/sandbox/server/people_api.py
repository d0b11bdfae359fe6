"""The people's routes: requests in, acts of exactly one account out. See adapters.sandbox.wire."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from aiohttp import ClientConnectionResetError, web

from adapters.sandbox.server.errors import SandboxError, missing
from adapters.sandbox.server.files import LARGEST, SandboxFile
from adapters.sandbox.server.guard import body_of
from adapters.sandbox.server.pages import Wanted
from adapters.sandbox.server.people import People
from adapters.sandbox.server.streams import Streams
from adapters.sandbox.server.walk import Walker
from adapters.sandbox.wire import Json, list_of, maybe_text_of, text_of, texts_of

SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""Media types a browser may show in place; anything else is only ever downloaded."""
LONGEST_NUMBER = 18
"""Digits that a database's number holds."""


def _number(text: str) -> int:
    """Return a message's number or a count; ValueError for what can't be one."""
    if len(text) > LONGEST_NUMBER:
        raise ValueError("that number is too long")
    return int(text)


class PeopleApi:
    """The routes under /api."""

    def __init__(
        self,
        people: People,
        walker: Walker,
        streams: Streams,
        state: Callable[[], Json],
        fresh: Callable[[], str],
    ) -> None:
        """Serve `people`; `state` gives what is the same for everyone (title, bot, commands)."""
        self._people = people
        self._walker = walker
        self._streams = streams
        self._state = state
        self._fresh = fresh

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/api/accounts", self.accounts),
            web.get("/api/state", self.state),
            web.get("/api/places/{place}/messages", self.page),
            web.post("/api/places/{place}/messages", self.say),
            web.get("/api/places/{place}/members", self.members),
            web.put("/api/places/{place}/read", self.read),
            web.get("/api/messages/{message}", self.message),
            web.patch("/api/messages/{message}", self.edit),
            web.delete("/api/messages/{message}", self.delete),
            web.put("/api/messages/{message}/reactions/{emoji}", self.react),
            web.delete("/api/messages/{message}/reactions/{emoji}", self.react),
            web.post("/api/files", self.upload),
            web.get("/api/files/{file}", self.file),
            web.get("/api/clock", self.clock),
            web.post("/api/clock/jump", self.jump),
            web.post("/api/clock/run", self.run),
            web.post("/api/clock/stop", self.run),
            web.get("/api/events", self.events),
        ]

    def who(self, request: web.Request) -> str:
        """Return the account that a request acts as."""
        account = request.query.get("as", "")
        self._people.account(account)
        return account

    async def accounts(self, request: web.Request) -> web.Response:
        """GET /api/accounts"""
        state = self._state()
        body = {key: state[key] for key in ("title", "zone", "accounts")}
        return web.json_response(body)

    async def state(self, request: web.Request) -> web.Response:
        """GET /api/state"""
        account = self.who(request)
        mine = {"me": self._people.account(account), "places": self._people.places(account)}
        now = {"clock": self._walker.clock(), "events": self._streams.last}
        return web.json_response({**self._state(), **mine, **now})

    async def page(self, request: web.Request) -> web.Response:
        """GET /api/places/{place}/messages"""
        edges = ("thread", "before", "after", "around")
        numbers = {edge: _number(request.query[edge]) for edge in edges if edge in request.query}
        limit = _number(request.query.get("limit", "50"))
        wanted = Wanted(request.match_info["place"], limit=limit, **numbers)
        return web.json_response(self._people.page(self.who(request), wanted))

    async def say(self, request: web.Request) -> web.Response:
        """POST /api/places/{place}/messages"""
        body = await body_of(request)
        message = await self._people.say(
            self.who(request),
            request.match_info["place"],
            text_of(body, "text", ""),
            maybe_text_of(body, "thread"),
            list_of(body, "files"),
        )
        return web.json_response(message)

    async def members(self, request: web.Request) -> web.Response:
        """GET /api/places/{place}/members"""
        members = self._people.members(self.who(request), request.match_info["place"])
        return web.json_response({"accounts": members})

    async def read(self, request: web.Request) -> web.Response:
        """PUT /api/places/{place}/read"""
        message = text_of(await body_of(request), "message")
        place = request.match_info["place"]
        return web.json_response(self._people.mark_read(self.who(request), place, message))

    async def message(self, request: web.Request) -> web.Response:
        """GET /api/messages/{message}"""
        message = self._people.message(self.who(request), request.match_info["message"])
        return web.json_response(message)

    async def edit(self, request: web.Request) -> web.Response:
        """PATCH /api/messages/{message}"""
        text = text_of(await body_of(request), "text")
        message = request.match_info["message"]
        return web.json_response(await self._people.edit(self.who(request), message, text))

    async def delete(self, request: web.Request) -> web.Response:
        """DELETE /api/messages/{message}"""
        message = request.match_info["message"]
        return web.json_response(await self._people.delete(self.who(request), message))

    async def react(self, request: web.Request) -> web.Response:
        """PUT and DELETE /api/messages/{message}/reactions/{emoji}"""
        message, emoji = request.match_info["message"], request.match_info["emoji"]
        account, present = self.who(request), request.method == "PUT"
        return web.json_response(await self._people.react(account, message, emoji, present))

    async def upload(self, request: web.Request) -> web.Response:
        """POST /api/files"""
        account = self.who(request)
        content = await request.read()
        if len(content) > LARGEST:
            raise SandboxError(413, "A file has at most 20 MB.")
        name = request.query.get("name", "file")
        file = SandboxFile(self._fresh(), name, request.content_type, content)
        return web.json_response(self._people.files.put(file, "", account))

    async def file(self, request: web.Request) -> web.Response:
        """GET /api/files/{file}"""
        account, wanted = self.who(request), request.match_info["file"]
        if not self._people.files.readable(wanted, account):
            raise missing()
        file = self._people.files.get(wanted)
        if file is None:
            raise missing()
        inline = file.media_type in SHOWN and "download" not in request.query
        kind = "inline" if inline else "attachment"
        headers = {
            "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(file.name, safe='')}",
            "Content-Type": file.media_type if inline else "application/octet-stream",
        }
        return web.Response(body=file.content, headers=headers)

    async def clock(self, request: web.Request) -> web.Response:
        """GET /api/clock"""
        return web.json_response(self._walker.clock())

    async def jump(self, request: web.Request) -> web.Response:
        """POST /api/clock/jump"""
        self.who(request)
        body = await body_of(request)
        wait = body.get("wait") is True
        clock = await self._walker.jump(text_of(body, "to"), wait=wait)
        return web.json_response(clock, status=200 if wait else 202)

    async def run(self, request: web.Request) -> web.Response:
        """POST /api/clock/run and /api/clock/stop"""
        self.who(request)
        return web.json_response(await self._walker.run(request.path.endswith("/run")))

    async def events(self, request: web.Request) -> web.StreamResponse:
        """GET /api/events: a stream of server-sent events until the page leaves.

        It begins after the event `since`, or after the last one that a broken stream had.
        """
        account = self.who(request)
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        last = request.headers.get("Last-Event-ID") or request.query.get("since")
        stream = self._streams.open(account, last)
        try:
            ready = {"clock": self._walker.clock(), "bot": self._state()["bot"]}
            await response.write(self._streams.chunk("ready", ready))
            while (chunk := await stream.queue.get()) is not None:
                await response.write(chunk)
        except (ClientConnectionResetError, ConnectionResetError):
            pass  # the page was closed
        finally:
            self._streams.end(stream)
        return response


class AskApi:
    """The routes under /api that wait for the bot's answer."""

    def __init__(self, people: People, who: Callable[[web.Request], str]) -> None:
        """Serve `people`; `who` reads which account a request acts as."""
        self._people = people
        self._who = who

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.post("/api/commands", self.command),
            web.post("/api/press", self.press),
            web.post("/api/submit", self.submit),
            web.post("/api/message-actions", self.message_action),
            web.post("/api/suggest", self.suggest),
        ]

    async def command(self, request: web.Request) -> web.Response:
        """POST /api/commands"""
        body = await body_of(request)
        outcome = await self._people.command(
            self._who(request),
            text_of(body, "place"),
            text_of(body, "text", ""),
            thread=maybe_text_of(body, "thread"),
            command=maybe_text_of(body, "command"),
            options=texts_of(body, "options"),
            files=texts_of(body, "files"),
            interaction=maybe_text_of(body, "interaction"),
        )
        return web.json_response(outcome)

    async def press(self, request: web.Request) -> web.Response:
        """POST /api/press"""
        body = await body_of(request)
        message, action = text_of(body, "message"), text_of(body, "action")
        again = maybe_text_of(body, "interaction")
        return web.json_response(
            await self._people.press(self._who(request), message, action, again)
        )

    async def submit(self, request: web.Request) -> web.Response:
        """POST /api/submit"""
        body = await body_of(request)
        outcome = await self._people.submit(
            self._who(request),
            text_of(body, "form"),
            texts_of(body, "values"),
            texts_of(body, "files"),
            maybe_text_of(body, "interaction"),
        )
        return web.json_response(outcome)

    async def message_action(self, request: web.Request) -> web.Response:
        """POST /api/message-actions"""
        body = await body_of(request)
        message, verb = text_of(body, "message"), text_of(body, "verb")
        again = maybe_text_of(body, "interaction")
        return web.json_response(
            await self._people.message_action(self._who(request), message, verb, again)
        )

    async def suggest(self, request: web.Request) -> web.Response:
        """POST /api/suggest"""
        body = await body_of(request)
        asked: Json = {key: text_of(body, key) for key in ("command", "field")}
        asked |= {"text": text_of(body, "text", ""), "options": texts_of(body, "options")}
        place, thread = text_of(body, "place"), maybe_text_of(body, "thread")
        choices = await self._people.suggest(self._who(request), place, asked, thread)
        return web.json_response(choices)
