"""Makes speech readable: hesitations, stutters and false starts go, the words stay.

The kinds of disfluency are those of Shriberg, "Preliminaries to a Theory of Speech
Disfluencies" (1994): filled pauses, discourse markers, repetitions, repairs.
"""

import re

_HESITATION = (
    r"(?:u+[mh]+|e+r+m?|e+h+|h+m+|m{2,}h*m*|n{2,}|a+h+|o+h+|huh|mhm|uh[ -]+huh|mm[ -]+hmm)"
)
_FILLED_PAUSE = re.compile(
    rf"(?:,\s*)?(?<![\w'’]){_HESITATION}(?![\w'’])(?:[,.…](?=\s|$))?", re.IGNORECASE
)
_NOISES_ANYWHERE = re.compile(
    r"(?:,\s*)?(?<![\w'’])(?:u+h+m*|h+m+|m{2,}h*m*|ä+h+m*|e+u+h+|öh+m*)(?![\w'’])(?:[,.…](?=\s|$))?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s*(?:you know|I mean|sort of|kind of|like)(?:,|(?=\s))|,\s*right\?(?=\s+[a-z])|"
    r"(?<!\b[Dd]o)(?<!\bif)(?<!\bas)(?<!did)(?<!n't)(?<!hat)(?<=\w)\s+(?:you know|I mean),"
)
_OPENER = re.compile(
    r"(?:(?:so|well|ok|okay|and|but|or|yeah|yep|oh|ah|I mean|anyway|actually|basically|alright|"
    r"cuz|'cause|cause|because|I guess)(?![\w'’-])(?:[,.;!…-]+|(?=\s))\s*|"
    r"(?:yes|no|right|now|you know|like|all right|sure|also|then|hey|again|plus|exactly|great|"
    r"good|cool|fine|wait|look|true|see)[,.;!…-]+\s+)+",
    re.IGNORECASE,
)
_TRAILER = re.compile(
    r"(?:(?:,\s*|(?<=[”\"])\s+)(?:yeah|ok|okay|so|you know(?: what I mean)?|I mean|right|"
    r"or whatever|and stuff|and so|but|and|or|I guess)[.…]?)+$|,?\s+(?:or|and|but|so)(?=\?$)",
    re.IGNORECASE,
)
_CASUAL = {
    "cuz": "because", "'cause": "because", "gonna": "going to", "wanna": "want to",
    "gotta": "have to", "kinda": "kind of", "sorta": "sort of", "dunno": "don't know",
}  # fmt: skip
_CASUAL_WORD = re.compile(
    r"(?<![\w'])(?:cuz|'cause|gonna|wanna|gotta|kinda|sorta|dunno)(?!\w)", re.I
)
_HANGING_COMMA = re.compile(
    r"\b(a|an|the|to|of|in|at|on|for|with|between|is|are|was|were|my|your|our|their|some),(?=\s)"
)
_STRAY_LETTER = re.compile(r"[B-HJ-WYZ] (?!is\b|was\b|and\b|or\b|has\b)\w")
_BREAK = re.compile(
    r"(?<=[a-z,] )(?:So|And|The|That|But|We|You|They|There|What|If|It|Is|Because|OK|Yeah|Well|No|"
    r"Or|This|He|She|In|How|When)\b|"
    r"\b(?:the|a|an) (?:the|a|an|to|of|is|was|we|you|they|it|I|in|so)\b|"
    r"\b(?:I|you|we|they) (?:I|you|we|they|it|the|a)\b|\b(?:is|was|are|of) (?:is|was|are|of|I)\b|"
    r"\b(\w+ \w+) (?:\w+ )?\1\b|[a-z]-[a-z]\w* \w-|,? (?:and|or|the|a|of)[.?]|"
    r"\bblah\b"
)
_RESTART = frozenset(
    "so and but the that this there it we they you he she if what when how well or these those a "
    "it's that's there's we're they're you're in for because maybe one is are do does then".split()
)
_SPACED_HYPHEN = re.compile(r"(?<=\w) - (?=\w)")
_TOKENIZED = re.compile(r"\b(?:mm|uh) - (?:hmm|huh)\b", re.IGNORECASE)
_LOOSE_QUOTE = re.compile(r"(?<=“) +(?=\w)|(?<=\s)\"\s")
_SPACED_QUOTE = re.compile(r"[\"“] ([^\"“”]{1,200}?) [\"”]")
_NOISE = re.compile(r"(?:@ ?)+@?|\[[^\]]{0,40}\]|\((?:laughs?|laughter|inaudible|coughs?)\)")
_BACKCHANNELS = frozenset(
    "yeah yes yep yup ok okay right sure no nope oh ah huh hmm mm mhm uh um uhuh uhhuh mmhmm hm "
    "exactly true cool great good fine alright all i see that's it thanks thank you sorry well so "
    "really wow well and but or the a it is you know i mean think guess nice hi hello bye gotcha "
    "of course absolutely definitely got it yup wait what".split()
)
_SAID_TWICE = frozenset("very really had no far many blah ha bye".split())
_NUMBERS = frozenset("zero oh one two three four five six seven eight nine".split())
_SHORT_WORDS = frozenset(
    "a i an as at am be by do go he hi if in is it me my no of oh ok on or so to up us we the and "
    "but can did for get got had has her him his how its let may new not now off one our out own "
    "per put ran run saw say see set she sit six ten too try two use was way who why yes yet you "
    "all any are ask bad big day end far few man men old red tea top ad ex id pi re x y z".split()
)

