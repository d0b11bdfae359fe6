"""Reads a meeting's transcript: WebVTT as Zoom, Teams and others write it, SubRip, and text.

webvtt-py finds the blocks. It drops a cue whose times it can't read without a word, so the
times are checked and put into their plain form first, line by line:
https://www.w3.org/TR/webvtt1/#webvtt-timestamp
"""

import re
from pathlib import Path

import webvtt

from adapters.meetings.captions import spoken, without_echoes
from adapters.meetings.labels import with_speakers
from adapters.meetings.plain_text import is_plain_text, parse_plain_text
from bot.chat.decoding import Undecodable, decoded
from bot.chat.refusal import Refusal
from bot.chat.uploads import excess, taken
from bot.model.recap.transcript import Transcript

_TIME = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})")
_CAPTIONED = re.compile(r"(\d{1,2}:\d\d:\d\d\.\d{3}),(\d{1,2}:\d\d:\d\d\.\d{3})\s*")
_ID = re.compile(r"\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[\w/-]*", re.IGNORECASE)
_OTHER_KINDS = (
    (re.compile(rb"PK\x03\x04"), "a Word document or a zip file"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "a document of an old Office program"),
    (re.compile(rb"%PDF"), "a PDF"),
    (re.compile(rb"\{\\rtf"), "a document with formatting (RTF)"),
    (re.compile(rb".{4}ftyp|\x1aE\xdf\xa3|RIFF|OggS", re.DOTALL), "a recording"),
)


class TranscriptReader:
    """The port's adapter: reads what staff attach."""

    def read(self, name: str, content: bytes) -> Transcript:
        """Return the transcript in the bytes of a file called `name`; refuses what is none."""
        return parse_transcript(content, name)


def read_transcript(path: Path) -> Transcript:
    """Return the transcript in a file; its ending tells WebVTT from SubRip (`.srt`).

    A file that is no transcript is a Refusal that names the file, the line and the remedy.
    """
    return parse_transcript(contents(path, "a transcript (.vtt)"), path.name)


def contents(path: Path, kind: str) -> bytes:
    """Return the bytes of a file that is to be `kind`; Refusal where it can't be read."""
    try:
        with path.open("rb") as file:
            return taken(file, path.name)
    except OSError as error:
        reason = error.strerror or "it can't be read"
        raise Refusal(f"{path}: {reason}. Give the path of {kind}.") from error


def parse_transcript(data: bytes, name: str) -> Transcript:
    """Return the transcript in the bytes of a file called `name`; refuses as `read_transcript`."""
    text = decode(data, name)
    subrip = name.lower().endswith(".srt")
    lines = _lines(text)
    if not subrip and is_plain_text(lines):
        return parse_plain_text(lines)
    if not subrip:
        _check_header(lines, name)
    plain, times = _plain_times(lines, name, subrip)
    if not times:
        raise Refusal(
            f"{name}:{len(lines)}: the file ends without a single cue (a line like "
            "00:00:04.859 --> 00:00:07.410 and words below it). Download the transcript again."
        )
    captions = webvtt.from_string("\n".join(plain)).captions
    texts = without_echoes([caption.raw_text for caption in captions])
    cues = [
        cue
        for text, (start, end) in zip(texts, times, strict=True)
        for cue in spoken(text, start, end)
    ]
    named = with_speakers(sorted(cues, key=lambda cue: cue.start))
    if not named:
        raise Refusal(f"{name}: nobody says anything in it. Is the recording silent?")
    return Transcript(tuple(named))


