"""The doctor's look at Discord, with the courses of the configured database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from adapters.discord.connection import DiscordSettings
from adapters.discord.doctor import Patient
from adapters.discord.doctor import examine as examine_there
from adapters.discord.doctor_places import CourseThere
from adapters.discord.wire import PLATFORM
from adapters.storage.store import SqlStore, open_store
from adapters.system.clock import SystemClock, monotonic
from adapters.terminal.services import Finding
from bot.runtime.tables import COMMANDS
from config.settings import Settings
from config.tools import all_tools
from config.translations import read_translations

HOW_TO_BEGIN = (
    "Make a bot in Discord's Developer Portal and put its token into DISCORD_TOKEN: "
    "see docs/discord.md."
)


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Yield what was looked at; Refusal for a database that can't be opened."""
    if not settings.discord_token:
        yield Finding("DISCORD_TOKEN", "not set", HOW_TO_BEGIN)
        return
    token = settings.discord_token.get_secret_value()
    texts = read_translations(settings.discord_translations)
    given = DiscordSettings(token, settings.discord_api_url, settings.discord_gateway_url, texts)
    store = await open_store(settings.database, all_tools(), alone=False)
    try:
        patient = Patient(given, await _courses(store), COMMANDS, store.notes)
        async for found in examine_there(patient, SystemClock(), monotonic):
            yield Finding(found.about, found.seen, found.remedy)
    finally:
        await store.close()


async def _courses(store: SqlStore) -> Sequence[CourseThere]:
    """Return the courses that have places on Discord, with who is who there."""
    found = []
    async with store.reading() as work:
        for course in await work.courses.all():
            places = {
                purpose: [one for one in some if one.platform == PLATFORM]
                for purpose, some in course.places.items()
            }
            if not any(places.values()):
                continue
            people = {one.id: one for one in await work.people.of(course.id) if not one.dropped}
            held = [
                (people[who], account)
                for who, accounts in (await work.people.accounts_of(course.id)).items()
                for account in accounts
                if who in people
            ]
            staff = frozenset(account for person, account in held if person.is_staff)
            students = {account: person.name for person, account in held if not person.is_staff}
            found.append(CourseThere(course.title, places, staff, students))
    return found
