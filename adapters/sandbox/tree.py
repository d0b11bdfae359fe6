"""The command specs as the server keeps them for the page's autocompletion and help."""

from __future__ import annotations

from adapters.sandbox.wire import Json
from bot.chat.commands import Commands


def render_commands(commands: Commands) -> Json:
    """Return {commands, message_actions} for PUT /bot/commands."""
    return {
        "commands": [
            {
                "name": spec.name,
                "about": spec.about,
                "roles": sorted(spec.allowed) if spec.allowed is not None else None,
                "parameters": [
                    {
                        "name": one.name,
                        "kind": one.kind,
                        "about": one.about,
                        "required": one.required,
                        "suggests": one.suggests,
                        "choices": list(one.choices),
                        "most": one.most,
                    }
                    for one in spec.parameters
                ],
            }
            for _, spec in sorted(commands.commands.items())
        ],
        "message_actions": [
            {
                "verb": verb,
                "label": spec.about,
                "roles": sorted(spec.allowed) if spec.allowed is not None else None,
            }
            for verb, spec in sorted(commands.message_actions.items())
        ],
    }
