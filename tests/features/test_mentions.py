"""What the bot's sentences and buttons point at exists: commands by their words, verbs by handlers.

A sentence is any string of bot/; a mention runs from "/class" to the end of the command's words.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.chat.actions import HOME, action
from bot.runtime.tables import COMMANDS
from tests.support.source import at, files, tree

MENTION = re.compile(r"/class((?: [a-z]+){1,2})")


def saying(*words: str) -> Iterator[Path]:
    """Yield the files of bot/ in which any of these words stand."""
    for path in files("bot"):
        text = path.read_text(encoding="utf-8")
        if any(each in text for each in words):
            yield path


def strings() -> Iterator[tuple[Path, int, str]]:
    """Yield the strings of files that mention commands, not what is only documentation."""
    for path in saying("/class"):
        whole = tree(path)
        documentation = {
            id(node.value)
            for node in ast.walk(whole)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(whole):
            if not isinstance(node, ast.Constant) or id(node) in documentation:
                continue
            if isinstance(node.value, str):
                yield path, node.lineno, node.value


def named(words: str) -> bool:
    """Whether the words after /class begin with a command's."""
    return any(f"{words} ".startswith(f" {name} ") for name in COMMANDS.commands)


def test_every_command_that_a_sentence_names_exists() -> None:
    wrong = [
        f"{at(path, line)}: /class{words}"
        for path, line, text in strings()
        for words in MENTION.findall(text)
        if not named(words)
    ]
    assert not wrong, "\n".join(wrong)


def verbs() -> Iterator[tuple[Path, int, str]]:
    """Yield the verbs of every action that bot/ makes."""
    for path in saying("action(", "Action("):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if name in (action.__name__, "Action") and node.args:
                    for verb in values(node.args[0]):
                        yield path, node.lineno, verb


def values(node: ast.expr) -> Iterator[str]:
    """Yield what an argument may be: a string, or either of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*values(node.body), *values(node.orelse))


def test_every_button_and_form_has_a_handler() -> None:
    known = COMMANDS.buttons.keys() | COMMANDS.forms.keys()
    found = list(verbs())
    wrong = [f"{at(path, line)}: {verb}" for path, line, verb in found if verb not in known]
    assert len(found) > 100
    assert not wrong, "\n".join(wrong)


def test_every_handler_has_a_button_or_form() -> None:
    made = {verb for _, _, verb in verbs()} | {HOME}  # a platform's adapter opens that one
    unused = (COMMANDS.buttons.keys() | COMMANDS.forms.keys()) - made
    assert not unused, "\n".join(sorted(unused))
