"""Policies that staff attach: the `policy:` part of a course file, alone or in the whole file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.model.course import Course
from bot.model.participation.policies.policy import Policy


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """What reading a file found: the policy (version 1), or None where something is wrong.

    `errors` are sentences that say what to correct, and where; `warnings` say what looks odd.
    """

    policy: Policy | None
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class PolicyFiles(Protocol):
    """Reads policies."""

    async def read(self, name: str, content: bytes, course: Course) -> PolicyFile:
        """Return the policy in the bytes of a file called `name`; it never raises for them."""
        ...
