"""The policy and the survey, as a dumped course file says them."""

from __future__ import annotations

from decimal import Decimal

from adapters.files.courses import formats
from adapters.files.yaml.writing import Value, Words, given
from bot.model.asking.survey import Question, Survey, SurveyPage
from bot.model.ids import slug
from bot.model.participation.policies.policy import (
    Excused,
    Late,
    Option,
    Part,
    Period,
    Policy,
    Requirement,
    as_expected,
)


def policy_words(policy: Policy) -> Words:
    """Return the policy as the file says it."""
    every = tuple(option.key for option in policy.options if not option.optional)
    excuses = str(policy.excuses)
    if policy.excuses is Excused.PARTIAL:
        excuses = formats.write_share(policy.excuse_fraction)
    requirements = [_requirement(one, every) for one in policy.requirements]
    short = len(requirements) == 1
    return given(
        {
            "title": policy.title,
            "outcomes": [{"key": each.key, "title": each.title} for each in policy.outcomes],
            "units": [
                {"title": unit.title, "weeks": formats.write_weeks(unit.first, unit.last)}
                for unit in policy.units
            ],
            **(requirements[0] if short else {"requirements": requirements}),
            "options": [_option(one) for one in policy.options],
            "excuses": excuses,
            "late enrollment": str(policy.joining),
            "binding": "yes" if policy.binding else None,
            "locks after": formats.write_length(policy.locks_after),
            "free weeks": [str(week) for week in sorted(policy.free_weeks)],
            "drop lowest": str(policy.drops) if policy.drops else None,
            "scale": None if policy.scale is None else _number(policy.scale),
        }
    )


def _requirement(requirement: Requirement, every: tuple[str, ...]) -> Words:
    of = [] if requirement.options == every else list(requirement.options)
    points, cap = requirement.points, requirement.cap
    return given(
        {
            "choose": str(requirement.choose) if points is None or requirement.choose else None,
            "points": None if points is None else _number(points),
            "cap": None if cap is None else _number(cap),
            "of": of,
            "per": None if requirement.per is Period.WEEK else str(requirement.per),
        }
    )


def _option(option: Option) -> Words:
    needs = [] if option.parts == as_expected() else [_need(part) for part in option.parts]
    return given(
        {
            "key": option.key,
            "title": option.title,
            "within": str(option.within),
            "needs": needs,
            "worth": _number(option.worth),
            "times": None if option.times == 1 else str(option.times),
            "cap": None if option.cap is None else _number(option.cap),
            "optional": "yes" if option.optional else None,
            "minutes": str(option.minutes),
            "outcomes": ", ".join(option.outcomes),
            "late": None if option.late is None else _late(option.late),
        }
    )


def _late(late: Late) -> Words:
    return given(
        {
            "grace": formats.write_length(late.grace) if late.grace else None,
            "over": formats.write_length(late.over) if late.over else None,
            "down to": formats.write_share(late.floor) if late.floor else None,
        }
    )


def _need(part: Part) -> Words:
    return given(
        {
            "act": ", ".join(part.acts),
            "count": "as expected" if part.count is None else str(part.count),
            "minimum": str(part.minimum) if part.minimum else None,
            "share": formats.write_share(part.share) if part.share else None,
        }
    )


def _number(number: Decimal) -> str:
    return f"{number:f}"


def survey_words(survey: Survey) -> Value:
    """Return the survey as the file says it."""
    return [_page(page) for page in survey.pages] if survey.pages else "no"


def _page(page: SurveyPage) -> Words:
    consent: Words = {}
    if page.consent:
        consent = {
            "seen by": ", ".join(sorted(page.consent.seen_by)),
            "kept": formats.write_length(page.consent.kept),
        }
    return given(
        {
            "page": page.title,
            "intro": page.intro,
            "consent": consent,
            "questions": [_question(question) for question in page.questions],
        }
    )


def _question(question: Question) -> Words:
    choices: list[Value] = [
        choice.label
        if choice.key == slug(choice.label) and not choice.steers
        else given(
            {
                "label": choice.label,
                "key": choice.key,
                "steers": choice.steers and str(choice.steers),
            }
        )
        for choice in question.choices
    ]
    return given(
        {
            "key": question.key,
            "ask": question.text,
            "answer": str(question.asks),
            "choices": choices,
            "required": "yes" if question.required else None,
            "hint": question.hint,
        }
    )
