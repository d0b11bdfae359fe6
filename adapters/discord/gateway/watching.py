"""Which places the courses use: what is said elsewhere is nobody's business, and dropped."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from adapters.discord.servers.guilds import Guilds
from adapters.discord.wire import PLATFORM
from bot.model.places import Place, Purpose
from bot.runtime.doors import Watched
from bot.runtime.hearing.watching import has_words


class Heed(Enum):
    """What is known of a channel whose place is not at hand."""

    NOT = "no course uses it"
    UNKNOWN = "it may be a thread of a place that a course uses"


class Watch:
    """The places that courses use, as last taken from the core."""

    def __init__(self, guilds: Guilds) -> None:
        """Begin with none; `guilds` knows the channels."""
        self._guilds = guilds
        self._watched: dict[Place, Watched] = {}
        self._channels: dict[str, Place | Heed] = {}

    def take(self, watched: Sequence[Watched]) -> list[Watched]:
        """Take in the places that courses use now; return those that are new here."""
        before, self._watched = self._watched, {one.place: one for one in watched}
        self._channels.clear()
        return [
            one
            for one in watched
            if one.place not in before or one.purposes - before[one.place].purposes
        ]

    def place(self, channel: str) -> Place | Heed:
        """Return the place of a channel or thread whose words the courses keep."""
        found = self._channels.get(channel)
        if found is None:
            found = self._find(channel)
            if found is not Heed.UNKNOWN:
                self._channels[channel] = found
        return found

    def voices(self, guild: str) -> list[Place]:
        """Return the voice places that courses use on a server, or on one not known yet."""
        return [
            place
            for place, watched in self._watched.items()
            if Purpose.VOICE in watched.purposes and self._guilds.guild_of(place) in (guild, "")
        ]

    def _find(self, channel: str) -> Place | Heed:
        known = self._guilds.known(channel)
        if known is None:
            own = self._watched.get(Place(PLATFORM, channel))
            return Heed.UNKNOWN if own is None else self._heeded(own.place)
        return self._heeded(known.place)

    def _heeded(self, place: Place) -> Place | Heed:
        watched = self._watched.get(place) or self._watched.get(place.parent)
        return place if watched is not None and has_words(watched) else Heed.NOT
