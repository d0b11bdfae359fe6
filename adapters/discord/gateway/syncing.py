"""The command tree at Discord: put there only when it has changed since it was put last.

Discord allows 200 new commands a day, so an unchanged tree is never sent; its hash is noted.
"""

from __future__ import annotations

import asyncio
from typing import Any

from adapters.discord.journal import LOG
from adapters.discord.line import Line
from adapters.discord.rendering.tree import render_tree, tree_hash
from bot.chat.commands import Commands
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError
from bot.runtime.hearing.errors import kind_of

NOTE = "discord commands"
FIRST_WAIT = 1.0
LONGEST_WAIT = 300.0


async def sync_commands(line: Line, commands: Commands) -> None:
    """Let Discord's tree be the core's; while that fails, everything else works as before."""
    try:
        tree = render_tree(commands, line.texts)
        stamp = f"{line.application} {tree_hash(tree)}"
        if await line.notes.read(NOTE) == stamp:
            return
        if await _put(line, tree):
            await line.notes.write(NOTE, stamp)
            LOG.info("commands were synced")
    except Exception as error:
        LOG.error("commands could not be synced: %s", kind_of(error))


async def _put(line: Line, tree: Any) -> bool:
    """Put the tree to Discord, again where it may not have arrived; return whether it took it."""
    wait = FIRST_WAIT
    while True:
        try:
            await line.rest.call("PUT", f"/applications/{line.application}/commands", tree)
        except CannotSendError as error:
            LOG.error("commands were refused: %s", kind_of(error))
            return False
        except (NotSentError, MaybeSentError) as error:
            LOG.warning("commands could not be synced yet: %s", kind_of(error))
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            return True
