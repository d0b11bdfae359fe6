"""What a person on the wire server reads."""

from __future__ import annotations

from dataclasses import dataclass

from tests.support.discord.message_json import message_json
from tests.support.discord.reading import Reader
from tests.support.discord.state import State
from tests.support.discord.things import Message


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names as a wire server knows them."""

    state: State

    def user(self, id: int) -> str | None:
        """Return a person's name."""
        user = self.state.users.get(id)
        return user.name if user else None

    def role(self, id: int) -> str | None:
        """Return a role's name, on whichever server it is."""
        roles = (guild.roles.get(id) for guild in self.state.guilds.values())
        return next((one.name for one in roles if one), None)

    def channel(self, id: int) -> str | None:
        """Return a channel's name."""
        channel = self.state.channels.get(id)
        return channel.name if channel else None


class Eyes(Reader):
    """Somebody's eyes on a wire server."""

    def __init__(self, state: State, zone: str) -> None:
        """Read what is in `state`, in a zone."""
        super().__init__(KnownNames(state), zone)
        self._state = state

    def message(self, message: Message) -> str:
        """Return a message as this person reads it."""
        channel = self._state.channels[message.channel]
        return self.json(message_json(self._state, channel, message))
