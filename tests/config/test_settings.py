"""Settings from the environment, and what is said of those that can't be used."""

from pathlib import Path

import pytest

from config.settings import (
    A_PERSONS,
    HALF_A_CLIENT,
    NO_WAY_IN,
    NO_WAY_OUT,
    SWAPPED,
    database_file,
    read_settings,
)

SLACK = {
    "bot": "SLACK_BOT_TOKEN",
    "app": "SLACK_APP_TOKEN",
    "secret": "SLACK_SIGNING_SECRET",
    "client": "SLACK_CLIENT_ID",
    "client secret": "SLACK_CLIENT_SECRET",
}


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in SLACK.values():
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("kind", ["sqlite", "sqlite+aiosqlite", "SQLite"])
def test_an_sqlite_file_needs_no_drivers_name(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setenv("HOMEROOM_DATABASE_URL", f"{kind}:////srv/homeroom.sqlite")
    database = read_settings().database
    assert database == "sqlite+aiosqlite:////srv/homeroom.sqlite"
    assert database_file(database) == Path("/srv/homeroom.sqlite")


@pytest.mark.parametrize("kind", ["postgresql", "postgres", "postgresql+asyncpg"])
def test_a_database_server_is_not_in_this_version(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("HOMEROOM_DATABASE_URL", f"{kind}://me:secret@localhost/homeroom")
    with pytest.raises(ValueError, match="HOMEROOM_DATABASE_URL: PostgreSQL is not in") as refused:
        read_settings()
    assert "Write sqlite:///PATH" in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HOMEROOM_PORT", "eighty", "Write a port's number, from 1 to 65535."),
        ("HOMEROOM_SLACK_PORT", "70000", "Write a port's number, from 1 to 65535."),
        ("HOMEROOM_LOG_JSON", "perhaps", "Write true or false."),
        ("HOMEROOM_LOG_LEVEL", "loud", "Write debug, info, warning or error."),
    ],
)
def test_what_cannot_be_used_says_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=f"{name}: {said}"):
        read_settings()


