"""Which places the courses use: what is said elsewhere is nobody's business, and dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.model.places import Place, Purpose
from bot.runtime.doors import Watched


class Watch:
    """The places that courses use, as last taken from the core."""

    def __init__(self) -> None:
        """Begin with none."""
        self.watched: Mapping[Place, Watched] = {}
        """What is watched, by its place."""
        self._channels: frozenset[str] = frozenset()

    def take(self, watched: Sequence[Watched]) -> list[Watched]:
        """Take in the places that courses use now; return those that are new here."""
        before, self.watched = self.watched, {one.place: one for one in watched}
        self._channels = frozenset(one.place.id for one in watched if has_words(one))
        return [
            one
            for one in watched
            if one.place not in before or one.purposes - before[one.place].purposes
        ]

    def concerns(self, channel: str) -> bool:
        """Whether something that is said in a channel, or in a thread of it, may be kept."""
        return channel in self._channels

    def heeds(self, place: Place) -> bool:
        """Whether what is said in a place is kept."""
        watched = self.watched.get(place) or self.watched.get(place.parent)
        return watched is not None and has_words(watched)


def has_words(watched: Watched) -> bool:
    """Whether what is said in a place is kept: not where staff are among themselves."""
    return Purpose.STAFF not in watched.purposes
