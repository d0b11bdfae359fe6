"""What was said but is not for a recap that a class reads: swearing, secrets, private matters.

Told by the words, so not all of it is found. What is left out is a sentence of the draft, nothing
else: whoever was there still knows it.
"""

import re

_SWEARING = re.compile(
    r"\b(?:\w*fuck\w*|(?:bull|horse|dip)?shit\w*|god ?damn\w*|damn(?:ed|it)?|assholes?|dumbass\w*|"
    r"jackass\w*|bitch\w*|bastards?|cunts?|dickheads?|pissed off|piss off|motherf\w+|wtf|"
    r"(?:the|as|like|bloody) hell(?= (?:is|are|was|do|does|did|with|out|no)\b|\W*$)|"
    r"go to hell|crap(?:py)?|sucks ass|son of a gun)\b",
    re.IGNORECASE,
)
_SECRET = re.compile(
    r"\b(?:off the record\b|this is (?:a )?private\b|confidential(?:ly)?|"
    r"between (?:you and me|us|ourselves)(?=,|\W*$)|"
    r"(?:don't|do not|not|never) (?:record|tell|repeat|share|quote|publish|write down) "
    r"(?:this|that|it|me|anyone|anybody|the next)|"
    r"(?:stop|pause|turn off|switch off|cut|delete|edit) (?:the|this) recording|"
    r"(?:stays?|leaves?|keep (?:this|that|it)) (?:in )?(?:this room|here between|to yoursel\w+)|"
    r"(?:password|passcode|passphrase|access code|pin code)(?: (?:for|to|of) [^.?!]{1,40}?)? "
    r"(?:is|was|are)|(?:we|still|being) (?:being )?record(?:ed|ing) (?:this|us|me)\b)",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"\b(?:my (?:\w+ )?(?:doctor|therapist|psychiatrist|counselor|diagnosis|depression|anxiety|"
    r"medication|meds|surgery|divorce|pregnancy|miscarriage|disability|accommodations?|custody|"
    r"grade|grades|visa|salary|boyfriend|girlfriend|husband|wife)|"
    r"I(?:'m| am| was| got|'ve been| have been) (?:really |very |so |a bit |still )?(?:sick|ill|"
    r"depressed|pregnant|hospitalized|in (?:the )?hospital|diagnosed|hungover|drunk)|"
    r"(?:his|her) (?:grade|grades|diagnosis|disability|divorce)|"
    r"(?:he|she|they) (?:\w+ )?(?:flunked|cheated|plagiarized)|"
    r"(?:failed|flunked) (?:the (?:\w+ )?(?:class|course|exam|midterm|final|quiz|test|essay)|"
    r"(?:his|her|their|my|your) \w+)|"
    r"(?:my|his|her|their) (?:\w+ ){1,3}?(?:passed away|died|funeral))\b",
    re.IGNORECASE,
)


def is_unfit(text: str) -> bool:
    """Tell whether a sentence had better not stand in a recap."""
    return bool(_SWEARING.search(text) or _SECRET.search(text) or _PRIVATE.search(text))
