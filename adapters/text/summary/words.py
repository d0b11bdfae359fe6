"""Words as the summary counts them: which carry meaning, and which are forms of one."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
EAST_ASIAN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
HIRAGANA = re.compile(r"[\u3041-\u309f]+")
"""Japanese writes its endings and particles so."""

STOPWORDS = frozenset(
    """
    a about above after again against all also although am an and another any anybody anyone
    anything are around as at be became because been before being below between both but by can
    could did do does doing done down during each either else enough even ever every everybody
    everyone everything few for from further gave get gets getting give given gives giving go goes
    going gone got had has have having he her here hers herself him himself his how however i if in
    instead into is it its itself just keep kept let like made make makes making many may me might
    more most much must my myself neither never no nobody none nor not nothing now of off often on
    once one ones only onto or other others ought our ours ourselves out over own per put quite
    rather really same say saying says see seem seemed seems seen several shall she should since so
    some somebody somehow someone something sometimes soon still such take taken takes taking than
    that the their theirs them themselves then there these they this those though through thus to
    together told too took toward two under until up upon us use used uses using very want wanted
    wants was way we well went were what whatever when where whether which while who whoever whom
    whose why will with within without would yet you your yours yourself

    um uh er erm hm hmm mm mmm mhm huh uh-huh mm-hmm ah oh eh ooh aha okay ok yeah yep yes yup nah
    nope no right sure alright well anyway anyways actually basically literally obviously certainly
    probably maybe perhaps guess think thinking thought know knows knew knowing mean means meant
    meaning look looked looking looks said talk talking tell come comes coming came kind kinds sort
    sorts stuff thing things lot lots bit little big good great nice cool fine bad pretty gonna
    wanna gotta kinda sorta dunno lemme hey hi hello thanks thank please sorry wow gee god guy guys
    people person somebody's man yesterday today tomorrow moment minute minutes time times day
    days week weeks first second third last next three four five six seven eight nine ten zero
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty
    forty fifty sixty seventy eighty ninety
    hundred thousand try trying tried start started end ended happen happened happening happens
    feel fact point part case far ahead back wait ask asked whole course able actual yeah's
    different interesting able true problem problems question questions idea ideas okay's exactly
    definitely absolutely totally true hard easy whatever work works working worked read reading
    doesn't don't didn't isn't wasn't aren't weren't won't can't couldn't shouldn't wouldn't hasn't
    haven't hadn't i'm i've i'd i'll you're you've you'd you'll he's he'd he'll she's she'd she'll
    it's it'd it'll we're we've we'd we'll they're they've they'd they'll that's that'd that'll
    there's there'll here's what's where's who's how's let's ain't ya y'all 'cause cause cuz th wh
    """.split()
)
"""Words of English talk that say nothing about what it is about."""

_ELSEWHERE = frozenset(
    """
    und oder aber nicht ist sind das der dem den des ein eine einen einem einer eines ich wir ihr
    sie mit auf für von zum zur auch dass wenn weil wie aus bei nach noch schon dann hier haben wird
    werden kann können muss müssen wurde sich diese dieser dieses jetzt immer sehr ja nein doch
    le la les des une dans avec pas que qui est sont nous vous ils elles mais donc alors aussi
    cette ces cela comme plus tout tous très être avoir fait faut peut par sur aux leur leurs ça
    c'est qu'il qu'on qu'elle n'est d'un d'une j'ai qu'est d'accord oui
    el los las una unos unas del para por como pero porque cuando también muy más este esta
    estos estas eso esto entonces hay ser está están nos ellos ellas sí algo todo todos
    um uma não mas muito isso esse essa você vocês ele ela eles elas então também foi pelo pela dos
    das são tem
    il lo gli uno della delle degli nel nella con per che non sono è anche questo questa questi però
    perché quindi allora molto quando essere così
    het een van niet dat zijn wij jullie maar ook voor naar deze wordt worden omdat
    """.split()
)
"""The same of other languages that classes are held in, but for what is a word of English."""

_SUFFIXES = (
    ("ational", "ate"), ("ization", "ize"), ("isation", "ize"), ("fulness", "ful"),
    ("ousness", "ous"), ("iveness", "ive"), ("ations", "ate"), ("ation", "ate"),
    ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""), ("izing", "ize"),
    ("ities", "ity"), ("ingly", ""), ("edly", ""), ("ings", ""), ("ing", ""), ("ies", "y"),
    ("ied", "y"), ("ers", ""), ("est", ""), ("ness", ""), ("ly", ""), ("ed", ""), ("er", ""),
    ("es", "e"), ("s", ""), ("e", ""),
)  # fmt: skip
_DOUBLED = re.compile(r"([bdfgklmnprt])\1$")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what the forms of an English word share: `recording`, `recorded` and `records`."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(word) < 4 or word.endswith("ss"):
        return word
    for suffix, ending in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            base = _DOUBLED.sub(r"\1", word[: -len(suffix)]) + ending
            return base.removesuffix("e") if len(base) > 3 else base
    return word


def words(text: str) -> list[str]:
    """Return the words of a text as written; writing without spaces comes in pairs of letters."""
    found: list[str] = []
    for word in _WORD.findall(text):
        if EAST_ASIAN.fullmatch(word) and len(word) > 2:
            found += (word[place : place + 2] for place in range(len(word) - 1))
        else:
            found.append(word)
    return found


def carries_meaning(word: str) -> bool:
    """Tell whether a word may say what a text is about."""
    lower = word.lower().replace("’", "'")
    if lower in STOPWORDS or lower in _ELSEWHERE or lower.removesuffix("'s") in STOPWORDS:
        return False
    return (
        (bool(EAST_ASIAN.match(lower)) and not HIRAGANA.fullmatch(lower))
        or (len(lower) > 2 and not lower.isdigit())
        or (len(lower) == 2 and word.isupper())
    )


def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words that carry meaning, in order, repetitions included."""
    return tuple(stem(word) for word in words(text) if carries_meaning(word))
