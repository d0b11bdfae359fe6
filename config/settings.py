"""Settings from the environment and `.env`, under the ecosystem's own names."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from adapters.system.folders import data_folder

SERVERS = {
    "postgres": "PostgreSQL",
    "postgresql": "PostgreSQL",
    "mysql": "MySQL",
    "mariadb": "MariaDB",
}
"""Databases on a server that an address may name."""
A_PORT = "Write a port's number, from 1 to 65535."
WORDS = {
    "int_parsing": A_PORT,
    "greater_than_equal": A_PORT,
    "less_than_equal": A_PORT,
    "bool_parsing": "Write true or false.",
    "string_pattern_mismatch": "Write debug, info, warning or error.",
    "string_too_short": "Write a host, such as 127.0.0.1, or leave it out.",
}
"""What is said by pydantic's name of an error; a whole number is always a port here."""
SLASH_COMMAND = re.compile(r"/[a-z0-9_-]{1,31}", re.ASCII)
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""This machine's own addresses."""
SWAPPED = (
    "SLACK_BOT_TOKEN and SLACK_APP_TOKEN hold each other's token: the bot's begins with xoxb-, the "
    "app's with xapp-. Swap them."
)
A_PERSONS = (
    "SLACK_BOT_TOKEN holds a person's token, for it begins with xoxp-. Take the Bot User OAuth "
    "Token, which begins with xoxb-."
)
NO_WAY_OUT = (
    "Slack is set up by half: SLACK_BOT_TOKEN is missing. It begins with xoxb- and stands in the "
    "app's settings under OAuth & Permissions, once the app is installed. For several workspaces, "
    "set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET in its place."
)
NO_WAY_IN = (
    "Slack is set up by half: as things are Homeroom could write there, but not hear. "
    "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP), too: see docs/slack.md."
)
HALF_A_CLIENT = (
    "Slack is set up by half: SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together. Both stand "
    "in the app's settings under Basic Information."
)


