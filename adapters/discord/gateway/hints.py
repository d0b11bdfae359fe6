"""A hint for who writes to the bot privately: see bot.runtime.hearing.hints."""

from __future__ import annotations

from datetime import datetime

from adapters.discord.gateway.events import message_seen
from adapters.discord.wire import PLATFORM, Json
from bot.model.places import Place
from bot.ports.platform import Platform
from bot.runtime.hearing.hints import Hints as PlatformHints


class Hints:
    """Answers private messages."""

    def __init__(self, platform: Platform) -> None:
        """Answer through `platform`."""
        self._hints = PlatformHints(platform)

    def heard(self, message: Json, now: datetime) -> None:
        """Answer a private message in the background, if a person wrote it."""
        place = Place(PLATFORM, str(message["channel_id"]))
        if message_seen(message, place) is not None:
            self._hints.heard(place, str(message["id"]), now)
