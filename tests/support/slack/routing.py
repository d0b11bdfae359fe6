"""Methods of the Web API: which function does one, what it is called by, what it needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.slack.clock import unix
from tests.support.slack.errors import SlackError
from tests.support.slack.state import State
from tests.support.slack.things import Channel, Json, Team, User

YES = (True, 1, "1", "true", "True")
MOST = 1000


@dataclass(slots=True)
class Call:
    """A call as its method gets it: whose bot calls, and the arguments as they came."""

    state: State
    team: Team
    method: str
    args: Mapping[str, Any]

    @property
    def bot(self) -> User:
        """The bot that calls."""
        return self.state.bot(self.team)

    def text(self, name: str, *, missing: str = "") -> str:
        """Return a text, "" if there is none; with `missing` that is refused by this code."""
        found = self.args.get(name)
        if found in (None, "") and missing:
            raise SlackError(missing)
        return "" if found is None else str(found)

    def yes(self, name: str) -> bool:
        """Whether something is asked for."""
        return self.args.get(name) in YES

    def json(self, name: str) -> Any:
        """Return JSON, as itself or as a form has it; None if there is none."""
        found = self.args.get(name)
        if isinstance(found, str):
            try:
                return json.loads(found) if found else None
            except ValueError:
                raise SlackError(f"invalid_{name}_format") from None
        return found

    def limit(self, usual: int = 100, most: int = 999) -> int:
        """Return how many are asked for."""
        found = str(self.args.get("limit") or usual)
        if not found.isdecimal() or not 1 <= int(found) <= MOST:
            raise SlackError("invalid_limit")
        return min(int(found), most)

    def offset(self) -> int:
        """Return where the page begins that is asked for, by its cursor."""
        found = self.text("cursor")
        if not found:
            return 0
        if not found.startswith("next:") or not found[5:].isdecimal():
            raise SlackError("invalid_cursor")
        return int(found[5:])

    def channel(self, name: str = "channel") -> Channel:
        """Return the channel that an argument names, which the bot has to see."""
        return self.state.channel(self.team, self.text(name, missing="channel_not_found"))

    def joined(self, name: str = "channel") -> Channel:
        """Return the channel that an argument names, which the bot has to be in."""
        return self.state.joined(self.team, self.text(name, missing="channel_not_found"))

    def now(self) -> int:
        """Return the clock's seconds."""
        return unix(self.state.clock.now)


def page(call: Call, found: Sequence[Any], name: str, *, usual: int = 100) -> Json:
    """Return the page of a list that is asked for, and the cursor to the next."""
    start, limit = call.offset(), call.limit(usual)
    more = start + limit < len(found)
    cursor = f"next:{start + limit}" if more else ""
    shown = list(found[start : start + limit])
    return {name: shown, "response_metadata": {"next_cursor": cursor}}


Handler = Callable[[Call], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """One method. Its words are what faults know it by beside its name; `tier` is its limit's.

    `scopes` are those it needs one of; `by` is whose token: the bot's, the app's, or nobody's.
    """

    name: str
    handler: Handler
    words: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    tier: int = 3
    by: str = "bot"
