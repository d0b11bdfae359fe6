"""The truth behind the wire: everything that exists, and who is told when it changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tests.support.slack.clock import ServerClock, Stamps
from tests.support.slack.errors import SlackError
from tests.support.slack.things import Channel, File, Json, Message, Organization, Team, User
from tests.support.slack.world import World

if TYPE_CHECKING:
    from tests.support.slack.acts import Act, Acts

Tell = Callable[[Team, str, Json], None]
"""Called with a workspace, the name the app subscribed to an event by, and the event."""


def _tell_nobody(team: Team, name: str, event: Json) -> None:
    """Do nothing: nobody listens yet."""


class State:
    """Everything that exists. Look-ups raise what Slack answers when a thing isn't there."""

    acts: Acts

    def __init__(self, world: World) -> None:
        """Begin with nothing but the app."""
        self.clock = ServerClock(world.start)
        self.stamps = Stamps(self.clock)
        self.world = world
        self.app = self.stamps.id("A")
        self.commands: tuple[str, ...] = world.commands
        self.shortcuts = world.shortcuts
        self.events = frozenset(world.events)
        self.scopes = world.scopes
        self.messages_tab = world.messages_tab
        self.teams: dict[str, Team] = {}
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.views: dict[str, Json] = {}
        """Modals that are open, and home tabs, by their ids."""
        self.organizations: dict[str, Organization] = {}
        """Those in which the app is installed as a whole, by their ids."""
        self.codes: dict[str, Team | str] = {}
        """Codes of OAuth that can still be exchanged: for a workspace, or an organization's id."""
        self.tell: Tell = _tell_nobody
        self.address = ""
        """Where the server stands: `http://127.0.0.1:PORT`."""
        self.deadlines = False
        """Whether a trigger is of no use 3 s of real time after the act."""
        self.share_delay: float | None = 0.02
        """Real seconds until a file has arrived; None: not before `arrive`."""
        self._arriving: list[Callable[[], None]] = []
        self._timers: list[asyncio.TimerHandle] = []
        self._direct: dict[tuple[str, str], Channel] = {}

    def user(self, team: Team, id_: str) -> User:
        """Return an account that a workspace knows, or `user_not_found`."""
        found = self.users.get(id_)
        if found is None or not self.knows(team, found):
            raise SlackError("user_not_found")
        return found

    def knows(self, team: Team, user: User) -> bool:
        """Whether an account is a workspace's, its enterprise's, or a stranger's in a channel."""
        if user.team == team.id or user.guest == "stranger":
            return True
        home = self.teams.get(user.team)
        return bool(team.enterprise) and home is not None and home.enterprise == team.enterprise

    def channel(self, team: Team, id_: str) -> Channel:
        """Return a channel that a workspace's bot sees, or `channel_not_found`."""
        found = self.channels.get(id_)
        if found is None or found.team != team.id:
            raise SlackError("channel_not_found")
        if found.private and team.bot not in found.members:
            raise SlackError("channel_not_found")
        return found

    def joined(self, team: Team, id_: str) -> Channel:
        """Return a channel that the bot is in, or `not_in_channel`."""
        found = self.channel(team, id_)
        if team.bot not in found.members:
            raise SlackError("not_in_channel")
        return found

    def message(self, channel: Channel, ts: str) -> Message:
        """Return a message that stands in a channel for everybody, or `message_not_found`."""
        found = channel.messages.get(ts)
        if found is None or found.only or found.subtype == "tombstone":
            raise SlackError("message_not_found")
        return found

    def file(self, id_: str) -> File:
        """Return a file, or `file_not_found`."""
        found = self.files.get(id_)
        if found is None or found.deleted:
            raise SlackError("file_not_found")
        return found

    def direct(self, team: Team, user: User) -> Channel:
        """Return a bot's private conversation with somebody; it is made if need be."""
        key = (team.id, user.id)
        if key not in self._direct:
            both = {team.bot: None, user.id: None}
            made = Channel(self.stamps.id("D"), "im", "", team.id, self.clock.now, both)
            self.channels[made.id] = self._direct[key] = made
        return self._direct[key]

    def team_of(self, channel: Channel) -> Team:
        """Return a channel's workspace."""
        return self.teams[channel.team]

    def bot(self, team: Team) -> User:
        """Return a workspace's bot."""
        return self.users[team.bot]

    def members(self, channel: Channel) -> Sequence[User]:
        """Return who is in a channel."""
        return [self.users[id_] for id_ in channel.members]

    def sees(self, channel: Channel, user: User) -> bool:
        """Whether somebody can look into a channel: public ones are open to all but guests."""
        if user.id in channel.members:
            return True
        return not channel.private and not user.guest and self.knows(self.team_of(channel), user)

    def noticed(self, message: Message) -> None:
        """Let those who wait for the bot's answer see what it said or changed."""
        self.acts.noticed(message)

    def later(self, do: Callable[[], None]) -> None:
        """Do something when files arrive."""
        self._arriving.append(do)
        if self.share_delay is not None:
            timer = asyncio.get_running_loop().call_later(self.share_delay, self.arrive, do)
            self._timers.append(timer)

    def arrive(self, only: Callable[[], None] | None = None) -> None:
        """Let what is on its way arrive."""
        for do in list(self._arriving):
            if only is None or do is only:
                self._arriving.remove(do)
                do()

    def stop(self) -> None:
        """Let nothing arrive any more."""
        for timer in self._timers:
            timer.cancel()

    def act(self, trigger: str) -> Act | None:
        """Return the act of a trigger."""
        return self.acts.by_trigger.get(trigger)
