"""Reactions as people see them and as Slack names them."""

from __future__ import annotations

NAMES = {
    "👍": "+1",
    "👎": "-1",
    "❤️": "heart",
    "🎉": "tada",
    "👋": "wave",
    "✅": "white_check_mark",
    "❌": "x",
    "👀": "eyes",
    "😂": "joy",
    "😀": "grinning",
    "🙂": "slightly_smiling_face",
    "😮": "open_mouth",
    "😢": "cry",
    "🙏": "pray",
    "👏": "clap",
    "🙌": "raised_hands",
    "✋": "hand",
    "🔥": "fire",
    "💯": "100",
    "🚀": "rocket",
    "⭐": "star",
    "❓": "question",
    "💡": "bulb",
    "🤔": "thinking_face",
}
SIGNS = {name: sign for sign, name in NAMES.items()} | {"thumbsup": "👍", "thumbsdown": "👎"}


def name_of(reaction: str) -> str:
    """Return Slack's name of a sign; what is a name already stays as it is."""
    return NAMES.get(reaction, reaction)


def sign_of(name: str) -> str:
    """Return the sign of a name, without its skin tone; the name itself where none is known."""
    bare = name.partition("::")[0]
    return SIGNS.get(bare, f":{bare}:")