_BROKEN_WORDS = frozenset(
    "tha thi wha whe whic becau beca bec shou shoul woul wou coul cou kno peopl reall abou mayb "
    "actu proba thei hav dif diff unders".split()
)


def is_backchannel(text: str) -> bool:
    """Tell whether words only show that somebody listens (`Mm - hmm.`, `Yeah, right.`)."""
    bare = [
        word.strip(".,!?…\"'“”-").lower()
        for word in text.replace(" - ", "").replace("-", "").split()
    ]
    bare = [word for word in bare if word]
    return len(bare) <= 5 and all(word in _BACKCHANNELS or len(word) == 1 for word in bare)


def roughness(sentence: str) -> int:
    """Return how many breaks are left in a cleaned sentence; one without any reads best."""
    return len(_BREAK.findall(sentence))


def untokenized(texts: list[str]) -> list[str]:
    """Undo the spaces that some transcripts have around hyphens: `phone - in`, `Mm - hmm`.

    Only where a transcript writes `mm - hmm` so: elsewhere a spaced hyphen is a dash.
    """
    if not any(_TOKENIZED.search(text) for text in texts):
        return texts
    return [_SPACED_HYPHEN.sub("-", text) for text in texts]


def fluent(sentence: str, english: bool = True) -> str:
    """Return a sentence as its speaker meant it; empty if nothing but hesitation is in it.

    Of another language than English only noises go, and what is said twice in several words.
    """
    text = _SPACED_QUOTE.sub(r"“\1”", _NOISE.sub(" ", sentence))
    if not english:
        tokens = _NOISES_ANYWHERE.sub(" ", text).split()
        for length in (2, 3, 4):
            tokens = _without_repeats(tokens, length)
        return _as_sentence(re.sub(r"\s+([,.…])", r"\1", " ".join(tokens)))
    text = _FILLED_PAUSE.sub(" ", text)
    text = _ASIDE.sub(" ", text)
    text = " ".join(_without_stutter(_since_restart(text.split())))
    text = _LOOSE_QUOTE.sub("", text)
    text = _CASUAL_WORD.sub(lambda found: _CASUAL[found.group().lower()], text)
    text = _HANGING_COMMA.sub(r"\1", text)
    text = re.sub(r"\s+([,.;:!?…])", r"\1", text)
    text = re.sub(r"[,;:]+(?=[,.;:!?])", "", text)
    text = _without_opener(_TRAILER.sub("", text.strip(" ,;:-–—")) or text)
    return _as_sentence(text)


