"""Requests over a real wire: how each outcome is told, and what is sent again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from discord.http import Route
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.rest.rest import PAUSES, DiscordRest, route_of, uploads
from adapters.discord.rest.troubles import ForbiddenError, GoneError, RefusedError
from bot.chat.calls import Upload
from bot.ports.platform import (
    CannotSendError,
    MailboxClosedError,
    MaybeSentError,
    NotSentError,
    StoredFile,
)
from bot.runtime.pacing import Pacer
from tests.support.discord.scripted import OWN, VIA, Answer, Script, impatience, logged_in, scripted

POSTED = {"id": "123"}
NONCE = {"nonce": "abcdefghij", "enforce_nonce": True}
PATH = "/channels/5/messages"
HELLO = Answer(body=OWN)
BROKEN, RESET = Answer(broken=True), Answer(broken=True, reset=True)


@pytest.fixture(autouse=True)
def impatient() -> Iterator[None]:
    """Let discord.py's waits and ours pass at once."""
    with impatience():
        yield


async def asked(
    call: Callable[[Any], Awaitable[Any]], *answers: Answer, rate_wait: float | None = None
) -> tuple[Any, Script]:
    """Return what a call returned or raised, and what the server was asked after the login."""
    async with (
        scripted(HELLO, *answers) as script,
        logged_in(script.address, rate_wait=rate_wait) as rest,
    ):
        script.asked.clear()
        try:
            return await call(rest), script
        except (NotSentError, MaybeSentError, CannotSendError) as error:
            return error, script


async def post(rest: DiscordRest) -> Any:
    return await rest.call("POST", PATH, NONCE)


async def test_what_is_answered_is_returned() -> None:
    outcome, script = await asked(post, Answer(body=POSTED))
    assert outcome == POSTED
    (sent,) = script.asked
    assert (sent.method, sent.path, sent.body) == ("POST", PATH, NONCE)
    assert sent.headers["Authorization"] == "Bot made.up.token"


async def test_an_empty_answer_is_none_and_an_empty_list_is_one() -> None:
    outcome, _ = await asked(lambda rest: rest.call("DELETE", f"{PATH}/1"), Answer(204))
    assert outcome is None
    outcome, _ = await asked(lambda rest: rest.read(PATH), Answer(body=[]))
    assert outcome == []


async def test_a_question_and_a_reason_go_along() -> None:
    _, script = await asked(lambda rest: rest.read(PATH, {"limit": 100}), Answer(body=[]))
    assert script.asked[0].query == {"limit": "100"}
    why = "Homeroom’s tags"
    _, script = await asked(
        lambda rest: rest.call("PATCH", "/channels/5", {}, reason=why), Answer(body={})
    )
    assert script.asked[0].headers["X-Audit-Log-Reason"] == "Homeroom%E2%80%99s tags"


async def test_files_go_as_a_form_again_with_each_try() -> None:
    body = {**NONCE, "attachments": [{"id": "0", "filename": "a.png", "description": "A chart"}]}
    file = StoredFile("f1", "week 3.png", "image/png", "A chart", b"\x89PNG")
    sent = uploads(body, [file])
    assert sent == [Upload("a.png", b"\x89PNG")]
    outcome, script = await asked(
        lambda rest: rest.call("POST", PATH, body, files=sent),
        *(Answer(502, {}), RESET, Answer(body=POSTED)),
    )
    assert outcome == POSTED
    assert len(script.asked) == 3
    for one in script.asked:
        assert one.body == body
        assert one.files == {"files[0]": ("a.png", b"\x89PNG")}


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (Answer(401, {"message": "401: Unauthorized"}), CannotSendError, "DISCORD_TOKEN"),
        (Answer(403, {"code": 50013, "message": "no"}), ForbiddenError, "permissions"),
        (Answer(403, {"code": 50001, "message": "no"}), ForbiddenError, "permissions"),
        (Answer(403, {"code": 50007, "message": "no"}), MailboxClosedError, "private messages"),
        (Answer(400, {"code": 50278, "message": "no"}), MailboxClosedError, "private messages"),
        (Answer(404, {"code": 10003, "message": "no"}), GoneError, "not on Discord"),
        (Answer(413, {"code": 40005, "message": "no"}), RefusedError, "larger"),
        (Answer(400, {"code": 30038, "message": "no"}), RefusedError, "100 scheduled events"),
        (Answer(429, {"code": 30046, "message": "no"}, {}), NotSentError, "an hour old"),
        (Answer(503, {"message": "away"}), MaybeSentError, "trouble of its own"),
    ],
)
async def test_each_refusal_says_what_to_do(
    answer: Answer, error: type[Exception], words: str
) -> None:
    outcome, script = await asked(post, answer)
    assert type(outcome) is error
    assert words in str(outcome)
    assert len(script.asked) == 1
    assert "made.up.token" not in str(outcome)


async def test_what_discord_finds_wrong_is_named_by_its_place_alone() -> None:
    said = {"_errors": [{"code": "X", "message": "Must not hold: what Mei wrote"}]}
    errors = {"components": {"0": {"content": said}}}
    wrong = Answer(400, {"code": 50035, "message": "Invalid Form Body", "errors": errors})
    outcome, _ = await asked(post, wrong)
    assert isinstance(outcome, RefusedError)
    assert "components.0.content" in str(outcome)
    assert "Mei" not in str(outcome)


async def test_a_busy_discord_is_waited_for() -> None:
    busy = Answer(429, {"retry_after": 0.1, "global": False})
    outcome, script = await asked(post, busy, busy, Answer(body=POSTED))
    assert outcome == POSTED
    assert len(script.asked) == 3


