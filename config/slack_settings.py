"""Slack's settings as its adapter takes them."""

from __future__ import annotations

from pydantic import SecretStr

from adapters.slack.connection import SlackSettings
from adapters.slack.hearing.deliveries import Address
from config.settings import Settings


def slack_settings(settings: Settings) -> SlackSettings:
    """Return how Slack is reached; with an app's token over sockets, whatever else is set."""
    return SlackSettings(
        _text(settings.slack_bot_token),
        _text(settings.slack_app_token),
        _text(settings.slack_signing_secret),
        settings.slack_api_url,
        Address(settings.slack_host, settings.slack_port),
        client_id=settings.slack_client_id,
        client_secret=_text(settings.slack_client_secret),
        public_url=settings.slack_public_url,
    )


def _text(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret is not None else ""
