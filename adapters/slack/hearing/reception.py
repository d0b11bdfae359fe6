"""The reception: each request of Slack's is taken, and acknowledged as it should be.

An event is acknowledged when what it tells is kept, a form when it is known whether it is right,
all else at once. What can't be understood is acknowledged, too: it would come again as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from slack_bolt.response import BoltResponse

from adapters.slack.answering.answering import Responder
from adapters.slack.answering.invocations import asked, home_asked
from adapters.slack.hearing.batches import NotKeptError
from adapters.slack.hearing.bolt import Headers, not_taken, taken
from adapters.slack.hearing.events import message_seen
from adapters.slack.hearing.hearing import Hearing
from adapters.slack.hearing.origins import enterprise_of, team_of
from adapters.slack.journal import LOG
from adapters.slack.line import Line
from adapters.slack.wire import PLATFORM, Json, instant_of
from bot.chat.actions import HOME, action
from bot.chat.commands import Commands
from bot.model.places import Place
from bot.ports.platform import NotSentError
from bot.runtime.hearing.errors import kind_of
from bot.runtime.hearing.hints import Hints

STAMP = "x-slack-request-timestamp"
"""The header that says when Slack asked; over a socket there is none."""
LOST = "app_rate_limited"
"""What Slack tells when there were so many events that it left some out."""


class Reception:
    """Takes everything that Slack asks or tells."""

    def __init__(
        self,
        line: Line,
        commands: Commands,
        hearing: Hearing,
        responder: Responder,
        missed: Callable[[], None],
        answered: Callable[[], None],
    ) -> None:
        """Hand events to `hearing` and calls to `responder`.

        `missed` is told that Slack left events out, `answered` that a call was answered.
        """
        self._line = line
        self._commands = commands
        self._hearing = hearing
        self._responder = responder
        self._missed = missed
        self._answered = answered
        self._hints = Hints(line.platform)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """Whether something is still being answered."""
        return bool(self._tasks)

    async def end(self, grace: float) -> None:
        """Finish answers that are nearly there."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def take(self, body: Json, headers: Headers) -> BoltResponse:
        """Take a request; return its acknowledgement."""
        try:
            await self._learn(body)
            match body.get("type"):
                case "event_callback":
                    return await self._event(body)
                case "view_submission":
                    return await self._form(body, self._at(headers))
                case "url_verification":
                    return taken({"challenge": body["challenge"]})
                case "block_suggestion":
                    return taken({"options": []})
                case kind if kind == LOST:
                    self._missed()
                case _:
                    self._call(body, self._at(headers))
        except Exception as error:
            LOG.error("a request could not be understood: %s", kind_of(error))
        return taken()

    async def _event(self, body: Json) -> BoltResponse:
        event, team = body["event"], team_of(body)
        if event.get("type") == "app_home_opened":
            if event.get("tab") == "home":
                self._start(self._responder.answer(home_asked(event, team, action(HOME, ""))))
        elif event.get("channel_type") == "im":
            self._hint(event)
        else:
            try:
                await self._hearing.heard(event, team, enterprise_of(body))
            except (NotKeptError, NotSentError):
                return not_taken()
        return taken()

    async def _form(self, body: Json, at: datetime) -> BoltResponse:
        sent = asked(body, at, self._commands)
        if sent is None:
            return taken()
        acknowledgement, rest = await self._responder.submitted(sent)
        self._start(rest)
        return taken(acknowledgement)

    async def _learn(self, body: Json) -> None:
        """Learn of a workspace that an organization has given the app since it was asked."""
        team, installed = team_of(body), self._line.installed
        if installed is not None and self._line.platform.workspaces.get(team) is None:
            await installed.seek(team, enterprise_of(body))

    def _call(self, body: Json, at: datetime) -> None:
        call = asked(body, at, self._commands)
        if call is not None:
            self._start(self._responder.answer(call))

    def _at(self, headers: Headers) -> datetime:
        """Return when Slack asked, as far as that is known."""
        stamp = headers.get(STAMP)
        return instant_of(stamp[0]) if stamp else self._line.clock.now()

    def _hint(self, event: Json) -> None:
        if event.get("type") == "message" and message_seen(event, event["channel"]) is not None:
            place = Place(PLATFORM, event["channel"])
            self._hints.heard(place, event["ts"], self._line.clock.now())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(self._finished(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _finished(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:
            LOG.error("a call could not be answered: %s", kind_of(error))
        self._answered()
