"""Slack's settings as its adapter takes them."""

from __future__ import annotations

from pydantic import SecretStr

from adapters.slack.connection import SlackSettings
from adapters.web.server import Server
from config.hooks import server_of
from config.settings import Settings


def slack_settings(settings: Settings, server: Server | None = None) -> SlackSettings:
    """Return how Slack is reached; with an app's token over sockets, whatever else is set.

    `server` is where it comes in by HTTP, one of its own if none is given.
    """
    return SlackSettings(
        _text(settings.slack_bot_token),
        _text(settings.slack_app_token),
        _text(settings.slack_signing_secret),
        settings.slack_api_url,
        client_id=settings.slack_client_id,
        client_secret=_text(settings.slack_client_secret),
        public_url=settings.slack_public_url,
        server=server or server_of(settings),
    )


def _text(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret is not None else ""
