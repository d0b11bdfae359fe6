"""Reads a meeting's transcript: WebVTT as Zoom, Teams and others write it, and SubRip.

webvtt-py finds the blocks. It drops a cue whose times it can't read without a word, so the
times are checked and put into their plain form first, line by line:
https://www.w3.org/TR/webvtt1/#webvtt-timestamp
"""

import html
import re
from collections import Counter
from pathlib import Path

import webvtt

from bot.chat.decoding import Undecodable, decoded
from bot.chat.refusal import Refusal
from bot.chat.uploads import excess, taken
from bot.model.recap.transcript import Cue, Transcript

_TIME = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})")
_TAG = re.compile(r"</?(?:v|c|i|b|u|ruby|rt|lang)(?:[.\s][^<>]*)?/?>|<\d[\d:.]*>")
_VOICE = re.compile(r"<v(?:\.[\w.]+)*\s+([^<>]+)>")
_LABEL = re.compile(r"([^\n:：]{1,80})(?::(?=\s|$)|：)\s*")
_PARTICLES = frozenset(
    "al bin binti da das de del della den der di dos du el ibn la le van von y".split()
)
_NOT_NAMES = frozenset(
    "answer answers note notes question questions example warning remember first second third "
    "finally so and but or because yes no okay ok ps tip hint update agenda topic step".split()
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
    lines = text.split("\n")
    if not subrip:
        _check_header(lines, name)
    plain, times = _plain_times(lines, name, subrip)
    if not times:
        raise Refusal(
            f"{name}:{len(lines)}: the file ends without a single cue (a line like "
            "00:00:04.859 --> 00:00:07.410 and words below it). Download the transcript again."
        )
    captions = webvtt.from_string("\n".join(plain)).captions
    cues = [
        cue
        for caption, (start, end) in zip(captions, times, strict=True)
        for cue in _cues(caption.raw_text, start, end)
    ]
    named = _with_speakers(sorted(cues, key=lambda cue: cue.start))
    if not named:
        raise Refusal(f"{name}: nobody says anything in it. Is the recording silent?")
    return Transcript(tuple(named))


def decode(data: bytes, name: str) -> str:
    """Return the text of a file with line feeds only."""
    if (found := excess(data)) is not None:
        raise Refusal(f"{name}:{found.line}: {found.message} {found.suggestion}")
    try:
        _, text = decoded(data)
    except Undecodable as error:
        wrong = f"{name}:{error.line}: this is not UTF-8 text. Save the file as UTF-8."
        raise Refusal(wrong) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Refusal(f"{name}:{line}: this is not a text file. Give the .vtt, not the recording.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_header(lines: list[str], name: str) -> None:
    first = lines[0]
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
        previous = plain[-1].strip() if plain else ""
        if previous and not previous.isdigit() and times[:-1]:
            plain.append("")
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


def _cues(raw: str, start: float, end: float) -> list[Cue]:
    """Return what one cue says: one `Cue`, or one for each voice tag in it."""
    head, *voices = _VOICE.split(raw)
    spoken = [(None, head), *zip(voices[::2], voices[1::2], strict=True)]
    cues = []
    for speaker, words in spoken:
        text = " ".join(html.unescape(_TAG.sub("", words)).split())
        if text:
            name = " ".join(html.unescape(speaker).split()) if speaker else None
            cues.append(Cue(start, end, name, text))
    return cues


def _with_speakers(cues: list[Cue]) -> list[Cue]:
    """Move `Name: ` from the front of the words to the speaker, where it is a name."""
    labels = Counter(
        found.group(1).strip() for cue in cues if cue.speaker is None and (found := _label(cue))
    )
    result = []
    for cue in cues:
        found = _label(cue) if cue.speaker is None else None
        label = found.group(1).strip() if found else ""
        if found and (_looks_like_name(label) or labels[label] > 2):
            text = cue.text[found.end() :].strip()
            if text:
                result.append(Cue(cue.start, cue.end, label, text))
        else:
            result.append(cue)
    return result


def _label(cue: Cue) -> re.Match[str] | None:
    found = _LABEL.match(cue.text)
    return found if found and found.group(1).strip().casefold() not in _NOT_NAMES else None


def _looks_like_name(label: str) -> bool:
    """Tell a display name from the start of a sentence that happens to hold a colon."""
    words = label.split()
    return len(words) <= 6 and all(
        not word[0].islower() or word in _PARTICLES for word in words if word[0].isalpha()
    )
