"""Interactions: what people ask of the bot, sent over its link, and what it answers."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from adapters.sandbox.server.clock import CourseClock
from adapters.sandbox.server.errors import SandboxError, missing
from adapters.sandbox.server.link import BotLink
from adapters.sandbox.server.messages import Draft, Messages
from adapters.sandbox.server.store import Store
from adapters.sandbox.wire import BOT, Json, iso, list_of

SILENT = "Homeroom did not answer. Wait a moment and try again; nothing is done twice."


class NoAnswerError(SandboxError):
    """The bot was silent; `interaction` is the id to repeat."""

    def __init__(self, interaction: str) -> None:
        """Keep the id."""
        super().__init__(504, SILENT)
        self.interaction = interaction


@dataclass(slots=True)
class _Waiting:
    """A question on its way; the result is an outcome or the choices of a suggestion."""

    result: asyncio.Future[Json]
    waiters: int = 0


@dataclass(slots=True)
class Interactions:
    """Sends what people ask to the bot and turns its answers into messages and forms.

    `changed` is told the id of every message that an answer made or changed; `deadline` is in
    seconds; `fresh` gives an id that was never given before.
    """

    store: Store
    clock: CourseClock
    messages: Messages
    link: BotLink
    changed: Callable[[str], None]
    fresh: Callable[[], str]
    deadline: float
    _waiting: dict[str, _Waiting] = field(default_factory=dict)

    async def ask(self, account: str, body: Json, repeated: str | None) -> Json:
        """Ask the bot; return {interaction, outcome, refused, message?, form?}, not yet shown.

        What was made stands in it by its id. `repeated` is the id of an earlier try: the same
        question is sent again, unless it has been answered meanwhile. NoAnswerError when the
        deadline passes.
        """
        name = repeated or self.fresh()
        if repeated:
            row = self.store.one(
                "SELECT * FROM interactions WHERE id = ? AND account = ?", repeated, account
            )
            if row is None:
                raise missing()
            if row["outcome"]:
                return {"interaction": name, **json.loads(row["outcome"])}
            frame: Json = json.loads(row["body"])
        else:
            frame = self._frame(name, account, body)
            self.store.write(
                "INSERT INTO interactions VALUES (?, ?, ?, NULL)", name, account, json.dumps(frame)
            )
        return {"interaction": name, **await self._exchange(name, frame)}

    async def suggest(self, account: str, body: Json) -> Json:
        """Ask the bot for completions; return {choices}, empty when it is silent."""
        name = self.fresh()
        try:
            return await self._exchange(name, self._frame(name, account, body))
        except NoAnswerError:
            return {"choices": []}

    def _frame(self, name: str, account: str, body: Json) -> Json:
        return {"message": None, **body, "id": name, "account": account, "at": self._now()}

    def _now(self) -> str:
        return iso(self.clock.stamp())

    async def _exchange(self, name: str, frame: Json) -> Json:
        loop = asyncio.get_running_loop()
        waiting = self._waiting.setdefault(name, _Waiting(loop.create_future()))
        waiting.waiters += 1
        try:
            if not await self.link.interact(frame):
                raise NoAnswerError(name)
            async with asyncio.timeout(self.deadline):
                return await asyncio.shield(waiting.result)
        except TimeoutError:
            raise NoAnswerError(name) from None
        finally:
            waiting.waiters -= 1
            if not waiting.waiters:
                self._waiting.pop(name, None)

    def answer(self, name: str, body: Json) -> None:
        """Take the bot's answer. A late one still shows; a repeated one changes nothing."""
        if "choices" in body:
            self._settle(name, {"choices": body["choices"]})
            return
        row = self.store.one("SELECT * FROM interactions WHERE id = ?", name)
        if row is None:
            raise missing()
        if not row["outcome"]:
            outcome = self._apply(json.loads(row["body"]), body)
            self.store.write(
                "UPDATE interactions SET outcome = ? WHERE id = ?", json.dumps(outcome), name
            )
            self._settle(name, outcome)

    def _settle(self, name: str, result: Json) -> None:
        waiting = self._waiting.get(name)
        if waiting is not None and not waiting.result.done():
            waiting.result.set_result(result)

    def _apply(self, asked: Json, body: Json) -> Json:
        return {"refused": bool(body.get("refused")), **self._shown(asked, body)}

    def _shown(self, asked: Json, body: Json) -> Json:
        """Put the answer where it belongs; return the outcome's parts that say where."""
        if body.get("form") is not None:
            return {"outcome": "form", "form": self._form(asked, body["form"])}
        view: Any = body.get("view")
        if not isinstance(view, dict):
            return {"outcome": "none"}
        pressed = asked.get("message")
        if body.get("how") == "update" and pressed and self._is_the_bots(pressed["id"]):
            self.messages.edit(pressed["id"], view=view, files=list_of(body, "files"))
            self.changed(pressed["id"])
            return {"outcome": "update", "message": pressed["id"]}
        public = body.get("how") == "public"
        message = self.messages.add(
            Draft(
                place=asked["place"],
                thread=asked["thread"],
                author=BOT,
                view=view,
                only=None if public else asked["account"],
                confidential=body.get("how") == "confidential",
                via=_via(asked, public=public),
                files=list_of(body, "files"),
            )
        )
        self.changed(message)
        return {"outcome": "message", "message": message}

    def _is_the_bots(self, message: str) -> bool:
        row = self.messages.row(message)
        return row is not None and bool(row["bot"]) and not row["deleted"]

    def _form(self, asked: Json, form: Json) -> str:
        name = self.fresh()
        about = hashlib.sha256(form["action"].encode()).hexdigest()[:16]
        shown = {key: value for key, value in form.items() if key != "action"}
        shown |= {"id": name, "about": about}
        self.store.write(
            "INSERT INTO forms VALUES (?, ?, ?, ?, ?, ?)",
            name,
            asked["account"],
            asked["place"],
            asked["thread"],
            form["action"],
            json.dumps(shown),
        )
        return name


def _via(asked: Json, *, public: bool) -> str | None:
    """Return the command for the line above its answer; what was typed shows to its author only."""
    if asked["kind"] != "command":
        return None
    if asked.get("command"):
        return f"/class {asked['command']}"
    return "/class" if public else asked["text"]
