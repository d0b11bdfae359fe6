"""Translations of Discord's commands, from a file of the operator's: YAML or JSON."""

from __future__ import annotations

from pathlib import Path

from adapters.discord.rendering.tree import Translations
from adapters.discord.rendering.tree_words import unused
from adapters.files.yaml.text import parse
from bot.chat.refusal import Refusal
from bot.runtime.tables import COMMANDS

FORM = "Write a language, and under it English words of the commands, each with its translation."


def read_translations(path: str) -> Translations:
    """Return the translations in a file; none for "". Refusal for a file that can't be used."""
    if not path:
        return {}
    try:
        document = parse(Path(path).read_text("utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(f"{path} can't be read: HOMEROOM_DISCORD_TRANSLATIONS names it.") from error
    if document.problems:
        raise Refusal("\n".join(map(str, document.problems)))
    data = {} if document.data is None else document.data
    if not isinstance(data, dict):
        raise Refusal(f"{path}: {FORM}")
    texts: dict[str, dict[str, str]] = {}
    for locale, words in data.items():
        if not isinstance(words, dict):
            raise Refusal(f"{path}:{document.at((locale,)).line}: {FORM}")
        texts[locale] = {
            english: word for english, word in words.items() if isinstance(word, str) and word
        }
    try:
        unused(COMMANDS, texts)
    except ValueError as error:
        raise Refusal(f"{path}: {error} Shorten some translations.") from error
    return texts
