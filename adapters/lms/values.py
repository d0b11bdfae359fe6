"""Values in what gradebooks' web services answer."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from bot.model.gradebook.export import CENT
from bot.ports.pushing import GradebookError


def grade_of(value: object) -> Decimal | None:
    """Return a grade in hundredths, as they are compared; None for none."""
    if value is None or isinstance(value, bool) or value == "":
        return None
    try:
        return Decimal(str(value)).quantize(CENT, ROUND_HALF_UP)
    except InvalidOperation:
        return None


def known(body: Any, name: str, program: str) -> Any:
    """Return what an answer holds under a name; GradebookError where it has none."""
    if not isinstance(body, dict) or name not in body:
        raise GradebookError(f"{program} answers something else than was asked for. Try again.")
    return body[name]