def decode(data: bytes, name: str) -> str:
    """Return the text of a file with line feeds only."""
    if (found := excess(data)) is not None:
        raise Refusal(f"{name}:{found.line}: {found.message} {found.suggestion}")
    for begins, kind in _OTHER_KINDS:
        if begins.match(data):
            raise Refusal(
                f"{name}:1: this is {kind}, not text. Give what the meeting program saved as .vtt "
                "or .txt, or save it as plain text."
            )
    try:
        _, text = decoded(data)
    except Undecodable as error:
        wrong = "this is not UTF-8 text. Save the file as UTF-8."
        if error.cut:
            wrong = "the file is cut off here. Download it again."
        raise Refusal(f"{name}:{error.line}: {wrong}") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Refusal(f"{name}:{line}: this is not a text file. Give the .vtt, not the recording.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str) -> list[str]:
    """Return the lines of a file; YouTube's captions (.sbv) with the times of WebVTT."""
    lines = text.split("\n")
    if not _CAPTIONED.fullmatch(lines[0]):
        return lines
    return ["WEBVTT", "", *(_CAPTIONED.sub(r"\1 --> \2", line) for line in lines)]


def _check_header(lines: list[str], name: str) -> None:
    first = lines[0]
    if not any(line.strip() for line in lines):
        raise Refusal(
            f"{name}:1: the file is empty. Download the transcript (.vtt) again; it has WEBVTT "
            "in its first line."
        )
    if first.startswith("WEBVTT") and first[6:7] in ("", " ", "\t"):
        return
    remedy = "Give the transcript (.vtt) that the meeting program offers."
    if any(_TIME.match(line.strip()) and "-->" in line for line in lines[:20]):
        remedy = "If it is SubRip, name it .srt; else make WEBVTT its first line."
    raise Refusal(f"{name}:1: found {_shown(first)} where a transcript has WEBVTT. {remedy}")


def _plain_times(
    lines: list[str], name: str, subrip: bool
) -> tuple[list[str], list[tuple[float, float]]]:
    """Return the lines with every cue's times in plain form, and those times in seconds."""
    plain = ["WEBVTT", ""] if subrip else []
    times: list[tuple[float, float]] = []
    for number, line in enumerate(lines, start=1):
        if "-->" not in line:
            plain.append(line)
            continue
        start, end = _times(line, f"{name}:{number}", subrip)
        times.append((start, end))
        # A cue that follows without a blank line is still a cue, as the standard has it.
        if times[:-1] and plain[-1].strip():
            plain.insert(len(plain) - bool(_ID.fullmatch(plain[-1].strip())), "")
        plain.append(f"{_plain(start)} --> {_plain(end)}")
    return plain, times


def _times(line: str, where: str, subrip: bool) -> tuple[float, float]:
    left, _, right = line.partition("-->")
    settings = right.split()
    ends = [_TIME.fullmatch(left.strip()), _TIME.fullmatch(settings[0]) if settings else None]
    if ends[0] is None or ends[1] is None:
        raise Refusal(
            f"{where}: found {_shown(line)} where a cue's two times should stand, such as "
            "00:00:04.859 --> 00:00:07.410. Correct the line or download the transcript again."
        )
    if not subrip and "," in left + settings[0]:
        raise Refusal(
            f"{where}: found {_shown(line)}: times with a comma are SubRip, not WebVTT. "
            "Name the file .srt, or write a full stop for each comma."
        )
    start, end = (_seconds(found, where) for found in ends if found)
    if end < start:
        raise Refusal(
            f"{where}: found {_shown(line)}: the cue ends before it starts. Correct the line."
        )
    return start, end


def _seconds(found: re.Match[str], where: str) -> float:
    hours, minutes, seconds, fraction = found.groups()
    # Some programs round 59.96 s up to 60 and forget to carry; more than that is a mistake.
    if int(minutes) > 60 or int(seconds) > 60:
        raise Refusal(
            f"{where}: found {_shown(found.group())}: an hour has 60 minutes and a minute 60 "
            "seconds. Correct the line."
        )
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return (whole * 1000 + int(fraction.ljust(3, "0"))) / 1000


def _plain(seconds: float) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def _shown(line: str) -> str:
    """Return what was found, short enough for a message."""
    text = line.strip()
    return f"“{text[:57]}…”" if len(text) > 58 else f"“{text}”" if text else "an empty line"
