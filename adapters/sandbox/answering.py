"""Answers to interactions: the core is asked, and what it says goes back to the server."""

from __future__ import annotations

import asyncio
import logging

from adapters.sandbox.client import SandboxClient
from adapters.sandbox.events import invocation_of
from adapters.sandbox.platform import SandboxPlatform
from adapters.sandbox.render import render_form, render_view
from adapters.sandbox.wire import Json
from bot.chat.calls import Answer, Answering
from bot.chat.forms import Form
from bot.chat.refusal import Refusal
from bot.chat.typed import parse
from bot.chat.views import Download, Picture, View, say
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError, StoredFile
from bot.runtime.doors import Doors, Stored

LOG = logging.getLogger("homeroom.sandbox")
TRIES = 5
PAUSE = 0.2


class Responder:
    """Answers one interaction after the other's fashion: by REST, repeated until it arrived."""

    def __init__(
        self, client: SandboxClient, platform: SandboxPlatform, doors: Doors, stored: Stored
    ) -> None:
        """Ask `doors`; `stored` reads the files that answers show."""
        self._client = client
        self._platform = platform
        self._doors = doors
        self._stored = stored

    async def answer(self, told: Json) -> None:
        """Answer an interaction; what can't be delivered is given up after a few tries."""
        body = await (self._choices(told) if told["kind"] == "suggest" else self._body(told))
        path = f"/bot/interactions/{told['id']}"
        for tries in range(TRIES):
            try:
                await self._client.call("POST", path, body)
            except (NotSentError, MaybeSentError):
                await asyncio.sleep(PAUSE * tries)
            except CannotSendError:
                LOG.warning("an answer was refused: %s", told["id"])
                return
            else:
                return
        LOG.warning("an answer could not be delivered: %s", told["id"])

    async def _choices(self, told: Json) -> Json:
        call = invocation_of(told, told["command"], told["options"])
        choices = await self._doors.suggest(call, told["field"], told["text"])
        return {"choices": [{"value": one.value, "label": one.label} for one in choices]}

    async def _body(self, told: Json) -> Json:
        try:
            answer = await self._asked(told)
        except Refusal as refusal:
            answer = Answer(say(str(refusal)), Answering.PRIVATE, refused=True)
        body = answer.body
        if isinstance(body, Form):
            return {"form": render_form(body)}
        files = await self._files(body)
        shown = await self._platform.bring(body, files)
        return {
            "how": answer.how.value,
            "view": render_view(body, files),
            "files": shown,
            "refused": answer.refused,
        }

    async def _asked(self, told: Json) -> Answer:
        """Return the core's answer; Refusal for typed words that are no command."""
        name, options = None, told.get("options")
        if told["kind"] == "command":
            name = told["command"]
            if name is None:
                name, options = parse(told["text"], self._doors.commands)
        sent = told.get("files") or {}
        files = {field: await self._client.download(file) for field, file in sent.items()}
        return await self._doors.invoke(invocation_of(told, name, options, files))

    async def _files(self, view: View) -> dict[str, StoredFile]:
        names = {one.file for one in view.blocks if isinstance(one, Picture | Download)}
        found = {name: await self._stored(name) for name in sorted(names)}
        return {name: file for name, file in found.items() if file is not None}
