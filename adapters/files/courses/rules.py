"""The words of a course file's policy; see the schema for the rest of the file."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from adapters.files.courses.schema import Words
from adapters.files.courses.values import Amount, Key, Length, Line, Share, Weeks, Whole, listed
from bot.model.participation.acts.ledger import Act
from bot.model.participation.policies.policy import Joining, Period, Within


def _count(value: Any) -> Any:
    return None if value == "as expected" else value


class NeedWords(Words):
    """One thing that an option asks for."""

    act: Annotated[list[Act], BeforeValidator(listed)]
    count: Annotated[Whole | None, BeforeValidator(_count)] = 1
    minimum: Whole = 0
    share: Share = Decimal(0)


class LateWords(Words):
    """How acts after their due time count."""

    grace: Length = timedelta(0)
    over: Length = timedelta(0)
    floor: Share = Field(default=Decimal(0), alias="down to")


class OptionWords(Words):
    """One way to participate; `needs` left out means what each discussion expects."""

    key: Key
    title: Line
    within: Within = Within.WEEK
    needs: list[NeedWords] | None = None
    worth: Amount = Decimal(1)
    times: Whole = 1
    cap: Amount | None = None
    optional: bool = False
    minutes: Whole = 30
    outcomes: Annotated[list[Line], BeforeValidator(listed)] = Field(default=[])
    late: LateWords | None = None


class RequirementWords(Words):
    """What each week, unit or term asks: so many options, or points."""

    choose: Whole | None = None
    points: Amount | None = None
    cap: Amount | None = None
    of: Annotated[list[Line], BeforeValidator(listed)] | None = None
    per: Period = Period.WEEK


class OutcomeWords(Words):
    """What students are to learn."""

    key: Key
    title: Line


class UnitWords(Words):
    """A part of the term."""

    title: Line
    weeks: Weeks


class PolicyWords(RequirementWords):
    """The rules; what a week asks stands here or in `requirements`."""

    title: Line
    options: list[OptionWords]
    outcomes: list[OutcomeWords] = Field(default=[])
    units: list[UnitWords] = Field(default=[])
    requirements: list[RequirementWords] | None = None
    excuses: Line = "not counted"
    joining: Joining = Field(default=Joining.NEXT_WEEK, alias="late enrollment")
    binding: bool = False
    locks_after: Length = Field(default=timedelta(days=7), alias="locks after")
    free_weeks: Annotated[list[Whole], BeforeValidator(listed)] = Field(
        default=[], alias="free weeks"
    )
    scale: Amount | None = None
    drops: Whole = Field(default=0, alias="drop lowest")
