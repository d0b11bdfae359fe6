"""The bot's routes: what a bot on any chat platform can do, with a token. See the wire."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence

from aiohttp import web

from adapters.sandbox.server.errors import SandboxError, missing
from adapters.sandbox.server.files import SandboxFile, SandboxFiles
from adapters.sandbox.server.guard import body_of
from adapters.sandbox.server.interactions import Interactions
from adapters.sandbox.server.link import BotLink
from adapters.sandbox.server.messages import Draft, Messages
from adapters.sandbox.server.pages import Pages
from adapters.sandbox.server.store import Store
from adapters.sandbox.server.walk import Walker
from adapters.sandbox.wire import BOT, Json, instant, iso, list_of, text_of


class BotApi:
    """The routes under /bot."""

    def __init__(
        self,
        store: Store,
        messages: Messages,
        pages: Pages,
        files: SandboxFiles,
        interactions: Interactions,
        link: BotLink,
        walker: Walker,
    ) -> None:
        """Serve these parts of the server; `changed` of interactions tells pages."""
        self._store = store
        self._messages = messages
        self._pages = pages
        self._files = files
        self._interactions = interactions
        self._link = link
        self._walker = walker
        self.told_commands: Callable[[], None] = lambda: None
        self.opened: Callable[[str], None] = lambda place: None

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.put("/bot/commands", self.commands),
            web.get("/bot/clock", self.clock),
            web.get("/bot/places", self.places),
            web.get("/bot/places/{place}/members", self.members),
            web.post("/bot/direct", self.direct),
            web.post("/bot/messages", self.post),
            web.get("/bot/messages", self.find),
            web.patch("/bot/messages/{message}", self.edit),
            web.delete("/bot/messages/{message}", self.remove),
            web.get("/bot/history", self.history),
            web.put("/bot/files/{file}", self.upload),
            web.get("/bot/files/{file}", self.file),
            web.post("/bot/interactions/{interaction}", self.answer),
            web.put("/bot/due", self.due),
            web.post("/bot/idle", self.idle),
            web.get("/bot/socket", self.socket),
        ]

    async def commands(self, request: web.Request) -> web.Response:
        """PUT /bot/commands"""
        body = await body_of(request)
        tree = {"commands": body["commands"], "message_actions": body["message_actions"]}
        self._store.keep("commands", json.dumps(tree))
        self.told_commands()
        return web.json_response({})

    async def clock(self, request: web.Request) -> web.Response:
        """GET /bot/clock"""
        return web.json_response(self._walker.clock())

    async def places(self, request: web.Request) -> web.Response:
        """GET /bot/places"""
        places = [
            {key: row[key] for key in ("id", "name", "kind")}
            | {"members": self._store.members(row["id"])}
            for row in self._store.places()
        ]
        return web.json_response({"places": places})

    async def members(self, request: web.Request) -> web.Response:
        """GET /bot/places/{place}/members"""
        place = self._place(request.match_info["place"])
        return web.json_response({"accounts": self._store.members(place)})

    async def direct(self, request: web.Request) -> web.Response:
        """POST /bot/direct"""
        account = text_of(await body_of(request), "account")
        if self._store.account(account) is None:
            raise SandboxError(404, f"Nobody in the sandbox is called “{account}”.")
        place, made = self._store.direct(account)
        if made:
            self.opened(place)
        return web.json_response({"place": place})

    async def post(self, request: web.Request) -> web.Response:
        """POST /bot/messages"""
        body = await body_of(request)
        place, thread = self._place(text_of(body, "place")), body.get("thread")
        root = self._messages.row(str(thread)) if thread is not None else None
        if thread is not None and (root is None or root["place"] != place or root["thread"]):
            raise SandboxError(404, f"There is no message {thread} in {place} to reply to.")
        draft = Draft(
            place=place,
            thread=thread,
            author=BOT,
            view=body["view"],
            marker=text_of(body, "marker"),
            files=self._known(list_of(body, "files")),
        )
        message = self._messages.add(draft)
        self._interactions.changed(message)
        if thread is not None:
            self._interactions.changed(thread)
        return web.json_response({"id": message, "place": place, "thread": thread})

    async def find(self, request: web.Request) -> web.Response:
        """GET /bot/messages"""
        place = self._place(request.query["place"])
        thread = request.query.get("thread")
        row = self._messages.find(place, thread, request.query["marker"])
        found = {"id": str(row["id"]), "place": place, "thread": thread} if row else None
        return web.json_response({"message": found})

    async def edit(self, request: web.Request) -> web.Response:
        """PATCH /bot/messages/{message}"""
        row = self._mine(request.match_info["message"])
        if row["deleted"]:
            raise SandboxError(404, "This message was deleted in the sandbox.")
        body = await body_of(request)
        files = self._known(list_of(body, "files"))
        if row["view"] is None or json.loads(row["view"]) != body["view"]:
            self._messages.edit(str(row["id"]), view=body["view"], files=files)
            self._interactions.changed(str(row["id"]))
        return web.json_response({})

    async def remove(self, request: web.Request) -> web.Response:
        """DELETE /bot/messages/{message}"""
        row = self._mine(request.match_info["message"])
        if not row["deleted"]:
            self._messages.delete(str(row["id"]))
            self._interactions.changed(str(row["id"]))
        return web.json_response({})

    async def history(self, request: web.Request) -> web.Response:
        """GET /bot/history"""
        place = self._place(request.query["place"])
        after = request.query.get("cursor") or request.query.get("after") or ""
        since = iso(instant(after)) if after else ""
        events, cursor = self._pages.history(place, since)
        return web.json_response({"events": events, "cursor": cursor})

    async def upload(self, request: web.Request) -> web.Response:
        """PUT /bot/files/{file}"""
        name = request.query.get("name", "file")
        content = await request.read()
        file = SandboxFile(request.match_info["file"], name, request.content_type, content)
        known = self._files.get(file.id)
        if known is not None and self._owned_by_people(file.id):
            raise SandboxError(409, f"The id {file.id} belongs to somebody's own file.")
        return web.json_response(self._files.put(file, request.query.get("description", ""), None))

    async def file(self, request: web.Request) -> web.Response:
        """GET /bot/files/{file}"""
        file = self._files.get(request.match_info["file"])
        if file is None:
            raise missing()
        name = json.dumps(file.name)
        return web.Response(body=file.content, headers={"X-Name": name})

    async def answer(self, request: web.Request) -> web.Response:
        """POST /bot/interactions/{interaction}"""
        body = await body_of(request)
        self._known(list_of(body, "files"))
        self._interactions.answer(request.match_info["interaction"], body)
        return web.json_response({})

    async def due(self, request: web.Request) -> web.Response:
        """PUT /bot/due"""
        at = (await body_of(request)).get("at")
        due = instant(at) if at else None
        if due != self._link.due:
            self._link.due = due
            self._walker.moved()
            self._walker.told()
        return web.json_response({})

    async def idle(self, request: web.Request) -> web.Response:
        """POST /bot/idle"""
        body = await body_of(request)
        await self._link.idle(int(body["tick"]), body.get("due"))
        self._walker.moved()
        return web.json_response({})

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """GET /bot/socket"""
        return await self._link.serve(request)

    def _place(self, place: str) -> str:
        if self._store.place(place) is None:
            raise SandboxError(404, f"The sandbox has no place “{place}”.")
        return place

    def _mine(self, message: str) -> sqlite3.Row:
        row = self._messages.row(message)
        if row is None or not row["bot"]:
            raise SandboxError(404, f"Homeroom has no message {message} in the sandbox.")
        return row

    def _known(self, files: Sequence[str]) -> Sequence[str]:
        for file in files:
            if self._files.get(file) is None or self._owned_by_people(file):
                raise SandboxError(404, f"The file {file} has not been uploaded.")
        return files

    def _owned_by_people(self, file: str) -> bool:
        row = self._store.one("SELECT owner FROM files WHERE id = ?", file)
        return row is not None and row["owner"] is not None


def state_of(store: Store, link: BotLink) -> Json:
    """Return what is the same for everyone: title, zone, accounts, commands, the bot's presence."""
    kept = store.meta("commands")
    tree: Json = json.loads(kept) if kept else {"commands": [], "message_actions": []}
    return {
        "title": store.meta("title"),
        "zone": store.meta("zone"),
        "accounts": store.accounts(),
        "bot": {"connected": link.connected},
        **tree,
    }
