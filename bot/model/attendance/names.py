"""Names as people type them into meeting programs, and when two of them are the same.

Case, accents, order and what stands in brackets don't make another name. Nicknames and initials
are not guessed: who shares only part of a name is a candidate, for staff to decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import permutations

LONGEST = 200
"""Characters of a name, or an address, that are looked at."""
PRONOUNS = frozenset(
    "she her hers he him his they them theirs xe xem xyr ze zir hir ey em eir any all pronouns "
    "it its".split()
)
REMARKS = frozenset(
    "guest unverified verified external host cohost co organizer organiser presenter attendee me "
    "gast".split()
)
"""Words that programs put in brackets after a name."""
SUFFIXES = frozenset("jr sr ii iii iv phd md".split())
DEVICES = frozenset(
    "ipad iphone phone android galaxy samsung pixel huawei xiaomi redmi oneplus tablet laptop "
    "macbook mac pc desktop computer device mobile cell chromebook zoom user guest participant "
    "attendee student anonymous unknown room caller".split()
)
"""Words that alone, or with those of MODELS, are nobody's name."""
MODELS = frozenset("in the my pro air mini plus max ultra lab call of de von".split())
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"ى": "ي", "ک": "ك", "ی": "ي", "ة": "ه"}
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
"""Letters that some write as two: Müller is Mueller, and Muller where marks are left off."""

_MARKS = re.compile(
    "[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069]"
)
_INSIDE = re.compile("['’ʼ`´‘ʻ.·]")
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_MODEL = re.compile(r"[a-z]{0,2}\d+[a-z]{0,2}")
_OWNED = re.compile(r"['’]s(?=\s)")
_PRONOUNS = re.compile(r"(?:^|\s)[a-z]{2,5}(?:/[a-z]{2,6}){1,3}(?=\s|$)", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003134f]")

Key = tuple[str, ...]
"""A name's words in the alphabet's order, or one word where names are written without spaces."""


@lru_cache(4096)
def keys(name: str) -> frozenset[Key]:
    """Return what a name and another spelling of it have in common; empty for what is no name."""
    return frozenset(key for one in variants(name) for key in _keys(one))


def variants(name: str) -> tuple[str, ...]:
    """Return the names in what somebody is called: before brackets and inside them.

    "iPad (Bảo Nguyễn)" holds one, "Ana Lima (She/Her)" one, "Ana (Ana Lima)" two.
    """
    text = unicodedata.normalize("NFKC", name[:LONGEST])
    inside = _BRACKETS.findall(text)
    outside = _PRONOUNS.sub(_without_pronouns, _BRACKETS.sub(" ", text))
    found = [" ".join(outside.split()), *(" ".join(each.split()) for each in inside)]
    return tuple(dict.fromkeys(each for each in found if each and not _remark(each)))


def tokens(name: str) -> frozenset[str]:
    """Return a name's words of two letters or more, without marks, in all its variants."""
    return frozenset(
        word
        for one in variants(name)
        for spelling in _spellings(one)
        for word in _split(spelling)
        if (len(word) > 1 or _EAST.match(word)) and not _device([word])
    )


@lru_cache(4096)
def nameless(name: str) -> bool:
    """Whether nothing in it is a name that somebody can be known by again: "iPad", "Guest 2".

    A telephone number isn't: it is somebody's.
    """
    if telephone(name):
        return False
    return all(_device(_split(_plain(one))) for one in variants(name))


def telephone(name: str) -> bool:
    """Whether somebody is called by a telephone number, or by what a program shows of it."""
    left = re.sub(r"[\s()+*x.\-/#]", "", name[:LONGEST], flags=re.IGNORECASE)
    return len(left) >= 4 and left.isdigit()


def spelled(name: str) -> str:
    """Return the spelling under which a decision about a name is remembered."""
    if telephone(name):
        return re.sub(r"[^\d*]", "", name[:LONGEST])
    words = " ".join(name[:LONGEST].split())
    kept = [" ".join(sorted(_split(_plain(one)))) for one in variants(words)]
    return " / ".join(sorted(kept))


def shared(one: Iterable[str], other: Iterable[str]) -> int:
    """Return how many words two names share."""
    return len(set(one) & set(other))


def _without_pronouns(found: re.Match[str]) -> str:
    return " " if _remark(found.group()) else found.group()


def _remark(text: str) -> bool:
    words = {word.casefold() for word in _WORDS.findall(text)}
    return not words or words <= PRONOUNS or words <= REMARKS


def _device(words: list[str]) -> bool:
    """Whether words name a thing and nobody: "ipad", "galaxy s22", "guest 3", or nothing."""
    if not any(word in DEVICES for word in words):
        return all(word.isdigit() for word in words)
    return all(word in DEVICES or word in MODELS or _MODEL.fullmatch(word) for word in words)


def _keys(name: str) -> set[Key]:
    """Return the keys of one variant; none if it is made of devices' names and numbers only."""
    found: set[Key] = set()
    for spelling in _spellings(name):
        words = _split(spelling)
        if _device(words):
            continue
        found.add(tuple(sorted(words)))
        if without := [word for word in words if word not in SUFFIXES]:
            found.add(tuple(sorted(without)))
        if len(words) <= 3 and all(_EAST.search(word) for word in words):
            found |= {("".join(order),) for order in permutations(words)}
    return found


def _spellings(name: str) -> set[str]:
    if name.isascii():
        return {name.casefold()}
    lower = unicodedata.normalize("NFC", name.casefold())
    return {_plain(lower), _plain(lower.translate(UMLAUTS))}


def _plain(name: str) -> str:
    """Return a name in small letters without marks: those of Latin, Greek, Cyrillic and Arabic.

    Marks of other scripts are letters: Hindi's vowels, the two dots that make ka to ga in Japanese.
    """
    if name.isascii():
        return name.casefold()
    apart = unicodedata.normalize("NFD", name.casefold().translate(LETTERS))
    return unicodedata.normalize("NFC", _MARKS.sub("", apart)).translate(LETTERS)


def _split(plain: str) -> list[str]:
    """Return the words; apostrophes and full stops are inside of words, all else divides them.

    Combining letters of other scripts are no word characters to Python, so they are joined first.
    """
    text = _INSIDE.sub("", _OWNED.sub("", plain))
    joined = "".join(
        letter if letter.isalnum() or unicodedata.category(letter) in ("Mn", "Mc") else " "
        for letter in text
    )
    return joined.split()
