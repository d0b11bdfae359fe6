"""`/class timezone`: whose clock a person lives by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from bot.chat.actions import Action, action
from bot.chat.calls import Call, Choice, Choices
from bot.chat.commands import Commands, Submitted
from bot.chat.forms import Form, FormField
from bot.chat.parameters import Param
from bot.chat.refusal import Refusal
from bot.chat.spans import bold, short, spans
from bot.chat.views import Bullets, Button, Select, View, controls, note, paragraph
from bot.model.happenings import PersonMoved
from bot.model.reminders.subjects import clock_there
from bot.model.time.spoken import zone_city
from bot.model.time.zones import is_zone, nearest_zone
from bot.ports.cities import City
from bot.ports.work import UnitOfWork

commands = Commands()
STEERS = (
    "when private reminders come, and your quiet hours",
    "due times that say “your local time”",
    "how fairly session times are shared out in the class",
)


@dataclass(frozen=True, slots=True)
class SetZone:
    """See or change your time zone."""

    zone: Annotated[str, Param("a city or a zone, such as Nairobi", suggests=True, most=100)] = ""


@commands.on("timezone")
async def timezone(ask: SetZone, call: Call, work: UnitOfWork) -> View:
    """Show one's zone, or change it to where a city is."""
    return await _find(ask.zone, call, work) if ask.zone else _shown(call)


@commands.button("timezone.form", answers="form")
async def open_form(ask: Action, call: Call, work: UnitOfWork) -> Form:
    """Open the form that asks where one is."""
    zone = call.zone
    hint = "A city or a zone, such as Nairobi"
    where = FormField("zone", "Where are you?", hint=hint, value=zone, most=100)
    intro = f"By your clock it is {clock_there(call.now, zone)}."
    return Form("Your time zone", action("timezone.save", call.course.id), (where,), intro, "Save")


@commands.form("timezone.save")
async def form_sent(sent: Submitted, call: Call, work: UnitOfWork) -> View:
    """Move to where the form says."""
    return await _find(sent.answers.line("zone"), call, work)


async def _find(place: str, call: Call, work: UnitOfWork) -> View:
    if is_zone(place):
        return await _move(place, call, work)
    found = await work.tools.cities.find(place, call.now)
    zones = {city.zone for city in found}
    if not zones:
        near = nearest_zone(place)
        hint = f" Did you mean {near}?" if near else " Name a larger city nearby."
        raise Refusal(f"“{place}” is no city or zone that I know.{hint}")
    if len(zones) > 1:
        return _chooser(found, call)
    city = found[0]
    view = await _move(city.zone, call, work)
    if place.casefold() in (city.name.casefold(), city.zone.casefold()):
        return view
    return view.also(note(f"“{short(place, 60)}” was taken for {city.label}."))


@commands.suggest("timezone", "zone")
async def zones_for(text: str, call: Call, work: UnitOfWork) -> Choices:
    """Suggest the zones of cities, with the time it is there."""
    if not text.strip():
        zone = call.zone
        return (Choice(zone, _label(City(zone_city(zone), "", zone), call.now)),)
    found = await work.tools.cities.find(text, call.now)
    return tuple(Choice(city.zone, _label(city, call.now)) for city in found)


@commands.button("timezone.set")
async def zone_chosen(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Move to the zone of the button."""
    if not is_zone(ask.arg):
        raise Refusal("That is no time zone any more. Use /class timezone with a city.")
    return await _move(ask.arg, call, work)


async def _move(zone: str, call: Call, work: UnitOfWork) -> View:
    before = call.person.zone
    wishes = await work.preferences.of(call.person.id)
    if not wishes.own_zone:
        own = replace(wishes, own_zone=True)
        await work.preferences.save(call.course.id, call.person.id, own)
    if before != zone:
        await work.people.move(call.person.id, zone, call.now)
        work.happened(PersonMoved(call.person.id))
    view = View(
        (
            paragraph("You live by the clock of ", bold(zone), ": it is ",
                      f"{clock_there(call.now, zone)} there now."),
            note("A due time that has passed stays passed; those ahead follow your new clock."),
        ),
        title="Your time zone",
    )  # fmt: skip
    if before is None or before == zone:
        return view
    back = action("timezone.set", call.course.id, "", before)
    return view.also(controls(Button(f"Back to {zone_city(before)}", back)))


def _shown(call: Call) -> View:
    zone = call.person.zone
    where = zone or call.course.zone
    first = paragraph("You live by the clock of ", bold(where), f": {clock_there(call.now, where)}")
    if zone is None:
        first = paragraph("You haven't said where you are, so the course's zone is used: ",
                          bold(where))  # fmt: skip
    return View(
        (
            first,
            paragraph("It steers:"),
            Bullets(tuple(spans(line) for line in STEERS)),
            controls(Button("Change it", action("timezone.form", call.course.id))),
            note("Times in shared messages always follow the clock of your device."),
        ),
        title="Your time zone",
    )  # fmt: skip


def _chooser(found: Sequence[City], call: Call) -> View:
    choices = tuple(
        (_label(city, call.now), action("timezone.set", call.course.id, "", city.zone))
        for city in found
    )
    return View(
        (
            paragraph("There is more than one place of that name. Which one do you mean?"),
            controls(Select("Your place", choices)),
        ),
        title="Your time zone",
    )


def _label(city: City, now: datetime) -> str:
    return f"{city.label}: {clock_there(now, city.zone)} there now"
