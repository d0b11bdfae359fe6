"""The survey of a course file."""

from __future__ import annotations

from adapters.files.courses.schema import PageWords, QuestionWords
from adapters.files.problems import Severity
from adapters.files.shape import Part, complain, read_parts
from adapters.files.yaml.text import Document
from bot.chat.forms import FIELDS_A_PAGE, TITLE_LENGTH
from bot.model.asking.survey import (
    Asks,
    Consent,
    Question,
    Survey,
    SurveyChoice,
    SurveyPage,
    default_survey,
)
from bot.model.ids import slug
from bot.model.people import STAFF

LONGEST_VALUE = 75
"""Characters by which a form knows a choice."""
MOST_CHOICES = 25
"""Choices of one question that every platform shows."""
CHOSEN = frozenset({Asks.ONE, Asks.SOME})


def read_survey(document: Document) -> Survey:
    """Return the survey: the default one if the file has none, an empty one for `survey: no`."""
    written = document.get(("survey",))
    if written is None:
        return default_survey()
    if isinstance(written, str):
        if written.casefold() != "no":
            text = "A survey is a list of pages."
            complain(document, ("survey",), text, "Write survey: no to ask nothing.")
        return Survey()
    seen: dict[str, int] = {}
    pages: list[SurveyPage] = []
    for part in read_parts(document, ("survey",), PageWords):
        _check_page(part)
        for index, question in enumerate(part.words.questions):
            steps = ("questions", index)
            if question.key in seen:
                text = f"The question on line {seen[question.key]} has the same key."
                part.complain((*steps, "key"), text, "Give each question a key of its own.")
            seen.setdefault(question.key, document.at((*part.path, *steps)).line)
            _check_choices(part, index, question)
        pages.append(_page(part.words))
    return Survey(tuple(pages))


def _check_page(part: Part[PageWords]) -> None:
    count = len(part.words.questions)
    if not 1 <= count <= FIELDS_A_PAGE:
        text = f"A page has 1 to {FIELDS_A_PAGE} questions, this one has {count}."
        hint = "Begin another page." if count else "Add a question, or remove the page."
        part.complain(("questions",), text, hint, value=part.words.page)
    if len(part.words.page) > TITLE_LENGTH:
        text = f"The title of a page has at most {TITLE_LENGTH} characters."
        part.complain(("page",), text, "Say the rest in intro.")
    consent = part.words.consent
    if consent is None:
        return
    if not consent.seen_by:
        text = "Nobody would see these answers."
        part.complain(("consent", "seen by"), text, "Name instructor or assistant.")
    for index, role in enumerate(consent.seen_by):
        if role not in STAFF:
            text = "Sensitive answers are for staff only."
            part.complain(("consent", "seen by", index), text, "Name instructor or assistant.")
    for index, question in enumerate(part.words.questions):
        if question.required:
            text = "What is asked behind a consent can't be required."
            part.complain(("questions", index, "required"), text, "Remove this line.")


def _check_choices(part: Part[PageWords], index: int, question: QuestionWords) -> None:
    steps = ("questions", index, "choices")
    if question.answer in CHOSEN and len(question.choices) < 2:
        part.complain(steps, "There is nothing to choose from.", "List two choices or more.")
    if question.answer not in CHOSEN and question.choices:
        text = f"An answer of the kind {question.answer} has no choices."
        part.complain(steps, text, "Write answer: one, or answer: some.")
    if len(question.choices) > MOST_CHOICES:
        text = f"A form shows {MOST_CHOICES} choices on Discord, these are {len(question.choices)}."
        hint = "List fewer, or ask for a line of text."
        part.complain(steps, text, hint, value=question.key, severity=Severity.WARNING)
    keys = [choice.key or slug(choice.label) for choice in question.choices]
    for number, key in enumerate(keys):
        if len(key) > LONGEST_VALUE:
            text = "This choice is too long to be a key by itself."
            part.complain((*steps, number), text, "Add key: with a short word.")
        elif not key:
            text = "This choice needs a key."
            part.complain((*steps, number), text, "Add key: with a word in Latin letters.")
        elif key in keys[:number]:
            text = "Two choices have this key."
            part.complain((*steps, number), text, "Give one of them another key:.", value=key)


def _page(words: PageWords) -> SurveyPage:
    consent = words.consent
    return SurveyPage(
        title=words.page,
        questions=tuple(_question(question) for question in words.questions),
        intro=words.intro,
        consent=Consent(frozenset(consent.seen_by), consent.kept) if consent else None,
    )


def _question(words: QuestionWords) -> Question:
    choices = tuple(
        SurveyChoice(choice.key or slug(choice.label), choice.label, choice.steers)
        for choice in words.choices
    )
    return Question(words.key, words.ask, words.answer, choices, words.required, words.hint)