@pytest.mark.parametrize("token", ["s3cret\ns3cret", "s3cret s3cret", "“s3cret”"])
def test_a_token_that_no_request_could_carry_is_refused_unseen(
    monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", token)
    with pytest.raises(ValueError, match="DISCORD_TOKEN: It holds a space, a line's") as refused:
        read_settings()
    assert "s3cret" not in str(refused.value)


def test_a_token_is_taken_without_the_space_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", " s3cret\r\n")
    token = read_settings().discord_token
    assert token is not None
    assert token.get_secret_value() == "s3cret"


def test_a_level_is_known_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMEROOM_LOG_LEVEL", "INFO")
    assert read_settings().log_level == "info"


def test_a_file_of_settings_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=abc\n", encoding="utf-16")
    with pytest.raises(ValueError, match=r"^\.env can't be read, for it is not UTF-8"):
        read_settings()


@pytest.mark.parametrize("url", ["homeroom.sqlite", "sqlite://", "sqlite:///", "oracle://here/it"])
def test_an_address_without_a_file_says_what_to_write(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("HOMEROOM_DATABASE_URL", url)
    with pytest.raises(ValueError, match="It names no SQLite file"):
        read_settings()


def test_without_one_it_is_a_file_of_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOMEROOM_DATABASE_URL", raising=False)
    file = database_file(read_settings().database)
    assert file is not None
    assert file.name == "homeroom.sqlite"


@pytest.mark.parametrize(
    ("name", "url", "kind"),
    [
        ("HOMEROOM_DISCORD_API_URL", "discord.example.edu", "http or https"),
        ("HOMEROOM_DISCORD_API_URL", "ws://discord.example.edu", "http or https"),
        ("HOMEROOM_DISCORD_API_URL", "http://", "http or https"),
        ("HOMEROOM_DISCORD_API_URL", "http://host:port/api", "http or https"),
        ("HOMEROOM_DISCORD_API_URL", "http://a host/api", "http or https"),
        ("HOMEROOM_DISCORD_GATEWAY_URL", "https://gateway.example.edu", "ws or wss"),
        ("HOMEROOM_DISCORD_GATEWAY_URL", "wss://[gateway", "ws or wss"),
        ("HOMEROOM_SLACK_API_URL", "slack.example.edu/api", "http or https"),
    ],
)
def test_an_address_that_is_none_says_what_to_write(
    monkeypatch: pytest.MonkeyPatch, name: str, url: str, kind: str
) -> None:
    monkeypatch.setenv(name, url)
    with pytest.raises(ValueError, match=f"{name}: It is no address of the kind {kind}"):
        read_settings()


def test_addresses_of_another_discord(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMEROOM_DISCORD_API_URL", "http://127.0.0.1:8080/api/v10/")
    monkeypatch.setenv("HOMEROOM_DISCORD_GATEWAY_URL", "wss://gateway.example.edu")
    found = read_settings()
    assert found.discord_api_url == "http://127.0.0.1:8080/api/v10"
    assert found.discord_gateway_url == "wss://gateway.example.edu"
    monkeypatch.delenv("HOMEROOM_DISCORD_API_URL")
    assert read_settings().discord_api_url == ""


def test_addresses_of_another_slack(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().slack_api_url == ""
    for given in ("https://slack-gov.com/api", "https://slack-gov.com/api/"):
        monkeypatch.setenv("HOMEROOM_SLACK_API_URL", given)
        assert read_settings().slack_api_url == "https://slack-gov.com/api/"


def test_the_address_at_which_people_install_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_settings().slack_public_url == ""
    monkeypatch.setenv("HOMEROOM_SLACK_PUBLIC_URL", "https://homeroom.example.edu/")
    assert read_settings().slack_public_url == "https://homeroom.example.edu"
    monkeypatch.setenv("HOMEROOM_SLACK_PUBLIC_URL", "http://homeroom.example.edu")
    with pytest.raises(ValueError, match=r"HOMEROOM_SLACK_PUBLIC_URL: .* of the kind https"):
        read_settings()


@pytest.mark.parametrize("command", ["class", "/Class", "/", "/my class", f"/{'c' * 32}"])
def test_a_command_that_slack_takes_none_of(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    assert read_settings().slack_command == "/class"
    monkeypatch.setenv("HOMEROOM_SLACK_COMMAND", command)
    with pytest.raises(ValueError, match="HOMEROOM_SLACK_COMMAND: It is no command of Slack's"):
        read_settings()


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, ""),
        ({"bot": "xoxb-1", "app": "xapp-1"}, ""),
        ({"bot": "xoxb-1", "secret": "s"}, ""),
        ({"bot": "xoxb-1", "app": "xapp-1", "secret": "s"}, ""),
        ({"bot": "xoxb-1"}, NO_WAY_IN),
        ({"app": "xapp-1"}, NO_WAY_OUT),
        ({"secret": "s"}, NO_WAY_OUT),
        ({"app": "xapp-1", "secret": "s"}, NO_WAY_OUT),
        ({"bot": "xapp-1", "app": "xoxb-1"}, SWAPPED),
        ({"app": "xoxb-1"}, SWAPPED),
        ({"bot": "xoxp-1", "app": "xapp-1"}, A_PERSONS),
        ({"client": "1", "client secret": "hidden", "app": "xapp-1"}, ""),
        ({"client": "1", "client secret": "hidden", "secret": "s"}, ""),
        ({"client": "1", "client secret": "hidden", "bot": "xoxb-1", "app": "xapp-1"}, ""),
        ({"client": "1", "client secret": "hidden"}, NO_WAY_IN),
        ({"client": "1", "app": "xapp-1"}, HALF_A_CLIENT),
        ({"bot": "xoxb-1", "app": "xapp-1", "client secret": "hidden"}, HALF_A_CLIENT),
    ],
)
def test_slacks_tokens_as_a_set(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], problem: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(SLACK[name], value)
    found = read_settings()
    assert found.slack_problem == problem
    assert found.names_slack is bool(given)
    assert not any(value in repr(found) for value in given.values() if len(value) > 1)


@pytest.mark.parametrize("name", ["HOMEROOM_MOODLE_URL", "HOMEROOM_CANVAS_URL"])
def test_a_gradebooks_token_crosses_a_network_by_https_only(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for good in ("https://lms.example.edu/moodle/", "http://127.0.0.1:8080", "http://[::1]:1"):
        monkeypatch.setenv(name, good)
        assert good.rstrip("/") in {read_settings().moodle_url, read_settings().canvas_url}
    wrong = {
        "http://lms.example.edu": "in the open",
        "http://127.0.0.1.example.edu": "in the open",
        "https://me:secret@lms.example.edu": "more than the site's address",
        "https://lms.example.edu/?wstoken=secret": "more than the site's address",
        "lms.example.edu": "no address",
    }
    for url, words in wrong.items():
        monkeypatch.setenv(name, url)
        with pytest.raises(ValueError, match=words) as refused:
            read_settings()
        assert "secret" not in str(refused.value)


def test_a_gradebooks_token_is_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMEROOM_CANVAS_TOKEN", "a-secret")
    assert "a-secret" not in repr(read_settings())
