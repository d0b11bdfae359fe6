"""What a class has to do and by when: what is due, asked for, or moved, as teachers say it."""

import re

_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|midnight|"
    r"next (?:week|time|class|session|lecture|month)|"
    r"the end of (?:the |this |next )?(?:day|week|month|term|semester)|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december) "
    r"(?:the )?(?:\d+|first|second|third|\w+th|twenty\w*|thirty\w*)|the \d{1,2}(?:st|nd|rd|th))\b"
)
_TASK = (
    r"(?:submit|hand|turn|upload|read|prepare|write|bring|send|finish|complete|sign|register|post|"
    r"review|watch|revise|practice|print|download|install|e-?mail|answer|solve|fill)\b"
)
_WORK = (
    r"(?:homework|assignment|essay|report|paper|proposal|problem set|project|quiz|exam|midterm|"
    r"final|test|presentation|job|task|draft|lab)s?"
)
_DUE = re.compile(
    r"(?:\b(?:is|are|be)|'s|'re) (?:(?:also|both|all|not|now|only|then) )?due\b(?! to\b)|"
    r"\bdue (?:date|on|by|at|next)\b|\bdeadline (?:is|for|to|will|has)\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"\b(?:your|the|our|this|next|a) (?:\w+ ){{0,2}}?{_WORK} (?:\w+ ){{0,3}}?"
    rf"(?:(?:is|are|will be|takes place) (?:\w+ ){{0,3}}?|(?:for|by) (?:\w+ )?){_DAY}|"
    rf"\b(?:quiz|exam|midterm|final|test|presentation)s? on {_DAY}",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"^(?:(?:and|so|also|then|now|everyone|everybody|all of you),? )*"
    rf"(?:(?:please|don't forget to|remember to|make sure (?:to|you|that you)|be sure to) "
    rf"(?:all |also |still |then )?{_TASK}|"
    rf"(?:hand|turn) (?:(?:it|them|(?:your|the) \w+(?: \w+)?) )?in\b|"
    rf"(?:submit|upload|read|prepare|bring|finish|complete|sign up|register|post|review|watch|"
    rf"revise|solve) (?:(?:the|your|a|an|one|two|three|it|them|for|chapters?|pages?|section)\b))|"
    rf"^(?:for|by|before|until|on) (?:\w+ )?{_DAY},? (?:(?:please|you|everyone) (?:\w+ ){{0,3}}?)?"
    rf"{_TASK}",
    re.IGNORECASE,
)
_TOLD = re.compile(
    rf"\b(?:you|you all|everyone|everybody|each of you)(?:'ll)? (?:still |all )?"
    rf"(?:need to|needs to|have to|has to|should|must|are to|will)? ?(?:\w+ ){{0,2}}?{_TASK}"
    rf".{{0,60}}\b(?:by|before|until|on|for) (?:\w+ ){{0,2}}?{_DAY}",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:there(?:'s| is| will be) no|we (?:don't|won't) have) (?:class|lecture|session|seminar|"
    r"lab|office hours?)\b|"
    r"\b(?:class|lecture|session|seminar|office hours?|exam|quiz|midterm|lab) (?:\w+ ){0,2}?"
    r"(?:is|are|will be|was|has been|have been) "
    r"(?:moved|canceled|cancelled|postponed|rescheduled)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"^(?:if|suppose|imagine|unless)\b|\bif (?:you|we|it)\b", re.IGNORECASE)


def sets_task(text: str) -> bool:
    """Tell whether a sentence gives the class something to do, or a date to know."""
    if _DUE.search(text) or _MOVED.search(text):
        return True
    return not _SUPPOSED.search(text) and bool(
        _ASKED.search(text) or _TOLD.search(text) or _DATED.search(text)
    )
