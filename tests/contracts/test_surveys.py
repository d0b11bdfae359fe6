"""Surveys, answers and consents, as kept."""

from dataclasses import replace

from bot.model.asking.answers import SurveyAnswer
from bot.model.asking.survey import Survey, default_survey
from bot.ports.work import Store
from tests.support.sample import ANA, BEN, COURSE, at

ZONE = SurveyAnswer(ANA.id, "zone", ("America/Bogota",), at(1))
DEVICES = SurveyAnswer(ANA.id, "devices", ("phone", "shared"), at(1))
NEEDS = "Access and care"


async def test_a_course_has_the_survey_saved_last(store: Store) -> None:
    async with store.work() as work:
        assert await work.surveys.get(COURSE.id) is None
        await work.surveys.save(COURSE.id, Survey())
        await work.surveys.save(COURSE.id, default_survey())
        assert await work.surveys.get(COURSE.id) == default_survey()


async def test_answers_are_changed_and_an_empty_one_is_erased(store: Store) -> None:
    bens = replace(ZONE, person=BEN.id)
    async with store.work() as work:
        await work.surveys.answer(COURSE.id, [ZONE, DEVICES, bens])
        moved = replace(ZONE, values=("Europe/Rome",), at=at(2))
        await work.surveys.answer(COURSE.id, [moved, replace(DEVICES, values=())])
        assert await work.surveys.of_person(ANA.id) == [moved]
        assert sorted(a.person for a in await work.surveys.answers(COURSE.id)) == sorted(
            [ANA.id, BEN.id]
        )
        assert await work.surveys.answers("another") == []


async def test_withdrawing_a_page_takes_its_answers_and_the_consent(store: Store) -> None:
    async with store.work() as work:
        await work.surveys.answer(COURSE.id, [ZONE, DEVICES])
        await work.surveys.agree(COURSE.id, ANA.id, NEEDS, at(1))
        await work.surveys.agree(COURSE.id, ANA.id, NEEDS, at(2))
        assert await work.surveys.consents(ANA.id) == {NEEDS: at(1)}
        await work.surveys.withdraw(ANA.id, NEEDS, ["devices"])
        assert await work.surveys.of_person(ANA.id) == [ZONE]
        assert await work.surveys.consents(ANA.id) == {}


async def test_erasing_leaves_others_alone(store: Store) -> None:
    bens = replace(ZONE, person=BEN.id)
    async with store.work() as work:
        await work.surveys.answer(COURSE.id, [ZONE, DEVICES, bens])
        await work.surveys.agree(COURSE.id, ANA.id, NEEDS, at(1))
        await work.surveys.erase(ANA.id)
        assert await work.surveys.answers(COURSE.id) == [bens]
        assert await work.surveys.consents(ANA.id) == {}
