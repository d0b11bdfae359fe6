"""Wishes: what a person wants of the bot. They steer what it sends and how."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.model.asking.answers import (
    Effect,
    LowBandwidth,
    NoPrivateMessages,
    SetImpossibleHours,
    SetZone,
)
from bot.model.reminders.reminders import Preferences
from bot.model.time.availability import WeeklyHours


@dataclass(frozen=True, slots=True)
class Wishes:
    """A person's wishes.

    `no_messages` means that nobody writes to them privately, whatever else they chose;
    `low_bandwidth` that what they get privately has words in the place of pictures: recaps hold
    none for anybody, since a shared message can't differ by its reader. `impossible` are the
    hours of a week that never work for them, by their own clock. `own_zone` means that they said
    themselves where they are, so that no platform's word changes it.
    """

    reminders: Preferences = field(default_factory=Preferences)
    no_messages: bool = False
    low_bandwidth: bool = False
    impossible: tuple[WeeklyHours, ...] = ()
    own_zone: bool = False

    @property
    def reminded(self) -> bool:
        """Whether the person is reminded privately."""
        return self.reminders.wanted and not self.no_messages

    def after(self, effect: Effect) -> Wishes:
        """Return these wishes as an answer to the survey changes them; a zone itself is none."""
        match effect:
            case SetZone():
                return replace(self, own_zone=True)
            case SetImpossibleHours(hours=hours):
                return replace(self, impossible=hours)
            case NoPrivateMessages(on=on):
                return replace(self, no_messages=on)
            case LowBandwidth(on=on):
                return replace(self, low_bandwidth=on)

    def reminded_from_now(self, preferences: Preferences) -> Wishes:
        """Return these wishes with other reminders; wanting them says that messages are welcome."""
        silent = self.no_messages and not preferences.wanted
        return replace(self, reminders=preferences, no_messages=silent)
