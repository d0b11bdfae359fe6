"""The world a sandbox starts with: who is there, where they talk, and when it begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SandboxAccount:
    """Somebody on the chat server. `role` labels the avatar and opens closed places."""

    id: str
    name: str
    role: str = "student"
    zone: str = "UTC"
    color: str = "#5b6b7a"

    @property
    def is_staff(self) -> bool:
        """Whether this account may enter places that are closed to students."""
        return self.role in ("assistant", "instructor")


@dataclass(frozen=True, slots=True)
class SandboxPlace:
    """A channel. A `closed` one has only staff as members; else everyone is a member."""

    id: str
    name: str
    topic: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """What an empty sandbox file is filled with; `start` is the first instant of its clock."""

    title: str
    zone: str
    start: datetime
    accounts: tuple[SandboxAccount, ...]
    places: tuple[SandboxPlace, ...]
    running: bool = False
