"""Parameters that several commands share."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

CourseOption = Annotated[
    str | None,
    Parameter(
        name=("--course", "-c"),
        help="The course's id or title; not needed while there is only one.",
    ),
]
