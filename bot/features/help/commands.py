"""`/class help`: every command that the reader may use, grouped, one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.chat.actions import Action, action
from bot.chat.calls import Call
from bot.chat.commands import Commands, CommandSpec
from bot.chat.spans import Text, spans
from bot.chat.views import Block, Bullets, Button, Heading, View, controls, note, paragraph
from bot.model.people import EVERYONE, Role
from bot.ports.work import UnitOfWork

GROUPS: Mapping[str, tuple[str, ...]] = {
    "In class": ("next", "checkin", "ask", "questions", "catchup"),
    "Afterwards": ("recap", "makeup", "archive", "discuss"),
    "Where you stand": ("progress", "choose"),
    "You and the bot": ("survey", "timezone", "reminders", "me", "join", "help"),
}
"""Titles, and the first words of the commands under them; what is in none stands under More."""
MORE = "More"
FOR_STAFF = "For staff"


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """See what you can do here."""


def help_for(known: Commands) -> Commands:
    """Return the help about these commands and itself."""
    commands = Commands()

    @commands.on("help", allowed=None, reads=True)
    async def show_help(ask: ShowHelp, call: Call, work: UnitOfWork) -> View:
        """Show what the caller can do."""
        return help_view([*known.commands.values(), *commands.commands.values()], call)

    @commands.button("help.show", allowed=None, answers="private", reads=True)
    async def help_pressed(ask: Action, call: Call, work: UnitOfWork) -> View:
        """Show what whoever presses can do."""
        return help_view([*known.commands.values(), *commands.commands.values()], call)

    return commands


def help_view(specs: Sequence[CommandSpec], call: Call) -> View:
    """Return the commands that the caller may use, in groups."""
    role = call.known.role if call.known else None
    grouped: dict[str, list[CommandSpec]] = {title: [] for title in (*GROUPS, MORE, FOR_STAFF)}
    for spec in sorted(specs, key=lambda spec: spec.name):
        if _may(spec, role):
            grouped[_group(spec)].append(spec)
    blocks: list[Block] = [paragraph(_greeting(call))]
    for title, some in grouped.items():
        if some:
            lines = (spans(Text(f"/class {one.name}", code=True), f" · {one.about}")
                     for one in some)  # fmt: skip
            blocks += [Heading(title), Bullets(tuple(lines))]
    if role is Role.STUDENT:
        blocks.append(_buttons(call.course.id))
    blocks.append(note("Only you see this."))
    return View(tuple(blocks), title="What you can do here")


def _greeting(call: Call) -> str:
    if call.known is None:
        return (
            f"You are not on the roster of {call.course.title} yet. Join with the personal code "
            "from your instructor, or tell your name and staff let you in."
        )
    return (
        f"Nearly everything in {call.course.title} has a button where it happens. "
        "What you can also type:"
    )


def _may(spec: CommandSpec, role: Role | None) -> bool:
    if spec.allowed is None:
        return spec.name == "help" or role is None
    return role is not None and role in spec.allowed


def _group(spec: CommandSpec) -> str:
    if spec.allowed is not None and Role.STUDENT not in spec.allowed and spec.allowed < EVERYONE:
        return FOR_STAFF
    first = spec.name.split()[0]
    return next((title for title, words in GROUPS.items() if first in words), MORE)


def _buttons(course: str) -> Block:
    return controls(
        Button("My standing", action("progress.show", course)),
        Button("Reminders", action("reminders.offer", course)),
        Button("Survey", action("survey.mine", course)),
        Button("My data", action("me.show", course)),
    )
