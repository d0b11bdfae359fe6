"""The forms of exports: the file that is to be filled in, and whose a row of it is."""

from __future__ import annotations

from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.model.gradebook.gradebook import Scope

FILE = "file"
EXCUSED = "yes"
SCOPES = {
    Scope.WEEK: "The week",
    Scope.DIFFERENCE: "Only what changed since its last export",
    Scope.TOTAL: "The grade so far",
    Scope.UNIT: "The unit that the week is part of",
    Scope.UNIT_DIFFERENCE: "Only what changed in the unit",
    Scope.TERM: "What the policy asks over the term",
    Scope.TERM_DIFFERENCE: "Only what changed in that",
}


def into_form(course: str, week: int) -> Form:
    """Return the form that asks for the gradebook's own file."""
    return Form(
        "Fill in a gradebook",
        action("export.fill", course, str(week)),
        (
            FormField(FILE, "The file that the gradebook gave", FieldType.FILE,
                      hint="From Canvas, Blackboard or Moodle, as it was downloaded"),
            FormField("of", "What goes in", FieldType.ONE, value=Scope.WEEK,
                      choices=tuple((scope.value, words) for scope, words in SCOPES.items())),
            FormField("column", "Its column", required=False, most=200,
                      hint="Left out: the one that names the week"),
            FormField("excused", "Who is excused", FieldType.ONE, required=False, value="no",
                      choices=(("no", "Stays as it is"), (EXCUSED, "Gets EX (Canvas)"))),
        ),
        intro=f"Week {week}. Only the grades' cells change; the file comes back in private.",
        submit="Fill in",
    )  # fmt: skip


def seat_form(course: str, seat: str, name: str) -> Form:
    """Return the form that asks whose a row is."""
    return Form(
        "Whose row is it?",
        action("export.sit", course, seat),
        (
            FormField("person", "Which student", value=name, most=200,
                      hint="Name, email address or ID number; “nobody” if not on the roster"),
        ),
        submit="Remember",
    )  # fmt: skip
