"""What of a class goes into its archive: recaps, discussions, posts, questions, answers, links."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.model.course import Course
from bot.model.discussions import Discussion
from bot.model.ids import short_id
from bot.model.live.polls import Poll
from bot.model.live.questions import GivenAnswer, Question
from bot.model.places import Message
from bot.model.recap.archive import Document, Kind
from bot.model.recap.links import links_in
from bot.model.recap.makeups import SharedAnswer
from bot.model.recap.recaps import Recap
from bot.model.sessions import Session
from bot.model.time.weeks import week_of


def recap_id(session: str) -> str:
    """Return the id of a session's recap in the archive."""
    return short_id("archive", "recap", session)


def recap_document(recap: Recap, session: Session, polls: Iterable[Poll]) -> Document:
    """Return a published recap as it is found: without answers and results.

    Questions and links that were shared in the session are documents of their own.
    """
    contents = recap.contents
    lines = [said.text for said in (*contents.summary, *contents.stayed_open)]
    lines += [" / ".join((poll.question, *poll.options)) for poll in polls]
    return Document(
        id=recap_id(session.id),
        course=session.course,
        kind=Kind.RECAP,
        title=contents.title,
        text="\n".join(lines),
        at=recap.published or recap.drafted,
        week=session.week,
        post=f"recap/{session.id}/",
    )


def note_documents(session: Session, polls: Iterable[Poll]) -> tuple[Document, ...]:
    """Return staff's notes on a session's polls: they tell the results, so they open with them."""
    return tuple(
        Document(
            id=short_id("archive", "note", poll.id),
            course=session.course,
            kind=Kind.ANSWER,
            title=f"Poll: {poll.question}",
            text=poll.note,
            at=poll.closed or poll.at,
            week=session.week,
            post=f"poll/{poll.id}/",
            opens_with=session.id,
        )
        for poll in polls
        if poll.note
    )


def question_documents(
    session: Session, questions: Iterable[Question]
) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Return a session's questions and answers as they are found, and the ids of what is gone.

    An answer is a document of its own, since it opens later than its question.
    """
    found: list[Document] = []
    gone: list[str] = []
    for question in questions:
        standing = question.removed is None and not question.withdrawn
        asked = _question(session, question)
        if standing:
            found.append(asked)
        else:
            gone.append(asked.id)
        for given in question.answers:
            answer = _answer(session, question, given)
            if standing and given.removed is None and not given.withdrawn and given.text:
                found.append(answer)
            else:
                gone.append(answer.id)
    return tuple(found), tuple(gone)


def _question(session: Session, question: Question) -> Document:
    return Document(
        id=short_id("archive", "question", question.id),
        course=session.course,
        kind=Kind.QUESTION,
        title=session.title,
        text=question.text,
        at=question.at,
        week=session.week,
        post=f"questions/{session.id}/",
        person=question.person,
    )


def _answer(session: Session, question: Question, given: GivenAnswer) -> Document:
    return Document(
        id=short_id("archive", "answer", given.id),
        course=session.course,
        kind=Kind.ANSWER,
        title=question.text,
        text=given.text,
        at=given.at,
        week=session.week,
        post=f"questions/{session.id}/",
        person=given.person,
        opens_with=session.id,
    )


def shared_id(share: str) -> str:
    """Return the id of a shared make-up answer in the archive."""
    return short_id("archive", "share", share)


def shared_document(shared: SharedAnswer, session: Session) -> Document:
    """Return a make-up answer that its author shared; it opens with the session's answers."""
    return Document(
        id=shared_id(shared.id),
        course=session.course,
        kind=Kind.ANSWER,
        title=shared.asked,
        text=shared.text,
        at=shared.at,
        week=session.week,
        post=f"share/{shared.id}/",
        person=shared.person,
        opens_with=session.id,
    )


def discussion_document(discussion: Discussion, *, published: bool) -> Document:
    """Return a discussion as it is found: by title and prompt, and its summary if `published`."""
    summary = discussion.summary if published else None
    return Document(
        id=short_id("archive", "discussion", discussion.id),
        course=discussion.course,
        kind=Kind.DISCUSSION,
        title=discussion.title,
        text="\n".join(filter(None, (discussion.prompt, summary))),
        at=discussion.opens,
        week=discussion.week,
        message=discussion.root,
        post=f"discussion/{discussion.id}/",
    )


def message_id(message: Message) -> str:
    """Return the id of a message in the archive."""
    place = message.place
    return short_id("archive", place.platform, place.id, place.thread or "", message.id)


def message_document(
    message: Message, course: Course, person: str | None, text: str, posted: datetime, where: str
) -> Document | None:
    """Return a message as it is found, or None for small talk.

    Kept are posts (`where` names the conversation, "" outside of one) and messages that share a
    link: those are resources wherever they stand.
    """
    links = links_in(text)
    if not where and not links:
        return None
    return Document(
        id=message_id(message),
        course=course.id,
        kind=Kind.RESOURCE if links else Kind.POST,
        title=links[0] if links else where,
        text=text,
        at=posted,
        week=week_of(course, posted),
        message=message,
        person=person,
    )
