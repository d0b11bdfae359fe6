"""What was filled into a setup's form, as it is kept: read where it can be, else as typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.chat.calls import Upload, Visit
from bot.chat.forms import Answers
from bot.chat.refusal import Refusal
from bot.chat.when import read_when
from bot.features.courses.forms_setup import ROSTER
from bot.model.courses.setup.setups import FAULTS, FIELDS, KEEP, Setup, Step
from bot.model.participation.policies.policy import Excused
from bot.model.participation.policies.presets import MOST_CHOSEN, Preset
from bot.model.time.recurrence import Repeats
from bot.model.time.zones import is_zone, local
from bot.ports.cities import City
from bot.ports.work import UnitOfWork

LATER = "later"
"""The roster is to come, or students ask to join."""
MOST_FAULTS = 5


async def answered(
    setup: Setup, page: str, answers: Answers, visit: Visit, work: UnitOfWork
) -> Setup:
    """Return a setup with what was answered on a page: a step's, or that of the voice place."""
    if page == Step.PEOPLE:
        return await _people(setup, answers, visit.invocation.files, work)
    names = FIELDS[Step(page)] if page in set(Step) else (page,)
    given = {name: answers.optional(name) or "" for name in names}
    if page == Step.COURSE:
        given["zone"] = await _zone(given["zone"], visit, work)
    elif page == Step.RULES:
        _check_rules(setup, given)
    elif page == Step.SESSION:
        given["when"] = _when(given["when"], setup, visit)
        given["lasts"] = given["lasts"].casefold().removesuffix("min").strip()
        given["repeats"] = given["repeats"] or Repeats.WEEKLY
    return replace(setup, said={**setup.said, **given})


async def cities_for(setup: Setup, visit: Visit, work: UnitOfWork) -> tuple[City, ...]:
    """Return the cities among which somebody has to choose, none where the zone is clear."""
    text = setup.answer("zone")
    return () if not text or is_zone(text) else await _cities(text, visit, work)


async def _cities(text: str, visit: Visit, work: UnitOfWork) -> tuple[City, ...]:
    try:
        return await work.tools.cities.find(text, visit.now)
    except Refusal:
        return ()


async def _zone(text: str, visit: Visit, work: UnitOfWork) -> str:
    """Return the zone that a text means, else the text."""
    if is_zone(text):
        return text
    zones = {city.zone for city in await _cities(text, visit, work)}
    return zones.pop() if len(zones) == 1 else text


def _when(text: str, setup: Setup, visit: Visit) -> str:
    """Return the wall time that a text means at this moment, else the text."""
    zone = setup.answer("zone")
    if not text or not is_zone(zone):
        return text
    try:
        return f"{local(read_when(text, zone, visit.now), zone):%Y-%m-%d %H:%M}"
    except Refusal:
        return text


def _check_rules(setup: Setup, given: Mapping[str, str]) -> None:
    """Refuse what is none of the form's choices: a platform may send anything."""
    rules = {str(preset) for preset in Preset} | ({KEEP} if setup.base else set())
    numbers = {str(number) for number in range(1, MOST_CHOSEN + 1)}
    ways = {str(Excused.NOT_COUNTED), str(Excused.PRESENT)}
    if (
        given["rules"] not in rules
        or given["choose"] not in numbers
        or given["excuses"] not in ways
    ):
        raise Refusal("That is none of the choices. Please open the page again.")


async def _people(
    setup: Setup, answers: Answers, files: Mapping[str, Upload], work: UnitOfWork
) -> Setup:
    """Return a setup with a roster's people; one that can't be read is told, with its rows."""
    rows = answers.optional("rows") or ""
    file = files.get(ROSTER)
    if file is None and not rows:
        kept = setup.answer("people") or LATER
        return replace(setup, said={**setup.said, "people": kept, "rows": "", FAULTS: ""})
    upload = file or Upload("roster", rows.encode())
    roster = await work.tools.rosters.read(upload.name, upload.content)
    if roster.errors:
        faults = "\n".join(roster.errors[:MOST_FAULTS])
        return replace(setup, said={**setup.said, "rows": "" if file else rows, FAULTS: faults})
    said = {**setup.said, "people": str(len(roster.people)), "rows": "", FAULTS: ""}
    return replace(setup, said=said, people=roster.people)
