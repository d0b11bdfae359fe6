"""The link that invites the bot to a server, with just the permissions it needs, each explained.

https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from urllib.parse import urlencode

from adapters.discord.servers.permissions import Permission

ADDRESS = "https://discord.com/oauth2/authorize"
SCOPES = "bot applications.commands"
"""To be a member, and to have commands."""
REASONS: Mapping[Permission, str] = {
    Permission.VIEW_CHANNEL: "see the course's places, and who is in its voice channels",
    Permission.SEND_MESSAGES: "post there",
    Permission.SEND_MESSAGES_IN_THREADS: "post under questions, recaps and discussions",
    Permission.CREATE_PUBLIC_THREADS: "open a thread for each discussion",
    Permission.ATTACH_FILES: "attach charts and exports",
    Permission.READ_MESSAGE_HISTORY: "read what was said while it was switched off",
    Permission.PIN_MESSAGES: "pin the panel in the course's main place",
    Permission.CREATE_EVENTS: "enter sessions in the server's calendar of events",
    Permission.CONNECT: "enter sessions there that are held in a voice channel; it never joins one",
}
"""Each permission, and what the bot does with it."""
NEEDED = int(reduce(or_, REASONS))
"""All of them as Discord writes them: a number of bits."""


def invite_link(application: str) -> str:
    """Return the address at which whoever runs a server lets the bot of an application in."""
    query = {"client_id": application, "scope": SCOPES, "permissions": str(NEEDED)}
    return f"{ADDRESS}?{urlencode(query)}"
