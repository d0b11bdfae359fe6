"""What was said and typed in a session, as a meeting program recorded it.

Times are seconds since the recording began, except in a chat whose clock is the wall's.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """One stretch of speech: `start` and `end` in seconds since the recording began.

    `speaker` is the display name, or None where the transcript names nobody.
    """

    start: float
    end: float
    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The cues of one recording, in the order they were spoken."""

    cues: tuple[Cue, ...]

    @property
    def length(self) -> float:
        """Seconds from the recording's beginning to the end of what was said last."""
        return max((cue.end for cue in self.cues), default=0.0)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everyone who spoke under a name, in the order in which they first did."""
        return tuple(dict.fromkeys(cue.speaker for cue in self.cues if cue.speaker))


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One message typed to everyone; `at` is in seconds by the clock of its `Chat`."""

    at: float
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Chat:
    """The messages that everyone could read, in order; messages to one person are never in it.

    `since_recording` tells what `ChatLine.at` counts from: True for the recording's beginning
    (a chat saved in the cloud), False for midnight where the saver sat (a chat saved locally).
    """

    lines: tuple[ChatLine, ...] = ()
    since_recording: bool = True

    @property
    def speakers(self) -> tuple[str, ...]:
        """Everyone who wrote, in the order in which they first did."""
        return tuple(dict.fromkeys(line.speaker for line in self.lines))


def clock(seconds: float) -> str:
    """Return a time of a recording as people write it: `07:05`, from an hour on `1:02:03`."""
    minutes, rest = divmod(int(max(seconds, 0.0)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
