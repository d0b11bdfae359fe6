"""Private conversations: which are open already, and opening those that are not."""

from __future__ import annotations

import asyncio

from adapters.slack.journal import LOG
from adapters.slack.people.channels import Channels
from adapters.slack.web.workspaces import Workspace, Workspaces
from adapters.slack.wire import PLATFORM
from bot.model.people import Account
from bot.model.places import Place
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError
from bot.runtime.hearing.errors import kind_of

PAGE = 999


class Directs:
    """The private conversations of the bot.

    Slack opens no more than about fifty a minute, so those that are open are listed once: a
    reminder to a thousand people would take twenty minutes longer else.
    """

    def __init__(self, workspaces: Workspaces, channels: Channels) -> None:
        """Ask through `workspaces`; `channels` is told of what is found."""
        self._workspaces = workspaces
        self._channels = channels
        self._places: dict[str, Place] = {}
        self._listed: set[str] = set()
        self._listing = asyncio.Lock()

    async def of(self, account: Account) -> Place:
        """Return the conversation with somebody, opened if need be.

        MailboxClosedError where their account is closed, CannotSendError where there is none.
        """
        known = self._places.get(account.id)
        if known is not None and self._workspaces.known(known.id) is not None:
            return known
        workspace = await self._workspaces.of_person(account.id)
        await self._list(workspace)
        known = self._places.get(account.id)
        if known is not None:
            return known
        try:
            told = await workspace.web.call("conversations.open", users=account.id)
        except MaybeSentError as error:
            raise NotSentError(str(error)) from None  # opening it twice opens one
        return self._found(workspace, told["channel"]["id"], account.id)

    async def _list(self, workspace: Workspace) -> None:
        """Learn what is open, once; without leave to, each conversation is asked for."""
        async with self._listing:
            if workspace.id in self._listed:
                return
            try:
                pages = workspace.web.pages("users.conversations", types="im", limit=PAGE)
                async for page in pages:
                    for channel in page["channels"]:
                        user = channel.get("user")
                        if user and not channel.get("is_user_deleted"):
                            self._found(workspace, channel["id"], user)
            except NotSentError as error:
                LOG.info("open conversations could not be listed yet: %s", kind_of(error))
                return
            except CannotSendError as error:
                LOG.info("open conversations can't be listed: %s", kind_of(error))
            self._listed.add(workspace.id)

    def _found(self, workspace: Workspace, channel: str, user: str) -> Place:
        self._channels.conversing(channel, user)
        self._workspaces.heard(workspace.id, channel, user)
        place = self._places[user] = Place(PLATFORM, channel)
        return place
