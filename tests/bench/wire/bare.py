"""A bare bot of discord.py's, as a process of its own: it answers, and imports nothing of ours."""

from __future__ import annotations

import os

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL


class Bare(discord.Client):
    """A bot that only answers."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer."""
        await interaction.response.send_message("Hello.", ephemeral=True)


def main() -> None:
    """Answer until killed."""
    Route.BASE = os.environ["HOMEROOM_DISCORD_API_URL"]
    DiscordWebSocket.DEFAULT_GATEWAY = URL(os.environ["HOMEROOM_DISCORD_GATEWAY_URL"])
    intents = discord.Intents.default()
    intents.members = intents.message_content = True
    Bare(intents=intents).run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
