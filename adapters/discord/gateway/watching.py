"""Which places the courses use: what is said elsewhere is nobody's business, and dropped."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from adapters.discord.servers.guilds import Guilds
from adapters.discord.wire import PLATFORM
from bot.model.places import Place, Purpose
from bot.runtime.doors import Watched
from bot.runtime.hearing.watching import Watch as PlatformWatch


class Heed(Enum):
    """What is known of a channel whose place is not at hand."""

    NOT = "no course uses it"
    UNKNOWN = "it may be a thread of a place that a course uses"


class Watch(PlatformWatch):
    """The places that courses use, found by channels and threads as the gateway names them."""

    def __init__(self, guilds: Guilds) -> None:
        """Begin with none; `guilds` knows the channels."""
        super().__init__()
        self._guilds = guilds
        self._found: dict[str, Place | Heed] = {}

    def take(self, watched: Sequence[Watched]) -> list[Watched]:
        """Take in the places that courses use now; return those that are new here."""
        self._found.clear()
        return super().take(watched)

    def place(self, channel: str) -> Place | Heed:
        """Return the place of a channel or thread whose words the courses keep."""
        found = self._found.get(channel)
        if found is None:
            found = self._find(channel)
            if found is not Heed.UNKNOWN:
                self._found[channel] = found
        return found

    def voices(self, guild: str) -> list[Place]:
        """Return the voice places that courses use on a server, or on one not known yet."""
        return [
            place
            for place, watched in self.watched.items()
            if Purpose.VOICE in watched.purposes and self._guilds.guild_of(place) in (guild, "")
        ]

    def _find(self, channel: str) -> Place | Heed:
        known = self._guilds.known(channel)
        if known is None:
            own = Place(PLATFORM, channel)
            return self._heeded(own) if own in self.watched else Heed.UNKNOWN
        return self._heeded(known.place)

    def _heeded(self, place: Place) -> Place | Heed:
        return place if self.heeds(place) else Heed.NOT
