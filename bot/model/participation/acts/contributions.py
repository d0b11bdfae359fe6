"""Contributions: what the messages of a discussion's thread count as, for each who wrote them.

Threads are flat: a message doesn't say which other it replies to. So this is the rule.

- A person's POSTs are their first messages, as many as are expected, that came before the posts'
  due time and had the expected words when it passed; or after it, while the policy lets late posts
  count for anything, and had them when they were written.
- Any other message is a REPLY if somebody else had written in the thread before it, and a POST if
  nobody had: one can't reply to oneself. So a first short word, a second long post and a late one
  are in the ledger as well, and the policy, not this rule, says that they don't count.
- A deleted message is nothing, and the next one may take its place. Whether somebody else had
  written before is a fact of that moment: it stays when they delete it.

The rule looks at what a thread holds, never at the order in which it was told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.discussions import Discussion
from bot.model.ids import short_id
from bot.model.participation.acts.evidence import DELETED, Edit, reconcile
from bot.model.participation.acts.ledger import Act, Entry, first_id, in_force, withdrawal
from bot.model.participation.acts.references import write_message
from bot.model.places import Message

NOW_ANOTHER = "counts as another kind of contribution now"
NOT_THEIRS = "written from an account that is no longer theirs"


@dataclass(frozen=True, slots=True)
class Said:
    """A message in a discussion's thread: its author (a person's id) and its wordless states."""

    message: Message
    person: str
    posted: datetime
    edits: tuple[Edit, ...]
    deleted: datetime | None = None

    def words(self, due: datetime) -> int:
        """Return the words that count at `due`: later edits don't, nor do they take away."""
        if len(self.edits) == 1:
            return self.edits[0].words
        counted = 0
        for index, edit in enumerate(sorted(self.edits, key=lambda edit: edit.at)):
            if index == 0 or edit.at < due:
                counted = edit.words
        return counted

    @property
    def changed(self) -> datetime:
        """When its author last did anything to it."""
        return max([self.posted, *(edit.at for edit in self.edits), self.deleted or self.posted])


@dataclass(frozen=True, slots=True)
class Dues:
    """One person's own due instants in a discussion; `late` posts still count so long after."""

    posts: datetime
    closes: datetime
    late: timedelta = timedelta()

    def takes_post(self, posted: datetime) -> bool:
        """Whether a post of this instant counts, if only for less."""
        return posted < self.posts or posted - self.posts < self.late


def classed(
    discussion: Discussion, own: Iterable[Said], others_since: datetime | None, dues: Dues
) -> dict[Message, Act]:
    """Return what each of one person's messages counts as; deleted ones as nothing.

    `others_since` is when somebody else first wrote in the thread, None if nobody did.
    """
    expects = discussion.expects
    acts: dict[Message, Act] = {}
    left = expects.posts
    for said in in_order(own):
        if said.deleted is not None:
            continue
        enough = said.words(dues.posts) >= expects.words
        if left and enough and dues.takes_post(said.posted):
            left -= 1
            acts[said.message] = Act.POST
        else:
            answers = others_since is not None and others_since < said.posted
            acts[said.message] = Act.REPLY if answers else Act.POST
    return acts


def affected(own: Iterable[Said], touched: Collection[Message]) -> list[Said]:
    """Return those of one person's messages that may count as something else than before.

    That is the first of the `touched` ones and what was written after it: what a message counts
    as depends on none that came later.
    """
    ordered = in_order(own)
    places = (place for place, said in enumerate(ordered) if said.message in touched)
    return ordered[next(places, len(ordered)) :]


def to_enter(
    discussion: Discussion,
    own: Sequence[Said],
    others_since: datetime | None,
    dues: Dues,
    existing: Iterable[Entry],
    *,
    among: Sequence[Said] | None = None,
    locked: bool = False,
) -> list[Entry]:
    """Return what to append to the ledger for one person's messages in a discussion.

    Only those `among` these are looked at, None for all; `existing` are their entries. In a
    `locked` week nothing is taken away.
    """
    acts = classed(discussion, own, others_since, dues)
    known: dict[str, list[Entry]] = {}
    for entry in existing:
        known.setdefault(first_id(entry.id), []).append(entry)
    added: list[Entry] = []
    for said in in_order(own) if among is None else among:
        act = acts.get(said.message)
        wanted = () if act is None else (_entry(discussion, act, said, dues),)
        mine = [
            entry
            for act in (Act.POST, Act.REPLY)
            if known
            for entry in known.get(_entry_id(discussion, act, said), ())
        ]
        if mine:
            gone = DELETED if said.deleted is not None else NOW_ANOTHER
            added += reconcile(mine, wanted, said.changed, gone=gone, locked=locked)
        else:
            added += wanted
    return added


def not_theirs(existing: Iterable[Entry], own: Collection[Message], at: datetime) -> list[Entry]:
    """Return the withdrawals of entries whose message isn't among a person's `own` any more.

    What no message shows stays.
    """
    theirs = {write_message(message) for message in own} | {""}
    return [
        withdrawal(entry, NOT_THEIRS, at)
        for entry in in_force(existing)
        if entry.act in (Act.POST, Act.REPLY) and entry.by is None and entry.evidence not in theirs
    ]


def _entry(discussion: Discussion, act: Act, said: Said, dues: Dues) -> Entry:
    """Return a message's entry, with the words that stood when it was due."""
    expects = discussion.expects
    due, asked = dues.closes, expects.reply_words
    if act is Act.POST:
        due, asked = dues.posts, expects.words
    return Entry(
        id=_entry_id(discussion, act, said),
        course=discussion.course,
        person=said.person,
        act=act,
        at=said.posted,
        week=discussion.week,
        about=discussion.id,
        amount=said.words(due),
        evidence=write_message(said.message),
        due=due,
        out_of=asked,
    )


def _entry_id(discussion: Discussion, act: Act, said: Said) -> str:
    return short_id(discussion.course, act, said.person, write_message(said.message))


def in_order(said: Iterable[Said]) -> list[Said]:
    """Return messages as they were written."""
    return sorted(said, key=lambda each: (each.posted, each.message.id))
