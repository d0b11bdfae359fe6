"""The whole tree of commands fits the strictest platform; what doesn't is named."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

import pytest

from bot.chat.calls import Call
from bot.chat.commands import Commands, CommandSpec
from bot.chat.parameters import Param, Parameter, read_parameters
from bot.chat.tree import checked, problems, tree_size
from bot.chat.views import View, say
from bot.runtime.tables import COMMANDS


class Size(StrEnum):
    """Two choices."""

    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class Brew:
    """Brew tea."""

    size: Annotated[Size, Param("how much")]
    leaf: Annotated[str, Param("which leaf", suggests=True)] = ""


async def brew(ask: Brew, call: Call, work: object) -> View:
    return say("Here you are.")


def tea(*names: str) -> Commands:
    """Return commands that all brew tea."""
    commands = Commands()
    for name in names:
        commands.on(name)(brew)
        commands.suggesters[name, "leaf"] = _no_leaves
    return commands


async def _no_leaves(text: str, call: Call, work: object) -> tuple[()]:
    return ()


def changed(spec: CommandSpec, *parameters: Parameter, about: str = "Brew tea") -> Commands:
    return Commands(
        commands={spec.name: replace(spec, parameters=parameters, about=about)},
    )


def test_what_homeroom_offers_fits() -> None:
    assert checked(COMMANDS) is COMMANDS
    assert tree_size(COMMANDS) < 8000


def test_a_small_tree_fits() -> None:
    assert list(problems(tea("brew", "pot fill", "pot empty"))) == []
    assert tree_size(tea("pot fill")) == 103 + 105 + 4 + 8 + 4 + 8 + 20 + 4 + 10


def test_a_command_cannot_be_a_group() -> None:
    with pytest.raises(ValueError, match="/class pot is a command and a group"):
        checked(tea("pot", "pot fill"))


def test_too_many_children_are_counted_at_both_levels() -> None:
    assert list(problems(tea(*(f"c{n}" for n in range(25))))) == []
    [wide] = problems(tea(*(f"c{n}" for n in range(26))))
    assert wide == "/class has 26 children; at most 25 fit"
    [wide] = problems(tea(*(f"pot c{n}" for n in range(26))))
    assert wide == "/class pot has 26 children; at most 25 fit"


def test_no_command_is_deeper_than_a_group() -> None:
    assert list(problems(tea("pot lid open"))) == [
        "/class pot lid open has 3 words; at most two fit"
    ]


def test_names_and_descriptions_have_limits() -> None:
    assert "small letters" in next(problems(tea("Brew")))
    assert "small letters" in next(problems(tea("b" * 33)))
    spec = tea("brew").commands["brew"]
    size, leaf = read_parameters(Brew)
    plain = replace(leaf, suggests=False)
    assert list(problems(changed(spec, size, plain))) == []
    assert "not 101" in next(problems(changed(spec, about="x" * 101)))
    assert "not 0" in next(problems(changed(spec, replace(plain, about=""))))
    assert "“le af”" in next(problems(changed(spec, replace(plain, name="le af"))))
    assert "after one that may be left out" in next(problems(changed(spec, plain, size)))


def test_parameters_and_choices_have_limits() -> None:
    spec = tea("brew").commands["brew"]
    size, leaf = read_parameters(Brew)
    plain = replace(leaf, suggests=False)
    many = [replace(plain, name=f"p{n}") for n in range(26)]
    assert "26 parameters" in next(problems(changed(spec, *many)))
    wide = replace(size, choices=tuple(f"c{n}" for n in range(26)))
    assert "26 choices" in next(problems(changed(spec, wide)))
    long = replace(size, choices=("x" * 101,))
    assert "not 101" in next(problems(changed(spec, long)))


def test_the_whole_tree_has_a_size() -> None:
    groups = tea(*(f"g{n} c{m}" for n in range(25) for m in range(10)))
    for name, spec in groups.commands.items():
        groups.commands[name] = replace(spec, about="x" * 100)
    assert any("at most 8000 fit" in problem for problem in problems(groups))


def test_suggestions_are_promised_and_kept() -> None:
    broken = tea("brew")
    broken.suggesters.clear()
    assert "/class brew leaf needs both" in next(problems(broken))
    strange = tea("brew")
    strange.suggesters["brew", "size"] = _no_leaves
    assert "/class brew size needs both" in next(problems(strange))


def test_a_messages_menu_has_few_short_entries() -> None:
    menu = Commands()
    for number in range(6):
        menu.message_action(f"tea.{number}", "Brew" if number else "Brew" * 9)(brew)
    few, long = problems(menu)
    assert few == "A message's menu has 6 entries; at most 5 fit"
    assert "longer than 24" in long
