"""The survey for those who answer it: pages, each saved by itself, changed and withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.actions import Action
from bot.chat.calls import Call
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Answers, Form
from bot.chat.refusal import Refusal
from bot.chat.views import Block, View
from bot.features.surveys import views
from bot.features.surveys.records import act, change, page_named, values_of
from bot.model.asking.answers import SurveyAnswer, Values, agreed, checked
from bot.model.asking.survey import Asks, Question, Survey, SurveyPage
from bot.model.time.hours import Unreadable
from bot.model.time.zones import is_zone
from bot.ports.cities import City
from bot.ports.work import UnitOfWork

commands = Commands()


@dataclass(frozen=True, slots=True)
class ShowAnswers:
    """See, change or withdraw what you answered in the survey."""


@commands.on("survey answer", answers="confidential")
async def show_answers(ask: ShowAnswers, call: Call, work: UnitOfWork) -> View:
    """Show one's own answers, page by page."""
    return await _mine(call, work)


@commands.button("survey.mine", answers="confidential")
async def show_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Show one's own answers."""
    return await _mine(call, work)


@commands.button("survey.open", answers="form")
async def open_page(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open a page, filled with what was answered before; without one the first."""
    survey = await survey_of(call, work)
    if ask.object:
        page = _page(survey, ask.object)
    else:
        plain = [each for each in survey.pages if each.consent is None]
        if not plain:
            raise Refusal("Everything asked here is up to you: see /class survey answer.")
        page = plain[0]
    values = values_of(await work.surveys.of_person(call.person.id))
    return views.page_form(call.course, survey, page, values, call.person.zone)


@commands.button("survey.skip", answers="confidential", reads=True)
async def skip_page(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Leave a page behind a consent unanswered, and lead on."""
    survey = await survey_of(call, work)
    return views.skipped(call.course, survey, _page(survey, ask.object))


@commands.form("survey.save", answers="confidential")
async def save_page(ask: Submitted, call: Call, work: UnitOfWork) -> View:
    """Save one page; whoever sends a page behind a consent agrees to it."""
    survey = await survey_of(call, work)
    page = _page(survey, ask.action.object)
    answers: list[SurveyAnswer] = []
    notes: list[str] = []
    unclear: Block | None = None
    for question in page.questions:
        given = _given(question, ask.answers)
        if question.asks is Asks.ZONE and given:
            found = await _places(given[0], call, work)
            if len({city.zone for city in found}) > 1:
                unclear = views.place_chooser(call.course, question, found, call.now)
                continue
            given = (found[0].zone,)
            notes.append(views.moved_to(found[0].zone))
        values = _checked(question, given)
        answers.append(SurveyAnswer(call.person.id, question.key, values, call.now))
        notes += _notes(question, values)
    if page.consent is not None and any(answer.values for answer in answers):
        await work.surveys.agree(call.course.id, call.person.id, page.title, call.now)
    await change(call.course, call.person, survey, answers, call.now, work)
    return views.saved(call.course, survey, page, notes, unclear)


@commands.button("survey.place", answers="confidential")
async def place_chosen(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Keep which of several places of one name is meant."""
    survey = await survey_of(call, work)
    page = next(
        (each for each in survey.pages if any(q.key == ask.object for q in each.questions)), None
    )
    consents = await work.surveys.consents(call.person.id)
    if page is None or not is_zone(ask.arg) or not agreed(survey, ask.object, consents):
        raise Refusal("The survey has changed meanwhile. Please open it again.")
    answer = SurveyAnswer(call.person.id, ask.object, (ask.arg,), call.now)
    await change(call.course, call.person, survey, [answer], call.now, work)
    return views.saved(call.course, survey, page, [views.moved_to(ask.arg)], None)


@commands.button("survey.withdraw", answers="confidential")
async def ask_to_withdraw(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Say what withdrawing a page means, and ask again."""
    return views.really(call.course, _page(await survey_of(call, work), ask.object))


@commands.button("survey.erase", answers="confidential")
async def withdraw(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Erase the answers on a page, and take back what they set."""
    survey = await survey_of(call, work)
    page = _page(survey, ask.object)
    before = values_of(await work.surveys.of_person(call.person.id))
    keys = {question.key for question in page.questions}
    await work.surveys.withdraw(call.person.id, page.title, keys)
    after = {key: values for key, values in before.items() if key not in keys}
    await act(call.course, call.person, survey, before, after, call.now, work)
    return await _mine(call, work)


async def survey_of(call: Call, work: UnitOfWork) -> Survey:
    """Return the course's survey; refuse where there is none."""
    survey = await work.surveys.get(call.course.id)
    if survey is None or not survey.pages:
        raise Refusal(f"{call.course.title} has no survey.")
    return survey


async def _mine(call: Call, work: UnitOfWork) -> View:
    survey = await survey_of(call, work)
    values = values_of(await work.surveys.of_person(call.person.id))
    consents = await work.surveys.consents(call.person.id)
    return views.mine(call.course, survey, values, consents.keys())


def _page(survey: Survey, name: str) -> SurveyPage:
    page = page_named(survey, name)
    if page is None:
        raise Refusal("The survey has changed meanwhile. Please open it again.")
    return page


def _given(question: Question, answers: Answers) -> Values:
    if question.asks is Asks.SOME:
        return answers.some(question.key)
    text = answers.optional(question.key)
    return () if text is None else (text,)


async def _places(text: str, call: Call, work: UnitOfWork) -> Sequence[City]:
    """Return the places that a text may mean; refuse what is none."""
    if is_zone(text):
        return (City(text, "", text),)
    found = await work.tools.cities.find(text, call.now)
    if not found:
        raise Refusal(
            f"“{text[:60]}” is no city or zone that I know. Name a larger city nearby, "
            "then send the page again."
        )
    return found


def _checked(question: Question, given: Values) -> Values:
    try:
        return checked(question, given)
    except Unreadable as error:
        raise Refusal(str(error)) from error


def _notes(question: Question, values: Values) -> Sequence[str]:
    """Return what an answer changes at once, in words."""
    if question.asks is Asks.HOURS and values:
        return (f"Hours that never work for you: {values[0]}.",)
    steered = [choice for choice in question.choices if choice.steers and choice.key in values]
    return [f"Noted: {choice.steers}." for choice in steered]
