"""Translations of the command tree held against it: which of them Discord shows, which it can't."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from adapters.discord.rendering.tree import LOCALES, Translations, render_tree
from adapters.discord.wire import Json
from bot.chat.commands import Commands


def unused(commands: Commands, texts: Translations) -> list[str]:
    """Return a sentence for each translation that Discord doesn't show, with the reason.

    ValueError if translations make the tree longer than Discord takes.
    """
    shown: dict[str, set[tuple[str, str]]] = {}
    for command in render_tree(commands, texts):
        for english, words in _said(command):
            shown.setdefault(english, set()).update(words.items())
    found = []
    for locale, words in texts.items():
        if locale not in LOCALES:
            found.append(f"{locale}: Discord has no language of that name.")
            continue
        for english, word in words.items():
            if english not in shown:
                found.append(f"{locale}: nothing in the commands reads “{english}”.")
            elif (locale, word.strip()) not in shown[english]:
                found.append(
                    f"{locale}: Discord does not take “{word}” for “{english}”: it is too long, "
                    "stands for something else beside it, or is a command's name with capital "
                    "letters or spaces."
                )
    return found


def _said(found: Json) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield what a command and all in it say in English, with what stands for it elsewhere."""
    yield found["name"], found.get("name_localizations", {})
    if "description" in found:
        yield found["description"], found.get("description_localizations", {})
    for inner in (*found.get("options", ()), *found.get("choices", ())):
        yield from _said(inner)
