"""The doctor's look at Discord, with the courses of the configured database."""

from __future__ import annotations

from collections.abc import AsyncIterator

from adapters.discord.connection import DiscordSettings
from adapters.discord.doctor.doctor import Patient
from adapters.discord.doctor.doctor import examine as examine_there
from adapters.discord.wire import PLATFORM
from adapters.storage.store import open_store
from adapters.system.clock import SystemClock, monotonic
from bot.chat.looks import Finding
from bot.runtime.tables import COMMANDS
from config.doctor_courses import courses_on
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
        courses = await courses_on(store, PLATFORM)
        patient = Patient(given, courses, COMMANDS, store.notes)
        async for found in examine_there(patient, SystemClock(), monotonic):
            yield found
    finally:
        await store.close()
