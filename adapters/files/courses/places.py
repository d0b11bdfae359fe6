"""The places of a course file: for each purpose, a channel on each platform."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from adapters.files.courses.people import NUMBERED, PLATFORMS
from adapters.files.courses.values import Line
from adapters.files.problems import Severity, did_you_mean
from adapters.files.shape import complain, read_value, unknown_words
from adapters.files.yaml.text import Document, Path
from bot.model.participation.policies.phrases import joined
from bot.model.places import Group, Place, Purpose

GROUPED = tuple(platform for platform in PLATFORMS if platform != "sandbox")
"""The platforms that know groups of people."""
HEARD = frozenset({"discord"})
"""The platforms that tell who is in a voice place."""


def read_places(document: Document) -> dict[Purpose, tuple[Place, ...]]:
    """Return the places by purpose; MAIN and STAFF must be there, STAFF for itself alone."""
    written = document.get(("places",))
    if not isinstance(written, dict):
        text = "“places” is missing." if written is None else "Places stand by purpose."
        complain(document, ("places",), text, "Write main: and staff: below it, at least.")
        return {}
    unknown_words(document, ("places",), [str(purpose) for purpose in Purpose])
    places = {
        purpose: found
        for purpose in Purpose
        if written.get(purpose) is not None and (found := _places(document, purpose))
    }
    for purpose in (Purpose.MAIN, Purpose.STAFF):
        if purpose in written and written[purpose] is None:
            text = f"The {purpose} place is empty."
            hint = f"Write it like {{sandbox: {purpose}}}, without the #, which begins a comment."
            complain(document, ("places", str(purpose)), text, hint)
        elif written.get(purpose) is None:
            text = f"There is no {purpose} place."
            hints = {
                Purpose.MAIN: "Add main: with the channel where all is announced.",
                Purpose.STAFF: "Add staff: with a channel that students can't read.",
            }
            complain(document, ("places",), text, hints[purpose])
    _check_staff(document, places)
    _check_voice(document, places)
    return places


def _places(document: Document, purpose: Purpose) -> tuple[Place, ...]:
    path = ("places", str(purpose))
    written = document.get(path)
    if not isinstance(written, dict) or not written:
        text = "A place stands under its platform."
        complain(document, path, text, "Write it like sandbox: announcements.")
        return ()
    found: list[Place | None] = []
    for platform, name in written.items():
        if platform not in PLATFORMS:
            hint = did_you_mean(platform, PLATFORMS) or f"They are {', '.join(PLATFORMS)}."
            complain(document, (*path, platform), "No such platform.", hint, value=platform)
        elif purpose is Purpose.VOICE and isinstance(name, list):
            for index in range(len(name)):
                found.append(_place(document, (*path, platform, index), platform))
        else:
            found.append(_place(document, (*path, platform), platform))
    return tuple(dict.fromkeys(place for place in found if place is not None))


def _place(document: Document, path: Path, platform: str) -> Place | None:
    written = document.get(path)
    if isinstance(written, list | dict):
        text = "A place is one channel; only voice places may be several."
        complain(document, path, text, "Write its name or id alone.")
        return None
    if not written or not written.strip("# "):
        hint = "Write its name or id without the #, which begins a comment."
        complain(document, path, "The channel is missing.", hint)
        return None
    name = read_value(document, path, TypeAdapter[str](Line))
    if name and platform in NUMBERED and not (name.isascii() and name.isdecimal()):
        text = f"On {platform} a channel is known by its id."
        hint = "Write the channel's id: right-click the channel, Copy Channel ID."
        complain(document, path, text, hint, value=written)
        return None
    return Place(platform, name.removeprefix("#")) if name else None


def read_groups(document: Document, written: Mapping[str, str]) -> tuple[Group, ...]:
    """Return the groups that announcements call upon, one a platform."""
    found = []
    for platform, name in written.items():
        path = ("announcements", "mention", platform)
        if platform not in GROUPED:
            hint = did_you_mean(platform, GROUPED) or f"They are {joined(GROUPED)}."
            text = "No platform whose groups can be called upon."
            complain(document, path, text, hint, value=platform)
        elif platform in NUMBERED and not (name.isascii() and name.isdecimal()):
            text = f"On {platform} a role is known by its id."
            hint = (
                "Write the role's id: Server Settings, Roles, right-click the role, Copy Role ID."
            )
            complain(document, path, text, hint, value=name)
        else:
            found.append(Group(platform, name))
    return tuple(found)


def _check_staff(document: Document, places: dict[Purpose, tuple[Place, ...]]) -> None:
    """Report a staff place that students read, and platforms where staff have none."""
    staff = places.get(Purpose.STAFF, ())
    for purpose, others in places.items():
        for place in others if purpose is not Purpose.STAFF else ():
            if place in staff:
                text = f"This is the {purpose} place as well, which students read."
                path = ("places", "staff", place.platform)
                complain(document, path, text, "Give staff a channel of their own.")


def _check_voice(document: Document, places: dict[Purpose, tuple[Place, ...]]) -> None:
    """Warn of voice places on platforms that don't tell who is there."""
    for platform in dict.fromkeys(place.platform for place in places.get(Purpose.VOICE, ())):
        if platform not in HEARD:
            text = f"On {platform} nobody can tell who is in a voice place, so it changes nothing."
            hint = "Leave it out: students check in with the session's code there."
            path = ("places", "voice", platform)
            complain(document, path, text, hint, severity=Severity.WARNING)
