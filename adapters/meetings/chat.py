"""Reads the chat that a video meeting saved: Zoom's cloud form, its two local ones, and Meet's.

    00:21:14<TAB>Name:<TAB>text                        cloud, since the recording began
    00:21:14.000,00:21:17.000<CR>Name: text            Google Meet, beside its recording
    13:21:14 From Name to Everyone:<CR><TAB>text       local, saved by newer programs
    13:21:14 From Name to Everyone : text              local, older (`From Name : text` too)

A message is everyone's or left out: what was written to one person is never in a `Chat`.
"""

import re
from dataclasses import replace
from pathlib import Path

from adapters.meetings.transcripts import contents, decode
from bot.chat.refusal import Refusal
from bot.model.recap.transcript import Chat, ChatLine

_TIME = r"(\d{1,2}):([0-5]\d):([0-5]\d)"
_CLOUD = re.compile(_TIME + r"\t(.*?):\t(.*)")
_CAPTION = re.compile(_TIME + r"\.\d{3},\d{1,2}:\d\d:\d\d\.\d{3}\s*")
_CAPTIONED = re.compile(r"([^:]{1,80}):\s+(.*)", re.DOTALL)
_LOCAL = re.compile(_TIME + r"[ \t]+From[ \t]+(.*)", re.IGNORECASE)
_EVERYONE = ("everyone", "all panelists and attendees", "everyone in meeting", "all")
_TO_ALL = re.compile(
    rf"((?:(?![ \t]to[ \t]).)+[ \t]+to[ \t]+(?:{'|'.join(_EVERYONE)}))[ \t]*:[ \t]*(.*)",
    re.IGNORECASE,
)
_BODY = re.compile(r"(.*?)(?:[ \t]+:[ \t]*|:[ \t]*$|:[ \t]+)(.*)", re.DOTALL)
_TO = re.compile(r"(.+)[ \t]+to[ \t]+(.+)", re.IGNORECASE)
_QUOTED = re.compile(
    r"^\s*(?:Replying to|Reacted to|Removed an? [^\n]{1,40} reaction from)[ \t]+"
    r"[\"“].{0,400}?[\"”](?: with [^\n]*)?[ \t]*$",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_PRIVATE = re.compile(r"direct message|privately", re.IGNORECASE)
_DAY = 24 * 3600


def read_chat(path: Path) -> Chat:
    """Return the messages to everyone in a saved chat.

    A file that is no saved chat is a Refusal that names the file, the line and the remedy.
    """
    return parse_chat(contents(path, "a saved chat (.txt)"), path.name)


def parse_chat(data: bytes, name: str) -> Chat:
    """Return the chat in the bytes of a file called `name`; refuses as `read_chat`."""
    cloud: list[ChatLine] = []
    local: list[ChatLine] = []
    open_line = False
    kept: list[ChatLine] | None = None
    for number, line in enumerate(decode(data, name).split("\n"), start=1):
        if found := _CLOUD.fullmatch(line):
            kept = None if _PRIVATE.search(found.group(4)) else cloud
            if kept is not None:
                kept.append(ChatLine(_seconds(found), found.group(4).strip(), found.group(5)))
        elif found := _CAPTION.fullmatch(line):
            kept = cloud
            cloud.append(ChatLine(_seconds(found), "", ""))
        elif found := _LOCAL.fullmatch(line):
            message = _local(found)
            kept = local if message else None
            if message:
                local.append(message)
        elif not open_line and line.strip():
            raise Refusal(
                f"{name}:{number}: found “{line.strip()[:58]}” where a saved chat has a time and "
                "a name, such as “00:21:14  Ada Lovelace:  Hello”. Give the chat as the meeting "
                "program saved it."
            )
        elif kept:
            kept[-1] = replace(kept[-1], text=f"{kept[-1].text}\n{line}")
        open_line = open_line or bool(line.strip())
    if cloud and local:
        raise Refusal(f"{name}: two kinds of saved chat are mixed in it. Give one file for each.")
    lines = [tidy for line in cloud or local if (tidy := _tidied(line)).text]
    return Chat(tuple(lines if cloud else _past_midnight(lines)), since_recording=not local)


def _seconds(found: re.Match[str]) -> float:
    hours, minutes, seconds = (int(part) for part in found.groups()[:3])
    return float(hours * 3600 + minutes * 60 + seconds)


def _local(found: re.Match[str]) -> ChatLine | None:
    """Return the message that starts on a line of a local chat; None if it went to one person."""
    body = _TO_ALL.fullmatch(found.group(4)) or _BODY.fullmatch(found.group(4))
    who, text = body.groups() if body else (found.group(4), "")
    sent = _TO.fullmatch(who)
    sender, receiver = sent.groups() if sent else (who, "everyone")
    if _PRIVATE.search(who):
        return None
    if receiver.strip().casefold() not in _EVERYONE:
        return None
    return ChatLine(_seconds(found), sender.strip(), text)


def _tidied(line: ChatLine) -> ChatLine:
    """Drop the quotation above a reply, and what only says that somebody reacted."""
    named = None if line.speaker else _CAPTIONED.fullmatch(line.text.strip())
    who, said = named.groups() if named else (line.speaker, line.text)
    rows = [row.strip() for row in _QUOTED.sub("", said).split("\n")]
    return ChatLine(line.at, who, "\n".join(row for row in rows if row))


def _past_midnight(lines: list[ChatLine]) -> list[ChatLine]:
    """Let the clock of a chat that crosses midnight run on instead of starting again."""
    result: list[ChatLine] = []
    days = 0
    for line in lines:
        if result and line.at + days < result[-1].at - _DAY / 2:
            days += _DAY
        result.append(replace(line, at=line.at + days))
    return result
