"""Names in a transcript: whoever is not staff reads "a student".

A recap is read by the whole class and kept, and a student who spoke did not ask to be quoted by
name. Names are known, never guessed: from the transcript's own labels and the roster.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

STUDENT = "a student"

_NOT_A_NAME = frozenset(
    "a admin al an and anonymous assistant bin computer da das de del della den der device di do "
    "doctor dr du el esq galaxy grad guest he her him his home host i ibn ii iii instructor ipad "
    "iphone jr la laptop le mac member mr mrs ms mx of participant phd phone postdoc prof "
    "professor she speaker sr student ta teacher the their them they undergrad unknown user van "
    "von y zoom".split()
)
_WORDS_TOO = frozenset(
    "amber angel april art ash august autumn baker banks bell ben berry best big bill bird "
    "bishop black bliss blue bond brook brooks brown buck bush can case cash chance chase chip "
    "christian church clay cliff cook cotton cross crystal daisy dale dawn day dean dear dick do "
    "dong drew dusty earl early east english eve faith fast fay field fields fish flora fox "
    "frank french friday frost gay gene gentle german glen gold good grace grant gray green guy "
    "hall hand hardy harmony hazel heath hill holly home hope house hunt hunter iron ivory ivy "
    "jack jade jasmine jean jerry jewel joy july june justice king knight lake lane last law lee "
    "lily little long lord love major march marine mark marsh mason matt max may mercy miles "
    "mills misty monday moody moon more moss noble norm north olive pace page park parker parks "
    "pat pearl penny pepper phoenix pierce pike piper poppy post potter power price quinn rain "
    "ray read reed rich rivers rob robin rock rose ruby rusty sage said saint salt sandy savage "
    "scarlet sea see sharp shore short silver skip sky small smith snow so song star stone storm "
    "strong sue sum summer sun sung sunny sweet swift tall tan taylor tell temple terry thin tim "
    "trinity tune turner usher victor violet virtue wade walker wall walls war ward warm waters "
    "wave way webb wells west white will willow wing winter wise won wood woods wren wright "
    "young yu".split()
)
_HONORIFICS = frozenset("dr miss mr mrs ms mx prof".split())
_TITLE = r"(?:(?:mr|mrs|ms|mx|miss|dr|prof)\.?[ ]+)?"
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_SAME_AGAIN = re.compile(rf"\b({STUDENT})(?: {STUDENT})+\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:^|[.!?…:\"“(]\s*)$")
_APOSTROPHES = re.compile("['’ʼ‘`]")
_HYPHENS = re.compile("[-‐‑]")
_JOINTS = re.compile(r"[-‐‑'’ʼ‘`\s]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NAMED_AFTER = re.compile(
    r"(?:['’]s\b|,|:|\s+(?:said|says|asked|asks|is|was|has|had|and|thinks|thought|wants|"
    r"mentioned|suggested|did|told)\b)"
)


@dataclass(frozen=True)
class Disguise:
    """Which names stand for staff and which are hidden; built once, applied to any text.

    `people` are all who may be named (speakers, writers, the roster), `staff` those who keep
    their names. Comparison ignores case, accents, titles and
    the order "Last, First".
    """

    people: tuple[str, ...]
    staff: tuple[str, ...]

    @staticmethod
    def of(people: Iterable[str], staff: Iterable[str]) -> "Disguise":
        """Return the disguise for these names, each counted once."""
        return Disguise(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(staff)))

    def speaker(self, name: str | None) -> str | None:
        """Return the name to show for a speaker: staff's own, else `a student`; None stays."""
        if name is None:
            return None
        return name if _key(name) in self._staff_keys else STUDENT

    def text(self, text: str) -> str:
        """Return a text in which every mention of a student reads `a student`.

        Full names count in any case; a first or last name alone where it can't be a common word.
        Web addresses stay as they are; a mail address that holds a student's name does not.
        """
        pattern = self._pattern
        if pattern is None:
            return text
        composed = unicodedata.normalize("NFC", text)
        flat = _flat(composed)
        pieces, done = [], 0
        for found in pattern.finditer(flat):
            begin, end = found.span()
            shown = self._instead_of(composed, flat, begin, end)
            if shown is not None:
                pieces += [composed[done:begin], shown]
                done = end
        # First, middle and last name may have been found one by one.
        return _SAME_AGAIN.sub(r"\1", "".join([*pieces, composed[done:]]))

    @cached_property
    def _staff_keys(self) -> frozenset[str]:
        return frozenset(_key(name) for name in self.staff)

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """Names and their parts that are hidden, in lower case and without accents."""
        hidden: set[str] = set()
        for name in self.people:
            if _key(name) in self._staff_keys:
                continue
            plain = _plain(name)
            parts = _parts(plain)
            hidden |= {plain, _turned(plain), " ".join(parts)}
            if _UNSPACED.search(plain):
                hidden.add("".join(parts))
            hidden.update(parts)
            hidden.update(half for part in parts for half in part.split("-") if len(half) > 2)
        # One letter, as in "Speaker B", is hidden with its label only.
        hidden = {name for name in hidden if len(name) > 1 or not name.isascii()}
        hidden = {name for name in hidden if any(letter.isalnum() for letter in name)}
        return frozenset(hidden - _NOT_A_NAME)

    @cached_property
    def _hidden_keys(self) -> frozenset[str]:
        """The hidden names without what joins their halves: `jeanluc`, `obrien`."""
        return frozenset(_JOINTS.sub("", name) for name in self._hidden)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        hidden = self._hidden
        if not hidden:
            return None
        # Staff's whole names are matched too, to be left alone when they share a part.
        kept = {_plain(name) for name in self.staff}
        names = sorted({*hidden, *(name for name in kept if name)}, key=lambda n: (-len(n), n))
        spaced = [_spaced(name) for name in names]
        return re.compile(rf"{_ADDRESS.pattern}|@?{_TITLE}(?:{'|'.join(spaced)})", re.IGNORECASE)

    def _instead_of(self, text: str, flat: str, begin: int, end: int) -> str | None:
        """Return what to write for what was found, or None to leave it."""
        found = flat[begin:end]
        opens = bool(_SENTENCE_END.search(text[:begin]))
        shown = STUDENT.capitalize() if opens else STUDENT
        if _ADDRESS.fullmatch(found):
            return shown if self._is_mail_of_student(found.lower()) else None
        name = " ".join(re.sub(rf"^@?{_TITLE}", "", found, flags=re.IGNORECASE).lower().split())
        if _JOINTS.sub("", name) not in self._hidden_keys:
            return None
        ambiguous = all(part in _WORDS_TOO or len(part) == 2 for part in name.split())
        ambiguous = ambiguous and name.isascii()
        if ambiguous and not self._is_meant(text, begin, end, opens and " " not in name):
            return None
        return shown

    def _is_mail_of_student(self, address: str) -> bool:
        """Tell by what stands before the @: a hidden name, whole or (if long) inside a word."""
        local, at, _ = address.partition("@")
        parts = re.split(r"[\W_\d]+", local)
        return bool(at) and any(
            name in parts or (len(name) > 3 and name in local) for name in self._hidden
        )

    def _is_meant(self, text: str, begin: int, end: int, opens: bool) -> bool:
        """Tell the student Will from the word: by its capital, and at a start by what follows."""
        if not text[begin].isupper():
            return text[begin] == "@"
        return not opens or bool(_NAMED_AFTER.match(text, end))


