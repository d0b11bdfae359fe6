"""Texts that would ping somebody or look like ours, and what of them took effect on Discord.

Each piece of mischief stands between marks (`zq3a … zq3z`), by which it is found again in all that
the bot ever sent, wherever that was quoted, cut, or put into a label.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from bot.chat.spans import short
from tests.safety.discord.school import Names, world
from tests.safety.discord.shown import bodies
from tests.support.discord.layouts import texts, within
from tests.support.discord.markdown import mentions, read
from tests.support.discord.server import WireServer
from tests.support.discord.things import Json

EVIL = "evil.example"
MARKUP = (
    *("**b**", "__u__", "*i*", "_i_", "~~s~~", "||s||", "`c`", "``c``", "***b***", "_**b**_"),
    *("```\nc\n```", "```py\nc```", "\\**b**", "\\\\**b**", "**b", "b**", "`**b**`", "*\u200b*b**"),
    *("\n# zh", "\n## zh", "\n-# zh", "\n> zh", "\n>>> zh", "\n- zh", "\n* zh", "\n1. zh"),
    *("\n> # zh", "\r# zh", "\u2028# zh", "\n\u200b# zh", "\n-\u200b# zh", "\n   # zh", "\n12. zh"),
    f"[b](https://{EVIL}/x)",
    f"[https://good.example](https://{EVIL}/x)",
    f"[b](<https://{EVIL}/x>)",
    f"[b]\u200b(https://{EVIL}/x)",
    f"https://{EVIL}/**b**",
    f"https://{EVIL}/@everyone",
    f"<https://{EVIL}/x>",
    *(":smile:", "<:s:12>", "<a:s:12>", "<sound:0:12>", "<id:customize>", "</class ask:12>"),
    *("<t:12345>", "<t:12345:R>", "steam://run/1", "<a@b.co>", "<+12345678>", "\u202eb\u202c"),
)
"""What would look otherwise than it was written."""
CALLS = (
    *("@everyone", "@here", "@EVERYONE", "@ everyone", "@\u200beveryone", "@every\u2060one"),
    *("`@everyone`", "```\n@here\n```", "\\@everyone", "\\\\@here", "@\u202eeveryone"),
    *("@@everyone", "@\xadeveryone", "@ev\ufeffery\u200bone", "\uff20everyone", "@everyone@here"),
    *("<@{user}>", "<@!{user}>", "<@&{role}>", "<@&{everyone}>", "<#{channel}>"),
    *("<@\u200b{user}>", "<@&{role}\u200b>", "<\u2060@{user}>", "<<@{user}>>", "\\<@{user}>"),
    *("`<@{user}>`", "<@{user}", "@{user}>"),
)
"""What would ping, with real ids in it."""
MARKED = re.compile(r"zq(\d+)a(.*?)(?:zq\1z|…|$)", re.DOTALL)
AT_LINE_START = re.compile(
    r"^(?:[>\-]#?[ \t]|[ \t])*(?:#{1,3}|-#|>>>|>|[-*]|\d+\.)[ \t]+zh", re.MULTILINE
)
LEGAL = re.compile(r"<t:\d+:[FDtR]>|<#\d+>")
"""What the bot itself names: instants and places."""
CUT = re.compile(r"\s*z?(q\d*)?$")
"""What a cut leaves of a mark."""
OPEN = "open the link"
"""What stands after an address that is shown in whole."""
FILE_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*")
QUOTED = re.compile(r"^> ", re.MULTILINE)
"""How the bot sets words apart; what people began lines with is looked for in AT_LINE_START."""
ALIKE = str.maketrans("[]∗ˋ", "()*`", "<>")
"""Signs that stand for others where those would act; angles around addresses are left out."""


def filled_in(pieces: Sequence[str], server: WireServer) -> list[str]:
    """Return pieces with the server's own ids in them."""
    guild = server.guild()
    ids = {
        "user": server.person("ana").user.id,
        "role": server.admin().role("teachers").id,
        "everyone": guild.id,
        "channel": server.channel("others").id,
    }
    return [piece.format(**ids) if "{" in piece else piece for piece in pieces]


