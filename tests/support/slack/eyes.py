"""What a person on the wire server reads."""

from __future__ import annotations

from tests.support.slack.reading import Reader
from tests.support.slack.shapes import message_json
from tests.support.slack.state import State
from tests.support.slack.things import Message, User


class KnownNames:
    """Names as a wire server knows them."""

    def __init__(self, state: State) -> None:
        """Know those of a state."""
        self._state = state

    def user(self, id: str) -> str | None:
        """Return a person's name."""
        user = self._state.users.get(id)
        return user.name if user else None

    def channel(self, id: str) -> str | None:
        """Return a channel's name."""
        channel = self._state.channels.get(id)
        return channel.name if channel else None


class Eyes(Reader):
    """Somebody's eyes on a wire server."""

    def __init__(self, state: State, user: User) -> None:
        """Read what is in `state` as somebody."""
        super().__init__(KnownNames(state), user.zone)
        self._state = state

    def message(self, message: Message) -> str:
        """Return a message as this person reads it."""
        channel = self._state.channels[message.channel]
        if channel.messages.get(message.ts) is not message:
            return "(deleted)"
        return self.json(message_json(self._state, channel, message))
