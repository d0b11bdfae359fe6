"""What a recap is drawn from: everything that happened in its session, read anew each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.posts import PostState
from bot.model.course import Course
from bot.model.live.polls import Poll
from bot.model.live.questions import Question, ranked
from bot.model.participation.acts.ledger import Act
from bot.model.places import Message
from bot.model.recap.links import links_in
from bot.model.recap.recaps import Recap, Said, quoted
from bot.model.sessions import Session
from bot.ports.messages import Kept
from bot.ports.reading import highlighted, said_in, standing_acts
from bot.ports.work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SharedLink:
    """An address that was shared in the live place, and the first message that held it."""

    url: str
    message: Message


@dataclass(frozen=True, slots=True)
class Facts:
    """A session as its recap tells it.

    `attended` and `made_up` are counts. `board` is where the questions stand in chat, `poll_cards`
    where each poll does, by id. `gone` are messages that a line quotes and that are deleted or
    withdrawn: such a line isn't shown. `stands` is the published recap's message.
    """

    course: Course
    session: Session
    recap: Recap
    attended: int
    made_up: int
    questions: Sequence[Question]
    polls: Sequence[Poll]
    links: Sequence[SharedLink]
    highlights: Sequence[Said]
    board: Message | None
    poll_cards: dict[str, Message]
    gone: frozenset[Message]
    stands: Message | None

    @property
    def summary(self) -> tuple[Said, ...]:
        """The summary's lines that may be shown."""
        return self._standing(self.recap.contents.summary)

    @property
    def stayed_open(self) -> tuple[Said, ...]:
        """What staff noted as open, after the questions that nobody answered."""
        unanswered = (Said(q.shown, self.board) for q in self.questions if not q.answered)
        return (*unanswered, *self._standing(self.recap.contents.stayed_open))

    @property
    def bare(self) -> bool:
        """Whether there is nothing to tell: not counted, nothing asked, shared or noted."""
        told = (self.questions, self.polls, self.links, self.highlights, self.summary)
        kept = (self.stayed_open, self.recap.contents.recording)
        return not self.session.counted and not any((*told, *kept))

    def _standing(self, lines: Sequence[Said]) -> tuple[Said, ...]:
        return tuple(said for said in lines if said.message not in self.gone)


async def load(name: str, work: UnitOfWork) -> Facts | None:
    """Return a session's facts; None if it or its recap is gone."""
    recap = await work.recaps.get(name)
    session = await work.sessions.get(name)
    course = await work.courses.get(session.course) if session else None
    if recap is None or session is None or course is None:
        return None
    entries = await standing_acts(session, await work.ledger.about(session.id), work)
    attended = {entry.person for entry in entries if entry.act is Act.ATTEND}
    made_up = {entry.person for entry in entries if entry.act is Act.MAKE_UP} - attended
    polls = await work.polls.of_session(session.id)
    return Facts(
        course=course,
        session=session,
        recap=recap,
        attended=len(attended),
        made_up=len(made_up),
        questions=ranked(await work.questions.of_session(session.id)),
        polls=polls,
        links=shared_links(await said_in(session, course, session.ended or session.ends, work)),
        highlights=[Said(each.text, each.message) for each in await highlighted(session.id, work)],
        board=await standing_at(f"questions/{session.id}/", work),
        poll_cards=await _poll_cards(polls, work),
        gone=await _gone(recap, work),
        stands=await standing_at(f"recap/{session.id}/", work) if recap.published else None,
    )


def shared_links(said: Sequence[Kept]) -> list[SharedLink]:
    """Return each address once, with the first message that shared it."""
    first: dict[str, Message] = {}
    for kept in said:
        for url in links_in(kept.text):
            first.setdefault(url, kept.message)
    return [SharedLink(url, message) for url, message in first.items()]


async def standing_at(prefix: str, work: UnitOfWork) -> Message | None:
    """Return the message of the latest post under these keys that stands in chat."""
    found = [post for post in await work.outbox.starting(prefix) if post.state is PostState.SENT]
    return found[-1].message if found else None


async def _poll_cards(polls: Sequence[Poll], work: UnitOfWork) -> dict[str, Message]:
    cards = {poll.id: await standing_at(f"poll/{poll.id}/", work) for poll in polls}
    return {poll: message for poll, message in cards.items() if message is not None}


async def _gone(recap: Recap, work: UnitOfWork) -> frozenset[Message]:
    messages = quoted(recap)
    kept = await work.messages.get(list(messages))
    return messages - {each.message for each in kept if each.deleted is None and each.text}
