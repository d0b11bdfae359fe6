"""Errors as a log may tell them: what an error says may quote a student or a token."""

from __future__ import annotations

import logging
import traceback
from pathlib import PurePath

LOG = logging.getLogger("homeroom.hearing")


def kind_of(error: BaseException) -> str:
    """Return an error's type and the innermost line that it came through, as `Type at file:1`."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
