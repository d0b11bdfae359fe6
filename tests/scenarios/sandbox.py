"""The sandbox's driver: people's acts over the HTTP that the page speaks, on its own clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from adapters.sandbox.wire import instant, iso
from tests.scenarios.driver import PRIVATE, Seen, Where
from tests.scenarios.picking import PICKED
from tests.scenarios.reading import Json, Reader, pressable

FILES = Path(__file__).parent / "files"
MOMENT = timedelta(milliseconds=1)
SOON = timedelta(seconds=20)
"""A post that the platform turned away is tried again within this time."""
TRIES = 8
PAGE = 60


class SandboxDriver:
    """Implements tests.scenarios.driver.Driver over a sandbox server with test controls.

    An act that the bot leaves unanswered is repeated with its interaction's id, as the page's
    "try again" does. After each act the bot is given time for what follows from it.
    """

    def __init__(self, session: ClientSession, address: str, token: str) -> None:
        """Act on the server at `address`; `token` is the bot's, for the test controls."""
        self._session = session
        self._address = address
        self._token = token
        self._readers: dict[str, Reader] = {}
        self._forms: dict[str, Json] = {}
        self._sent: dict[str, Json] = {}
        self.clockwork = ""

    async def open(self) -> None:
        """Learn who is there."""
        found = await self._ask("GET", "/api/accounts", "")
        names = {one["id"]: one["name"] for one in found["accounts"]}
        self._readers = {one["id"]: Reader(one["zone"], names) for one in found["accounts"]}
        self.clockwork = next(iter(self._readers))  # the instructor, who is in every place

    async def walk_to(self, at: datetime) -> None:
        """Jump with the page's time bar; the server walks."""
        now = instant((await self._ask("GET", "/api/clock", self.clockwork))["now"])
        await self._jump(max(at, now + MOMENT))

    async def _settle(self) -> None:
        """Let the bot do and send all that it can now, and try again what it soon would."""
        to = MOMENT
        for _ in range(TRIES):
            now = instant((await self._ask("GET", "/api/clock", self.clockwork))["now"])
            clock = await self._jump(now + to)
            if clock["next"] is None:
                return
            to = instant(clock["next"]) - instant(clock["now"]) + MOMENT
            if to > SOON:
                return

    async def _jump(self, to: datetime) -> Json:
        body = {"to": iso(to), "wait": True}
        return await self._ask("POST", "/api/clock/jump", self.clockwork, body)

    async def command(self, who: str, where: Where, text: str, file: str = "") -> Seen:
        """Type a command; one with a file is picked from the palette instead."""
        place = await self._place(who, where)
        for picked in PICKED.finditer(text):
            value = await self._suggested(who, place, text, picked["field"], picked["words"])
            text = text.replace(picked[0], f"{picked['field']}:{value}")
        body: Json = {**place, "text": text}
        if file:
            words, _, field = text.rpartition(" ")
            uploaded = await self._upload(who, file)
            body = {**place, **_parsed(words.removeprefix("/class ")), "files": {field: uploaded}}
        return await self._act(who, "/api/commands", body)

    async def press(self, who: str, where: Where, label: str, choice: str = "") -> Seen:
        """Press a button of the newest message that holds the words and offers it."""
        message, action = await self._offered(who, where, label, choice)
        return await self._act(who, "/api/press", {"message": message, "action": action})

    async def fill(self, who: str, values: Mapping[str, str]) -> Seen:
        """Fill in the form that was opened last."""
        assert who in self._forms, f"no form was opened for {who}"
        form = self._forms.pop(who)
        filled = {field["name"]: _filled(field, values) for field in form["fields"]}
        unknown = [key for key in values if not any(_means(key, one) for one in form["fields"])]
        assert not unknown, f"no {unknown} in: {self._readers[who].form(form)}"
        self._sent[who] = {"form": form["id"], "values": filled}
        return await self._act(who, "/api/submit", self._sent[who])

    async def fill_again(self, who: str) -> Seen:
        """Send that form once more."""
        return await self._act(who, "/api/submit", self._sent[who])

    async def act(self, who: str, where: Where, label: str) -> Seen:
        """Choose an entry of a message's menu."""
        state = await self._ask("GET", "/api/state", who)
        verbs = [one["verb"] for one in state["message_actions"] if one["label"] == label]
        assert verbs, f"no message has a menu entry “{label}”"
        message = await self._message(who, where)
        return await self._act(
            who, "/api/message-actions", {"message": message["id"], "verb": verbs[0]}
        )

    async def write(self, who: str, where: Where, text: str) -> None:
        """Write a message."""
        place = await self._place(who, where)
        path = f"/api/places/{place.pop('place')}/messages"
        await self._ask("POST", path, who, {"text": text, **place})
        await self._settle()

    async def edit(self, who: str, where: Where, text: str) -> None:
        """Edit one's own message."""
        message = await self._message(who, where)
        await self._ask("PATCH", f"/api/messages/{message['id']}", who, {"text": text})
        await self._settle()

    async def delete(self, who: str, where: Where) -> None:
        """Delete one's own message."""
        message = await self._message(who, where)
        await self._ask("DELETE", f"/api/messages/{message['id']}", who)
        await self._settle()

    async def react(self, who: str, where: Where, emoji: str, *, present: bool = True) -> None:
        """React to a message, or take that back."""
        message = await self._message(who, where)
        path = f"/api/messages/{message['id']}/reactions/{emoji}"
        await self._ask("PUT" if present else "DELETE", path, who)
        await self._settle()

    async def look(self, who: str, where: Where) -> list[Seen]:
        """Read the newest page of a place, or a thread."""
        messages = await self._messages(who, where)
        reader = self._readers[who]
        seen = [Seen(reader.message(one), reader.local(one["at"])) for one in messages]
        return [one for one in seen if where.on in one.text]

    async def download(self, who: str, where: Where, name: str) -> bytes:
        """Download a file that a message offers."""
        files = [
            file["id"]
            for message in reversed(await self._messages(who, where))
            for file in message["files"]
            if file["name"] == name
        ]
        assert files, f"{who} finds no {name} in {where}"
        async with self._session.get(
            f"{self._address}/api/files/{files[0]}", params={"as": who, "download": "1"}
        ) as response:
            assert response.status == 200
            return await response.read()

    async def admit(self, place: str, who: str, *, present: bool = True) -> None:
        """Change who is in a place, as its owner would."""
        members = await self._ask("GET", f"/api/places/{place}/members", self.clockwork)
        others = [account for account in members["accounts"] if account != who]
        body = {"accounts": [*others, who] if present else others}
        await self._ask("PUT", f"/test/places/{place}/members", "", body)
        await self._settle()

    async def _suggested(self, who: str, place: Json, text: str, field: str, words: str) -> str:
        """Return the value of the completion whose label begins so, as if it were picked."""
        state = await self._ask("GET", "/api/state", who)
        names = [one["name"] for one in state["commands"]]
        typed = text.removeprefix("/class ")
        command = max((name for name in names if typed.startswith(name)), key=len)
        asked = {**place, "command": command, "field": field, "text": words}
        choices = (await self._ask("POST", "/api/suggest", who, asked))["choices"]
        found = [one["value"] for one in choices if one["label"].startswith(words)]
        assert found, f"nothing completes {field} to “{words}” but {choices}"
        return str(found[0])

    async def _act(self, who: str, path: str, body: Json) -> Seen:
        """Send an act, again while the bot doesn't answer; return what is then seen."""
        for _ in range(TRIES):
            status, outcome = await self._exchange("POST", path, who, body)
            if status != 504:
                break
            body = {**body, "interaction": outcome["interaction"]}
            await self._settle()
        reader = self._readers[who]
        now = reader.local((await self._ask("GET", "/api/clock", who))["now"])
        await self._settle()
        if status != 200:
            return Seen(f"{status}: {outcome['error']}", now)
        if outcome["outcome"] == "form":
            self._forms[who] = outcome["form"]
            return Seen(reader.form(outcome["form"]), now)
        message = await self._ask("GET", f"/api/messages/{outcome['message']['id']}", who)
        return Seen(reader.message(message), now)

    async def _offered(self, who: str, where: Where, label: str, choice: str) -> tuple[str, str]:
        messages = await self._messages(who, where)
        reader = self._readers[who]
        for message in reversed(messages):
            if where.on in reader.message(message):
                for found, one, action in pressable(message["view"]):
                    if found == label and one.startswith(choice):
                        return message["id"], action
        shown = "\n---\n".join(reader.message(message) for message in messages)
        raise AssertionError(f"{who} sees no [{label}] {choice} on “{where.on}” in:\n{shown}")

    async def _message(self, who: str, where: Where) -> Json:
        messages = await self._messages(who, where)
        for message in reversed(messages):
            if where.on in self._readers[who].message(message):
                return message
        raise AssertionError(f"{who} sees no “{where.on}” in {where}")

    async def _messages(self, who: str, where: Where) -> list[Json]:
        """Return the messages that someone sees; none of a place they can't enter."""
        place = f"direct-{who}" if where.place == PRIVATE else where.place
        query = {"limit": str(PAGE)}
        if where.thread:
            query["thread"] = await self._root(who, where)
        path = f"/api/places/{place}/messages"
        status, found = await self._exchange("GET", path, who, None, query)
        assert status in (200, 404), found
        return found["messages"] if status == 200 else []

    async def _place(self, who: str, where: Where) -> Json:
        place = f"direct-{who}" if where.place == PRIVATE else where.place
        if not where.thread:
            return {"place": place}
        return {"place": place, "thread": await self._root(who, where)}

    async def _root(self, who: str, where: Where) -> str:
        """Return the message at the head of a thread: one that others see, too."""
        for message in reversed(await self._messages(who, Where(where.place))):
            if message["only"] is None and where.thread in self._readers[who].message(message):
                return str(message["id"])
        raise AssertionError(f"{who} sees no “{where.thread}” in {where.place}")

    async def _upload(self, who: str, name: str) -> str:
        async with self._session.post(
            f"{self._address}/api/files",
            params={"as": who, "name": name},
            data=(FILES / name).read_bytes(),
            headers={"X-Homeroom": "people", "Content-Type": "application/octet-stream"},
        ) as response:
            assert response.status == 200
            return str((await response.json())["id"])

    async def _ask(self, method: str, path: str, who: str, body: Json | None = None) -> Json:
        status, found = await self._exchange(method, path, who, body)
        assert status < 400, f"{method} {path} as {who}: {status} {found}"
        answered: Json = found
        return answered

    async def _exchange(
        self,
        method: str,
        path: str,
        who: str,
        body: Json | None = None,
        query: Mapping[str, str] | None = None,
    ) -> tuple[int, Any]:
        headers = {"X-Homeroom": "people"}
        if not path.startswith("/api/"):
            headers["Authorization"] = f"Bearer {self._token}"
        async with self._session.request(
            method,
            f"{self._address}{path}",
            json=body,
            params={**({"as": who} if who else {}), **(query or {})},
            headers=headers,
        ) as response:
            return response.status, await response.json()


def _means(key: str, field: Json) -> bool:
    """Whether a scenario means this field: by its name, or as its label begins."""
    return key == field["name"] or str(field["label"]).startswith(key)


def _filled(field: Json, values: Mapping[str, str]) -> str:
    """Return what a person enters: for a choice its label is as good as its value."""
    given = next((values[key] for key in values if _means(key, field)), field["value"])
    labels = {choice["label"]: choice["value"] for choice in field["choices"]}
    return "\n".join(labels.get(line, line) for line in given.split("\n"))


def _parsed(words: str) -> Json:
    """Return a command picked from the palette: name, and options written `name:value`."""
    name = [word for word in words.split() if ":" not in word]
    options = dict(word.split(":", 1) for word in words.split() if ":" in word)
    return {"command": " ".join(name), "options": options}
