"""The core's commands as Discord's application commands: one /class, and messages' menus.

Names and descriptions can be translated: Discord shows them in each reader's language, and sends
the English names back. Staff's entries of menus are hidden from others, as far as Discord can;
the core checks the role again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from adapters.discord.wire import Json
from bot.chat.commands import Commands, CommandSpec, Spec
from bot.chat.parameters import Parameter
from bot.chat.spans import short
from bot.chat.tree import LONGEST_ABOUT, LONGEST_NAME, MOST_CHARACTERS, ROOT
from bot.model.people import Role

Translations = Mapping[str, Mapping[str, str]]
"""By Discord's locale ("de", "pt-BR"): English words, each with its translation."""
NONE: Translations = {}

COMMAND, MESSAGE_ENTRY = 1, 3
SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, ATTACHMENT = 3, 4, 5, 11
KINDS = {"text": STRING, "number": INTEGER, "yesno": BOOLEAN, "one": STRING, "file": ATTACHMENT}
IN_SERVERS, IN_PRIVATE = 0, 1
"""Contexts: a server, and the private conversation with the bot."""
FOR_SERVERS = 0
"""The way of installing: by a server, not by a single person."""
MANAGE_MESSAGES = 1 << 13
LONGEST_TEXT = 6000
ABOUT = "Sessions, questions, recaps, discussions and your participation"
LOCALES = frozenset(
    "ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR ro "
    "ru sv-SE th tr uk vi zh-CN zh-TW".split()
)
# Letters and digits of any script, with the marks that Indic and Thai letters bear.
_NAME = re.compile(r"[-_'ʼ\w\u0900-\u0963\u0e00-\u0e7f]+")


def render_tree(commands: Commands, texts: Translations = NONE) -> list[Json]:
    """Return all application commands, as they are put in one request.

    ValueError if translations make the tree longer than Discord takes.
    """
    root = _root(commands, texts)
    length = _length(root)
    if length > MOST_CHARACTERS:
        raise ValueError(f"/{ROOT} has {length} characters; Discord takes {MOST_CHARACTERS}.")
    entries = sorted(commands.message_actions.values(), key=lambda spec: spec.about)
    return [root, *(_entry(spec, texts) for spec in entries)]


def tree_hash(tree: list[Json]) -> str:
    """Return a text that is the same for two trees if, and only if, they say the same."""
    whole = json.dumps(tree, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def verbs(commands: Commands) -> dict[str, str]:
    """Return the message actions' verbs by the name of their entry, which Discord sends back."""
    return {spec.about: verb for verb, spec in commands.message_actions.items()}


def _root(commands: Commands, texts: Translations) -> Json:
    groups: dict[str, dict[str, CommandSpec]] = {}
    children: list[Json] = []
    for name, spec in sorted(commands.commands.items()):
        first, _, second = name.partition(" ")
        if second:
            groups.setdefault(first, {})[second] = spec
        else:
            children.append(_command(name, spec, texts))
    for name, specs in groups.items():
        about = short(f"{name.capitalize()}: {', '.join(specs)}", LONGEST_ABOUT)
        inner = [_command(second, spec, texts) for second, spec in specs.items()]
        children.append({"type": GROUP, **_named(name, about, texts), "options": _apart(inner)})
    return {
        "type": COMMAND,
        **_named(ROOT, ABOUT, texts),
        "contexts": [IN_SERVERS, IN_PRIVATE],
        "integration_types": [FOR_SERVERS],
        "options": _apart(children),
    }


def _entry(spec: Spec, texts: Translations) -> Json:
    """Return an entry of a message's menu."""
    entry: Json = {"type": MESSAGE_ENTRY, "name": spec.about, "integration_types": [FOR_SERVERS]}
    found = _translated(spec.about, texts, LONGEST_NAME)
    if found:
        entry["name_localizations"] = found
    if spec.allowed is None or Role.STUDENT in spec.allowed:
        return {**entry, "contexts": [IN_SERVERS, IN_PRIVATE]}
    return {**entry, "contexts": [IN_SERVERS], "default_member_permissions": MANAGE_MESSAGES}


def _command(name: str, spec: CommandSpec, texts: Translations) -> Json:
    options = _apart([_option(each, texts) for each in spec.parameters])
    return {"type": SUBCOMMAND, **_named(name, spec.about, texts), "options": options}


def _option(parameter: Parameter, texts: Translations) -> Json:
    kind = KINDS[parameter.kind]
    option: Json = {
        "type": kind,
        **_named(parameter.name, parameter.about, texts),
        "required": parameter.required,
    }
    if parameter.choices:
        option["choices"] = [_choice(value, texts) for value in parameter.choices]
    elif kind == STRING:
        option["max_length"] = min(parameter.most, LONGEST_TEXT)
    if parameter.suggests:
        option["autocomplete"] = True
    return option


def _choice(value: str, texts: Translations) -> Json:
    found = _translated(value, texts, LONGEST_ABOUT)
    return {"name": value, "value": value, **({"name_localizations": found} if found else {})}


def _named(name: str, about: str, texts: Translations) -> Json:
    named: Json = {"name": name, "description": about}
    names = {
        locale: word
        for locale, word in _translated(name, texts, LONGEST_NAME).items()
        if _NAME.fullmatch(word) and word == word.lower()
    }
    abouts = _translated(about, texts, LONGEST_ABOUT)
    if names:
        named["name_localizations"] = names
    if abouts:
        named["description_localizations"] = abouts
    return named


def _translated(text: str, texts: Translations, longest: int) -> dict[str, str]:
    """Return a text's translations that Discord takes, by locale."""
    found = {locale: words.get(text, "").strip() for locale, words in texts.items()}
    return {
        locale: word
        for locale, word in sorted(found.items())
        if locale in LOCALES and 0 < len(word) <= longest
    }


def _apart(siblings: list[Json]) -> list[Json]:
    """Return options that stand side by side, without translations that two of them share."""
    taken = Counter(name for each in siblings for name in _names(each))
    english = {each["name"] for each in siblings}
    for each in siblings:
        others = english - {each["name"]}
        names = {
            locale: word
            for locale, word in _names(each)
            if taken[locale, word] == 1 and word not in others
        }
        each.pop("name_localizations", None)
        if names:
            each["name_localizations"] = names
    return siblings


def _names(option: Mapping[str, Any]) -> list[tuple[str, str]]:
    return list(option.get("name_localizations", {}).items())


def _length(command: Json) -> int:
    """Return a command's length as Discord counts it: each text in its longest language."""
    names = [command["name"], *command.get("name_localizations", {}).values()]
    abouts = [
        command.get("description", ""),
        *command.get("description_localizations", {}).values(),
    ]
    inner = [*command.get("options", []), *command.get("choices", [])]
    own = max(map(len, names)) + max(map(len, abouts)) + len(command.get("value", ""))
    return own + sum(_length(each) for each in inner)
