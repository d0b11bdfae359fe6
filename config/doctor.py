"""The doctor: looks over an installation and says what to do where something is wrong."""

from __future__ import annotations

import asyncio
import contextlib
import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from adapters.files.courses.reading import read_course
from adapters.storage.store import open_store
from bot.chat.looks import Finding
from bot.chat.refusal import Refusal
from bot.model.course import Course
from bot.ports.work import UnitOfWork
from config.doctor_names import unknown_names
from config.settings import Settings
from config.tools import all_tools

LEAST_PYTHON = (3, 11)
LEAST_SPACE = 200 * 1024 * 1024
"""Bytes: a database that can't be written loses what people do."""
BUILT = datetime(2026, 1, 1, tzinfo=UTC)
"""A clock before this program was written is wrong."""
WITNESS = ("Asia/Kathmandu", 5 * 60 + 45)
"""A zone and its minutes ahead of UTC: data that know this one are there and whole."""


def examine(settings: Settings, files: Sequence[Path], now: datetime) -> Iterator[Finding]:
    """Yield what was looked at, one thing after another."""
    yield _python()
    yield _zones(now)
    yield _clock(now)
    yield from unknown_names()
    yield from _database(settings, now)
    yield from _tokens(settings)
    if settings.names_outside:
        yield from asyncio.run(_outside(settings, now))
    yield from (_course(file, now) for file in files)


def _python() -> Finding:
    seen = f"{platform.python_version()} ({sys.executable})"
    if sys.version_info < LEAST_PYTHON:
        return Finding("Python", seen, "Install Python 3.11 or newer.")
    return Finding("Python", seen)


def _zones(now: datetime) -> Finding:
    name, minutes = WITNESS
    try:
        offset = now.astimezone(ZoneInfo(name)).utcoffset()
    except ZoneInfoNotFoundError:
        offset = None
    if offset is None or offset.total_seconds() != minutes * 60:
        return Finding("Time zones", "missing or damaged", "Install them: pip install tzdata")
    return Finding("Time zones", f"found ({name} is {minutes // 60}:{minutes % 60} ahead)")


def _clock(now: datetime) -> Finding:
    seen = f"{now:%Y-%m-%d %H:%M} UTC"
    if now < BUILT:
        return Finding("Clock", seen, "It is behind. Let the system set it (NTP).")
    return Finding("Clock", seen)


def _database(settings: Settings, now: datetime) -> Iterator[Finding]:
    from config.settings import database_file

    file = database_file(settings.database)
    if file is None:
        yield Finding(
            "Database",
            "on a server, which is not supported yet",
            "Leave HOMEROOM_DATABASE_URL out, or name an SQLite file.",
        )
        return
    yield _space(file)
    if not file.exists():
        yield _to_be_made(file)
        return
    yield from asyncio.run(_opened(settings.database, file))


def _to_be_made(file: Path) -> Finding:
    """Tell whether a database that is not there yet can be made where it should stand."""
    folder = _standing(file)
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Finding("Database", f"{file}: not there yet; it is made when first needed")
    why = "may not be written" if folder.is_dir() else "is no folder"
    seen = f"{file}: not there, and it can't be made, for {folder} {why}"
    return Finding("Database", seen, "Let Homeroom write there, or set HOMEROOM_DATABASE_URL.")


def _standing(file: Path) -> Path:
    """Return the nearest folder above a file that is there."""
    return next(one for one in file.absolute().parents if one.exists())


def _space(file: Path) -> Finding:
    folder = _standing(file)
    free = shutil.disk_usage(folder).free
    seen = f"{free // 1024**2:,} MB free in {folder}"
    remedy = "" if free >= LEAST_SPACE else "Make room, or move the database to another disk."
    return Finding("Disk", seen, remedy)


async def _opened(url: str, file: Path) -> Sequence[Finding]:
    """Open the database as commands do; count its courses, and what waits to be posted in them."""
    try:
        store = await open_store(url, all_tools(), alone=False)
    except Refusal as error:
        return (Finding("Database", str(file), str(error)),)
    try:
        async with store.reading() as work:
            courses = await work.courses.all()
            waiting = [one for course in courses for one in await _waiting(course, work)]
    finally:
        await store.close()
    titles = ", ".join(course.title for course in courses)
    return (Finding("Database", f"{file}, courses: {titles or 'none'}"), *waiting)


async def _outside(settings: Settings, now: datetime) -> Sequence[Finding]:
    """Look at Zoom, Moodle and Canvas, with the database if there is one that opens."""
    from config.doctor_outside import examine as examine_outside
    from config.settings import database_file

    file, store = database_file(settings.database), None
    if file is not None and file.exists():
        with contextlib.suppress(Refusal):  # That it doesn't open has been said.
            store = await open_store(settings.database, all_tools(), alone=False)
    try:
        return [finding async for finding in examine_outside(settings, store, now)]
    finally:
        if store is not None:
            await store.close()


async def _waiting(course: Course, work: UnitOfWork) -> Sequence[Finding]:
    """Tell what a course owes and can't post, and how many private messages find no way in."""
    found: list[Finding] = []
    problems = await work.outbox.problems(course.id)
    for sentence in dict.fromkeys(post.problem or "" for post in problems):
        count = sum(post.problem == sentence for post in problems)
        seen = f"{course.title}: {count} waiting"
        found.append(Finding("Posts", seen, sentence))
    shut = await work.outbox.undelivered_count(course.id)
    if shut:
        seen = f"{course.title}: {shut} waiting for closed mailboxes"
        found.append(
            Finding("Private messages", f"{seen}; their owners were told how to open them")
        )
    return found


def _tokens(settings: Settings) -> Iterator[Finding]:
    """Say which tokens are set, and never what they are."""
    for name, token in (
        ("DISCORD_TOKEN", settings.discord_token),
        ("SLACK_BOT_TOKEN", settings.slack_bot_token),
        ("SLACK_APP_TOKEN", settings.slack_app_token),
        ("SLACK_SIGNING_SECRET", settings.slack_signing_secret),
        ("SLACK_CLIENT_SECRET", settings.slack_client_secret),
    ):
        seen = "set" if token else "not set (the sandbox needs none)"
        if token:
            platform = name.partition("_")[0].lower()
            seen = f"set (homeroom doctor {platform} tells how it stands there)"
        yield Finding(name, seen)
    if settings.slack_problem:
        yield Finding("Slack", "its tokens can't be used as they are", settings.slack_problem)


def _course(file: Path, now: datetime) -> Finding:
    errors = read_course(file, now).errors
    if errors:
        how_many = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        return Finding(str(file), how_many, f"See homeroom check {file}")
    return Finding(str(file), "can be loaded")
