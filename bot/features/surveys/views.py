"""How the survey looks: the card that offers it, its pages, what was answered and what it does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import bold, spans
from bot.chat.views import (
    Bars,
    Block,
    Bullets,
    Button,
    Control,
    Heading,
    Look,
    Picture,
    Select,
    View,
    controls,
    note,
    paragraph,
)
from bot.features.surveys.records import following, page_id
from bot.model.asking.answers import LINE, TEXT, SurveyAnswer, Values, consent_words
from bot.model.asking.findings import Findings
from bot.model.asking.survey import Asks, Question, Survey, SurveyPage
from bot.model.course import Course
from bot.model.people import Person
from bot.model.reminders.subjects import clock_there
from bot.model.time.spoken import zone_city
from bot.ports.cities import City

KINDS = {
    Asks.ZONE: FieldType.LINE,
    Asks.HOURS: FieldType.LINE,
    Asks.LINE: FieldType.LINE,
    Asks.TEXT: FieldType.TEXT,
    Asks.ONE: FieldType.ONE,
    Asks.SOME: FieldType.SOME,
}


def card(course: Course) -> View:
    """Return the card that stands in the main place: the survey, and the one offer of reminders."""
    return View(
        (
            paragraph(
                "A few questions, two minutes: where you are, which hours never work, and how you "
                "like to take part. Your answers act at once, and you can change them any time."
            ),
            controls(
                Button("Answer", action("survey.open", course.id), Look.MAIN),
                Button("Remind me privately", action("reminders.offer", course.id)),
            ),
            note("Staff see counts, never groups under five. The bot writes to nobody privately "
                 "who hasn't asked for it."),
        ),
        title=f"Welcome to {course.title}",
    )  # fmt: skip


def page_form(
    course: Course, survey: Survey, page: SurveyPage, values: Mapping[str, Values], zone: str | None
) -> Form:
    """Return a page as a form, filled with what was answered before."""
    intro = " ".join(filter(None, (page.intro, consent_words(page, course))))
    return Form(
        title=page.title if len(page.title) <= 24 else f"{page.title[:23]}…",
        action=action("survey.save", course.id, page_id(page)),
        fields=tuple(_field(one, values.get(one.key, ()), zone) for one in page.questions),
        intro=intro,
        submit="I agree, send" if page.consent else "Save",
        page=survey.pages.index(page) + 1,
        pages=len(survey.pages),
    )


def _field(question: Question, values: Values, zone: str | None) -> FormField:
    if not values and question.asks is Asks.ZONE and zone is not None:
        values = (zone,)
    return FormField(
        name=question.key,
        label=question.text,
        type=KINDS[question.asks],
        required=question.required,
        hint=question.hint,
        value="\n".join(values),
        choices=tuple((choice.key, choice.label) for choice in question.choices),
        most=TEXT if question.asks is Asks.TEXT else LINE,
    )


def saved(
    course: Course, survey: Survey, page: SurveyPage, notes: Sequence[str], unclear: Block | None
) -> View:
    """Return the answer to a saved page: what it changed, and the way on."""
    place = survey.pages.index(page) + 1
    blocks: list[Block] = [paragraph(f"Saved: page {place} of {len(survey.pages)}.")]
    if notes:
        blocks.append(Bullets(tuple(spans(line) for line in notes)))
    if unclear is not None:
        blocks.append(paragraph("There is more than one place of that name. Which one is yours?"))
        blocks.append(unclear)
    blocks += way_on(course, following(survey, page))
    return View(tuple(blocks), title="Survey")


def way_on(course: Course, page: SurveyPage | None) -> Sequence[Block]:
    """Return what leads to the next page: a consent first, where it asks for one."""
    mine = Button("My answers", action("survey.mine", course.id))
    if page is None:
        thanks = paragraph("That was the last page. Thank you.")
        return (thanks, controls(mine), note("Change or withdraw them with /class survey answer."))
    to = action("survey.open", course.id, page_id(page))
    if page.consent is None:
        return (controls(Button("Continue", to, Look.MAIN), mine),)
    no = Button("No, thanks", action("survey.skip", course.id, page_id(page)))
    return (
        paragraph(bold(page.title), ": only if you want to. ", consent_words(page, course)),
        controls(Button("I agree, continue", to), no, mine),
    )


def skipped(course: Course, survey: Survey, page: SurveyPage) -> View:
    """Return the answer to a page that somebody would rather not answer, and the way on."""
    said = paragraph("That's fine: nothing of “", page.title, "” is asked or kept.")
    return View((said, *way_on(course, following(survey, page))), title="Survey")


def moved_to(zone: str) -> str:
    """Say what an answer to where one is steers; times in shared messages follow the device."""
    return f"Your due times and reminders go by the clock of {zone_city(zone)}."


def place_chooser(
    course: Course, question: Question, found: Sequence[City], now: datetime
) -> Block:
    """Return the choice among places of one name."""
    choices = tuple(
        (
            f"{city.label}: {clock_there(now, city.zone)} there now",
            action("survey.place", course.id, question.key, city.zone),
        )
        for city in found
    )
    return controls(Select("Your place", choices))


def mine(
    course: Course, survey: Survey, values: Mapping[str, Values], consents: Collection[str]
) -> View:
    """Return what one person answered, page by page, with ways to change and withdraw it."""
    blocks: list[Block] = []
    for page in survey.pages:
        blocks.append(Heading(page.title))
        lines = [
            spans(bold(f"{question.text} "), _said(question, values[question.key]))
            for question in page.questions
            if values.get(question.key)
        ]
        blocks.append(Bullets(tuple(lines)) if lines else paragraph("Not answered."))
        if page.consent is not None:
            blocks.append(note(consent_words(page, course)))
        blocks.append(_page_controls(course, page, answered=bool(lines) or page.title in consents))
    return View(tuple(blocks), title="Your answers")


def _page_controls(course: Course, page: SurveyPage, *, answered: bool) -> Block:
    name = page_id(page)
    words = "Change" if answered else "Answer"
    if page.consent is not None and not answered:
        words = "I agree, answer"
    items: list[Control] = [Button(words, action("survey.open", course.id, name))]
    if answered:
        items.append(Button("Withdraw", action("survey.withdraw", course.id, name), Look.DANGER))
    return controls(*items)


def _said(question: Question, values: Values) -> str:
    labels = {choice.key: choice.label for choice in question.choices}
    return ", ".join(labels.get(value, value) for value in values)


def really(course: Course, page: SurveyPage) -> View:
    """Return what withdrawing a page means, before it is done."""
    name = page_id(page)
    return View(
        (
            paragraph("Your answers on “", page.title, "” are erased at once. Impossible hours and "
                      "picture-free recaps that they set end with them; your zone stays until you "
                      "change it."),
            controls(
                Button("Erase them", action("survey.erase", course.id, name), Look.DANGER),
                Button("Keep them", action("survey.mine", course.id)),
            ),
        ),
        title="Withdraw answers?",
    )  # fmt: skip


def results(
    found: Sequence[Findings],
    of: int,
    read: Sequence[tuple[SurveyPage, Sequence[SurveyAnswer]]],
    names: Mapping[str, Person],
) -> View:
    """Return the counts for staff, then the single answers that this reader was granted."""
    blocks: list[Block] = [
        paragraph(f"{of} {'student' if of == 1 else 'students'} answered so far.")
    ]
    for one in found:
        blocks.append(Heading(one.question.text))
        if one.rows:
            blocks.append(Bars(one.rows))
        else:
            blocks.append(note(_hidden(one)))
    for page, answers in read:
        blocks.append(Heading(f"{page.title} (entrusted to you)"))
        questions = {question.key: question for question in page.questions}
        lines = tuple(
            spans(bold(names[one.person].name), ": ", _said(questions[one.question], one.values))
            for one in answers
            if one.person in names
        )
        blocks.append(Bullets(lines) if lines else paragraph("Nobody has answered here."))
    blocks.append(note("Groups under five are merged, so that nobody can be told apart."))
    return View(tuple(blocks), title="Survey results")


def _hidden(one: Findings) -> str:
    if one.question.asks in (Asks.ZONE, Asks.ONE, Asks.SOME):
        return "Too few answers to show without pointing at somebody."
    return f"{one.answered} answered in their own words, which are not counted."


def pictures(files: Sequence[tuple[str, str]]) -> View:
    """Return the results as pictures, (file, description) each, for the staff's place."""
    blocks = tuple(Picture(file, description) for file, description in files)
    return View(blocks, title="Survey results", fallback="The survey's results as pictures")
