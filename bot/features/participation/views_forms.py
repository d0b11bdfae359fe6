"""The forms behind a message's own menu: crediting it, and excusing its author."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.actions import action
from bot.chat.acts import ACTS
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import short
from bot.model.discussions import Discussion
from bot.model.participation.acts.ledger import Act
from bot.model.people import Person
from bot.model.sessions import Session

NOTHING = "-"
"""The choice of an act that belongs to no session or discussion."""
MOST_CHOICES = 25
"""The strictest platform's limit of choices in a field."""
CHOICE = 70
QUOTED = 200


def credit_form(
    course: str,
    message: str,
    author: Person,
    text: str,
    week: int,
    things: Sequence[Session | Discussion],
    usual: tuple[Act, str | None, int],
) -> Form:
    """Return the form that credits a message, filled in with the `usual` act, thing and amount.

    `message` is its id; the form is sent from where it stands.
    """
    act, about, amount = usual
    choices = [(NOTHING, f"Nothing in particular: week {week}")]
    choices += [(each.id, short(f"{each.title} (week {each.week})", CHOICE)) for each in things]
    return Form(
        "Credit this message",
        action("participation.credited", course, "", message),
        (
            FormField("act", "What was it?", FieldType.ONE, value=str(act),
                      choices=tuple((str(one), name) for one, name in ACTS.items())),
            FormField("about", "What does it belong to?", FieldType.ONE, value=about or NOTHING,
                      choices=tuple(choices[:MOST_CHOICES])),
            FormField("amount", "Words, minutes or times", required=False, value=str(amount),
                      hint="As much as is asked, if left empty", most=6),
        ),
        intro=f"{author.name}: “{short(text, QUOTED)}”",
        submit="Credit it",
    )  # fmt: skip


def excuse_form(course: str, message: str, author: Person, week: int, last: int) -> Form:
    """Return the form that excuses a message's author from a week, the message's at first."""
    start = max(1, min(week - MOST_CHOICES // 2, last - MOST_CHOICES + 1))
    weeks = range(start, min(last, start + MOST_CHOICES - 1) + 1)
    return Form(
        "Excuse",
        action("participation.excused", course, "", message),
        (
            FormField("week", "From which week?", FieldType.ONE, value=str(week),
                      choices=tuple((str(one), f"Week {one}") for one in weeks)),
            FormField("reason", "Why? The student sees it", most=300),
        ),
        intro=f"{author.name} is excused from the whole week. /class roster excuse excuses from "
        "one session or discussion.",
        submit="Excuse",
    )  # fmt: skip
