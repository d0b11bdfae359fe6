"""What was decided, and what somebody still has to do: told by how people say such things."""

import re
from collections.abc import Sequence

from adapters.text.summary.deadlines import sets_task
from adapters.text.summary.sentences import Sentence
from adapters.text.summary.speech import roughness

_DECIDED = re.compile(
    r"\b(?:we(?:'ve| have)? (?:all |just |finally |already )?(?:decided|agreed|settled)|"
    r"(?:it was|it's|that's) (?:decided|agreed|settled)|the (?:decision|conclusion|plan) is|"
    r"let's (?:go with|stick with|stick to|agree|use|keep|do it)|"
    r"we(?:'ll| will|'re going to|'re gonna) (?:go with|stick with|stick to|use|keep|stay with)|"
    r"I agree that we should|we came to the conclusion)\b",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"\b(?<!that )(?<!which )(?<!what )(?<!where )(?:action item|to do list|to-do|by (?:monday|"
    r"tuesday|wednesday|thursday|friday|tomorrow|next week|the end of)|"
    r"(?:I|we)(?:'ll| will| shall| am going to|'m going to|'m gonna|'re going "
    r"to|'re gonna) (?!go with|use|keep|be |have |see|say|talk|stick|get|do\b|just|know|never|"
    r"expect|want|think|probably (?:be|have|want))\w+|"
    r"(?:we|I|somebody|someone|everyone) (?:still )?(?:need to|needs to|have to|has to|should "
    r"(?:probably |definitely |really )?|must|ought to)(?! (?:be|have|say|think|know|do)\b) ?\w+|"
    r"(?:can|could) you (?:send|check|write|prepare|look|make|put|ask)|remains? to|"
    r"still (?:need|missing|open|have to|has to)|next (?:step|thing to do)|for next (?:time|week)|"
    r"(?:don't forget|remember) to|let's (?:meet|try|discuss|postpone|get back|come back))\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:action item|"
    r"by (?:monday|tuesday|wednesday|thursday|friday|tomorrow|next week|the end of)|"
    r"next (?:step|week|time|meeting)|(?:I|we)(?:'ll| will)|need to|don't forget|send|e-?mail|"
    r"finish|prepare|write|check|submit|schedule|still)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"[“\"]|should(?:'ve| have)\b|\b(?:if|would|might|suppose|imagine|unless|used to|whether|"
    r"had to|didn't|don't have to|don't need|don't think|you have to have|if you|when you)\b",
    re.IGNORECASE,
)


def decides(sentence: Sentence) -> bool:
    """Tell whether a sentence reports or proposes a decision."""
    return _whole(sentence) and bool(_DECIDED.search(sentence.text))


def leaves_open(sentence: Sentence) -> bool:
    """Tell whether a sentence says that somebody will or must do something."""
    if sets_date(sentence):
        return True
    found = _TO_DO.search(sentence.text)
    supposed = _SUPPOSED.search(sentence.text) or _DECIDED.search(sentence.text)
    return _whole(sentence) and bool(found) and not supposed


def sets_date(sentence: Sentence) -> bool:
    """Tell whether a sentence tells the class what is due; it may be short."""
    if sentence.asks or sentence.broken or not 4 <= sentence.length <= 36:
        return False
    return len(set(sentence.stems)) >= 2 and sets_task(sentence.text)


def weight(sentence: Sentence, spoken: Sequence[Sentence]) -> float:
    """Return how firm a point is: a task, a date, an end of the session speak for it."""
    length = spoken[-1].end or 1.0
    strong = len(_STRONG.findall(sentence.text))
    late = 0.8 * sentence.start / length
    late -= 0.7 * roughness(sentence.text)
    due = 4.0 if sets_date(sentence) else 0.0
    return due + min(strong, 3) + late + 0.3 * min(len(set(sentence.stems)), 6)


def _whole(sentence: Sentence) -> bool:
    return (
        not sentence.asks
        and not sentence.broken
        and 6 <= sentence.length <= 36
        and len(set(sentence.stems)) >= 3
    )
