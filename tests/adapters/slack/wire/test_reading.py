"""What a person reads on the wire server: words without marks, times in their own zone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.slack.reading import Reader

Json = dict[str, Any]
AT = 1791193500
"""2026-10-05 09:45 UTC."""


class Names:
    """What people and channels are called."""

    def user(self, id: str) -> str | None:
        """Return a person's name."""
        return {"U1": "Mei Lin", "UB": "Homeroom"}.get(id)

    def channel(self, id: str) -> str | None:
        """Return a channel's name."""
        return {"C1": "general"}.get(id)


@pytest.fixture
def reader() -> Reader:
    """Read in Tokyo."""
    return Reader(Names(), "Asia/Tokyo")


def plain(text: str) -> Json:
    """Return a text object."""
    return {"type": "plain_text", "text": text}


@pytest.mark.parametrize(
    ("mrkdwn", "words"),
    [
        ("*bold* _slanted_ ~gone~ `code`", "bold slanted gone code"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("&lt;b&gt; &amp;lt;", "<b> &lt;"),
        ("<@U1> in <#C1> or <#C9|old>", "@Mei Lin in #general or #old"),
        ("<@U9> <!channel> <!subteam^S1|@class>", "@unknown @channel @class"),
        ("<https://example.edu|The *page*> <https://example.edu>", "The page https://example.edu"),
        (f"<!date^{AT}^{{date_short_pretty}} at {{time}}|then>", "Mon, Oct 5, 18:45"),
        (f"<!date^{AT}^{{time}}|then>", "18:45"),
        (f"<!date^{AT}^{{date_long}}|then>", "Mon, Oct 5"),
        ("&gt; quoted", "quoted"),
    ],
)
def test_markup(reader: Reader, mrkdwn: str, words: str) -> None:
    """Marks are looks; what is between angle brackets stands for something else."""
    assert reader.mrkdwn(mrkdwn) == words


def test_blocks(reader: Reader) -> None:
    """A line a line; controls in brackets."""
    button = {"type": "button", "text": plain("Undo"), "action_id": "u"}
    select = {
        "type": "static_select",
        "action_id": "s",
        "placeholder": plain("Pick"),
        "options": [{"text": plain("One"), "value": "1"}, {"text": plain("Two"), "value": "2"}],
    }
    date = {"type": "date", "timestamp": AT, "format": "{date_short} {time}"}
    words = {"type": "text", "text": "At "}
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Item"}]}
    mention = {"type": "user", "user_id": "U1"}
    rich = [
        {"type": "rich_text_section", "elements": [words, date, {"type": "text", "text": "\n"}]},
        {"type": "rich_text_list", "style": "bullet", "elements": [item, item]},
        {"type": "rich_text_quote", "elements": [mention, {"type": "emoji", "name": "wave"}]},
    ]
    cell = {"type": "rich_text", "elements": [item]}
    blocks: list[Json] = [
        {"type": "header", "text": plain("Title")},
        {"type": "section", "text": plain("*as it is*"), "accessory": button},
        {"type": "section", "fields": [plain("A"), plain("B")]},
        {"type": "rich_text", "elements": rich},
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "_small_"}]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": "Name"}, cell]]},
        {"type": "image", "alt_text": "A chart", "image_url": "https://example.edu/a.png"},
        {"type": "actions", "elements": [button, select]},
    ]
    assert reader.blocks(blocks) == [
        *("Title", "*as it is*", "[Undo]", "A", "B", "At Mon, Oct 5, 18:45", "• Item", "• Item"),
        *("@Mei Lin👋", "small", "Name | Item", "(picture: A chart)"),
        "[Undo] [Pick: One | Two]",
    ]


def test_messages(reader: Reader) -> None:
    """Who wrote it, words or blocks, files, reactions; a tombstone says it is deleted."""
    said: Json = {"user": "U1", "text": "Hello &amp; bye", "blocks": [{"type": "rich_text"}]}
    assert reader.json(said) == "Mei Lin: Hello & bye"
    shown = {"type": "section", "text": plain("Words")}
    posted: Json = {
        "user": "UB",
        "bot_id": "B1",
        "text": "Fallback",
        "blocks": [shown],
        "files": [{"name": "a.pdf"}],
        "reactions": [{"name": "+1", "count": 2}, {"name": "party_blob", "count": 1}],
    }
    assert reader.json(posted) == "Homeroom:\nWords\n(a.pdf)\n👍 2 :party_blob: 1"
    assert reader.json({**posted, "blocks": []}).startswith("Homeroom: Fallback")
    assert reader.json({"subtype": "tombstone"}) == "(deleted)"


def test_forms(reader: Reader) -> None:
    """Labels with values, choices and hints."""
    options = [{"text": plain("Yes"), "value": "y"}, {"text": plain("No"), "value": "n"}]
    view = {
        "type": "modal",
        "title": plain("Ask"),
        "submit": plain("Send"),
        "blocks": [
            {
                "type": "input",
                "label": plain("Words"),
                "hint": plain("A few"),
                "element": {"type": "plain_text_input", "initial_value": "Hm"},
            },
            {
                "type": "input",
                "label": plain("Sure?"),
                "element": {
                    "type": "radio_buttons",
                    "options": options,
                    "initial_option": options[0],
                },
            },
        ],
    }
    assert reader.view(view) == "Ask\nWords: Hm · A few\nSure?: Yes · Yes | No\n[Send]"
    home = {"type": "home", "blocks": [{"type": "header", "text": plain("Today")}]}
    assert reader.view(home) == "Today"
