"""How a make-up looks: where one stands, its pages, and what was shared of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.actions import action
from bot.chat.forms import FieldType, Form, FormField
from bot.chat.spans import LocalTime, PersonName, bold, short, spans
from bot.chat.views import (
    Block,
    Bullets,
    Button,
    Control,
    Look,
    Quote,
    Select,
    View,
    controls,
    note,
    paragraph,
)
from bot.model.people import Person
from bot.model.recap.makeups import (
    LONGEST,
    REFLECTION,
    Asked,
    MakeUp,
    SharedAnswer,
    missing,
    pages,
)
from bot.model.sessions import Session

LABEL = 45
"""Characters of a field's label: the strictest platform's limit."""
CHOICE = 70
EFFORT = "It counts when every question has an answer; nobody grades whether it's right."


@dataclass(frozen=True, slots=True)
class Standing:
    """A make-up as one person sees it; `until` is when it closes, `open_now` whether it is open."""

    session: Session
    asked: Sequence[Asked]
    makeup: MakeUp
    until: datetime
    open_now: bool

    @property
    def missing_page(self) -> int:
        """The first page, counted from 1, on which something isn't answered yet."""
        gaps = {each.id for each in missing(self.asked, self.makeup.answers)}
        for number, page in enumerate(pages(self.asked), 1):
            if any(each.id in gaps for each in page):
                return number
        return 1


def attended(session: Session) -> View:
    """Return the answer to who was there."""
    return View(
        (
            paragraph("You were there, so there is nothing to make up. It counts already."),
            controls(_answers(session)),
        ),
        title=_title(session),
    )


def preview(standing: Standing) -> View:
    """Return what staff see: what the make-up asks."""
    asked = tuple(spans(each.text) for each in standing.asked)
    state = "It is open until " if standing.open_now else "It closed "
    return View(
        (
            paragraph("Those who missed this session are asked:"),
            Bullets(asked),
            note(state, LocalTime(standing.until), "."),
        ),
        title=_title(standing.session),
    )


def overview(standing: Standing) -> View:
    """Return where a student stands with a make-up, and the way on."""
    makeup, session = standing.makeup, standing.session
    if makeup.submitted is not None:
        return sent(standing)
    if not standing.open_now:
        return late(standing)
    count = len(pages(standing.asked))
    number = "1 page" if count == 1 else f"{count} pages"
    blocks: list[Block] = [
        paragraph(
            f"The session's polls and questions, {len(standing.asked)} on {number}, each page ",
            "saved by itself. Open until ",
            LocalTime(standing.until),
            ".",
        ),
        note(f"{EFFORT} What others answered opens for you afterwards."),
    ]
    left = len(missing(standing.asked, makeup.answers))
    if makeup.answers:
        blocks.append(note(f"Saved so far: {len(standing.asked) - left} of {len(standing.asked)}."))
    label = "Continue" if makeup.answers else "Start"
    blocks.append(controls(_page(session, standing.missing_page, label, Look.MAIN)))
    return View(tuple(blocks), title=_title(session))


def late(standing: Standing) -> View:
    """Return the answer to who comes after the make-up has closed."""
    return View(
        (
            paragraph(
                "This make-up closed ",
                LocalTime(standing.until),
                ", so it can't earn anything any more. Its answers are open now; "
                "if something kept you from it, tell your instructor.",
            ),
            controls(_answers(standing.session)),
        ),
        title=_title(standing.session),
    )


def saved(standing: Standing) -> View:
    """Return the answer to a page that was saved while others are still open."""
    left = len(missing(standing.asked, standing.makeup.answers))
    return View(
        (
            paragraph("Saved. ", f"{left} still to answer, until ", LocalTime(standing.until), "."),
            controls(_page(standing.session, standing.missing_page, "Continue", Look.MAIN)),
        ),
        title=_title(standing.session),
    )


def sent(standing: Standing) -> View:
    """Return the answer to who sent everything in: what it earns, and what they can do now."""
    session, makeup = standing.session, standing.makeup
    blocks: list[Block] = [
        paragraph(
            bold("Your make-up is in"),
            ", sent ",
            LocalTime(makeup.submitted or standing.until),
            ". It counts like being there.",
        )
    ]
    items: list[Control] = [_answers(session)]
    if standing.open_now:
        blocks.append(note("You can change it until ", LocalTime(standing.until), "."))
        count = len(pages(standing.asked))
        items += [
            _page(session, number, "Change my answers" if count == 1 else f"Change page {number}")
            for number in range(1, count + 1)
        ]
    blocks.append(controls(*items))
    choices = tuple(
        (short(each.text, CHOICE), action("makeup.share", session.course, session.id, each.id))
        for each in standing.asked
        if not each.options and makeup.answers.get(each.id)
    )
    if choices:
        blocks.append(controls(Select("Share an answer with the class", choices)))
        blocks.append(note("A shared answer stands under the recap with your name."))
    return View(tuple(blocks), title=_title(session))


def page_form(session: Session, asked: Sequence[Asked], number: int, makeup: MakeUp) -> Form:
    """Return one page of a make-up, filled with what was saved."""
    whole = pages(asked)
    page = whole[number - 1]
    cut = [each.text for each in page if len(each.text) > LABEL]
    return Form(
        "Make-up",
        action("makeup.page", session.course, session.id, str(number)),
        tuple(_field(each, makeup.answers) for each in page),
        intro="\n".join(cut),
        submit="Send" if number == len(whole) else "Save",
        page=number,
        pages=len(whole),
    )


def _field(asked: Asked, answers: Mapping[str, str]) -> FormField:
    value = answers.get(asked.id, "")
    label = short(asked.text, LABEL)
    if asked.options:
        choices = tuple((str(index), option) for index, option in enumerate(asked.options))
        return FormField(asked.id, label, FieldType.ONE, value=value, choices=choices)
    hint = "In your own words" if asked.id == REFLECTION else "What would you answer?"
    return FormField(asked.id, label, FieldType.TEXT, hint=hint, value=value, most=LONGEST)


def shared_post(shared: SharedAnswer, author: Person, *, counts: bool) -> View:
    """Return a shared answer as it stands in the recap's thread; `counts` says if replies earn."""
    welcome = "Reply in this thread: it counts." if counts else "Replies here are welcome."
    return View(
        (
            paragraph(PersonName(author.id, author.name), " on ", bold(short(shared.asked, 300))),
            Quote(spans(shared.text)),
            note(f"Shared from the make-up. {welcome}"),
        ),
        fallback=f"{author.name} shared an answer",
    )


def shared_done(shared: SharedAnswer) -> View:
    """Return the answer to who shared an answer, with the way back."""
    undo = action("makeup.unshare", shared.course, shared.id)
    return View(
        (
            paragraph("Shared under the recap, with your name:"),
            Quote(spans(shared.text)),
            controls(Button("Take it back", undo)),
        ),
        fallback="Your answer is shared",
    )


def _answers(session: Session) -> Button:
    return Button("See answers", action("recap.answers", session.course, session.id))


def _page(session: Session, number: int, label: str, look: Look = Look.PLAIN) -> Button:
    return Button(label, action("makeup.page", session.course, session.id, str(number)), look)


def _title(session: Session) -> str:
    return f"Make-up: {session.title}"