@dataclass(slots=True)
class Mischief:
    """Makes texts of pieces, and finds what became of them."""

    pieces: list[str] = field(default_factory=list)

    @classmethod
    def of_the_world(cls) -> Mischief:
        """Return all mischief known, with the ids that things on the class's server will have."""
        found = cls()
        found.pieces += filled_in((*MARKUP, *CALLS), WireServer(world(Names())))
        return found

    def texts(self, most: int) -> list[str]:
        """Return texts of at most `most` characters that hold all pieces."""
        made = [""]
        for number in range(len(self.pieces)):
            one = self.text(number)
            if len(made[-1]) + len(one) >= most:
                made.append("")
            made[-1] = f"{made[-1]} {one}".strip()
        return made

    def add(self, piece: str) -> str:
        """Take up a new piece; return it between its marks."""
        self.pieces.append(piece)
        return self.text(len(self.pieces) - 1)

    def text(self, number: int) -> str:
        """Return one piece between its marks."""
        return f"zq{number}a {self.pieces[number]} zq{number}z"

    def found(self, content: str) -> Iterator[str]:
        """Yield what is wrong with a text component of the bot's."""
        for call in mentions(content):
            if not LEGAL.fullmatch(call) or any(call in piece for piece in self.pieces):
                yield f"{call} would act in {content!r}"
        shown = read(QUOTED.sub("", content))
        for label, target in shown.links:
            if EVIL in target and EVIL not in label and label != OPEN:
                yield f"{label} leads to {target} in {content!r}"
        for number, words in MARKED.findall(shown.text):
            if not _plain(self.pieces[int(number)]).startswith(_plain(CUT.sub("", words))):
                yield f"{self.pieces[int(number)]!r} shows as {words!r} in {content!r}"
        if "zq" in content and AT_LINE_START.search(content):
            yield f"a line begins otherwise than it was written in {content!r}"


def begun(text: str, most: int) -> str:
    """Return the whole pieces with which a text begins, on one line of at most `most` signs."""
    marks = [match.end() for match in re.finditer(r"zq\d+z", text) if match.end() <= most]
    if marks:
        return " ".join(text[: marks[-1]].split())
    return short(text, most)


def _plain(text: str) -> str:
    """Return a text without what is never seen, and with one sign for those that look alike."""
    text = unquote("".join(sign for sign in text if not _is_hidden(sign)))
    return "".join(text.translate(ALIKE).split())


def _is_hidden(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf") and not sign.isspace()


def labels(body: Json) -> Iterator[str]:
    """Yield all words of a message or form that stand in labels, where nothing is markup."""
    yield from (str(body[name]) for name in ("title", "name") if name in body)
    yield from (
        file["description"] for file in body.get("attachments", ()) if "description" in file
    )
    for part in within(body.get("components", [])):
        for name in ("label", "placeholder", "description"):
            if part.get(name):
                yield str(part[name])
        for option in part.get("options", ()):
            yield from (str(option[name]) for name in ("label", "description") if name in option)


def wrong_label(label: str) -> str | None:
    """Return what is wrong with a label: it is one line of signs that can be seen."""
    hidden = [sign for sign in label if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp")]
    return f"{hidden} in the label {label!r}" if hidden or not label.strip() else None


def wrongs(server: WireServer, mischief: Mischief, since: int = 0) -> Iterator[str]:
    """Yield all that took effect, of what was sent after so many requests, and who was called."""
    contents: dict[str, None] = {}
    for body in bodies(server, since):
        if "custom_id" not in body and body.get("allowed_mentions") != {"parse": []}:
            yield f"mentions are allowed: {body.get('allowed_mentions')}"
        contents |= dict.fromkeys(texts(body["components"]))
        yield from filter(None, map(wrong_label, labels(body)))
        for file in body.get("attachments", ()):
            if not FILE_NAME.fullmatch(file["filename"]):
                yield f"a file is called {file['filename']!r}"
    for content in contents:
        yield from mischief.found(content)
    for one in server.recording.requests[since:]:
        yield from _elsewhere(one.body, mischief)
    for channel in server.state.channels.values():
        for message in channel.messages.values():
            if message.author is server.state.bot:
                called = (message.mentions, message.mention_roles, message.mention_everyone)
                if called != ([], [], False) or message.content:
                    yield f"{message.id} calls {called}: {message.content}"


def _elsewhere(body: Any, mischief: Mischief) -> Iterator[str]:
    """Yield what is wrong with names and descriptions of threads, events and completions."""
    if not isinstance(body, dict):
        return
    if isinstance(body.get("name"), str):
        yield from filter(None, [wrong_label(body["name"])])
    if isinstance(body.get("description"), str):
        yield from mischief.found(body["description"])
    location = (body.get("entity_metadata") or {}).get("location")
    if location:
        yield from filter(None, [wrong_label(location)])
    data = body.get("data")
    for choice in (data or {}).get("choices", ()) if isinstance(data, dict) else ():
        yield from filter(None, [wrong_label(choice["name"])])
