"""What a person is shown after an act, or that nothing was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.support.slack.acts import Act
from tests.support.slack.things import Json, Message


class UnansweredError(Exception):
    """The bot did not answer `act`: nothing shows, or "the app did not respond"."""

    def __init__(self, act: Act) -> None:
        """Keep what was not answered."""
        why = act.failed or ("nothing was shown" if act.acknowledged else "no acknowledgement")
        super().__init__(f"{act.kind} by {act.user.username}: {why}")
        self.act = act


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person is shown after an act.

    `kind` is `message` (a new one), `update` (the message that was pressed), `form`, `errors` (of
    the form that was sent), `home`, `options`, or `nothing` (acknowledged, closed or taken away).
    """

    kind: str
    act: Act
    message: Message | None = None
    view: Json | None = None
    errors: Mapping[str, str] | None = None
    options: tuple[Json, ...] = ()


def shown_of(act: Act) -> Shown:
    """Return what somebody is shown of an act."""
    if act.options is not None:
        return Shown("options", act, options=tuple(act.options))
    if act.errors:
        return Shown("errors", act, view=act.on, errors=act.errors)
    if act.view is not None:
        return Shown("home" if act.view["type"] == "home" else "form", act, view=act.view)
    if act.messages:
        new = [one for one in act.messages if one is not act.pressed]
        if new:
            return Shown("message", act, new[-1])
        return Shown("update", act, act.pressed)
    return Shown("nothing", act)
