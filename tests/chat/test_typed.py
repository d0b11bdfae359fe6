"""Typed commands: what people write in a chat's message box is understood, or helped along."""

from dataclasses import dataclass
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.typed import parse
from bot.chat.views import View, say


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask a question in the live session."""

    question: Annotated[str, Param("what you want to know")]
    anonymous: Annotated[bool, Param("hide your name from peers")] = False


@dataclass(frozen=True, slots=True)
class Start:
    """Start a session."""

    session: Annotated[str | None, Param("which one", suggests=True)] = None


@dataclass(frozen=True, slots=True)
class Excuse:
    """Excuse a student from a week."""

    person: Annotated[str, Param("who", suggests=True)]
    week: Annotated[int, Param("which week")]
    why: Annotated[str, Param("the reason")] = ""


@dataclass(frozen=True, slots=True)
class Plain:
    """Show what is next."""


COMMANDS = Commands()


@COMMANDS.on("ask")
async def ask_question(ask: Ask, call: Call, work: object) -> View:
    return say("asked")


@COMMANDS.on("session start")
async def start_session(ask: Start, call: Call, work: object) -> View:
    return say("started")


@COMMANDS.on("session end")
async def end_session(ask: Start, call: Call, work: object) -> View:
    return say("ended")


@COMMANDS.on("excuse")
async def excuse(ask: Excuse, call: Call, work: object) -> View:
    return say("excused")


@COMMANDS.on("next")
async def show_next(ask: Plain, call: Call, work: object) -> View:
    return say("next")


@pytest.mark.parametrize(
    ("typed", "name", "options"),
    [
        ("/class next", "next", {}),
        ("  /CLASS   Session  START ", "session start", {}),
        ("/class session start session:abc", "session start", {"session": "abc"}),
        ("session start abc", "session start", {"session": "abc"}),
        ("/class ask Why is the sky blue?", "ask", {"question": "Why is the sky blue?"}),
        ("/class ask anonymous:yes Why?", "ask", {"question": "Why?", "anonymous": "yes"}),
        ("/class ask Why? anonymous:yes", "ask", {"question": "Why?", "anonymous": "yes"}),
        ('/class ask question:"Why, then?"', "ask", {"question": "Why, then?"}),
        ("/class ask question:“Why, then?”", "ask", {"question": "Why, then?"}),
        ("/class ask “Why, then?”", "ask", {"question": "Why, then?"}),
        ("/class ask hint: is 2:1 right?", "ask", {"question": "hint: is 2:1 right?"}),
        ("/class ask hint:none, is it so?", "ask", {"question": "hint:none, is it so?"}),
        ("/class ask two\nlines", "ask", {"question": "two\nlines"}),
        ("/class excuse mei 3", "excuse", {"person": "mei", "week": "3"}),
        (
            '/class excuse "Mei Lin" 3 why:ill',
            "excuse",
            {"person": "Mei Lin", "week": "3", "why": "ill"},
        ),
        ("/class excuse week:3 mei", "excuse", {"person": "mei", "week": "3"}),
        ("/class excuse mei", "excuse", {"person": "mei"}),
        ("/class ask", "ask", {}),
    ],
)
def test_what_is_typed_is_understood(typed: str, name: str, options: dict[str, str]) -> None:
    assert parse(typed, COMMANDS) == (name, options)


@pytest.mark.parametrize(
    ("typed", "help_with"),
    [
        ("/class", "/class help"),
        ("/class aks Why?", "Did you mean /class ask?"),
        ("/class sesion start", "Did you mean /class session start?"),
        ("/class session stat", "Did you mean /class session start?"),
        ("/class session", "/class session end, /class session start"),
        ("/class session xylophone", "/class session end, /class session start"),
        ("/class qqqqqqq", "/class help"),
        ("/class next week", "Write it as /class next."),
        ("/class session start sesion:abc", "Did you mean session:?"),
        ('/class ask question:"Why', "not closed"),
        ("/class excuse week:3 week:4 mei", "twice"),
        (
            '/class excuse student:"Mei Lin" week:3',
            "There is no option “student” here. Write it as /class excuse person:… week:…",
        ),
    ],
)
def test_what_is_mistyped_gets_the_nearest_right_command(typed: str, help_with: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(typed, COMMANDS)
    assert help_with in str(refused.value)


def test_nothing_but_the_command_opens_the_help_where_there_is_one() -> None:
    commands = Commands()

    @commands.on("help")
    async def show_help(ask: Plain, call: Call, work: object) -> View:
        return say("help")

    assert parse("/class ", commands) == ("help", {})


@given(st.text())
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        name, options = parse(f"/class {text}", COMMANDS)
    except Refusal:
        return
    known = {one.name for one in COMMANDS.commands[name].parameters}
    assert set(options) <= known


@given(st.text(st.characters(exclude_characters='"“”:', exclude_categories=["Cs"]), min_size=1))
def test_a_plain_sentence_arrives_unchanged(sentence: str) -> None:
    expected = sentence.strip()
    if expected:
        assert parse(f"/class ask {sentence}", COMMANDS)[1] == {"question": expected}
