"""How acts and what shows them read, wherever the ledger is shown."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.spans import Link, Spans, Text, spans
from bot.model.live.checkin import BY_CODE
from bot.model.participation.acts.ledger import Act, Entry
from bot.model.participation.acts.references import read_message
from bot.model.participation.policies.phrases import titled
from bot.model.participation.review.disputes import Dispute
from bot.model.participation.standings.record import Record

ACTS = {
    Act.ATTEND: "Attended",
    Act.MAKE_UP: "Make-up",
    Act.POST: "Post",
    Act.REPLY: "Reply",
    Act.ASK: "Question",
    Act.ANSWER: "Answer",
    Act.VOTE: "Vote",
    Act.HELP: "Help",
    Act.RECEIVED: "Reply received",
    Act.ACCEPTED: "Answer endorsed",
    Act.MARK: "Marked by staff",
    Act.MANUAL: "Recorded",
}
"""What people call an act that was done."""
BY_CODE_ALONE = "by the code alone, which can be passed on"
"""What a check-in by code is called before its student."""


def shown_by(evidence: str) -> Spans:
    """Return what shows an act: a link to the message or page, else its words in brackets.

    References that only the program reads say nothing.
    """
    message = read_message(evidence)
    if message is not None:
        return spans(" ", Link("See it", message=message))
    if evidence.startswith(("http://", "https://")):
        return spans(" ", Link("See it", evidence))
    if "/" in evidence or not evidence:
        return ()
    return spans(Text(f" ({BY_CODE_ALONE if evidence == BY_CODE else evidence})"))


def matter(dispute: Dispute, record: Record, entries: Iterable[Entry]) -> str:
    """Return in words what a dispute is about: `Post in “Minds”`, `Missing: Attend in “Limits”`."""
    entry = next((each for each in entries if each.id == dispute.entry), None)
    about = record.title(entry.about if entry else dispute.about)
    where = f" in {titled(about)}" if about else ""
    if entry is not None:
        return f"{ACTS[entry.act]}{where}"
    policy = record.policies.get(dispute.week)
    options = policy.options if policy else ()
    title = next((each.title for each in options if each.key == dispute.option), dispute.option)
    return f"Missing: {title}{where}"
