"""What a policy asks, in words: `write 1 post of 75 words or more and write 2 replies`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.model.participation.ledger import Act
from bot.model.participation.policy import Part

_TASKS: dict[Act, tuple[str, str]] = {
    Act.ATTEND: ("attend", "attend {n} times"),
    Act.MAKE_UP: ("make it up", "make up {n} sessions"),
    Act.POST: ("write 1 post", "write {n} posts"),
    Act.REPLY: ("write 1 reply", "write {n} replies"),
    Act.ASK: ("ask 1 question", "ask {n} questions"),
    Act.ANSWER: ("answer 1 question", "answer {n} questions"),
    Act.VOTE: ("vote in 1 poll", "vote in {n} polls"),
    Act.HELP: ("help 1 classmate", "help {n} classmates"),
    Act.MANUAL: ("have staff record it", "have staff record it {n} times"),
}


def joined(words: Sequence[str], last: str = "and") -> str:
    """Return `words` as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def task(part: Part, count: int, size: int) -> str:
    """Return what `part` asks: `count` acts, each of `size` words or minutes (0 for any)."""
    ways = [_TASKS[act][count > 1].format(n=count) for act in part.acts]
    if not size:
        return joined(ways, "or")
    least = f"for {size} minutes" if Act.ATTEND in part.acts else f"of {size} words"
    return f"{joined(ways, 'or')} {least} or more{' each' if count > 1 else ''}"


def titled(title: str) -> str:
    """Return a title in quotation marks, so that it reads as a name."""
    return f"“{title}”"


def tasks(each: Iterable[tuple[Part, int, int]]) -> str:
    """Return several parts' tasks as one phrase."""
    return joined([task(part, count, size) for part, count, size in each])
