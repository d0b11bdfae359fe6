"""The doctor's look at Slack, with the courses of the configured database."""

from __future__ import annotations

from collections.abc import AsyncIterator

from adapters.slack.doctor.doctor import Patient
from adapters.slack.doctor.doctor import examine as examine_there
from adapters.slack.wire import PLATFORM
from adapters.storage.store import open_store
from adapters.system.clock import SystemClock, monotonic
from bot.chat.looks import Finding
from config.doctor_courses import courses_on
from config.settings import Settings
from config.slack_settings import slack_settings
from config.tools import all_tools

HOW_TO_BEGIN = (
    "Make the app out of what homeroom slack manifest prints, and put its tokens into "
    "SLACK_BOT_TOKEN and SLACK_APP_TOKEN: see docs/slack.md."
)


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Yield what was looked at; Refusal for a database that can't be opened."""
    if not settings.names_slack:
        yield Finding("SLACK_BOT_TOKEN", "not set", HOW_TO_BEGIN)
        return
    if settings.slack_problem:
        yield Finding("Tokens", "they can't be used as they are", settings.slack_problem)
        return
    store = await open_store(settings.database, all_tools(), alone=False)
    try:
        courses = await courses_on(store, PLATFORM)
        given = slack_settings(settings)
        patient = Patient(given, courses, settings.slack_command, store.notes, store.installations)
        async for found in examine_there(patient, SystemClock(), monotonic):
            yield found
    finally:
        await store.close()