def _without_opener(text: str) -> str:
    """Drop `So, well, I mean` in front, but not from `So far` or `Because`."""
    found = _OPENER.match(text)
    rest = text[found.end() :] if found else text
    if re.match(r"(?:far|much|many|of)\b", rest):
        return text
    return rest or text


def _as_sentence(text: str) -> str:
    text = text.strip(" ,;:-–—")
    if not any(letter.isalnum() for letter in text):
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in '.!?…。？！"”' else f"{text}."


def _since_restart(tokens: list[str]) -> list[str]:
    """Drop a false start in front: a capital in the middle tells where the sentence began anew."""
    for place in range(min(6, len(tokens) - 4), 0, -1):
        token, before = tokens[place], tokens[place - 1]
        restarts = token[0].isupper() and token.strip(",").lower() in _RESTART
        if restarts and before[-1] not in '.!?:“"' and (place == 1 or not before.istitle()):
            return tokens[place:]
    return tokens


def _without_stutter(tokens: list[str]) -> list[str]:
    """Drop fragments (`th that`), and what is said twice in a row (`in the in the`)."""
    kept: list[str] = []
    for place, token in enumerate(tokens):
        if place == 0 and _STRAY_LETTER.match(" ".join(tokens[:2])):
            continue
        if not _is_fragment(token, tokens[place + 1 : place + 4]):
            kept.append(token)
    for length in (1, 2, 3, 4, 1):
        kept = _without_repeats(kept, length)
    return _without_repairs(kept)


def _without_repairs(tokens: list[str]) -> list[str]:
    """Keep the second of `I'm not a I'm not particularly`: two words, one more, the same two."""
    kept: list[str] = []
    bare = [_bare(token) for token in tokens]
    place = 0
    while place < len(tokens):
        pair = bare[place : place + 2]
        if len(pair) == 2 and pair == bare[place + 3 : place + 5] and all(pair):
            place += 3
            continue
        kept.append(tokens[place])
        place += 1
    return kept


def _bare(token: str) -> str:
    return token.strip(".,;:!?…-\"'“”").lower()


def _is_fragment(word: str, following: list[str]) -> bool:
    """Tell a word that broke off, and was then said: `wh there's a part wh what`."""
    bare = _bare(word)
    if not bare:
        return word in {"-", "–", "--"} and not following
    if word[-1] in "!?" or not bare.isalpha():
        return False
    nexts = [_bare(each).replace("’", "'") for each in following]
    first = nexts[0] if nexts else ""
    said_next = (
        (word.endswith("-") and any(each.startswith(bare) for each in nexts))
        or first.startswith(f"{bare}'")
        or (len(bare) == 1 and bare not in "ai" and first.startswith(bare))
    )
    if said_next or word == "i" or bare in _BROKEN_WORDS:
        return True
    if bare in _SHORT_WORDS or word.isupper():
        return False
    begins = any(each.startswith(bare) and each != bare for each in nexts[:2])
    return len(bare) == 1 or (len(bare) <= 4 and begins)


def _without_repeats(tokens: list[str], length: int) -> list[str]:
    """Keep the last of a run of words that is said several times in a row."""
    kept: list[str] = []
    place = 0
    bare = [_bare(token) for token in tokens]
    while place < len(tokens):
        here, after = bare[place : place + length], bare[place + length : place + 2 * length]
        meant = length == 1 and _is_meant_twice(bare, place)
        if here == after and any(here) and not meant:
            place += length
            continue
        kept.append(tokens[place])
        place += 1
    return kept


def _is_meant_twice(bare: list[str], place: int) -> bool:
    """Tell `very very` and the digits of a number (`four four two`) from a stutter."""
    word, beside = bare[place], bare[max(place - 1, 0) : place] + bare[place + 2 : place + 3]
    if word in _NUMBERS:
        return any(each in _NUMBERS for each in beside)
    return word in _SAID_TWICE or word.isdigit()
