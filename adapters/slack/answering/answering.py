"""Answers to calls: the core is asked, and what it says goes where it may be seen.

Slack is told at once that a call was heard; only a form that was sent waits a little, since what
is wrong with it is said in the form itself, where what was typed stays. Slack keeps no ephemeral
message, so what is confidential, and what brings files, goes by private message.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from adapters.slack.answering.fetching import Fetcher
from adapters.slack.answering.home import Homes
from adapters.slack.answering.invocations import Asked
from adapters.slack.answering.parameters import form_for
from adapters.slack.answering.replies import Files, Reply
from adapters.slack.hearing.acquaintances import Acquaintances
from adapters.slack.hearing.waiting import errors_in, over, waiting
from adapters.slack.journal import LOG
from adapters.slack.line import Line
from adapters.slack.rendering.forms import chosen_channels, render_form
from adapters.slack.wire import Json
from bot.chat.calls import Answer, Answering
from bot.chat.forms import Form
from bot.chat.refusal import Refusal
from bot.chat.views import Download, Picture, View, say
from bot.runtime.doors import Doors, Stored
from bot.runtime.hearing.errors import kind_of

PATIENCE = 2.0
"""Seconds that the core has for a form before whoever sent it sees that it takes longer."""
TOO_SLOW = "That took too long, and nothing was changed. Please try again."
OURS = "Something went wrong on our side. Please try again in a minute."
ON_HOME = (
    "I can't write to you privately, so the answer is on my Home tab: click on my name at the top "
    "of a message of mine, or find me under Apps."
)
SENT = "I've sent it to you privately: look under Messages, beside this tab."
ELSEWHERE = "That channel is in another Slack workspace. Choose one of this workspace."
NOWHERE = (
    "The answer is for you alone, and I can't write to you privately. Open my Home tab: click on "
    "my name at the top of a message of mine, or find me under Apps."
)
"""What is said where what is confidential finds no way."""


class Responder:
    """Answers calls with what the core says."""

    def __init__(
        self,
        line: Line,
        doors: Doors,
        stored: Stored,
        fetcher: Fetcher,
        acquaintances: Acquaintances,
    ) -> None:
        """Ask `doors`; `stored` reads the files that answers show, `fetcher` gets people's own."""
        self._line = line
        self._doors = doors
        self._stored = stored
        self._fetcher = fetcher
        self._acquaintances = acquaintances
        self._homes = Homes(line)

    async def answer(self, asked: Asked) -> None:
        """Answer a call. The core acts even where Slack takes no answer any more."""
        turn = self._homes.turn(asked) if asked.home else 0
        await self._give(asked, await self._answer(asked), turn)

    async def submitted(self, asked: Asked) -> tuple[Json | None, Coroutine[Any, Any, None]]:
        """Return what to acknowledge a sent form with, and what is to be done then.

        Nothing closes it. Where something is wrong it stays open, with what was typed.
        """
        turn = self._homes.turn(asked) if asked.home else 0
        asking = asyncio.create_task(self._answer(asked))
        await asyncio.wait({asking}, timeout=PATIENCE)
        if not asking.done():
            return waiting(asked), self._late(asked, asking, turn)
        answer = asking.result()
        if isinstance(answer.body, Form):
            form = render_form(answer.body, asked.kept())
            return {"response_action": "update", "view": form}, _nothing()
        errors = errors_in(asked, answer)
        if errors:
            return {"response_action": "errors", "errors": errors}, _nothing()
        return None, self._give(asked, answer, turn)

    async def _late(self, asked: Asked, asking: asyncio.Task[Answer], turn: int) -> None:
        """Give an answer that took longer, and say so in the form as well."""
        answer = await asking
        if isinstance(answer.body, Form):
            answer = Answer(say(TOO_SLOW), Answering.PRIVATE, refused=True)
        await over(self._line, asked, answer)
        if not answer.refused:
            await self._give(asked, answer, turn)

    async def _answer(self, asked: Asked) -> Answer:
        """Return what the core says; what hinders asking it is said in its place."""
        try:
            if asked.refusal:
                raise Refusal(asked.refusal)
            await self._look_at_channels(asked)
            form = form_for(asked, self._doors.commands)
            if form is not None:
                return Answer(form, Answering.FORM)
            known = await self._acquaintances.meet(asked.user, asked.team)
            call = replace(asked.call, keeper=known is not None and known.keeper)
            if asked.files:
                web = await self._line.web(asked.team, asked.user)
                call = replace(call, files=await self._fetcher.fetch(web, asked.files))
            return await self._doors.invoke(call)
        except Refusal as refusal:
            return Answer(say(str(refusal)), Answering.PRIVATE, refused=True)
        except Exception as error:
            LOG.error("a call failed: %s: %s", asked.call.id, kind_of(error))
            return Answer(say(OURS), Answering.PRIVATE, refused=True)

    async def _look_at_channels(self, asked: Asked) -> None:
        """Refuse channels of another workspace: a form's choice could be made up."""
        for channel in chosen_channels(asked.view or {}):
            if not await self._line.platform.workspaces.sees(asked.team, channel):
                raise Refusal(ELSEWHERE)

    async def _give(self, asked: Asked, answer: Answer, turn: int) -> None:
        """Give an answer where it belongs."""
        reply, view = Reply(self._line, asked), answer.body
        if isinstance(view, Form):
            if await reply.form(render_form(view, asked.kept())):
                return
            view, answer = say(TOO_SLOW), Answer(say(TOO_SLOW), Answering.PRIVATE, refused=True)
        files = await self._files(view)
        brings = any(isinstance(block, Download | Picture) for block in view.blocks)
        if asked.home:
            await self._on_page(asked, view, files, turn, brings=brings)
        elif answer.refused or (answer.how is Answering.PRIVATE and not brings):
            await reply.alone(view)
        elif not await _for_all(reply, answer.how, view, files):
            if brings or answer.how is Answering.CONFIDENTIAL:
                await self._confidentially(asked, view, files)
            else:
                await reply.alone(view)

    async def _on_page(
        self, asked: Asked, view: View, files: Files, turn: int, *, brings: bool
    ) -> None:
        """Answer what was asked on somebody's page; files come to them privately."""
        if brings and await Reply(self._line, asked).directly(view, files):
            view = say(SENT)
        await self._homes.show(asked, view.in_words(), turn)

    async def _confidentially(self, asked: Asked, view: View, files: Files) -> None:
        """Write to the caller privately, else on their page; say where it is."""
        reply = Reply(self._line, asked)
        if await reply.directly(view, files):
            return
        turn = self._homes.turn(asked)
        shown = await self._homes.show(asked, view.in_words(), turn)
        await reply.alone(say(ON_HOME if shown else NOWHERE))

    async def _files(self, view: View) -> Files:
        names = {one.file for one in view.blocks if isinstance(one, Picture | Download)}
        found = {name: await self._stored(name) for name in sorted(names)}
        return {name: file for name, file in found.items() if file is not None}


async def _for_all(reply: Reply, how: Answering, view: View, files: Files) -> bool:
    """Say what all may see where they see it, or change what they saw; False if it isn't that."""
    if how is Answering.PUBLIC:
        return await reply.openly(view, files)
    return how is Answering.UPDATE and await reply.instead(view, files)


async def _nothing() -> None:
    """Do nothing: all is said."""
