"""Threads: the conversation under a message, its name, its tags, and whether it is asleep."""

from __future__ import annotations

import asyncio

from adapters.discord.journal import LOG
from adapters.discord.rest.remedies import lack
from adapters.discord.rest.rest import DiscordRest
from adapters.discord.rest.troubles import ALREADY_A_THREAD, ForbiddenError, RefusedError
from adapters.discord.servers.channels import UNTHREADED, Channel
from adapters.discord.servers.guilds import Guilds
from adapters.discord.servers.permissions import Permission
from adapters.discord.wire import Json
from bot.chat.letters import cleaned
from bot.chat.spans import short
from bot.chat.views import View
from bot.ports.platform import CannotSendError
from bot.runtime.hearing.errors import kind_of

WEEK = 10080
"""Minutes without a word before a thread goes to sleep: the longest that Discord offers."""
LONGEST_NAME = 100
MOST_TAGS = 20
"""Tags that a forum can offer."""
MOST_APPLIED = 5
"""Tags that a post can carry."""
LONGEST_TAG = 20
OPENING = Permission.VIEW_CHANNEL | Permission.CREATE_PUBLIC_THREADS


class Threads:
    """Opens threads and keeps their names and tags in step with views."""

    def __init__(self, rest: DiscordRest, guilds: Guilds) -> None:
        """Ask through `rest`; what is answered is told to `guilds`."""
        self._rest = rest
        self._guilds = guilds
        self._offering = asyncio.Lock()
        self._warned: set[tuple[str, str]] = set()

    async def ensure_allowed(self, channel: Channel, view: View) -> None:
        """ForbiddenError where a thread is wanted and the bot can't open one.

        It is asked before the message is sent, so that a discussion waits as a whole.
        """
        if not view.thread or channel.kind in UNTHREADED:
            return
        lacking = await self._guilds.lacking(channel.place, OPENING)
        if lacking:
            raise ForbiddenError(lack(self._guilds, channel.place, lacking, "open a thread"))

    async def open(self, channel: Channel, message: str, view: View) -> None:
        """Open the thread that a view asks for under a message, unless it is open already."""
        if not view.thread or channel.kind in UNTHREADED:
            return
        known = self._guilds.known(message)
        if known is not None:
            await self.settle(known, view)
            return
        body = {"name": name_of(view), "auto_archive_duration": WEEK}
        path = f"/channels/{channel.id}/messages/{message}/threads"
        try:
            self._guilds.seen(await self._rest.call("POST", path, body, repeatable=True))
        except RefusedError as error:
            if error.code != ALREADY_A_THREAD:
                raise
            await self.settle(await self._guilds.channel(message), view)

    async def settle(self, thread: Channel, view: View) -> None:
        """Give a thread the name and tags that a view asks for, where they are others.

        Somebody may have taken the permission away: then it keeps those it has.
        """
        changes: Json = {}
        if thread.name != name_of(view):
            changes["name"] = name_of(view)
        if view.tags:
            applied = await self._applied(thread, view)
            if set(applied) != set(thread.applied):
                changes["applied_tags"] = applied
        if not changes:
            return
        if thread.archived:
            changes["archived"] = False  # nothing else of it can be changed while it is asleep
        try:
            await self._change(thread, changes)
        except CannotSendError as error:
            self._warn("thread %s keeps its name and tags: %s", thread.id, error)

    async def _applied(self, thread: Channel, view: View) -> list[str]:
        """Return the tags of a thread: a view's, and those that people gave it."""
        forum = await self._guilds.channel(thread.parent)
        wanted = await self.tags(forum, view)
        over = {forum.tags[name] for name in view.untagged if name in forum.tags}
        theirs = [tag for tag in thread.applied if tag not in over and tag not in wanted]
        return [*wanted, *theirs][:MOST_APPLIED]

    async def wake(self, channel: Channel) -> None:
        """Reopen a thread that is asleep, so that it can be written in."""
        if channel.archived:
            await self._change(channel, {"archived": False})

    async def tags(self, forum: Channel, view: View) -> list[str]:
        """Return the ids of a view's tags in a forum, adding those it doesn't offer yet.

        Tags are for finding things again: where none can be added, they are left out.
        """
        wanted = list(dict.fromkeys(short(tag, LONGEST_TAG) for tag in view.tags))[:MOST_APPLIED]
        if any(tag not in forum.tags for tag in wanted) and forum.is_forum:
            async with self._offering:  # a forum's tags are written all at once
                forum = await self._offer(forum, wanted)
        return [forum.tags[tag] for tag in wanted if tag in forum.tags]

    async def _offer(self, forum: Channel, wanted: list[str]) -> Channel:
        """Add tags to a forum while there is room; return it as it is then."""
        path = f"/channels/{forum.id}"
        told = await self._rest.read(path)
        offered = list(told.get("available_tags") or ())
        names = {tag["name"] for tag in offered}
        new = [tag for tag in wanted if tag not in names][: MOST_TAGS - len(offered)]
        if not new:
            return self._guilds.seen(told)
        offered += [{"name": tag} for tag in new]
        try:
            return self._guilds.seen(
                await self._rest.call("PATCH", path, {"available_tags": offered})
            )
        except CannotSendError as error:
            self._warn("no tags were added to forum %s: %s", forum.id, error)
            return forum

    def _warn(self, what: str, id: str, error: CannotSendError) -> None:
        """Note what is left as it is: once, for it stays so with every change."""
        if (what, id) not in self._warned:
            self._warned.add((what, id))
            LOG.warning(what, id, kind_of(error))

    async def _change(self, thread: Channel, changes: Json) -> None:
        path = f"/channels/{thread.id}"
        self._guilds.seen(await self._rest.call("PATCH", path, changes))


def name_of(view: View) -> str:
    """Return the name of a view's thread: a post in a forum has to have one."""
    words = cleaned(view.thread or view.title or view.summary)
    return short(words, LONGEST_NAME) or "Homeroom"
