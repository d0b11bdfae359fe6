"""The manifest of the Slack app: Homeroom's commands, in the form in which Slack takes them."""

from __future__ import annotations

from urllib.parse import urlsplit

from adapters.slack.hearing.deliveries import PATH
from adapters.slack.rendering.manifest import REDIRECT, Urls, manifest, manifest_text
from bot.chat.refusal import Refusal
from bot.runtime.tables import COMMANDS

NO_ADDRESS = "Slack can call no such address. Give one like https://homeroom.example.edu."


def manifest_for(
    http: str | None,
    command: str,
    name: str,
    *,
    as_yaml: bool,
    public: str = "",
    organization: bool = False,
) -> str:
    """Return the text of the manifest; Refusal for what Slack would not take.

    `http` is the address that Slack calls; None: it is reached over Socket Mode. `public` is where
    people install the app from, "" for that same address. With `organization` it may be installed
    in a whole organization.
    """
    try:
        requests = "" if http is None else requested(http)
        urls = Urls(requests, f"{public}{REDIRECT}" if public else redirected(requests))
        found = manifest(
            COMMANDS, name, command, socket=http is None, urls=urls, organization=organization
        )
    except ValueError as error:
        raise Refusal(str(error)) from None
    return manifest_text(found, yaml=as_yaml)


def requested(http: str) -> str:
    """Return the address of Slack's requests; the path is Homeroom's own unless one is given.

    ValueError for what is no address.
    """
    try:
        parts = urlsplit(http)
    except ValueError:
        parts = urlsplit("")
    if not parts.hostname:
        raise ValueError(NO_ADDRESS)
    return http if parts.path.rstrip("/") else http.rstrip("/") + PATH


def redirected(url: str) -> str:
    """Return where an installation ends, at the host of an address; "" where there is none."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{REDIRECT}" if url else ""