def _flat(text: str) -> str:
    """Return the text without accents, letter for letter: its places are the original's."""
    return "".join(
        plain if len(plain := unicodedata.normalize("NFKD", letter)[:1]) == 1 else letter
        for letter in text
    )


def _plain(name: str) -> str:
    """Return a display name without what programs add to it, flat and in lower case."""
    even = _HYPHENS.sub("-", _APOSTROPHES.sub("'", unicodedata.normalize("NFC", name)))
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]|[\"“”]", " ", even)
    bare = re.sub(r",?\s+(?:Jr|Sr|II|III|PhD)\.?$", "", " ".join(bare.split()), flags=re.IGNORECASE)
    return " ".join(_flat(bare).lower().split())


def _turned(plain: str) -> str:
    """Return `last, first` as `first last`."""
    last, comma, first = plain.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else plain


def _parts(plain: str) -> list[str]:
    return [part for part in re.split(r"[\s,;/|_.]+", plain) if part]


def _key(name: str) -> str:
    return " ".join(sorted(part for part in _parts(_plain(name)) if part not in _HONORIFICS))


def _spaced(name: str) -> str:
    """Return the pattern of a name: any white space, and whole words where words have spaces."""
    body = r"\s+".join(map(_joined, name.split()))
    return body if _UNSPACED.search(name) else rf"(?<!\w){body}(?!\w)"


def _joined(part: str) -> str:
    """Return the pattern of a word: its hyphen may be a space or nothing, its apostrophe any."""
    letters = re.escape(part).replace(r"\-", r"[-‐‑\s]?")
    return letters.replace("'", "['’ʼ‘`]?")
