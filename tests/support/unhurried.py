"""On a busy machine an answer may take a while; only where a test says so does it take too long."""

import pytest

from adapters.discord.answering import answering as on_discord
from adapters.slack.answering import answering as on_slack


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the adapters wait for the core before they say that something takes longer."""
    for each in (on_discord, on_slack):
        monkeypatch.setattr(each, "PATIENCE", 60.0)
