"""Answers to interactions, in the order of steps that Discord asks for.

It wants a first answer within three seconds, so that is given at once and alone: how the answer
will be given is known from the spec before the core is called, and what the core then says is
written into it. A form can't be put off; what all are to see is put off only if the core is slow,
since it may yet be a refusal. That never stands where all can see it, nor in the place of the
message whose button was pressed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace

from adapters.discord.answering.fetching import HOSTS, fetch
from adapters.discord.answering.invocations import Asked, Heard, heard_call
from adapters.discord.answering.replies import PRIVATE, Callback, Reply
from adapters.discord.journal import LOG
from adapters.discord.line import Line
from adapters.discord.rendering.forms import render_form
from adapters.discord.rendering.render import linked, render_view, shown_files
from adapters.discord.rendering.tree_answers import focused
from adapters.discord.rest.rest import uploads
from adapters.discord.wire import Json
from bot.chat.actions import decode
from bot.chat.calls import MOST_CHOICES, Answer, Answering, Choice, Invocation, Upload
from bot.chat.commands import Commands, Spec
from bot.chat.forms import Form
from bot.chat.letters import cleaned
from bot.chat.refusal import Refusal
from bot.chat.spans import short
from bot.chat.views import Download, Picture, View, say
from bot.ports.platform import StoredFile
from bot.runtime.doors import Doors, Stored
from bot.runtime.hearing.errors import kind_of

AT_ONCE = (None, Answering.FORM, Answering.PUBLIC)
"""What is not put off before the core has spoken; None where only the core knows what it is."""
PATIENCE = 1.5
"""Seconds that the core has for an answer that is not put off."""
LONGEST_CHOICE = 100
TOO_SLOW = "That took too long, and nothing was changed. Please try again."
OURS = "Something went wrong on our side. Please try again in a minute."


class Responder:
    """Answers interactions with what the core says."""

    def __init__(
        self, line: Line, doors: Doors, stored: Stored, hosts: Collection[str] = HOSTS
    ) -> None:
        """Ask `doors`; `stored` reads the files that answers show, `hosts` have people's own."""
        self._line = line
        self._doors = doors
        self._stored = stored
        self._hosts = hosts

    async def answer(self, data: Json) -> None:
        """Answer an interaction. The core acts even where Discord takes no answer any more."""
        reply = Reply(self._line.rest, self._line.application, data)
        if data["type"] == Asked.AUTOCOMPLETE:
            await reply.respond(Callback.CHOICES, {"choices": await self._choices(data)})
            return
        heard = heard_call(data, self._doors.commands)
        how = expected(heard.call, self._doors.commands)
        if how in AT_ONCE:
            await self._answer_at_once(reply, heard, how)
            return
        if how is Answering.UPDATE and heard.call.message is None:
            how = Answering.PRIVATE
        taken, answer = await asyncio.gather(_defer(reply, how), self._asked(heard))
        if taken:
            await self._answer_later(reply, how, answer, data)

    async def _answer_at_once(self, reply: Reply, heard: Heard, how: Answering | None) -> None:
        """Answer without putting it off; if the core is slow, put it off after all."""
        later = Answering.PUBLIC if how is Answering.PUBLIC else Answering.PRIVATE
        asking = asyncio.create_task(self._asked(heard))
        try:
            await asyncio.wait({asking}, timeout=PATIENCE)
            late = not asking.done()
            taken = late and await _defer(reply, later)
            answer = await asking
        finally:
            asking.cancel()
        if taken:
            await self._answer_later(reply, later, answer, {})
        elif late:
            return  # Discord takes no answer any more
        elif isinstance(answer.body, Form):
            await reply.respond(Callback.FORM, render_form(answer.body))
        else:
            body, files = await self._rendered(answer.body)
            done = not answer.refused
            if done and answer.how is Answering.UPDATE and heard.call.message is not None:
                await reply.respond(Callback.UPDATE, body, files)
            else:
                if not (done and answer.how is Answering.PUBLIC):
                    body["flags"] |= PRIVATE
                await reply.respond(Callback.MESSAGE, body, files)

    async def _answer_later(self, reply: Reply, how: Answering, answer: Answer, data: Json) -> None:
        """Write the answer to where it was put off, or beside it what not all should see there."""
        view = say(TOO_SLOW) if isinstance(answer.body, Form) else answer.body
        body, files = await self._rendered(view)
        open_to_all = how in (Answering.PUBLIC, Answering.UPDATE)
        if not open_to_all or (answer.how is how and not answer.refused):
            if how is Answering.UPDATE:
                _keep_marker(body, data)
            await reply.edit(body, files)
            return
        if how is Answering.PUBLIC:
            await reply.remove()
        await reply.follow_up(body, files)

    async def _asked(self, heard: Heard) -> Answer:
        """Return what the core says; what hinders asking it is said in its place."""
        try:
            files = await fetch(self._line.client.http, heard.files, self._hosts)
            return await self._doors.invoke(replace(heard.call, files=files))
        except Refusal as refusal:
            return Answer(say(str(refusal)), Answering.PRIVATE, refused=True)
        except Exception as error:
            LOG.error("a call failed: %s: %s", heard.call.id, kind_of(error))
            return Answer(say(OURS), Answering.PRIVATE, refused=True)

    async def _choices(self, data: Json) -> list[Json]:
        """Return what would complete an option, as far as Discord takes it; nothing on errors."""
        try:
            call = heard_call(data, self._doors.commands).call
            field, text = focused(data["data"])
            choices = await self._doors.suggest(call, field, text)
        except Exception as error:
            LOG.error("nothing could be suggested: %s: %s", data.get("id"), kind_of(error))
            return []
        return [_choice(one) for one in choices if _fits(one)][:MOST_CHOICES]

    async def _rendered(self, view: View) -> tuple[Json, list[Upload]]:
        """Return a view as a message's body, and the files that go along."""
        names = {one.file for one in view.blocks if isinstance(one, Picture | Download)}
        found = {name: await self._stored(name) for name in sorted(names)}
        files: dict[str, StoredFile] = {name: file for name, file in found.items() if file}
        await self._line.guilds.meet(linked(view))
        body = render_view(view, files, self._line.guilds.address)
        return body, uploads(body, shown_files(view, files))


