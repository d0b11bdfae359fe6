"""Events as Slack tells them: kept before they are acknowledged, or of no concern at once."""

from __future__ import annotations

from contextlib import suppress

from adapters.slack.hearing.acquaintances import Acquaintances
from adapters.slack.hearing.batches import Batches
from adapters.slack.hearing.events import reaction_seen, told_of
from adapters.slack.journal import LOG
from adapters.slack.line import Line
from adapters.slack.posting.threads import Threads
from adapters.slack.web.troubles import GoneError, TurnedAwayError
from adapters.slack.wire import Json, message_of
from bot.chat.events import MessageDeleted, MessageSeen, ReactionSeen
from bot.ports.platform import CannotSendError
from bot.runtime.hearing.errors import kind_of
from bot.runtime.hearing.watching import Watch

REACTED = frozenset({"reaction_added", "reaction_removed"})
CHANGED = frozenset({"user_change", "team_join"})
JOINED = "member_joined_channel"
LEFT = frozenset({
    *("app_uninstalled", "tokens_revoked", "team_access_granted", "team_access_revoked"),
})  # fmt: skip
"""Events that tell that the bot may have been taken out of a workspace, or let into another."""
Told = MessageSeen | MessageDeleted | ReactionSeen


class Hearing:
    """Keeps what an event tells; returns when it is kept."""

    def __init__(
        self, line: Line, watch: Watch, batches: Batches, acquaintances: Acquaintances
    ) -> None:
        """Heed what `watch` knows, hand it to `batches`; `acquaintances` learns of people."""
        self._line = line
        self._watch = watch
        self._batches = batches
        self._acquaintances = acquaintances
        self._threads = Threads(line.platform.workspaces)

    async def heard(self, event: Json, team: str, enterprise: str = "") -> None:
        """Keep what an event of a workspace tells.

        NotKeptError, or the ports' errors, if it should come again.
        """
        kind = event.get("type")
        if kind == "message":
            await self._message(event, team)
        elif kind in REACTED:
            await self._reaction(event, team)
        elif kind in CHANGED:
            self._line.platform.people.heard(event["user"], team)
            await self._acquaintances.changed(event["user"]["id"], team)
        elif kind == JOINED:
            if self._watch.concerns(event["channel"]):
                await self._acquaintances.meet(event["user"], team)
        elif kind in LEFT:
            await self._left(team, enterprise)
        else:
            self._line.platform.channels.heard(event)

    async def _left(self, team: str, enterprise: str) -> None:
        """Ask whether the bot is still let in; if not, that is logged, and posts wait."""
        if self._line.installed is not None:
            await self._line.installed.left(team, enterprise)
        workspace = self._line.platform.workspaces.get(team)
        if workspace is not None:
            with suppress(TurnedAwayError):
                await workspace.web.read("auth.test")

    async def _message(self, event: Json, team: str) -> None:
        channel = event["channel"]
        if not self._watch.concerns(channel):
            return
        self._line.platform.workspaces.heard(team, channel)
        told = told_of(event)
        if isinstance(told, MessageDeleted):
            told = self._placed(told)
        elif isinstance(told, MessageSeen):
            self._threads.heard(told.message)
        await self._keep(told)

    def _placed(self, gone: MessageDeleted) -> MessageDeleted:
        """Return a deletion in the thread where the message was heard, if it doesn't say that."""
        message = gone.message
        if message.place.thread is not None:
            return gone
        thread = self._threads.known(message.place.id, message.id)
        return MessageDeleted(message_of(message.place.id, message.id, thread), gone.at)

    async def _reaction(self, event: Json, team: str) -> None:
        item = event["item"]
        if item.get("type") != "message" or not self._watch.concerns(item["channel"]):
            return
        workspaces = self._line.platform.workspaces
        workspaces.heard(team, item["channel"])
        workspace = workspaces.get(team)
        if workspace is not None and event["user"] == workspace.bot:
            return
        try:
            thread = await self._threads.of(item["channel"], item["ts"])
        except GoneError:
            return
        except CannotSendError as error:
            LOG.warning("where a reaction stands can't be read: %s", kind_of(error))
            return
        await self._keep(reaction_seen(event, thread))

    async def _keep(self, told: Told | None) -> None:
        if told is not None and self._watch.heeds(told.message.place):
            await self._batches.add((told,))
