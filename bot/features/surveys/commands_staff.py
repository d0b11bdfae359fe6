"""The survey for staff: counts that point at nobody, and pictures of them in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.views import View, note
from bot.features.surveys import views
from bot.features.surveys.commands import survey_of
from bot.features.surveys.due import CHART
from bot.model.asking.answers import SurveyAnswer, may_read
from bot.model.asking.findings import findings
from bot.model.asking.survey import Survey, SurveyPage
from bot.model.people import STAFF, Role
from bot.ports.agenda import Item
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class ShowResults:
    """See what the class answered, in counts and a picture."""


@commands.on("survey results", allowed=STAFF, answers="confidential")
async def show_results(ask: ShowResults, call: Call, work: UnitOfWork) -> View:
    """Answer with the counts; pictures of them stand in the staff's place."""
    survey = await survey_of(call, work)
    people = await work.people.of(call.course.id)
    students = {
        person.id: person
        for person in people
        if person.role is Role.STUDENT and person.dropped is None
    }
    answers = [
        each for each in await work.surveys.answers(call.course.id) if each.person in students
    ]
    found = findings(survey, answers)
    view = views.results(
        found,
        len({each.person for each in answers}),
        [(page, _on(page, answers)) for page in _entrusted(survey, call.person.role)],
        students,
    )
    if not any(one.rows for one in found):
        return view
    item = Item(f"survey/chart/{call.id}", call.course.id, CHART, call.now)
    await work.agenda.plan((item,))
    return view.also(note("Pictures of these counts stand in the staff's place."))


def _entrusted(survey: Survey, role: Role) -> Sequence[SurveyPage]:
    """Return the pages whose single answers someone in this role may read."""
    return [page for page in survey.pages if page.consent is not None and may_read(page, role)]


def _on(page: SurveyPage, answers: Sequence[SurveyAnswer]) -> Sequence[SurveyAnswer]:
    keys = {question.key for question in page.questions}
    return [each for each in answers if each.question in keys]