class Settings(BaseSettings):
    """What an operator may set. Tokens are secrets: they appear in no message and no log."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", hide_input_in_errors=True, frozen=True
    )

    database_url: str = Field(default="", alias="HOMEROOM_DATABASE_URL")
    port: int = Field(default=8642, ge=1, le=65535, alias="HOMEROOM_PORT")
    log_json: bool = Field(default=False, alias="HOMEROOM_LOG_JSON")
    log_level: str = Field(
        default="info", pattern="^(debug|info|warning|error)$", alias="HOMEROOM_LOG_LEVEL"
    )
    discord_token: SecretStr | None = Field(default=None, alias="DISCORD_TOKEN")
    discord_api_url: str = Field(default="", alias="HOMEROOM_DISCORD_API_URL")
    discord_gateway_url: str = Field(default="", alias="HOMEROOM_DISCORD_GATEWAY_URL")
    discord_translations: str = Field(default="", alias="HOMEROOM_DISCORD_TRANSLATIONS")
    slack_bot_token: SecretStr | None = Field(default=None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(default=None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(default=None, alias="SLACK_SIGNING_SECRET")
    slack_client_id: str = Field(default="", alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(default=None, alias="SLACK_CLIENT_SECRET")
    slack_public_url: str = Field(default="", alias="HOMEROOM_SLACK_PUBLIC_URL")
    slack_api_url: str = Field(default="", alias="HOMEROOM_SLACK_API_URL")
    slack_command: str = Field(default="/class", alias="HOMEROOM_SLACK_COMMAND")
    slack_host: str = Field(default="127.0.0.1", min_length=1, alias="HOMEROOM_SLACK_HOST")
    slack_port: int = Field(default=3000, ge=1, le=65535, alias="HOMEROOM_SLACK_PORT")
    zoom_secret: SecretStr | None = Field(default=None, alias="HOMEROOM_ZOOM_SECRET")
    moodle_url: str = Field(default="", alias="HOMEROOM_MOODLE_URL")
    moodle_token: SecretStr | None = Field(default=None, alias="HOMEROOM_MOODLE_TOKEN")
    canvas_url: str = Field(default="", alias="HOMEROOM_CANVAS_URL")
    canvas_token: SecretStr | None = Field(default=None, alias="HOMEROOM_CANVAS_TOKEN")

    @field_validator("database_url")
    @classmethod
    def _an_sqlite_file(cls, url: str) -> str:
        """Return the address as it is opened; what can't be opened is refused in a sentence."""
        kind, found, path = url.partition("://")
        kind = kind.lower()
        if not url:
            return url
        if kind in ("sqlite", "sqlite+aiosqlite") and len(path) > 1 and path.startswith("/"):
            return f"sqlite+aiosqlite://{path}"
        server = kind.partition("+")[0] if found else ""
        if server in SERVERS:
            raise ValueError(
                f"{SERVERS[server]} is not in this version. Write sqlite:///PATH to keep "
                "everything in a file, or leave it out."
            )
        raise ValueError("It names no SQLite file. Write sqlite:///PATH, or leave it out.")

    @field_validator(
        *("discord_token", "slack_bot_token", "slack_app_token", "slack_signing_secret"),
        *("slack_client_secret", "zoom_secret", "moodle_token", "canvas_token"),
        mode="before",
    )
    @classmethod
    def _of_a_tokens_letters(cls, token: object) -> object:
        """Return a token without what stands around it; refuse what no request could carry."""
        if not isinstance(token, str):
            return token
        token = token.strip()
        if any(not "!" <= letter <= "~" for letter in token):
            raise ValueError("It holds a space, a line's end or a foreign letter. Copy it again.")
        return token

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_any_case(cls, level: object) -> object:
        return level.strip().lower() if isinstance(level, str) else level

    @field_validator("discord_api_url")
    @classmethod
    def _a_web_address(cls, url: str) -> str:
        return _address(url, ("http", "https"), "https://discord-proxy.example.edu/api/v10")

    @field_validator("discord_gateway_url")
    @classmethod
    def _a_socket_address(cls, url: str) -> str:
        return _address(url, ("ws", "wss"), "wss://discord-proxy.example.edu")

    @field_validator("slack_api_url")
    @classmethod
    def _an_address_of_methods(cls, url: str) -> str:
        found = _address(url, ("http", "https"), "https://slack-proxy.example.edu/api")
        return f"{found}/" if found else found

    @field_validator("slack_public_url")
    @classmethod
    def _an_address_for_people(cls, url: str) -> str:
        return _address(url, ("https",), "https://homeroom.example.edu")

    @field_validator("moodle_url", "canvas_url")
    @classmethod
    def _a_gradebooks_address(cls, url: str) -> str:
        """Return a site's address; a token crosses a network by https only."""
        found = _address(url, ("http", "https"), "https://moodle.example.edu")
        parts = urlsplit(found)
        if parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("It holds more than the site's address. Write the address alone.")
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ValueError("A token would cross the network in the open. Write it with https.")
        return found

    @field_validator("slack_command")
    @classmethod
    def _a_slash_command(cls, command: str) -> str:
        if not SLASH_COMMAND.fullmatch(command):
            raise ValueError("It is no command of Slack's. Write / and small letters, like /class.")
        return command

    @property
    def names_slack(self) -> bool:
        """Whether anything is set that only a bot on Slack has."""
        tokens = (self.slack_bot_token, self.slack_app_token, self.slack_signing_secret)
        return any((*tokens, self.slack_client_id, self.slack_client_secret))

    @property
    def names_outside(self) -> bool:
        """Whether anything is set of what Homeroom is connected to beside chat."""
        tokens = (self.zoom_secret, self.moodle_token, self.canvas_token)
        return any((*tokens, self.moodle_url, self.canvas_url))

    @property
    def serves_slack(self) -> bool:
        """Whether there is a workspace to be served, or there can be some."""
        return bool(self.slack_bot_token or self.slack_client_id)

    @property
    def slack_problem(self) -> str:
        """What is wrong with Slack's tokens as a set, and what to do; "" if they can be used."""
        bot, app = self.slack_bot_token, self.slack_app_token
        if _begins(bot, "xapp-") or _begins(app, "xoxb-"):
            return SWAPPED
        if _begins(bot, "xoxp-"):
            return A_PERSONS
        if bool(self.slack_client_id) is not bool(self.slack_client_secret):
            return HALF_A_CLIENT
        if self.names_slack and not self.serves_slack:
            return NO_WAY_OUT
        if self.serves_slack and not (app or self.slack_signing_secret):
            return NO_WAY_IN
        return ""

    @property
    def database(self) -> str:
        """The database's address: a file in the user's data folder unless one is set."""
        return self.database_url or database_at(data_folder() / "homeroom.sqlite")


def _address(url: str, kinds: tuple[str, ...], like: str) -> str:
    """Return an address as it is used; ValueError with a sentence for what is none."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in kinds and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if url and (not good or url != "".join(url.split())):
        raise ValueError(
            f"It is no address of the kind {' or '.join(kinds)}. Write it like {like}."
        )
    return url.rstrip("/")


def _begins(token: SecretStr | None, kind: str) -> bool:
    return token is not None and token.get_secret_value().startswith(kind)


def database_at(path: Path) -> str:
    """Return the address of a SQLite file."""
    return f"sqlite+aiosqlite:///{path}"


def read_settings() -> Settings:
    """Return the settings; ValueError with a sentence a line where one can't be used."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"{found['loc'][0]}: "
            f"{WORDS.get(found['type'], found['msg'].removeprefix('Value error, '))}"
            for found in error.errors()
        ]
        raise ValueError(
            "Some settings can't be used. Correct them in the environment or in .env:\n"
            + "\n".join(lines)
        ) from None
    except UnicodeDecodeError:
        raise ValueError(".env can't be read, for it is not UTF-8. Save it as UTF-8.") from None


def database_file(url: str) -> Path | None:
    """Return the file of an SQLite database, None for one on a server."""
    from sqlalchemy import make_url

    found = make_url(url)
    if found.get_backend_name() != "sqlite" or not found.database:
        return None
    return Path(found.database)
