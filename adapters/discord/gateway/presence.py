"""Who is where by voice: that somebody came or left, never what is said.

Discord tells a person's new state and not the one before, so it is remembered here; nobody is in
two voice channels of a server. It doesn't say when, either: our clock does, on receipt. So what a
session tells again after a short downtime is dated at its end, up to some minutes late.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from adapters.discord.gateway.events import account_of
from adapters.discord.wire import Json
from bot.chat.events import PresenceSeen, PresencesRead
from bot.model.places import Place


class Voices:
    """The voice channel of each person, by server, as far as it was told; bots are left out."""

    def __init__(self) -> None:
        """Know nothing."""
        self._channels: dict[str, dict[str, str | None]] = {}
        self._complete: set[str] = set()

    def told(self, guild: Json) -> None:
        """Take in a GUILD_CREATE: everybody who is in a voice channel of the server now."""
        members = guild.get("members") or ()
        bots = {one["user"]["id"] for one in members if one["user"].get("bot")}
        self._channels[guild["id"]] = {
            state["user_id"]: state["channel_id"]
            for state in guild.get("voice_states") or ()
            if state["user_id"] not in bots and not _is_bot(state)
        }
        self._complete.add(guild["id"])

    def moved(self, state: Json, watched: Sequence[Place], at: datetime) -> list[PresenceSeen]:
        """Take in a VOICE_STATE_UPDATE; return what it changes in the server's `watched` places.

        It is told as well when somebody only mutes themselves: that changes nothing.
        """
        guild, user, channel = state.get("guild_id"), state["user_id"], state["channel_id"]
        if guild is None or _is_bot(state):
            return []
        known = self._channels.setdefault(guild, {})
        certain = user in known or guild in self._complete
        before, known[user] = known.get(user), channel
        if certain and before == channel:
            return []
        account = account_of(user)
        left = [place for place in watched if place.id != channel]
        if certain:
            left = [place for place in left if place.id == before]
        came = [place for place in watched if place.id == channel]
        return [PresenceSeen(place, account, False, at) for place in left] + [
            PresenceSeen(place, account, True, at) for place in came
        ]

    def present(
        self, places: Sequence[Place], guild_of: Callable[[Place], str], at: datetime
    ) -> list[PresencesRead]:
        """Return who is in these voice places, of those on servers that were told of."""
        read = [self.read(guild_of(place), place, at) for place in places]
        return [one for one in read if one is not None]

    def read(self, guild: str, place: Place, at: datetime) -> PresencesRead | None:
        """Return everybody who is in a voice place of a server; None where that is not known."""
        if guild not in self._complete:
            return None
        present = self._channels[guild].items()
        accounts = frozenset(account_of(user) for user, channel in present if channel == place.id)
        return PresencesRead(place, accounts, at)

    def forget(self) -> None:
        """Know nothing any more: the connection is gone, and people come and go unheard."""
        self._channels.clear()
        self._complete.clear()


def _is_bot(state: Json) -> bool:
    return bool(((state.get("member") or {}).get("user") or {}).get("bot"))