async def test_a_busy_discord_is_left_alone_in_the_end() -> None:
    busy = Answer(429, {"retry_after": 0.1, "global": False}, {**VIA, "Retry-After": "7"})
    outcome, script = await asked(post, busy)
    assert isinstance(outcome, NotSentError)
    assert outcome.retry_after == timedelta(seconds=7)
    assert len(script.asked) == 5


async def test_a_long_wait_is_the_senders() -> None:
    busy = Answer(429, {"retry_after": 900.0, "global": False})
    outcome, _ = await asked(post, busy, rate_wait=30)
    assert isinstance(outcome, NotSentError)
    assert outcome.retry_after == timedelta(seconds=900)


@pytest.mark.parametrize(("headers", "seconds"), [({}, 60), ({"Retry-After": "300"}, 300)])
async def test_the_front_door_refuses_us_for_a_while(headers: dict[str, str], seconds: int) -> None:
    outcome, script = await asked(post, Answer(429, "error code: 1015", headers))
    assert isinstance(outcome, NotSentError)
    assert outcome.retry_after == timedelta(seconds=seconds)
    assert len(script.asked) == 1


async def test_nobody_there_means_nothing_was_sent() -> None:
    async with scripted(HELLO) as script, logged_in(script.address) as rest:
        script_address = script.address
        Route.BASE = "http://127.0.0.1:9"
        try:
            with pytest.raises(NotSentError, match="can't be reached"):
                await post(rest)
        finally:
            Route.BASE = script_address


@pytest.mark.parametrize("broken", [BROKEN, RESET])
async def test_a_post_with_a_nonce_goes_again_after_its_connection_broke(broken: Answer) -> None:
    outcome, script = await asked(post, broken, broken, Answer(body=POSTED))
    assert outcome == POSTED
    assert [one.body for one in script.asked] == [NONCE] * 3


@pytest.mark.parametrize("broken", [BROKEN, RESET])
async def test_a_post_whose_connection_breaks_each_time_is_in_doubt(broken: Answer) -> None:
    outcome, script = await asked(post, broken)
    assert isinstance(outcome, MaybeSentError)
    assert len(script.asked) == 1 + len(PAUSES)


@pytest.mark.parametrize("broken", [BROKEN, RESET, Answer(500, {}), Answer(502, {})])
async def test_what_would_make_a_second_one_goes_once(broken: Answer) -> None:
    outcome, script = await asked(
        lambda rest: rest.call("POST", "/channels/5/threads", {"name": "Week 3"}),
        *(broken, Answer(body=POSTED)),
    )
    assert isinstance(outcome, MaybeSentError)
    assert len(script.asked) == 1


async def test_what_would_make_a_second_one_may_go_again_when_it_was_refused() -> None:
    busy = Answer(429, {"retry_after": 0.1, "global": False})
    outcome, _ = await asked(
        lambda rest: rest.call("POST", "/channels/5/threads", {"name": "Week 3"}),
        *(busy, Answer(body=POSTED)),
    )
    assert outcome == POSTED


async def test_a_reading_that_failed_sent_nothing() -> None:
    outcome, _ = await asked(lambda rest: rest.read(PATH), BROKEN)
    assert isinstance(outcome, NotSentError)
    outcome, _ = await asked(lambda rest: rest.read(PATH), Answer(500, {}))
    assert isinstance(outcome, NotSentError)


async def test_every_try_waits_its_turn_but_answers_to_interactions() -> None:
    turns: list[str] = []

    class Counting(Pacer):
        async def turn(self) -> None:
            turns.append("turn")

    async with (
        scripted(HELLO, Answer(502, {}), Answer(body=POSTED)) as script,
        logged_in(script.address) as rest,
    ):
        paced = DiscordRest(rest._http, Counting(lambda: 0.0, 50, 1.0))
        await post(paced)
        assert len(turns) == 2
        await paced.call("POST", "/interactions/8/a-token/callback", {"type": 5})
        await paced.call("PATCH", "/webhooks/9/a-token/messages/@original", {})
        assert len(turns) == 2


@pytest.mark.parametrize("path", ["/interactions/8/a-secret/callback", "/webhooks/9/a-secret"])
async def test_no_token_is_logged(path: str, caplog: pytest.LogCaptureFixture) -> None:
    busy = Answer(429, {"retry_after": 0.1, "global": False})
    await asked(lambda rest: rest.call("POST", path, {}), busy, Answer(body={}))
    assert path.replace("a-secret", "…") in caplog.text
    assert "a-secret" not in caplog.text


ids = st.integers(1, 2**63).map(str)


@given(ids, ids)
def test_messages_of_a_channel_share_a_limit(channel: str, message: str) -> None:
    route = route_of("PATCH", f"/channels/{channel}/messages/{message}")
    assert route.url.endswith(f"/channels/{channel}/messages/{message}")
    assert route.channel_id == channel
    assert message not in route.key


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/users/@me/channels", "GET /users/@me/channels"),
        ("/guilds/1/members/7", "GET /guilds/{guild_id}/members/{id3}"),
        (
            "/channels/5/messages/6/reactions/%F0%9F%91%8D",
            "GET /channels/{channel_id}/messages/{id3}/reactions/{emoji}",
        ),
        (
            "/interactions/8/a-token/callback",
            "GET /interactions/{interaction_id}/{webhook_token}/callback",
        ),
        (
            "/webhooks/9/a-token/messages/@original",
            "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original",
        ),
    ],
)
def test_a_paths_ids_are_no_part_of_its_limits_name(path: str, key: str) -> None:
    route = route_of("GET", path)
    assert route.key == key
    assert route.url.endswith(path)
