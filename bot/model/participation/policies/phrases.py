"""What a policy asks, in words: `write 1 post of 75 words or more and 2 replies`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Part

_TASKS: dict[Act, tuple[str, str, str]] = {
    Act.ATTEND: ("attend", "", "{n} times"),
    Act.MAKE_UP: (
        "answer",
        "the session's questions afterwards",
        "the questions of {n} sessions afterwards",
    ),
    Act.POST: ("write", "1 post", "{n} posts"),
    Act.REPLY: ("write", "1 reply", "{n} replies"),
    Act.ASK: ("ask", "1 question", "{n} questions"),
    Act.ANSWER: ("answer", "1 question", "{n} questions"),
    Act.VOTE: ("vote in", "1 poll", "{n} polls"),
    Act.HELP: ("help", "1 classmate", "{n} classmates"),
    Act.RECEIVED: ("receive", "1 reply", "{n} replies"),
    Act.ACCEPTED: ("have", "1 answer endorsed by staff", "{n} answers endorsed by staff"),
    Act.MARK: ("have", "1 message marked by staff", "{n} messages marked by staff"),
    Act.MANUAL: ("have staff record it", "", "{n} times"),
}
"""Each act's verb, and what the verb is about: once, and `n` times."""


def joined(words: Sequence[str], last: str = "and") -> str:
    """Return `words` as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def task(part: Part, count: int, size: int) -> str:
    """Return what `part` asks: `count` acts, each of `size` words or minutes (0 for any)."""
    return " ".join(filter(None, _task(part, count, size)))


def _task(part: Part, count: int | None, size: int) -> tuple[str, str]:
    """Return a task's verb and the rest; the verb is "" where several acts share nothing."""
    acts = [_TASKS[act] for act in part.acts]
    many = count != 1
    number = "the" if count is None else count
    verbs = list(dict.fromkeys(verb for verb, *_ in acts))
    things = list(dict.fromkeys(each[1 + many].format(n=number) for each in acts))
    if len(verbs) == 1 or len(things) == 1:
        verb, rest = joined(verbs, "or"), joined(things, "or")
    else:
        ways = [" ".join(filter(None, (each[0], each[1 + many]))) for each in acts]
        verb, rest = "", joined(ways, "or").format(n=number)
    if not size:
        return verb, rest
    least = f"for {size} minutes" if Act.ATTEND in part.acts else f"of {size} words"
    rest = f"{rest} {least} or more{' each' if many else ''}".lstrip()
    return verb, rest


def titled(title: str) -> str:
    """Return a title in quotation marks, so that it reads as a name."""
    return f"“{title}”"


def tasks(each: Iterable[tuple[Part, int | None, int]]) -> str:
    """Return several parts' tasks as one phrase; a verb that neighbors share is said once.

    A count of None is one that something else decides: "the posts" instead of "2 posts".
    """
    found = [_task(*one) for one in each]
    groups = [list(group) for _, group in groupby(found, lambda one: one[0] or one[1])]
    phrases = [" ".join(filter(None, (g[0][0], joined([rest for _, rest in g])))) for g in groups]
    return joined(phrases)
