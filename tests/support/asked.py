"""What can be asked of the core, by its tables: what is staff's alone, and plausible options.

What a feature adds is covered by itself.
"""

from __future__ import annotations

from bot.chat.commands import CommandSpec
from bot.model.people import Role
from tests.support.lived import LIMITS
from tests.support.sample import BEN


def options_of(spec: CommandSpec) -> dict[str, str]:
    """Return plausible options, so that a command is refused for who asks and not for how."""
    plain = {"number": "1", "yesno": "yes"}
    known = {"person": BEN.id, "session": LIMITS.id, "about": LIMITS.id, "url": "https://e.org/r"}
    found = {}
    for each in spec.parameters:
        if each.kind != "file":
            first = each.choices[0] if each.choices else plain.get(each.kind, "words")
            found[each.name] = known.get(each.name, first)
    return found


def closed(allowed: frozenset[Role] | None) -> bool:
    """Whether students may not ask for it."""
    return allowed is not None and Role.STUDENT not in allowed
