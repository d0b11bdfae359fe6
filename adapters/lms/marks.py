"""Marks for Moodle's attendance activity: the CSV that its "Upload attendance by CSV" takes.

A key and a status a row, of one session. Every key is compared without its case; an unknown user
is passed over with a note, and of two rows of one user the second. A status is an acronym of the
activity, compared exactly: P, L, E and A where nobody changed them. A mapped scan time would rule
out the status, so there is no such column.
Source: danmarsden/moodle-mod_attendance, classes/import/marksessions.php.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from adapters.lms.cells import clean, starts_formula
from bot.chat.refusal import Refusal
from bot.model.attendance.marks import Marked
from bot.model.gradebook.gradebook import Key
from bot.model.gradebook.matching import WORDS
from bot.ports.gradebooks import LeftOut, MarksFile

HEADERS = {Key.EMAIL: "email", Key.USERNAME: "username", Key.NUMBER: "idnumber"}
"""As the importer calls its fields, so that it maps them by itself."""


def write_marks(name: str, marked: Sequence[Marked]) -> MarksFile:
    """Return the marks of a session as a file called `name`; blocks while it is written.

    Rows are told by what most of them have. Refusal where nobody can be written.
    """
    key = max(Key, key=lambda one: sum(bool(each.key(one)) for each in marked))
    uses = Counter(each.key(key).casefold() for each in marked)
    left_out: list[LeftOut] = []
    rows = [(HEADERS[key], "status")]
    for each in marked:
        own = each.key(key)
        if why := _obstacle(own, key, uses):
            left_out.append(LeftOut(each.person.id, each.person.name, why))
        else:
            rows.append((own, each.mark))
    if len(rows) == 1:
        why = left_out[0].why if left_out else "Nobody was to come."
        raise Refusal(f"Nobody's mark can be written for Moodle's attendance. {why}")
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return MarksFile(name, "text/csv", text.getvalue().encode(), tuple(left_out))


def _obstacle(own: str, key: Key, uses: Counter[str]) -> str:
    """Return why a row can't be written, or "" if it can."""
    words = WORDS[key]
    if not own:
        return f"No {words} on the roster. Enter this mark by hand."
    if own != clean(own) or starts_formula(own):
        return f"The {words} holds characters that would be misread. Enter this mark by hand."
    if uses[own.casefold()] > 1:
        return f"Someone else on the roster has the same {words}. Correct one of them."
    return ""
