"""Normalization for search: Unicode, case, accents, word forms, and writing without spaces.

Words without spaces between them (Chinese, Japanese, Thai, Lao, Khmer, Burmese) are kept as pairs
of neighboring letters, with the run's last letter by itself; so one letter is found as the
beginning of a pair, and several as a phrase of pairs.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache, lru_cache
from typing import Protocol, cast

from bot.model.recap.query import Phrase, Term

LONGEST = 64
"""No word is longer; the rest of one that is doesn't help to find it."""

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian",
    "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
"""Languages whose word forms are known, by their code in ISO 639-1."""

_SIGNS = re.compile(r"(?<![^\W_])([a-z])(\+\+|#)(?![^\W_])")
_SIGN_NAMES = {"++": "plusplus", "#": "sharp"}
_APOSTROPHES = re.compile("(?<=[^\\W_])['’ʼ＇](?=[^\\W_])")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"([{_UNSPACED}]+)")
_ASCII = re.compile("[0-9a-z]+")
_KANA_MARKS = frozenset("\u3099\u309a")


class Normalizer:
    """The port's adapter; keeps nothing but the stems it has worked out."""

    def tokens(self, text: str, language: str = "en") -> tuple[str, ...]:
        """Return the words of a text that is to be found."""
        runs = _runs(text)
        if text.isascii():
            return tuple([stemmed(run, language) for run in runs])
        return tuple(token for run in runs for token in _indexed(run, language))

    def sought(self, text: str, language: str = "en") -> Phrase:
        """Return the words of a query as they are looked for."""
        runs = _runs(text)
        last = len(runs) - 1
        return tuple(
            term
            for place, run in enumerate(runs)
            for term in _looked_for(run, language, ends=place < last)
        )


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


def folded(text: str) -> str:
    """Return text in small letters, without accents, compatible forms made one."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = (
        letter for letter in letters if letter in _KANA_MARKS or not unicodedata.combining(letter)
    )
    return unicodedata.normalize("NFC", "".join(bare))


def _runs(text: str) -> list[str]:
    """Return the runs of letters, marks and digits in a text, scripts without spaces apart."""
    plain = folded(text)
    if "+" in plain or "#" in plain:
        plain = _SIGNS.sub(lambda found: found[1] + _SIGN_NAMES[found[2]], plain)
    if "'" in plain or not plain.isascii():
        plain = _APOSTROPHES.sub("", plain)
    if plain.isascii():
        return _ASCII.findall(plain)
    spaced = "".join(letter if _is_part(letter) else " " for letter in plain)
    return [run for word in spaced.split() for run in _RUN.split(word) if run]


def _indexed(run: str, language: str) -> tuple[str, ...]:
    if _RUN.fullmatch(run):
        return (*(_opaque(pair) for pair in _pairs(run)), _opaque(run[-1]))
    return (stemmed(run, language),)


def _looked_for(run: str, language: str, *, ends: bool) -> tuple[Term, ...]:
    """Return a run's terms; one that `ends` before another run has to end in the text, too."""
    if not _RUN.fullmatch(run):
        return (Term(stemmed(run, language)),)
    if ends:
        return tuple(Term(token) for token in _indexed(run, language))
    if len(run) == 1:
        return (Term(_opaque(run), prefix=True),)
    return tuple(Term(_opaque(pair)) for pair in _pairs(run))


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


@lru_cache(maxsize=100_000)
def stemmed(word: str, language: str) -> str:
    """Return what the forms of a word share, in letters and digits."""
    algorithm = ALGORITHMS.get(language.partition("-")[0].lower())
    stem = word[:LONGEST]
    if algorithm:
        with _LOCK:  # a stemmer holds the word that it works on
            stem = _stemmer(algorithm).stemWord(stem) or stem
    return _opaque(folded(stem)) or _opaque(word[:LONGEST])


def _opaque(token: str) -> str:
    """Return a token of letters and digits only, for databases split words at vowel signs."""
    return "".join(letter if letter.isalnum() else f"x{ord(letter):04x}" for letter in token)


def _is_part(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter) in ("Mn", "Mc")


_LOCK = threading.Lock()


@cache
def _stemmer(algorithm: str) -> _Stemmer:
    import snowballstemmer  # type: ignore[import-untyped]

    return cast(_Stemmer, snowballstemmer.stemmer(algorithm))
