"""Questions that were really asked, and what was said in answer."""

import re
from collections.abc import Mapping, Sequence

from adapters.text.summary.sentences import Sentence
from adapters.text.summary.speech import roughness

_ASKING = re.compile(
    r"(?:(?:[\w':,.]+ ){0,3})?\b(?:who|what|when|where|why|which|how|whose|is|are|was|were|do|"
    r"does|did|"
    r"can|could|should|would|will|has|have|isn't|aren't|don't|doesn't|didn't|can't|couldn't|"
    r"shouldn't|wouldn't|won't)\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"(?:,|\bor)?\s*(?:right|ok|okay|you know|no|yeah|huh|see|or something|or what|or not|"
    r"correct)\s*\?$",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"(?:what|who|when|where|why|which|how|whose)?(?:'s)?\s*(?:\b(?:is|are|was|were|do|does|did|can|"
    r"could|should|would|will|has|have|isn't|aren't|don't|doesn't|didn't|won't)\b)",
    re.IGNORECASE,
)
"""How a question begins that `right?` only closes."""
_IDLE = re.compile(
    r"(?:[^,?]{1,40}, )?(?:(?:what|who|how come|why|which one|pardon|excuse me|you know what)\W*$|"
    r"(?:do you (?:know|see) what (?:I|that)|does that make sense|any(?:thing)? (?:else|other)|"
    r"can (?:you|everyone|everybody) (?:hear|see)|what (?:was|is|did) (?:that|you say)|"
    r"what do you (?:mean|think)|are you (?:there|sure|kidding)|is (?:it|that) (?:ok|right|it|so)|"
    r"is this (?:on|working))\b[^,]{0,20}\?$)",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:(?:I )?don't know|not sure|no idea|good question|have to (?:check|look|see|ask)|"
    r"let me (?:check|find out)|I(?:'ll| will) (?:check|find out|ask|look)|who knows|no clue|"
    r"need to (?:check|find out)|get back to you|haven't (?:looked|decided|thought)|"
    r"(?:don't|can't) (?:remember|recall))\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?:in principle |basically |actually )?what (?:I|we|you|he|she|they|it)(?:'[a-z]+)? "
    r"(?!(?:do|does|did|is|are|was|were|can|could|should|would|will)\b)",
    re.IGNORECASE,
)
"""`What I want is a list, right?` tells something."""
_HALF = re.compile(r"\b(?:the|a|an|because|if|your|my|our|their|very)\W*\?$", re.IGNORECASE)
_BECAUSE = re.compile(
    r"(?:(?:that's|it's|it is|that is|well|just) )*(?:because|since|due to|so that)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"(?:yes|no|yeah|yep|nope|right|exactly|correct|sure|of course|true)\b", re.IGNORECASE
)
_OPEN = re.compile(r"(?:[\w:]+ ){0,2}(?:what|why|how|which|where|when|who)\b", re.IGNORECASE)
_SOON = 45.0
"""Seconds within which an answer begins."""
_AT_ONCE = 20.0
"""Seconds within which one begins that takes up none of the question's words."""


def is_question(sentence: Sentence) -> bool:
    """Tell a question that wants an answer from `right?` and `what?`."""
    text = sentence.text
    if (
        not sentence.asks
        or not 4 <= sentence.length <= 40
        or not (sentence.stems or _OPEN.match(text))
    ):
        return False
    if not sentence.english:
        return True
    idle = _IDLE.match(text) or _HALF.search(text) or _TOLD.match(text)
    if idle or text.count("“") != text.count("”") or text.endswith("”"):
        return False
    tagged = _TAG.search(text)
    return bool(_ASKING.match(text)) and not (tagged and not _MEANT.match(text))


def answer_to(place: int, spoken: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence that answers the question at a place, or None if it stayed open.

    Whoever else speaks next answers, unless with a question or by not knowing; of the turn the
    sentence counts that takes up the question's words, else the first that says something.
    """
    asked = spoken[place]
    wanted = set(asked.stems)
    turn: int | None = None
    reply: list[Sentence] = []
    for sentence in spoken[place + 1 : place + 14]:
        if sentence.start - asked.end > _SOON:
            break
        if sentence.speaker == asked.speaker and asked.speaker is not None:
            if reply:
                break
            continue
        turn = sentence.turn if turn is None else turn
        if sentence.turn > turn + 2:
            break
        reply.append(sentence)
    if any(_UNSURE.search(sentence.text) for sentence in reply[:2]):
        return None
    says = [
        sentence
        for sentence in reply
        if not sentence.asks
        and (len(sentence.stems) >= 2 or _YES_NO.match(sentence.text))
        and sentence.length >= 3
    ]
    if not says:
        return None
    why = "why" in asked.text.lower()

    def fits(reply: Sentence) -> float:
        taken_up = len(wanted.intersection(reply.stems))
        if not taken_up and reply.start - asked.end > _AT_ONCE:
            return -1.0
        return taken_up + 2.0 * (why and bool(_BECAUSE.match(reply.text)))

    best = max(says[:4], key=lambda each: (fits(each), not each.broken, -each.start))
    return best if fits(best) >= 0 else None


def weight(sentence: Sentence, counts: Mapping[str, int]) -> float:
    """Return how much a question asks, and how much of it is about what the session is about.

    `counts` says how often the session uses each stem.
    """
    about = sum(min(1.0, counts[stem] / 6) for stem in set(sentence.stems))
    opens = 1.5 if _OPEN.match(sentence.text) else 0.0
    opens -= roughness(sentence.text)
    return min(about, 6.0) + opens - 0.08 * max(0, sentence.length - 20)
