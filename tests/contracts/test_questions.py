"""Questions, votes and answers as kept."""

from dataclasses import replace

from bot.model.live.questions import GivenAnswer, Question, without_words
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, CHO, COURSE, INES, at

WHY = Question("q1", COURSE.id, "s1", ANA.id, False, "Why?", at(1))
HOW = Question("q2", COURSE.id, "s1", BEN.id, True, "How; -- '", at(1, minutes=1))
PEER = GivenAnswer("a1", "q1", BEN.id, "Because.", at(1, minutes=2), by_staff=False)
STAFF = GivenAnswer("a2", "q1", INES.id, "", at(1, minutes=3), by_staff=True)


async def test_a_question_is_read_as_it_was_written(store: Store) -> None:
    whole = replace(WHY, answers=(PEER, STAFF))
    async with store.work() as work:
        await work.questions.save((HOW, whole, replace(WHY, id="q3", session="s2")))
        assert await work.questions.of_session("s1") == [whole, HOW]
        assert await work.questions.get("q2") == HOW
        assert await work.questions.get("q9") is None


async def test_votes_are_kept_once_a_person_and_saving_leaves_them(store: Store) -> None:
    async with store.work() as work:
        await work.questions.save((WHY,))
        for _ in range(2):
            await work.questions.vote("q1", BEN.id, at(1), up=True)
        await work.questions.vote("q1", CHO.id, at(1), up=True)
        await work.questions.vote("q1", CHO.id, at(2), up=False)
        await work.questions.vote("q1", CHO.id, at(2), up=False)
        await work.questions.save((replace(WHY, text="Why so?"),))
        found = await work.questions.get("q1")
        assert found == replace(WHY, text="Why so?", voters=frozenset({BEN.id}))


async def test_a_persons_questions_are_those_asked_and_those_answered(store: Store) -> None:
    whole = replace(WHY, answers=(PEER,))
    async with store.work() as work:
        await work.questions.save((whole, HOW))
        assert await work.questions.of_person(BEN.id) == [whole, HOW]
        assert await work.questions.of_person(ANA.id) == [whole]
        assert await work.questions.of_person(CHO.id) == []


async def test_an_answer_changes_in_its_row(store: Store) -> None:
    async with store.work() as work:
        await work.questions.save((replace(WHY, answers=(PEER,)),))
        gone = replace(PEER, endorsed_by=INES.id, removed=at(2), removed_by=BEN.id)
        await work.questions.save((replace(WHY, answers=(gone,)),))
        found = await work.questions.get("q1")
        assert found is not None
        assert found.answers == (gone,)


async def test_withdrawn_words_are_gone_from_the_rows(store: Store) -> None:
    whole = replace(WHY, answers=(PEER, STAFF))
    async with store.work() as work:
        await work.questions.save((whole,))
        await work.questions.save((without_words(whole, BEN.id),))
        await work.questions.save((without_words(whole, ANA.id),))
        found = await work.questions.get("q1")
        assert found == without_words(whole, ANA.id)
        assert found.text == ""


async def test_many_questions_are_read_at_once(store: Store) -> None:
    many = [replace(HOW, id=f"q{number:04}") for number in range(1200)]
    async with store.work() as work:
        await work.questions.save(many)
        await work.questions.vote("q1199", CHO.id, at(2), up=True)
        found = await work.questions.of_session("s1")
        assert len(found) == 1200
        assert found[-1].votes == 1
