"""The places of a course file: for each purpose, a channel on each platform."""

from __future__ import annotations

from adapters.files.people import NUMBERED, PLATFORMS
from adapters.files.problems import did_you_mean
from adapters.files.shape import complain, unknown_words
from adapters.files.yamltext import Document
from bot.model.places import Place, Purpose


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
    return places


def _places(document: Document, purpose: Purpose) -> tuple[Place, ...]:
    path = ("places", str(purpose))
    written = document.get(path)
    if not isinstance(written, dict):
        text = "A place stands under its platform."
        complain(document, path, text, "Write it like sandbox: announcements.")
        return ()
    found = []
    for platform, name in written.items():
        if platform not in PLATFORMS:
            hint = did_you_mean(platform, PLATFORMS) or f"They are {', '.join(PLATFORMS)}."
            complain(document, (*path, platform), "No such platform.", hint, value=platform)
        elif not isinstance(name, str) or not name.strip("# "):
            hint = "Write its name or id without the #, which begins a comment."
            complain(document, (*path, platform), "The channel is missing.", hint)
        elif platform in NUMBERED and not (name.strip().isascii() and name.strip().isdecimal()):
            text = f"On {platform} a channel is known by its id."
            hint = "Write the channel's id: right-click the channel, Copy Channel ID."
            complain(document, (*path, platform), text, hint, value=name)
        else:
            found.append(Place(platform, name.strip().removeprefix("#")))
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
