"""Runs the demo: the sample course from shortly before its first week, with a scripted class."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path

from adapters.sandbox.server.app import ServerSettings
from adapters.terminal.services import Tell
from config.coursefile import described
from config.demo.week import scripted_week
from config.samples import SAMPLE_COURSE
from config.sandbox import BotProcess, keep_bot, open_sandbox
from config.settings import Settings, database_at
from config.stopping import until_told_to_stop
from config.world import beginning, world_of


async def run_demo(file: Path, settings: Settings, verbose: bool, tell: Tell, ready: Tell) -> None:
    """Serve a course in a throw-away folder until Ctrl-C; Refusal if it can't be.

    Only the sample course has a scripted class; in another one nobody else acts.
    """
    tell(f"Reading {file.name}")
    course = described(file)
    world = world_of([course], beginning(course), running=False)
    script = scripted_week() if file == SAMPLE_COURSE else None
    with tempfile.TemporaryDirectory(prefix="homeroom-demo-") as name:
        folder = Path(name)
        token, chat = secrets.token_urlsafe(), folder / "sandbox.sqlite"
        tell("Opening the chat server")
        async with open_sandbox(
            ServerSettings(world, token, chat, settings.port), script
        ) as server:
            if script is not None:
                script.by_hand = server.streams.watched
            log = None if verbose else folder / "bot.log"
            process = BotProcess(settings, database_at(folder / "homeroom.sqlite"), file, log)
            tell("Starting the bot")
            async with keep_bot(process, server, tell):
                ready(server.address)
                tell("Serving the class")
                await until_told_to_stop()
