"""Occasions: sessions as a platform's own calendar shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.places import Place
from bot.model.sessions import State


@dataclass(frozen=True, slots=True)
class Occasion:
    """A session in a calendar: what it is called, when it is (aware UTC), where to go.

    `link` is its address (http, https) and `place` the voice place it is held in, if it has them.
    """

    title: str
    about: str
    starts: datetime
    ends: datetime
    state: State
    link: str = ""
    place: Place | None = None
