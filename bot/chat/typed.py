"""Commands as people type them: `/class session start session:xyz`, `/class ask Why is that?`.

The longest command's name that the words begin with is meant. What follows are options as
`name:value`, values with spaces in quotes; what is left over goes to the command's first
parameter that was not named, so that a sentence needs neither name nor quotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from bot.chat.commands import Commands, CommandSpec
from bot.chat.parameters import Parameter
from bot.chat.refusal import Refusal

COMMAND = "/class"
OPTION = re.compile(
    r"""(?<!\S)(?P<name>[a-z_]+):(?:(?P<open>["“])(?P<quoted>[^"”]*)["”](?!\S)|(?P<bare>\S*))"""
)
QUOTED = re.compile(r"""["“](?P<inside>[^"“”]*)["”]""")
QUOTES = ('"', "“")
HELP = "Type /class help to see all commands."


def parse(text: str, commands: Commands) -> tuple[str, dict[str, str]]:
    """Return the command's name and its options as texts; refuse with the nearest right command.

    `text` may begin with /class or be what follows it. Values are converted and checked later,
    where every platform's are.
    """
    words = text.strip()
    head, _, tail = words.partition(" ")
    if head.casefold() == COMMAND:
        words = tail.strip()
    if not words:
        if "help" in commands.commands:
            return "help", {}
        raise Refusal(HELP)
    spec, rest = _command(words, commands.commands)
    return spec.name, _options(rest, spec)


def _command(words: str, commands: Mapping[str, CommandSpec]) -> tuple[CommandSpec, str]:
    pieces = list(re.finditer(r"\S+", words))
    for count in range(min(len(pieces), 3), 0, -1):
        name = " ".join(piece.group().casefold() for piece in pieces[:count])
        if name in commands:
            return commands[name], words[pieces[count - 1].end() :].strip()
    raise Refusal(_unknown([piece.group().casefold() for piece in pieces], commands))


def _unknown(words: Sequence[str], commands: Mapping[str, CommandSpec]) -> str:
    group = sorted(name for name in commands if name.startswith(f"{words[0]} "))
    listed = ", ".join(f"{COMMAND} {name}" for name in group)
    if group and len(words) == 1:
        return f"“{COMMAND} {words[0]}” needs one more word. There are: {listed}."
    if group:
        last = {name.rpartition(" ")[2]: name for name in group}
        near = [last[word] for word in get_close_matches(words[1], last, n=1)]
    else:
        near = get_close_matches(" ".join(words[:2]), commands, n=1)
        near = near or get_close_matches(words[0], commands, n=1)
    typed = f"{COMMAND} {' '.join(words[:2] if group else words[:1])}"
    if near:
        return f"There is no “{typed}”. Did you mean {COMMAND} {near[0]}? {HELP}"
    return f"There is no “{typed}”. {f'There are: {listed}.' if group else HELP}"


def _options(rest: str, spec: CommandSpec) -> dict[str, str]:
    typed = [one for one in spec.parameters if one.kind != "file"]
    named = {one.name for one in spec.parameters}
    options: dict[str, str] = {}
    left = []
    end = 0
    for match in OPTION.finditer(rest):
        name = match["name"]
        if name not in named:
            _not_misspelled(name, spec)
            continue
        left.append(rest[end : match.start()])
        end = match.end()
        if name in options:
            raise Refusal(f"{name} stands there twice. Give it once.")
        if not match["open"] and match["bare"][:1] in QUOTES:
            raise Refusal(f"The quotes after {name}: are not closed. Add one at their end.")
        options[name] = match["quoted"] if match["open"] else match["bare"]
    left.append(rest[end:])
    words = " ".join(piece.strip() for piece in left if piece.strip())
    if words:
        options |= _positional(words, [one for one in typed if one.name not in options], spec)
    return options


def _not_misspelled(name: str, spec: CommandSpec) -> None:
    """Refuse a word with a colon that is nearly an option's name; others are a sentence's."""
    near = get_close_matches(name, [one.name for one in spec.parameters], n=1, cutoff=0.75)
    if near:
        raise Refusal(f"There is no option “{name}” here. Did you mean {near[0]}:?")


def _not_unknown(words: str, taker: Parameter, spec: CommandSpec) -> None:
    """Refuse `student:"Ana"` where what takes it is no free text: it was meant as an option."""
    meant = OPTION.match(words)
    if meant and (meant["quoted"] or meant["bare"]) and (taker.suggests or taker.kind != "text"):
        raise Refusal(f"There is no option “{meant['name']}” here. {_usage(spec)}")


def _positional(words: str, free: Sequence[Parameter], spec: CommandSpec) -> dict[str, str]:
    """Give words without a name to the parameters that were not named, in their order.

    Required ones come first, and the last of them takes all that is left; those before it take
    one word each, or a quoted one.
    """
    if not free:
        raise Refusal(f"“{words}” is more than {COMMAND} {spec.name} takes. {_usage(spec)}")
    found: dict[str, str] = {}
    required = [one for one in free if one.required] or list(free[:1])
    _not_unknown(words, required[0], spec)
    for parameter in required[:-1]:
        first = QUOTED.match(words)
        if first is not None:
            found[parameter.name], words = first["inside"], words[first.end() :].strip()
        else:
            found[parameter.name], _, words = words.partition(" ")
            words = words.strip()
        if not words:
            return found
    whole = QUOTED.fullmatch(words)
    found[required[-1].name] = whole["inside"] if whole else words
    return found


def _usage(spec: CommandSpec) -> str:
    options = " ".join(
        f"{one.name}:…" if one.required else f"[{one.name}:…]" for one in spec.parameters
    )
    return f"Write it as {COMMAND} {spec.name} {options}".rstrip() + "."
