"""What a session and a discussion leave in the archive, and what of it opens later."""

from dataclasses import replace

from bot.model.ids import short_id
from bot.model.live.polls import Poll
from bot.model.live.questions import GivenAnswer, Question
from bot.model.places import Message, Place
from bot.model.recap.archive import Document, Kind
from bot.model.recap.documents import (
    discussion_document,
    message_document,
    message_id,
    note_documents,
    question_documents,
    recap_document,
    recap_id,
    shared_document,
    shared_id,
)
from bot.model.recap.makeups import SharedAnswer
from bot.model.recap.recaps import Contents, Recap, Revision, Said
from tests.support.sample import COURSE, LIVE, TALK, at, discussion, session

LIMITS = replace(session("limits", at(8, hours=10)), title="Limits")
TEA = Poll("tea", COURSE.id, LIMITS.id, "Tea?", ("Green", "Black"), "ines", at(8, hours=10.5))
CONTENTS = Contents(
    "Limits: the recap", (Said("Epsilon."), Said("Delta.")), (Said("What is a limit?"),)
)
WRITTEN = Revision(0, at(8, hours=11), None, "drafted", CONTENTS)
RECAP = Recap(LIMITS.id, COURSE.id, at(8, hours=11), (WRITTEN,))
WHY = Question("q1", COURSE.id, LIMITS.id, "ana", False, "Why epsilon?", at(8, hours=10.2))
SMALL = GivenAnswer("a1", "q1", "ben", "Since it is small.", at(8, hours=10.3), by_staff=False)


def test_a_recap_is_found_by_its_lines_and_polls_without_their_results() -> None:
    found = recap_document(RECAP, LIMITS, (TEA, replace(TEA, question="Milk?")))
    assert found == Document(
        id=short_id("archive", "recap", LIMITS.id),
        course=COURSE.id,
        kind=Kind.RECAP,
        title="Limits: the recap",
        text="Epsilon.\nDelta.\nWhat is a limit?\nTea? / Green / Black\nMilk? / Green / Black",
        at=at(8, hours=11),
        week=2,
        post=f"recap/{LIMITS.id}/",
    )
    assert found.id == recap_id(LIMITS.id)
    out = replace(RECAP, published=at(9))
    assert recap_document(out, LIMITS, ()).at == at(9)


def test_a_note_on_a_poll_opens_with_the_answers() -> None:
    noted = replace(TEA, note="Many took black for green.", closed=at(8, hours=11))
    (found,) = note_documents(LIMITS, (TEA, noted))
    assert found == Document(
        id=short_id("archive", "note", "tea"),
        course=COURSE.id,
        kind=Kind.ANSWER,
        title="Poll: Tea?",
        text="Many took black for green.",
        at=at(8, hours=11),
        week=2,
        post="poll/tea/",
        opens_with=LIMITS.id,
    )
    (early,) = note_documents(LIMITS, (replace(noted, closed=None),))
    assert early.at == TEA.at


def test_questions_are_found_at_once_and_their_answers_later() -> None:
    asked = replace(WHY, answers=(SMALL,))
    (question, answer), gone = question_documents(LIMITS, (asked,))
    assert question == Document(
        id=short_id("archive", "question", "q1"),
        course=COURSE.id,
        kind=Kind.QUESTION,
        title="Limits",
        text="Why epsilon?",
        at=WHY.at,
        week=2,
        post=f"questions/{LIMITS.id}/",
        person="ana",
    )
    assert answer == Document(
        id=short_id("archive", "answer", "a1"),
        course=COURSE.id,
        kind=Kind.ANSWER,
        title="Why epsilon?",
        text="Since it is small.",
        at=SMALL.at,
        week=2,
        post=f"questions/{LIMITS.id}/",
        person="ben",
        opens_with=LIMITS.id,
    )
    assert gone == ()


def test_what_was_removed_withdrawn_or_said_aloud_is_not_found() -> None:
    kept, lost = short_id("archive", "question", "q1"), short_id("archive", "answer", "a1")
    for answer in (
        replace(SMALL, removed=at(9)),
        replace(SMALL, withdrawn=True),
        replace(SMALL, text=""),
    ):
        found, gone = question_documents(LIMITS, (replace(WHY, answers=(answer,)),))
        assert ([document.id for document in found], gone) == ([kept], (lost,))
    for question in (replace(WHY, removed=at(9)), replace(WHY, withdrawn=True)):
        found, gone = question_documents(LIMITS, (replace(question, answers=(SMALL,)),))
        assert (found, gone) == ((), (kept, lost))


def test_a_shared_answer_is_found_as_its_authors() -> None:
    shared = SharedAnswer("s1", COURSE.id, LIMITS.id, "cho", "Why?", "Since.", at(9))
    assert shared_document(shared, LIMITS) == Document(
        id=short_id("archive", "share", "s1"),
        course=COURSE.id,
        kind=Kind.ANSWER,
        title="Why?",
        text="Since.",
        at=at(9),
        week=2,
        post="share/s1/",
        person="cho",
        opens_with=LIMITS.id,
    )
    assert shared_id("s1") == short_id("archive", "share", "s1")


def test_a_discussion_is_found_by_its_prompt_and_its_published_summary() -> None:
    root = Message(TALK, "r1")
    week = replace(discussion("change", at(1)), root=root, summary="Most changed their minds.")
    found = discussion_document(week, published=True)
    assert found == Document(
        id=short_id("archive", "discussion", week.id),
        course=COURSE.id,
        kind=Kind.DISCUSSION,
        title="Change",
        text=f"{week.prompt}\nMost changed their minds.",
        at=at(1),
        week=1,
        message=root,
        post=f"discussion/{week.id}/",
    )
    assert discussion_document(week, published=False).text == week.prompt


def test_posts_are_kept_and_small_talk_only_for_the_links_it_shares() -> None:
    post = Message(Place(TALK.platform, TALK.id, "r1"), "m1")
    found = message_document(post, COURSE, "ana", "I think so.", at(8), "Change")
    assert found == Document(
        id=short_id("archive", TALK.platform, TALK.id, "r1", "m1"),
        course=COURSE.id,
        kind=Kind.POST,
        title="Change",
        text="I think so.",
        at=at(8),
        week=2,
        message=post,
        person="ana",
    )
    talk = Message(LIVE, "m2")
    assert message_document(talk, COURSE, "ana", "Good morning!", at(8), "") is None
    words = "See https://example.edu/limits and https://example.edu/more"
    shared = message_document(talk, COURSE, None, words, at(8), "")
    assert shared is not None
    assert (shared.kind, shared.title) == (Kind.RESOURCE, "https://example.edu/limits")
    assert shared.id == message_id(talk) == short_id("archive", LIVE.platform, LIVE.id, "", "m2")
    resource = message_document(post, COURSE, "ana", words, at(8), "Change")
    assert resource is not None
    assert resource.kind is Kind.RESOURCE