def expected(call: Invocation, commands: Commands) -> Answering | None:
    """Return how a call will be answered; None where only the core knows."""
    spec: Spec | None = None
    if call.command is not None:
        spec = commands.commands.get(call.command)
    elif call.message_action is not None:
        spec = commands.message_actions.get(call.message_action)
    elif call.state is not None:
        table = commands.buttons if call.values is None else commands.forms
        try:
            spec = table.get(decode(call.state).verb)
        except Refusal:
            return None
    return None if spec is None else spec.answers


async def _defer(reply: Reply, how: Answering) -> bool:
    """Give the first answer: that one will come. Return whether Discord still took it."""
    if how is Answering.UPDATE:
        return await reply.respond(Callback.UPDATE_LATER)
    if how is Answering.PUBLIC:
        return await reply.respond(Callback.MESSAGE_LATER)
    return await reply.respond(Callback.MESSAGE_LATER, {"flags": PRIVATE})


def _keep_marker(body: Json, data: Json) -> None:
    """Let a message keep the id of its outermost component, by which the sender finds it."""
    standing = (data.get("message") or {}).get("components") or [{}]
    if "id" in standing[0]:
        body["components"][0]["id"] = standing[0]["id"]


def _fits(choice: Choice) -> bool:
    return 0 < len(choice.value) <= LONGEST_CHOICE


def _choice(choice: Choice) -> Json:
    label = short(cleaned(choice.label), LONGEST_CHOICE)
    return {"name": label or choice.value, "value": choice.value}
