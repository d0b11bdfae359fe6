"""The doctor's look at what is set up beside chat: Zoom's webhooks, Moodle and Canvas."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from urllib.parse import urlsplit

from aiohttp import ClientSession
from pydantic import SecretStr

from adapters.lms.calls import Calls, Site
from adapters.lms.looks import look_at_canvas, look_at_columns, look_at_moodle
from adapters.meetings.zoom_hooks.events import is_zooms
from adapters.meetings.zoom_hooks.hooks import PATH
from bot.chat.looks import Finding
from bot.model.sessions import Session
from bot.ports.work import Store
from config.gradebooks import column_of
from config.settings import Settings

NO_LINKS = (
    "Nothing is heard of a meeting whose number no session has: give the sessions their link, such "
    "as https://zoom.us/j/98765432101. See docs/attendance.md."
)


async def examine(settings: Settings, store: Store | None, now: datetime) -> AsyncIterator[Finding]:
    """Yield what was looked at of those that are set up; `store` is None without a database."""
    sessions: list[Session] = []
    columns: list[str] = []
    if store is not None:
        async with store.reading() as work:
            for course in await work.courses.all():
                if not course.frozen:
                    sessions += await work.sessions.of(course.id)
                    columns += await work.pushes.columns(course.id)
    for finding in zoom(settings, [one for one in sessions if one.ends > now]):
        yield finding
    for name, url, token in (
        ("Moodle", settings.moodle_url, settings.moodle_token),
        ("Canvas", settings.canvas_url, settings.canvas_token),
    ):
        async for finding in _gradebook(name, url, token, settings, dict.fromkeys(columns)):
            yield finding


def zoom(settings: Settings, ahead: Iterable[Session]) -> list[Finding]:
    """Return how Zoom reaches Homeroom, and of how many sessions `ahead` it can tell."""
    if not settings.zoom_secret or not settings.zoom_secret.get_secret_value():
        return []
    where = f"http://{settings.slack_host}:{settings.slack_port}{PATH}"
    found = [
        Finding("Zoom", f"its secret is set; Homeroom hears it at POST {where}, where your proxy "
                        "has to pass what comes to the https address that the app has")
    ]  # fmt: skip
    ahead = list(ahead)
    linked = [one for one in ahead if _leads_to_a_meeting(one.link)]
    if ahead:
        seen = f"{len(linked)} of {len(ahead)} sessions to come have a meeting's link"
        found.append(Finding("Zoom", seen, "" if linked else NO_LINKS))
    return found


def _leads_to_a_meeting(link: str | None) -> bool:
    try:
        parts = urlsplit(link or "")
        host = parts.hostname or ""
    except ValueError:
        return False
    return is_zooms(host) and any(step.isdecimal() for step in parts.path.split("/"))


async def _gradebook(
    name: str, url: str, token: SecretStr | None, settings: Settings, columns: Iterable[str]
) -> AsyncIterator[Finding]:
    secret = token.get_secret_value() if token else ""
    if not url and not secret:
        return
    if token is None or not url or not secret:
        there, lacking = ("address", "TOKEN") if url else ("token", "URL")
        remedy = f"Set HOMEROOM_{name.upper()}_{lacking} as well: see docs/gradebooks.md, Push."
        yield Finding(name, f"only its {there} is set", remedy)
        return
    site = Site(url, token)
    look = {"Moodle": look_at_moodle, "Canvas": look_at_canvas}[name]
    async with ClientSession() as session:
        finding = await look(Calls(name, site, session, _at_once), site)
        yield finding
        if not finding.good:
            return
        begins = f"{name.lower()}/{site.host}/"
        pushed = [key.rsplit("/", 2)[1:] for key in columns if key.startswith(begins)]
        known = [
            column_of(name.lower(), Calls(name, site, session, _at_once), site, (course, column))
            for course, column in pushed
        ]
        for each in await look_at_columns(known):
            yield each


async def _at_once(seconds: float) -> None:
    """Wait for nothing: a doctor says what is, and doesn't sit by the bed."""
