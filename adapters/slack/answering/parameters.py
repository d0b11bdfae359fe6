"""Commands whose parameters can't be typed: a form asks for them, the file among them."""

from __future__ import annotations

from adapters.slack.answering.invocations import COMMANDED, Asked
from bot.chat.commands import Commands, CommandSpec
from bot.chat.forms import FIELDS_A_PAGE, TITLE_LENGTH, FieldType, Form, FormField
from bot.chat.parameters import Parameter
from bot.chat.spans import short

YES_NO = (("yes", "Yes"), ("no", "No"))


def form_for(asked: Asked, commands: Commands) -> Form | None:
    """Return the form that asks for a command's file, if there is one to be given yet.

    A file that may be left out is asked for where it is named: `/class export into:file`.
    """
    spec = commands.commands.get(asked.call.command or "")
    if spec is None:
        return None
    named = asked.call.options
    wanted = [
        one for one in spec.parameters if one.kind == "file" and (one.required or one.name in named)
    ]
    if all(one.name in asked.files for one in wanted):
        return None
    return _form(spec, asked)


def _form(spec: CommandSpec, asked: Asked) -> Form:
    first = sorted(spec.parameters, key=lambda one: not one.required)[:FIELDS_A_PAGE]
    fields = tuple(_field(one, asked.call.options.get(one.name, "")) for one in first)
    title = short(spec.name.capitalize(), TITLE_LENGTH)
    return Form(title, f"{COMMANDED}{spec.name}", fields, f"{spec.about}.")


def _field(parameter: Parameter, value: str) -> FormField:
    kind = FieldType.LINE
    choices: tuple[tuple[str, str], ...] = ()
    if parameter.kind == "file":
        kind = FieldType.FILE
    elif parameter.kind == "yesno":
        kind, choices = FieldType.ONE, YES_NO
    elif parameter.kind == "one":
        kind, choices = FieldType.ONE, tuple((one, one) for one in parameter.choices)
    label = parameter.about[:1].upper() + parameter.about[1:]
    return FormField(
        parameter.name, label, kind, parameter.required, value=value, choices=choices,
        most=parameter.most,
    )  # fmt: skip
