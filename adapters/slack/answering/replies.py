"""Replies: the ways in which one call can be answered, and what is done where one is shut.

What only the caller may see goes to where they are, by the call's own URL, within half an hour;
what is confidential goes by private message, for Slack keeps no ephemeral one. Nothing here raises
what Slack does: what can't be said is given up, noted.
https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from aiohttp import ClientConnectorError, ClientError, ClientTimeout

from adapters.slack.answering.invocations import Asked
from adapters.slack.journal import LOG
from adapters.slack.line import Line
from adapters.slack.rendering.render import render_view
from adapters.slack.wire import Json
from bot.chat.spans import Link
from bot.chat.views import View, say
from bot.model.places import Message, Place
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError, StoredFile
from bot.runtime.hearing.errors import kind_of

T = TypeVar("T")
Files = Mapping[str, StoredFile]
NO_FILES: Files = {}
PATIENCE = ClientTimeout(total=10)
TRIES = 5
PAUSE = 0.5
LONGEST_PAUSE = 10.0
TRIGGER_PAUSES = (0.2, 0.6)
"""Seconds between tries to open a form: Slack takes its trigger for three."""
OPENED = "exchanged_trigger_id"
"""Slack's code for a trigger that has opened a form."""
PRIVATELY = "I've answered you privately"
DIRECT = "D"
"""What the ids of private conversations begin with."""
UNSENT = (NotSentError, MaybeSentError, CannotSendError)


