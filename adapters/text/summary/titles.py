"""Names for topics: the words and pairs of words that a stretch uses more than the rest."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from adapters.text.summary.sentences import Sentence
from adapters.text.summary.words import EAST_ASIAN, HIRAGANA, carries_meaning, stem, words

Key = tuple[str, ...]

_BEFORE_NOUNS = frozenset(
    "a an the this that these those my your our their his her its some each any every no of for "
    "with about and or two three four several many more other".split()
)


@dataclass(slots=True)
class Phrases:
    """Words and pairs of neighbors in one stretch: how often, and how they are written."""

    counts: Counter[Key]
    written: dict[Key, Counter[str]]
    voices: dict[Key, set[str | None]]
    nouns: Counter[str]


def titles(
    spoken: Sequence[Sentence], ranges: Sequence[tuple[int, int]], avoid: Collection[str]
) -> list[str]:
    """Return a title of two to five words for each range of `spoken`.

    No word of `avoid` (the speakers' names, in lower case) stands in one.
    """
    stretches = [_phrases(spoken[begin:end], avoid) for begin, end in ranges]
    whole: Counter[Key] = Counter()
    nouns: Counter[str] = Counter()
    for stretch in stretches:
        whole.update(stretch.counts)
        nouns.update(stretch.nouns)
    used: set[str] = set()
    result = []
    for stretch in stretches:
        chosen = _chosen(stretch, whole, nouns, used)
        used.update(part for key in chosen for part in key)
        result.append(_title([_as_written(stretch, key) for key in chosen]))
    return result


def _phrases(spoken: Sequence[Sentence], avoid: Collection[str]) -> Phrases:
    found = Phrases(Counter(), defaultdict(Counter), defaultdict(set), Counter())
    for sentence in spoken:
        said = words(sentence.text)
        before: tuple[str, str] | None = None
        for place, word in enumerate(said):
            if not carries_meaning(word) or word.lower() in avoid or HIRAGANA.search(word):
                before = None
                continue
            root = stem(word)
            # The first word of a sentence has a capital that says nothing.
            shown = word if place or not word.istitle() else word.lower()
            keys: list[tuple[Key, str]] = [((root,), shown)]
            if before and before[0] != root and not EAST_ASIAN.match(word):
                joint = "-" if f"{said[place - 1]}-{word}" in sentence.text else " "
                keys.append(((before[0], root), f"{before[1]}{joint}{shown}"))
            for key, text in keys:
                found.counts[key] += 1
                found.written[key][text] += 1
                found.voices[key].add(sentence.speaker)
            found.nouns[root] += _stands_as_noun(said, place)
            before = (root, shown)
    return found


def _stands_as_noun(said: Sequence[str], place: int) -> bool:
    """Tell a noun by its place: after an article or another telling word, and before none."""
    if place + 1 < len(said) and carries_meaning(said[place + 1]):
        return False
    before = said[place - 1].lower() if place else ""
    return before in _BEFORE_NOUNS or bool(place and carries_meaning(before))


def _chosen(
    stretch: Phrases, whole: Counter[Key], nouns: Counter[str], used: set[str]
) -> list[Key]:
    """Return up to two phrases that tell the stretch apart, with no word in both."""
    scores = {key: _score(key, stretch, whole, nouns, used) for key in stretch.counts}
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    pairs = [key for key in ranked if len(key) == 2 and stretch.counts[key] > 1]
    chosen: list[Key] = []
    for key in ranked:
        fuller = _fuller(key, pairs, stretch)
        if not any(_alike(fuller, other) for other in chosen):
            chosen.append(fuller)
        if len(chosen) == 2:
            break
    return chosen


def _fuller(key: Key, pairs: Sequence[Key], stretch: Phrases) -> Key:
    """Return the pair that a word mostly stands in (`acoustic events` for `events`), or the key."""
    for pair in pairs:
        if len(key) == 1 and key[0] in pair and stretch.counts[pair] >= 0.3 * stretch.counts[key]:
            return pair
    return key


def _alike(key: Key, other: Key) -> bool:
    return any(one[:5] == two[:5] for one in key for two in other)


def _score(
    key: Key, stretch: Phrases, whole: Counter[Key], nouns: Counter[str], used: set[str]
) -> float:
    count = stretch.counts[key]
    telling = math.log(1 + count) * (0.25 + count / whole[key])
    several = 1.0 + 0.25 * (min(len(stretch.voices[key]), 3) - 1)
    pair = (1.5 if count > 2 else 1.25 if count > 1 else 0.3) if len(key) == 2 else 1.0
    noun = 0.3 + 0.7 * min(1.0, 2.0 * nouns[key[-1]] / max(whole[key[-1:]], 1))
    again = 0.5 if used.intersection(key) else 1.0
    verb = 0.5 if _is_participle(_as_written(stretch, key)) else 1.0
    return telling * several * pair * noun * again * verb * (0.4 if count == 1 else 1.0)


def _is_participle(phrase: str) -> bool:
    """Tell `crashed` and `badly designed` from what names a topic, such as `need` and `speed`."""
    return len(phrase) > 5 and phrase.endswith("ed") and not phrase.endswith("eed")


def _as_written(stretch: Phrases, key: Key) -> str:
    """Return the form that is written most often; of equals, the one without capitals."""
    forms = stretch.written[key]
    return max(forms, key=lambda form: (forms[form], form == form.lower(), form))


def _title(phrases: list[str]) -> str:
    text = " and ".join(phrases)
    return text[:1].upper() + text[1:] if text else "Conversation"
