"""What the dispatcher remembers, so that repeating a call or an event is safe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.chat.calls import Answer, Invocation
from bot.model.people import Account


class Memory(Protocol):
    """Calls that were answered, and events that were set aside."""

    async def answered(self, call: str) -> Answer | None:
        """Return the answer given to this interaction before; None if it is new."""
        ...

    async def remember(self, call: str, answer: Answer, now: datetime) -> None:
        """Keep an answer, in the transaction of its cause."""
        ...

    async def hold(self, invocation: Invocation, now: datetime) -> None:
        """Keep a call that asks back which course is meant; its files are not kept."""
        ...

    async def held(self, call: str) -> Invocation | None:
        """Return a call that was held, by its id."""
        ...

    async def forget(self, before: datetime) -> None:
        """Drop answers and held calls from before an instant: platforms repeat within minutes."""
        ...

    async def forget_words(self, accounts: Sequence[Account], instead: Answer) -> None:
        """Let every answer read `instead`, and drop the calls that these accounts hold.

        Anybody's answer may quote whose words are to be forgotten; that it was given stays.
        """
        ...

    async def set_aside(self, identity: str, course: str, problem: str, now: datetime) -> None:
        """Keep the identity of an event that could not be handled, and why."""
        ...

    async def aside(self, course: str) -> Sequence[tuple[str, str]]:
        """Return the set-aside events of a course: (identity, problem), newest first."""
        ...
