"""When a session's answers and poll results open for a reader: in recap, catch-up and archive.

What stood in the live place can't be hidden; credit rewards effort, never correctness.
"""

from __future__ import annotations


def opens(*, attended: bool, submitted: bool, makeup_closed: bool, is_staff: bool = False) -> bool:
    """Whether a reader may see answers and poll results, not only questions.

    Those who attended know them, those who sent in their own make-up have earned them, staff
    need them, and once the make-up has closed they are for everyone.
    """
    return is_staff or attended or submitted or makeup_closed
