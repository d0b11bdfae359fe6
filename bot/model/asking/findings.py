"""Findings: what the class answered, in counts that point at nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.model.asking.answers import SurveyAnswer
from bot.model.asking.survey import Asks, Question, Survey
from bot.model.gradebook.charts import CountsChart, city_of
from bot.model.privacy import LEAST, Counts, merge_small, merge_small_choices


@dataclass(frozen=True, slots=True)
class Findings:
    """The counts of one question's answers, and how many answered it.

    Questions answered in one's own words have no rows: words are not counted.
    """

    question: Question
    rows: Counts
    answered: int

    @property
    def chart(self) -> CountsChart:
        """The findings as a chart."""
        return CountsChart(self.question.text, self.rows, self.answered)


def findings(
    survey: Survey, answers: Iterable[SurveyAnswer], least: int = LEAST
) -> tuple[Findings, ...]:
    """Return what `answers` (of those still in the course, not withdrawn) come to.

    Groups under `least` are merged. Pages behind a consent are left out: whoever may read them
    reads the answers themselves.
    """
    by_question: dict[str, list[SurveyAnswer]] = {}
    for answer in answers:
        if answer.values:
            by_question.setdefault(answer.question, []).append(answer)
    return tuple(
        _of(question, by_question.get(question.key, []), least)
        for page in survey.pages
        if page.consent is None
        for question in page.questions
    )


def _of(question: Question, answers: list[SurveyAnswer], least: int) -> Findings:
    labels = {choice.key: choice.label for choice in question.choices}
    rows: Counts = ()
    match question.asks:
        case Asks.ZONE:
            rows = merge_small(Counter(city_of(each.values[0]) for each in answers), least)
        case Asks.ONE:
            chosen = Counter(labels.get(each.values[0], "other") for each in answers)
            rows = merge_small(chosen, least, "other")
        case Asks.SOME:
            people = [frozenset(labels.get(key, "other") for key in each.values)
                      for each in answers]  # fmt: skip
            rows = merge_small_choices(people, least)
        case _:
            rows = ()
    return Findings(question, rows, len(answers))
