"""Values as plain data that any program reads: what a person takes with them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Set
from datetime import date, datetime, time, timedelta
from typing import Any


def portable(value: Any) -> Any:
    """Return a value as what JSON knows: dataclasses by their fields, instants in ISO form.

    Lengths of time are seconds; sets are sorted lists; what else is no plain value is its text.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: portable(getattr(value, one.name)) for one in dataclasses.fields(value)}
    match value:
        case None | bool() | int() | float():
            return value
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Mapping():
            return {str(key): portable(each) for key, each in value.items()}
        case Set():
            return sorted((portable(each) for each in value), key=str)
        case list() | tuple():
            return [portable(each) for each in value]
        case _:
            return str(value)
