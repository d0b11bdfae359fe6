"""How repetitions look to staff: figures and links in plain words, and no judgment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat.spans import Inline, Link, PersonName, Spans, Text, spans
from bot.chat.views import Block, Bullets, View, note, paragraph
from bot.features.discussions.views import shortened
from bot.model.discussions import Discussion
from bot.model.participation.acts.padding import LONG_ENOUGH, STRIKING, Repetition

SHOWN = 15
"""How many messages are shown; more would be more than one opens."""
READ_IT = (
    "Only staff see this. It changes no credit, and there may be good reasons: a draft that was "
    "taken up again, a quotation, words that don't come easily yet. Read both before you ask."
)


def copies(discussion: Discussion, found: Sequence[Repetition], names: Mapping[str, str]) -> View:
    """Return the messages of a discussion that repeat a good part, each with its figures."""
    title = f"What repeats in “{discussion.title}”"
    compared = (
        f"Messages of {LONG_ENOUGH} words or more were compared, word for word, with themselves, "
        "the prompt, and what the same student wrote before."
    )
    if not found:
        nothing = f"No message repeats {STRIKING} % or more of its words."
        return View((paragraph(nothing), note(compared)), title=title)
    blocks: list[Block] = [Bullets(tuple(_line(each, names) for each in found[:SHOWN]))]
    if len(found) > SHOWN:
        blocks.append(note(f"…and {len(found) - SHOWN} more, which repeat less."))
    blocks += [note(compared), note(READ_IT)]
    return View(tuple(blocks), title=title)


def _line(each: Repetition, names: Mapping[str, str]) -> Spans:
    written = each.written
    pieces: list[Inline] = [
        PersonName(written.person, names.get(written.person, "Someone")),
        ": “",
        Text(shortened(written.text)),
        "” ",
        Link("open", message=written.message),
        ".",
    ]
    if each.earlier is not None:
        week = "the same week" if each.earlier.week == written.week else f"week {each.earlier.week}"
        pieces += [
            f" Week {written.week}'s message repeats their own of {week}: {each.own} % of its "
            "words stand there, ",
            Link("compare", message=each.earlier.message),
            ".",
        ]
    if each.itself:
        pieces.append(f" {each.itself} % of its words repeat what it said before.")
    if each.prompt:
        pieces.append(f" {each.prompt} % of its words are the prompt's.")
    return spans(*pieces)
