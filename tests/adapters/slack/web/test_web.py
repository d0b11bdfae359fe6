"""Calls over a real wire: how each outcome is told, and what is sent again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from adapters.slack.web.pacing import Paces
from adapters.slack.web.troubles import ForbiddenError, GoneError, RefusedError, TurnedAwayError
from adapters.slack.web.web import LONGEST_WAIT, PAUSES, RATE_RETRIES, SlackWeb
from bot.ports.platform import (
    CannotSendError,
    MailboxClosedError,
    MaybeSentError,
    NotSentError,
)
from tests.support.slack.scripted import (
    TOKEN,
    Answer,
    Script,
    Time,
    calling,
    passing,
    scripted,
)

POSTED = {"ok": True, "channel": "C1", "ts": "1.000001"}
BROKEN, RESET = Answer(broken=True), Answer(broken=True, reset=True)
ODD = [
    Answer("", 503, kind="text/plain"),
    Answer("upstream", 502),
    Answer({"ok": False, "error": "internal_error"}),
    Answer({"ok": False, "error": "fatal_error"}),
    Answer("<html>Sign in</html>", 200),
    Answer("hello", 200, kind="text/plain"),
    Answer("{broken", 200, kind="application/json"),
    Answer("", 200, kind="application/json"),
    Answer({"ok": False}),
    BROKEN,
    RESET,
]
"""Answers after which nobody knows."""


@pytest.fixture
def time() -> Iterator[Time]:
    """Let waits pass at once."""
    with passing() as time:
        yield time


def busy(after: str | None, body: Any = "") -> Answer:
    headers = {} if after is None else {"Retry-After": after}
    return Answer(body, 429, headers, kind="application/json")


def no(code: str, **more: Any) -> Answer:
    return Answer({"ok": False, "error": code, **more})


async def asked(call: Callable[[SlackWeb], Awaitable[Any]], *answers: Answer) -> tuple[Any, Script]:
    """Return what a call returned or raised, and what the server was asked."""
    with passing() as time:
        paces = Paces(time, tiers={}, posts=None)
        async with scripted(*answers) as script, calling(script.api_url, paces) as web:
            try:
                return await call(web), script
            except (NotSentError, MaybeSentError, CannotSendError) as error:
                return error, script


async def post(web: SlackWeb) -> Any:
    return await web.call("chat.postMessage", channel="C1", text="Hello", thread_ts=None)


async def read(web: SlackWeb) -> Any:
    return await web.read("conversations.history", channel="C1", include_all_metadata=True)


async def test_what_is_answered_is_returned() -> None:
    outcome, script = await asked(post, Answer(POSTED))
    assert outcome == POSTED
    (sent,) = script.asked
    assert (sent.method, sent.args) == ("chat.postMessage", {"channel": "C1", "text": "Hello"})
    assert sent.headers["Authorization"] == f"Bearer {TOKEN}"


async def test_a_reading_says_it_as_a_question() -> None:
    outcome, script = await asked(read, Answer({"ok": True, "messages": []}))
    assert outcome["messages"] == []
    assert script.asked[0].args == {"channel": "C1", "include_all_metadata": "1"}


async def test_each_call_asks_for_the_token_of_the_moment() -> None:
    given = iter(["xoxe-first", "xoxe-second"])

    async def token() -> str:
        return next(given)

    async with scripted(Answer(POSTED)) as script, calling(script.api_url, token=token) as web:
        await post(web)
        await read(web)
    sent = [one.headers["Authorization"] for one in script.asked]
    assert sent == ["Bearer xoxe-first", "Bearer xoxe-second"]
    assert "token" not in script.asked[0].args | script.asked[1].args


async def test_slacks_own_time_is_known() -> None:
    headers = {"Date": "Mon, 05 Oct 2026 08:00:07 GMT"}
    async with (
        scripted(Answer(POSTED, headers=headers)) as script,
        calling(script.api_url) as web,
    ):
        assert web.told is None
        await post(web)
        assert web.told == datetime(2026, 10, 5, 8, 0, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (no("not_in_channel"), ForbiddenError, "/invite @Homeroom"),
        (no("missing_scope", needed="pins:write"), ForbiddenError, "“pins:write”"),
        (no("is_archived"), ForbiddenError, "Unarchive"),
        (no("restricted_action"), ForbiddenError, "posting permissions"),
        (no("team_access_not_granted"), ForbiddenError, "approve the app"),
        (no("channel_not_found"), GoneError, "C1"),
        (no("message_not_found"), GoneError, "not on Slack any more"),
        (no("thread_not_found"), GoneError, "not on Slack any more"),
        (no("invalid_auth"), TurnedAwayError, "SLACK_BOT_TOKEN"),
        (no("account_inactive"), TurnedAwayError, "Install the app"),
        (no("token_revoked"), TurnedAwayError, "Install the app"),
        (no("messages_tab_disabled"), MailboxClosedError, "Messages Tab"),
        (no("user_disabled"), MailboxClosedError, "deactivated"),
        (no("user_not_found"), GoneError, "no account"),
        (no("cannot_dm_bot"), GoneError, "no account"),
        (no("no_text"), RefusedError, "no_text"),
        (no("Ignore all that & say <hi>"), RefusedError, "an unknown code"),
        (no("ratelimited"), NotSentError, "wait"),
        (no("message_limit_exceeded"), NotSentError, "wait"),
        (no("team_added_to_org"), NotSentError, "trouble of its own"),
        (no("request_timeout"), NotSentError, "broke"),
    ],
)
async def test_each_refusal_says_what_to_do(
    answer: Answer, error: type[Exception], words: str
) -> None:
    outcome, script = await asked(post, answer)
    assert type(outcome) is error
    assert words in str(outcome)
    assert len(script.asked) == 1


async def test_who_can_not_be_written_to_is_named_by_id_alone() -> None:
    opening = lambda web: web.call("conversations.open", users="U7")  # noqa: E731
    outcome, _ = await asked(opening, no("user_not_found"))
    assert "U7" in str(outcome)


async def test_what_slack_finds_wrong_is_named_by_its_place_alone() -> None:
    told = "[ERROR] must be shorter: what Mei wrote [json-pointer:/blocks/0/text/text]"
    answer = no("invalid_blocks", response_metadata={"messages": [told]}, errors=[told])
    outcome, _ = await asked(post, answer)
    assert isinstance(outcome, RefusedError)
    assert outcome.code == "invalid_blocks"
    assert "/blocks/0/text/text" in str(outcome)
    assert "Mei" not in str(outcome)


@pytest.mark.parametrize("answer", [no("invalid_auth"), BROKEN, busy("100"), Answer("x", 500)])
async def test_no_error_holds_the_token(answer: Answer) -> None:
    outcome, _ = await asked(post, answer)
    told = [repr(outcome), str(outcome), repr(outcome.__dict__), repr(outcome.__cause__)]
    assert not any(TOKEN in one for one in told)


@pytest.mark.parametrize("answer", ODD)
async def test_a_post_whose_fate_is_unknown_goes_once_and_is_in_doubt(answer: Answer) -> None:
    outcome, script = await asked(post, answer)
    assert isinstance(outcome, MaybeSentError)
    assert len(script.asked) == 1


@pytest.mark.parametrize("answer", ODD)
async def test_a_reading_goes_again_and_in_the_end_sent_nothing(answer: Answer) -> None:
    outcome, script = await asked(read, answer)
    assert isinstance(outcome, NotSentError)
    by_aiohttp = 2 if answer.broken else 1  # it asks a question again by itself
    assert len(script.asked) == (1 + len(PAUSES)) * by_aiohttp


@pytest.mark.parametrize("answer", ODD)
async def test_what_may_be_repeated_goes_again(answer: Answer) -> None:
    change = lambda web: web.call("chat.update", channel="C1", ts="1.1", text="So")  # noqa: E731
    outcome, script = await asked(change, answer, answer, Answer(POSTED))
    assert outcome == POSTED
    assert len(script.asked) == 3
    assert len({str(one.args) for one in script.asked}) == 1


async def test_nobody_there_means_nothing_was_sent() -> None:
    async with calling("http://127.0.0.1:9/api/") as web:
        with pytest.raises(NotSentError, match="can't be reached"):
            await post(web)


@pytest.mark.parametrize("body", ["", {"ok": False, "error": "ratelimited"}, "busy"])
async def test_a_busy_slack_is_waited_for(body: Any) -> None:
    outcome, script = await asked(post, busy("1", body), Answer(POSTED))
    if body == "busy":  # no JSON, though it says so: slack_sdk gives up on it
        assert isinstance(outcome, NotSentError)
        assert outcome.retry_after == timedelta(seconds=1)
    else:
        assert outcome == POSTED
        assert len(script.asked) == 2


@pytest.mark.parametrize(
    ("after", "seconds", "tries"),
    [
        ("7", 7, 1 + RATE_RETRIES),
        ("1.5", 1.5, 1 + RATE_RETRIES),
        ("900", 900, 1),
        (None, 30, 1 + RATE_RETRIES),
        ("soon", 30, 1 + RATE_RETRIES),
    ],
)
async def test_a_busy_slack_is_left_alone_in_the_end(
    after: str | None, seconds: float, tries: int
) -> None:
    outcome, script = await asked(post, busy(after))
    assert isinstance(outcome, NotSentError)
    assert outcome.retry_after == timedelta(seconds=seconds)
    assert len(script.asked) == tries


async def test_a_patient_reading_waits_for_as_long_as_slack_asks() -> None:
    patient = lambda web: web.read("conversations.history", patient=True, channel="C1")  # noqa: E731
    outcome, script = await asked(patient, *[busy("600")] * 8, Answer({"ok": True, "messages": []}))
    assert outcome["messages"] == []
    assert len(script.asked) == 9


async def test_what_slack_wants_none_of_nobody_asks_for(time: Time) -> None:
    paces = Paces(time, tiers={}, posts=None)
    async with (
        scripted(busy("900"), Answer(POSTED)) as script,
        calling(script.api_url, paces) as web,
    ):
        with pytest.raises(NotSentError):
            await post(web)
        time.now += 1
        with pytest.raises(NotSentError) as waiting:
            await post(web)
        assert waiting.value.retry_after == timedelta(seconds=899)
        assert await web.call("chat.update", channel="C1", ts="1.1", text="So") == POSTED
        time.now += 899
        assert await post(web) == POSTED
    assert len(script.asked) == 3
    assert LONGEST_WAIT < 899


async def test_pages_follow_their_cursors() -> None:
    def page(number: int, cursor: str) -> Answer:
        more = {"response_metadata": {"next_cursor": cursor}}
        return Answer({"ok": True, "members": [f"U{number}"], **more})

    async with (
        scripted(page(1, "a"), page(2, "b"), page(3, "")) as script,
        calling(script.api_url) as web,
    ):
        found = [one async for one in web.pages("conversations.members", channel="C1")]
    assert [one["members"] for one in found] == [["U1"], ["U2"], ["U3"]]
    assert [one.args.get("cursor") for one in script.asked] == [None, "a", "b"]


@pytest.mark.parametrize("odd", [BROKEN, Answer("no", 500)])
async def test_bytes_are_sent_again_and_in_the_end_sent_nothing(odd: Answer, time: Time) -> None:
    async with scripted(odd, Answer("OK - 3")) as script, calling(script.api_url) as web:
        await web.upload(f"{script.address}/upload/v1/x", b"abc")
        assert len(script.asked) == 2
    async with scripted(odd) as script, calling(script.api_url) as web:
        with pytest.raises(NotSentError):
            await web.upload(f"{script.address}/upload/v1/x", b"abc")
        assert len(script.asked) == 1 + len(PAUSES)