class Reply:
    """Answers one call."""

    def __init__(self, line: Line, asked: Asked) -> None:
        """Answer `asked` over `line`."""
        self._line = line
        self._asked = asked
        self._marker = f"answer {asked.call.id}"

    async def alone(self, view: View) -> bool:
        """Say something to the caller alone, where they are; return whether it was said."""
        place = self._asked.call.place
        if await self._among_us(place):
            return await self._posted(place, view, NO_FILES) is not None
        body = {"response_type": "ephemeral", "replace_original": False, **self._rendered(view)}
        if place.thread is not None:
            body["thread_ts"] = place.thread
        if await self._respond(body, again=False) or await self._ephemeral(place, view):
            return True
        return await self.directly(view, NO_FILES, pointer=False)

    async def directly(self, view: View, files: Files, *, pointer: bool = True) -> bool:
        """Write to the caller privately; with `pointer`, tell them so where they are.

        Return False if that is not possible.
        """
        account = self._asked.call.account
        try:
            place = await self._until_done(lambda: self._line.platform.direct(account))
        except UNSENT as error:
            LOG.warning("account %s can't be written to: %s", account.id, kind_of(error))
            return False
        sent = await self._posted(place, view, files)
        if sent is not None and pointer and self._asked.call.place != place:
            await self.alone(say(f"{PRIVATELY}: ", Link("read it", message=sent), "."))
        return sent is not None

    async def openly(self, view: View, files: Files) -> bool:
        """Say something where everybody sees it, where the caller is."""
        return await self._posted(self._asked.call.place, view, files) is not None

    async def instead(self, view: View, files: Files) -> bool:
        """Let the message whose button was pressed read as `view`; return whether it does."""
        message = self._asked.call.message
        if message is None:
            return False
        if not files:
            body = {"replace_original": True, **self._rendered(view)}
            if await self._respond(body, again=True):
                return True
        if self._asked.call.private:
            return False
        platform = self._line.platform
        try:
            await self._until_done(lambda: platform.edit(message, view, self._marker, files))
        except UNSENT as error:
            LOG.warning("message %s could not be changed: %s", message.id, kind_of(error))
            return False
        return True

    async def form(self, view: Json) -> bool:
        """Open a form; False where it was too late, or Slack doesn't open it.

        A trigger opens one form, so trying again while it lives never opens a second.
        """
        for pause in (*TRIGGER_PAUSES, None):
            try:
                web = await self._line.web(self._asked.team, self._asked.user)
                await web.call("views.open", trigger_id=self._asked.trigger, view=view)
            except UNSENT as error:
                if getattr(error, "code", "") == OPENED:
                    return True  # and only Slack's answer was lost
                if pause is None or isinstance(error, CannotSendError):
                    LOG.warning("a form could not be opened: %s", kind_of(error))
                    return False
                await asyncio.sleep(pause)
            else:
                return True
        raise AssertionError("the last try returns")

    async def _posted(self, place: Place, view: View, files: Files) -> Message | None:
        """Post a message, once; None where it can't be."""
        platform = self._line.platform
        for tries in range(1, TRIES + 1):
            try:
                try:
                    return await platform.post(place, view, self._marker, files)
                except MaybeSentError:
                    found = await platform.find(place, self._marker)
                    if found is not None:
                        return found
            except (NotSentError, MaybeSentError) as error:
                await asyncio.sleep(_pause(error, tries) if tries < TRIES else 0)
            except CannotSendError as error:
                LOG.warning("nothing can be posted in %s: %s", place.id, kind_of(error))
                return None
        LOG.warning("an answer could not be posted: %s", self._asked.call.id)
        return None

    async def _ephemeral(self, place: Place, view: View) -> bool:
        """Say something to the caller alone without a URL: the bot has to be in the channel."""
        if place.id == self._asked.user:
            return False
        body = render_view(view, {}, self._line.platform.link)
        said = {"text": body["text"], "blocks": body["blocks"]}
        where: Json = {"channel": place.id, "thread_ts": place.thread}
        try:
            web = await self._line.web(self._asked.team, self._asked.user)
            await web.call("chat.postEphemeral", user=self._asked.user, **where, **said)
        except UNSENT as error:
            LOG.info("nothing can be said to one person alone here: %s", kind_of(error))
            return False
        return True

    async def _among_us(self, place: Place) -> bool:
        """Whether a place is the private conversation with the caller: all there is private."""
        if not place.id.startswith(DIRECT):
            return False
        try:
            return await self._line.platform.direct(self._asked.call.account) == place
        except UNSENT:
            return False

    async def _respond(self, body: Json, *, again: bool) -> bool:
        """Send to the call's URL; return whether Slack took it.

        What may have arrived goes `again` only if that changes nothing.
        """
        if not self._asked.url:
            return False
        for tries in range(1, TRIES + 1):
            try:
                async with self._line.session.post(
                    self._asked.url, json=body, timeout=PATIENCE
                ) as answer:
                    status, taken = answer.status, _is_taken(await answer.text())
            except (ClientError, OSError, TimeoutError) as error:
                LOG.info("a response URL can't be reached: %s", kind_of(error))
                arrived = not isinstance(error, ClientConnectorError)
            else:
                if status < 400 and taken:
                    return True
                if status < 500 and status != 429:
                    LOG.info("a response URL does not take an answer: %s", status)
                    return False
                arrived = status != 429
            if arrived and not again:
                return True
            await asyncio.sleep(min(PAUSE * tries, LONGEST_PAUSE))
        return False

    def _rendered(self, view: View) -> Json:
        return render_view(view, {}, self._line.platform.link)

    async def _until_done(self, act: Callable[[], Awaitable[T]]) -> T:
        """Do what may be done twice, until it is done."""
        for tries in range(1, TRIES):
            try:
                return await act()
            except (NotSentError, MaybeSentError) as error:
                await asyncio.sleep(_pause(error, tries))
        return await act()


def _is_taken(text: str) -> bool:
    """Whether a URL's answer says that it took something: a plain word, or JSON that says so."""
    try:
        told = json.loads(text)
    except ValueError:
        return True
    return not isinstance(told, dict) or bool(told.get("ok", True))


def _pause(error: Exception, tries: int) -> float:
    wait = getattr(error, "retry_after", None)
    told = 0.0 if wait is None else wait.total_seconds()
    return float(min(max(told, PAUSE * tries), LONGEST_PAUSE))
