"""Who speaks, where a transcript only writes it in front of the words: `Name: `."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.model.recap.transcript import Cue

_LABEL = re.compile(r"([^\n:：]{1,80})(?::(?=\s|$)|：)\s*")
_PARTICLES = frozenset(
    "al bin binti da das de del della den der di dos du el ibn la le van von y".split()
)
_NOT_NAMES = frozenset(
    "agenda answer answers assignment deadline due example exercise finally first friday homework "
    "hint important monday note notes ok okay or because so and but ps question questions reading "
    "remember reminder saturday second solution step summary sunday task third thursday tip topic "
    "today tomorrow tuesday update warning wednesday yes no".split()
)


def with_speakers(cues: Sequence[Cue]) -> list[Cue]:
    """Move `Name: ` from the front of the words to the speaker, where it is a name."""
    labels = Counter(
        found.group(1).strip() for cue in cues if cue.speaker is None and (found := _label(cue))
    )
    result = []
    for cue in cues:
        found = _label(cue) if cue.speaker is None else None
        label = found.group(1).strip() if found else ""
        if found and (looks_like_name(label) or labels[label] > 2):
            text = cue.text[found.end() :].strip()
            if text:
                result.append(Cue(cue.start, cue.end, label.strip("[]* ") or label, text))
        else:
            result.append(cue)
    return result


def _label(cue: Cue) -> re.Match[str] | None:
    found = _LABEL.match(cue.text)
    return found if found and found.group(1).strip().casefold() not in _NOT_NAMES else None


def looks_like_name(label: str) -> bool:
    """Tell a display name from the start of a sentence that happens to hold a colon."""
    words = label.split()
    return len(words) <= 6 and all(
        not word[0].islower() or word in _PARTICLES for word in words if word[0].isalpha()
    )
