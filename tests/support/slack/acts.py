"""Acts: what a person did with a command, a button, a form or a menu, and what came of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.support.slack.errors import SlackError
from tests.support.slack.things import Channel, Json, Message, Team, User

if TYPE_CHECKING:
    from tests.support.slack.state import State

COMMAND, PRESS, SUBMIT, SHORTCUT, MENU, HOME, CLOSE, OPTIONS = (
    *("command", "press", "submit", "shortcut", "menu", "home", "close", "options"),
)
TRIGGER_SECONDS = 3.0
URL_LIVES = timedelta(minutes=30)
URL_USES = 5


@dataclass(slots=True, eq=False)
class Act:
    """One act of one person; `changed` is set whenever the bot has answered somehow.

    `messages` are what the bot said or changed since, as far as it can be the answer; `view` is
    the modal it opened or changed, or the home tab; `errors` what it refused of a form.
    """

    kind: str
    user: User
    team: Team = field(repr=False)
    channel: Channel | None = field(repr=False)
    at: datetime
    trigger: str = ""
    url: str = ""
    pressed: Message | None = None
    on: Json | None = None
    """The view that was pressed or sent."""
    payload: Json = field(default_factory=dict, repr=False)
    acknowledged: bool = False
    failed: str = ""
    """Why it never reached the bot, or was never acknowledged."""
    messages: list[Message] = field(default_factory=list)
    view: Json | None = None
    errors: dict[str, str] = field(default_factory=dict)
    options: list[Json] | None = None
    cleared: bool = False
    removed: bool = False
    uses: int = 0
    exchanged: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    began: float = field(default_factory=lambda: asyncio.get_running_loop().time())
    took: float = 0.0
    """Real seconds until it was acknowledged."""

    def answered(self) -> bool:
        """Whether the person sees that something came of it."""
        shown = (self.messages, self.view, self.errors, self.cleared, self.removed)
        return any(shown) or self.options is not None

    def settled(self) -> bool:
        """Whether there is nothing more to wait for."""
        return bool(self.failed) or (self.acknowledged and self.answered())


class Acts:
    """All acts, by their triggers and response URLs, and those whose answer is waited for."""

    def __init__(self, state: State) -> None:
        """Know of none."""
        self._state = state
        self.all: list[Act] = []
        self.by_trigger: dict[str, Act] = {}
        self.by_url: dict[str, Act] = {}
        self.waiting: list[Act] = []
        self.payload: Callable[[Act, Json], None] = lambda act, body: None
        """Does what an acknowledgement says that carries more than that."""

    def begin(
        self,
        kind: str,
        user: User,
        team: Team,
        channel: Channel | None = None,
        *,
        pressed: Message | None = None,
        on: Json | None = None,
    ) -> Act:
        """Make an act with a trigger, and a response URL where there is a channel."""
        state = self._state
        number = state.stamps.id("N")
        made = Act(kind, user, team, channel, state.clock.now, pressed=pressed, on=on)
        made.trigger = f"{number}.{team.id}.{len(self.all):x}"
        self.by_trigger[made.trigger] = made
        if channel is not None:
            made.url = f"{state.address}/actions/{team.id}/{number}"
            self.by_url[f"{team.id}/{number}"] = made
        self.all.append(made)
        self.waiting.append(made)
        return made

    def acknowledge(self, act: Act, body: Any) -> None:
        """Take the bot's acknowledgement, and what it says beside."""
        if not act.acknowledged:
            act.acknowledged = True
            act.took = asyncio.get_running_loop().time() - act.began
            told = _read(body)
            if told is not None:
                self.payload(act, told)
        act.changed.set()

    def fail(self, act: Act, why: str) -> None:
        """Let somebody see that the app didn't respond."""
        if not act.acknowledged:
            act.failed = why
        act.changed.set()

    def exchange(self, trigger: str) -> Act:
        """Return the act of a trigger, which is of no use after that."""
        act = self.by_trigger.get(trigger)
        if act is None:
            raise SlackError("invalid_trigger_id")
        if act.exchanged:
            raise SlackError("exchanged_trigger_id")
        late = asyncio.get_running_loop().time() - act.began > TRIGGER_SECONDS
        if self._state.deadlines and late:
            raise SlackError("expired_trigger_id")
        act.exchanged = True
        return act

    def use(self, url: str) -> Act:
        """Return the act of a response URL; 5 uses in 30 minutes are all there is."""
        act = self.by_url.get(url)
        if act is None:
            raise SlackError("no_such_url")
        if self._state.clock.now - act.at > URL_LIVES:
            raise SlackError("expired_url")
        if act.uses >= URL_USES:
            raise SlackError("used_url")
        act.uses += 1
        return act

    def noticed(self, message: Message) -> None:
        """Take what the bot said or changed as the answer of those it can be meant for."""
        channel = self._state.channels[message.channel]
        for act in self.waiting:
            if message.only:
                meant = message.only == act.user.id
            elif channel.kind == "im":
                meant = act.user.id in channel.members
            else:
                meant = channel is act.channel
            if meant and message not in act.messages:
                act.messages.append(message)
                act.changed.set()

    def showed(self, user: User, view: Json) -> None:
        """Take a view that somebody is shown as the answer of what they wait for."""
        for act in self.waiting:
            if act.user is user:
                act.view = view
                act.changed.set()


def _read(body: Any) -> Json | None:
    """Return what an acknowledgement says; a text is words for the person."""
    if isinstance(body, str):
        if not body:
            return None
        try:
            body = json.loads(body)
        except ValueError:
            return {"text": body}
    return body if isinstance(body, dict) and body else None
