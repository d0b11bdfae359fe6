"""Command specs: each command is written once, here described for every platform.

A feature makes one `Commands` and registers its handlers with it. From the specs come Discord's
command tree, Slack's text parsing and help, and the sandbox's autocompletion.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.chat.actions import Action
from bot.chat.calls import Answering, Call, Choices
from bot.chat.forms import Answers, Form
from bot.chat.parameters import Parameter, read_parameters
from bot.chat.views import View
from bot.model.people import EVERYONE, Role

Handler = Callable[[Any, Any, Any], Awaitable[View | Form]]
"""Takes what was asked, a Call (a Visit, where it works anywhere) and the unit of work."""
Suggester = Callable[[str, Call, Any], Awaitable[Choices]]
H = TypeVar("H", bound=Handler)
S = TypeVar("S", bound=Suggester)
Allowed = frozenset[Role] | None
"""Who may call: roles of the course, or None for anyone who can reach the bot."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What all handlers declare: who may call, how the answer is given, who answers.

    A handler that only `reads` also answers in a frozen course. One that works `anywhere` gets a
    Visit instead of a Call: it also answers where there is no course, to anybody if `allowed` is
    None, else to those who run the server. `instead` tells others of the course what they can do.
    """

    name: str
    about: str
    allowed: Allowed
    answers: Answering
    handle: Handler
    reads: bool = False
    anywhere: bool = False
    instead: str = ""


@dataclass(frozen=True, slots=True)
class CommandSpec(Spec):
    """A command: `name` is its words after /class, such as "session start"."""

    ask: type = object
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a form handler gets: the form's action and what was filled in."""

    action: Action
    answers: Answers


@dataclass(slots=True)
class Commands:
    """The handlers of one feature: commands, buttons, forms, message actions, suggestions."""

    commands: dict[str, CommandSpec] = field(default_factory=dict)
    buttons: dict[str, Spec] = field(default_factory=dict)
    forms: dict[str, Spec] = field(default_factory=dict)
    message_actions: dict[str, Spec] = field(default_factory=dict)
    suggesters: dict[tuple[str, str], Suggester] = field(default_factory=dict)

    def on(
        self,
        name: str,
        *,
        allowed: Allowed = EVERYONE,
        answers: str = "private",
        reads: bool = False,
        anywhere: bool = False,
        instead: str = "",
    ) -> Callable[[H], H]:
        """Register `(ask, call, work)` for `/class name`; its ask's dataclass gives the parameters.

        The command's description is the first line of the dataclass's docstring.
        """

        def register(handle: H) -> H:
            ask = _ask_type(handle)
            spec = CommandSpec(
                name=name,
                about=_about(ask),
                allowed=allowed,
                answers=Answering(answers),
                handle=handle,
                reads=reads,
                anywhere=anywhere,
                instead=instead,
                ask=ask,
                parameters=read_parameters(ask),
            )
            _add(self.commands, name, spec)
            return handle

        return register

    def button(
        self,
        verb: str,
        *,
        allowed: Allowed = EVERYONE,
        answers: str = "update",
        reads: bool = False,
        anywhere: bool = False,
        instead: str = "",
    ) -> Callable[[H], H]:
        """Register `(action, call, work)` for buttons and selects whose action has this verb."""
        return _register(
            self.buttons,
            lambda handle: Spec(
                verb, "", allowed, Answering(answers), handle, reads, anywhere, instead
            ),
        )

    def form(
        self,
        verb: str,
        *,
        allowed: Allowed = EVERYONE,
        answers: str = "private",
        reads: bool = False,
        anywhere: bool = False,
    ) -> Callable[[H], H]:
        """Register `(submitted, call, work)` for forms whose action has this verb."""
        return _register(
            self.forms,
            lambda handle: Spec(verb, "", allowed, Answering(answers), handle, reads, anywhere),
        )

    def message_action(
        self, verb: str, label: str, *, allowed: Allowed = EVERYONE, answers: str = "private"
    ) -> Callable[[H], H]:
        """Register `(message, call, work)` for an entry, named `label`, of a message's own menu."""
        return _register(
            self.message_actions,
            lambda handle: Spec(verb, label, allowed, Answering(answers), handle),
        )

    def suggest(self, name: str, parameter: str) -> Callable[[S], S]:
        """Register `(text, call, work)` that suggests values of a command's parameter; it reads."""

        def register(handle: S) -> S:
            if (name, parameter) in self.suggesters:
                raise ValueError(f"Two suggesters for {name} {parameter}")
            self.suggesters[name, parameter] = handle
            return handle

        return register


def _register(table: dict[str, Spec], make: Callable[[Handler], Spec]) -> Callable[[H], H]:
    """Return the decorator that enters a handler under its spec's name."""

    def register(handle: H) -> H:
        spec = make(handle)
        _add(table, spec.name, spec)
        return handle

    return register


def merge(features: tuple[Commands, ...]) -> Commands:
    """Return one `Commands` that holds all features' handlers; ValueError where two clash."""
    whole = Commands()
    for feature in features:
        for mine, theirs in (
            (whole.commands, feature.commands),
            (whole.buttons, feature.buttons),
            (whole.forms, feature.forms),
            (whole.message_actions, feature.message_actions),
            (whole.suggesters, feature.suggesters),
        ):
            for name, spec in theirs.items():
                _add(mine, name, spec)
    return whole


def _add(table: dict[Any, Any], name: object, spec: object) -> None:
    if name in table:
        raise ValueError(f"Two handlers for {name}")
    table[name] = spec


def _ask_type(handle: Handler) -> type:
    annotation = handle.__annotations__["ask"]
    found = handle.__globals__[annotation] if isinstance(annotation, str) else annotation
    if not isinstance(found, type):
        raise TypeError(f"{handle.__name__}'s ask needs a dataclass of the same module")
    return found


def _about(ask: type) -> str:
    return (ask.__doc__ or "").strip().splitlines()[0].rstrip(".")
