"""A command is written once: its spec comes from its handler and the dataclass it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest

from bot.chat.actions import Action
from bot.chat.calls import Answering, Call, Choices
from bot.chat.commands import Commands, Submitted, merge
from bot.chat.parameters import Param
from bot.chat.views import View, say
from bot.model.people import EVERYONE, STAFF
from bot.model.places import Message
from bot.ports.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Greet:
    """Greet someone.

    More words, which people don't see.
    """

    whom: Annotated[str, Param("whom to greet", suggests=True)]


def greeting() -> Commands:
    """Return the handlers of a small feature."""
    commands = Commands()

    @commands.on("greet", allowed=STAFF, answers="public", reads=True)
    async def greet(ask: Greet, call: Call, work: UnitOfWork) -> View:
        return say("Hello ", ask.whom)

    @commands.button("greet.back")
    async def back(ask: Action, call: Call, work: UnitOfWork) -> View:
        return say("Hello again")

    @commands.form("greet.note", answers="confidential")
    async def note(ask: Submitted, call: Call, work: UnitOfWork) -> View:
        return say("Noted")

    @commands.message_action("greet.wave", "Wave at this")
    async def wave(ask: Message, call: Call, work: UnitOfWork) -> View:
        return say("Waved")

    @commands.suggest("greet", "whom")
    async def whom(text: str, call: Call, work: UnitOfWork) -> Choices:
        return ()

    return commands


def test_a_spec_says_all_that_platforms_want_to_know() -> None:
    commands = greeting()
    spec = commands.commands["greet"]
    assert (spec.name, spec.about, spec.ask) == ("greet", "Greet someone", Greet)
    assert (spec.allowed, spec.answers, spec.reads) == (STAFF, Answering.PUBLIC, True)
    assert [parameter.name for parameter in spec.parameters] == ["whom"]
    assert commands.buttons["greet.back"].answers is Answering.UPDATE
    assert commands.buttons["greet.back"].allowed == EVERYONE
    assert commands.forms["greet.note"].answers is Answering.CONFIDENTIAL
    assert commands.message_actions["greet.wave"].about == "Wave at this"
    assert ("greet", "whom") in commands.suggesters


def test_two_features_may_not_claim_the_same_words() -> None:
    whole = merge((greeting(), Commands()))
    assert set(whole.commands) == {"greet"}
    with pytest.raises(ValueError, match="greet"):
        merge((greeting(), greeting()))


def test_two_suggesters_for_one_parameter_are_our_mistake() -> None:
    commands = greeting()

    async def other(text: str, call: Call, work: UnitOfWork) -> Choices:
        return ()

    with pytest.raises(ValueError, match="greet whom"):
        commands.suggest("greet", "whom")(other)
