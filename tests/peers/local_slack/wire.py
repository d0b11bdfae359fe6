"""Everything that the adapter sends to local-slack, as it leaves: written down and checked.

Calls, what goes to response URLs, and uploads are read off aiohttp's own tracing. What the bot says
with an acknowledgement leaves another way: local-slack's log has it (`Hands.acknowledged`).
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from aiohttp import (
    ClientSession,
    TraceConfig,
    TraceRequestChunkSentParams,
    TraceRequestEndParams,
    TraceRequestStartParams,
)

from adapters.slack import connection
from adapters.slack.web.web import TIMEOUT
from tests.peers.local_slack.hands import Json
from tests.scenarios.slack.following import ANSWER
from tests.support.slack import schemas
from tests.support.slack.answering import EVERYWHERE
from tests.support.slack.recording import Recorded, Recording, answered

API, RESPONSES, UPLOADS = "/api/", "/_hooks/response/", "/upload/"


class Wire:
    """What was sent; `recording` has the calls, and what Slack's own types refuse of them."""

    def __init__(self) -> None:
        """Have seen nothing."""
        self.recording = Recording()
        self.answers: set[tuple[str, str]] = set()
        """Private messages that answer what somebody asked, by channel and `ts`."""
        self.owed: Counter[str] = Counter()
        """How often each post of the outbox was sent, by its marker."""

    @property
    def refusals(self) -> set[str]:
        """What local-slack did not do: the methods, and its codes."""
        return {f"{one.method}: {one.error}" for one in self.recording.failed()}

    def take_acknowledgement(self, said: Any) -> None:
        """Write down what the bot said with an acknowledgement, if anything."""
        if said:
            recorded = self.recording.add("acknowledge", said)
            for problem in _problems(said) if schemas.present() else ():
                self.recording.refused.append(f"acknowledge (nth {recorded.nth}): {problem}")

    def tracing(self) -> TraceConfig:
        """Return what lets this see a session's requests."""
        made = TraceConfig()
        made.on_request_start.append(self._begin)
        made.on_request_chunk_sent.append(self._sent)
        made.on_request_end.append(self._end)
        return made

    async def _begin(
        self, session: ClientSession, sending: SimpleNamespace, told: TraceRequestStartParams
    ) -> None:
        sending.body = bytearray()

    async def _sent(
        self, session: ClientSession, sending: SimpleNamespace, told: TraceRequestChunkSentParams
    ) -> None:
        sending.body += told.chunk

    async def _end(
        self, session: ClientSession, sending: SimpleNamespace, told: TraceRequestEndParams
    ) -> None:
        path, body = told.url.path, bytes(sending.body)
        if path.startswith(API):
            media = told.response.request_info.headers.get("Content-Type", "")
            args = {**dict(told.url.query), **_arguments(body, media)}
            given = {name: value for name, value in args.items() if name not in EVERYWHERE}
            recorded = self._recorded(path.removeprefix(API), given)
            answered(recorded, told.response.status, await told.response.json())
            self._note_post(recorded)
        elif path.startswith(RESPONSES):
            self._recorded("respond", json.loads(body))
        elif path.startswith(UPLOADS):
            self.recording.add("upload", {})

    def _recorded(self, method: str, args: Json) -> Recorded:
        recorded = self.recording.add(method, args)
        self.recording.check(recorded, args)
        return recorded

    def _note_post(self, recorded: Recorded) -> None:
        """Note what a message was posted for: local-slack keeps no metadata, which say so."""
        told = recorded.args.get("metadata") or {}
        metadata = json.loads(told) if isinstance(told, str) else told
        marker = str(metadata.get("event_payload", {}).get("marker", ""))
        if recorded.method != "chat.postMessage" or recorded.error:
            return
        if marker.startswith(ANSWER):
            self.answers.add((recorded.answer["channel"], recorded.answer["ts"]))
        elif marker:
            self.owed[marker] += 1


@contextlib.contextmanager
def watched() -> Iterator[Wire]:
    """Watch what the adapter's connections send that are opened while the block lasts."""
    wire = Wire()

    @contextlib.asynccontextmanager
    async def session() -> AsyncIterator[ClientSession]:
        async with ClientSession(timeout=TIMEOUT, trace_configs=[wire.tracing()]) as made:
            yield made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "session_for_slack", session)
        yield wire


def _arguments(body: bytes, media: str) -> Json:
    if media.startswith("application/json"):
        found: Json = json.loads(body or b"{}")
        return found
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _problems(said: Json) -> list[str]:
    """Return what is wrong about an acknowledgement that says something."""
    match said.get("response_action"):
        case "update" | "push":
            return schemas.view_problems(said["view"])
        case "errors" | "clear":
            return []
        case _:
            return schemas.block_problems(said.get("blocks") or [])
