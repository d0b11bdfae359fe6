"""The core speaks of classes: no name and no sentence in bot/ uses a chat platform's word.

Docstrings and comments may name a platform where it is the reason for something.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.support.source import at, files

PLATFORMS_WORDS = (
    "action_?ids?",
    "app_?home",
    "block_?kit",
    "callback_?ids?",
    "custom_?ids?",
    "discord",
    "embeds?",
    "ephemeral",
    "guilds?",
    "modals?",
    "mrkdwn",
    "response_?url",
    "slack",
    "snowflakes?",
    "thread_?ts",
    "trigger_?ids?",
    "webhooks?",
)
# A word begins where letters begin or a capital follows a small letter, so that neither
# `Guild` in `fetchGuild` nor `slack_user` hides, and `embedded` stays an English word.
PATTERN = re.compile(
    rf"(?:(?<![a-z])|(?<=[a-z])(?=[A-Z]))(?i:{'|'.join(PLATFORMS_WORDS)})(?![a-z])",
)


def docstrings(source: str) -> set[tuple[int, int]]:
    """Return line and column of every docstring."""
    return {
        (node.lineno, node.col_offset)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


def platforms_words(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and word of every platform's word in the names and strings of a module."""
    spared = docstrings(source)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT and token.start not in spared:
            for match in PATTERN.finditer(token.string):
                yield token.start[0], match.group()


def test_no_word_of_a_platform_is_in_the_core() -> None:
    found = [
        f"{at(path, line)} {word}"
        for path in files("bot")
        for line, word in platforms_words(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_search_finds_words_inside_names_and_spares_english() -> None:
    source = (
        '"""Discord keeps nonces a few minutes."""\n'
        "fetchGuild(slack_user, DISCORD)  # Slack's trigger lives 3 s\n"
        "thread_ts = sendEmbed(f'a {modal} in blocks, embedded')\n"
    )
    assert [word for _, word in platforms_words(source)] == [
        "Guild",
        "slack",
        "DISCORD",
        "thread_ts",
        "Embed",
        "modal",
    ]
