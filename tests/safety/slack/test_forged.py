"""A forged, replayed or stale request over HTTP changes nothing: no row, and no call to Slack."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest

from adapters.slack.hearing.replays import LIVES, Replays
from tests.safety.slack.school import School, school, settled
from tests.support.slack import acts, payloads
from tests.support.slack.deliveries import encode
from tests.support.slack.request_url import RequestUrl
from tests.support.slack.several import START

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
Request = tuple[str, str]
"""A body, and its media type."""
FORGED = {
    "made with another secret": lambda body, stamp: signature(body, stamp, "another-secret"),
    "of other words": lambda body, stamp: signature("{}", stamp),
    "of another time": lambda body, stamp: signature(body, str(int(stamp) - 1)),
    "of zeros": lambda body, stamp: "v0=" + "0" * 64,
    "of another version": lambda body, stamp: signature(body, stamp).replace("v0=", "v1="),
    "missing": lambda body, stamp: "",
}
STALE = {"six minutes old": -360, "of yesterday": -86_400, "of the future": 360}
SECRET = "made-up-signing-secret"


def signature(body: str, stamp: str, secret: str = SECRET) -> str:
    """Return what signs a body at an instant."""
    made = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
    return f"v0={made.hexdigest()}"


@pytest.fixture
async def made(tmp_path: Path) -> AsyncIterator[School]:
    """Let two courses be served, in which a question was asked and a message written."""
    async with school(tmp_path) as opened, opened.serving():
        assert opened.server.world.signing_secret == SECRET
        await settled(opened)
        await opened.server.person("mei", "Weather").write("general", "Hello")
        await opened.quiet()
        yield opened
        assert opened.journal.troubles == []


def url(made: School) -> RequestUrl:
    """Return where the app listens."""
    assert made.server.request_url is not None
    return made.server.request_url


def requests(made: School) -> dict[str, Request]:
    """Return one request of each kind that would change something, none of which was sent yet."""
    state, team = made.server.state, made.server.team("Weather")
    mei, general = made.server.user("mei", "Weather"), made.server.channel("general", "Weather")
    root = next(iter(general.messages.values()))
    act = state.acts.begin(acts.COMMAND, mei, team, general)
    command = payloads.command(state, act, general, "class", 'ask "Who signed this?"')
    pressed = next(
        one
        for block in root.blocks
        for one in block.get("elements", ())
        if isinstance(one, dict) and one.get("type") == "button"
    )
    press = payloads.press(state, act, general, root, {**pressed, "action_ts": state.stamps.ts()})
    stamp = state.stamps.ts()
    message = {
        "type": "message",
        "channel": general.id,
        "channel_type": "channel",
        "user": mei.id,
        "text": "Never written",
        "ts": stamp,
        "event_ts": stamp,
    }
    gone = {
        "type": "message",
        "subtype": "message_deleted",
        "channel": general.id,
        "channel_type": "channel",
        "deleted_ts": next(reversed(general.messages.values())).ts,
        "event_ts": stamp,
    }
    left = {"type": "app_uninstalled", "event_ts": stamp}
    deliveries = made.server.deliveries
    return {
        "a command": (urlencode(command), FORM),
        "a press": (urlencode({"payload": encode(press)}), FORM),
        "a message": (deliveries.prepare(team, message).body, JSON),
        "a deletion": (deliveries.prepare(team, gone).body, JSON),
        "a farewell": (deliveries.prepare(team, left).body, JSON),
    }


async def post(made: School, request: Request, headers: Mapping[str, str]) -> int:
    """Post a request; return the answer's status once all it led to is done."""
    body, media = request
    status, _, _ = await url(made).post(body, {"Content-Type": media, **headers})
    await made.heard()
    return status


async def test_a_forged_request_changes_nothing(made: School) -> None:
    before = await made.quiet()
    stamp = str(int(START.timestamp()))
    for request in requests(made).values():
        for forge in FORGED.values():
            forged = {
                "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": forge(request[0], stamp),  # type: ignore[no-untyped-call]
            }
            assert await post(made, request, forged) == 401
        assert await post(made, request, {}) == 401
    assert await made.quiet() == before


async def test_a_stale_request_changes_nothing(made: School) -> None:
    """Though Slack has signed it."""
    before = await made.quiet()
    for request in requests(made).values():
        for late in STALE.values():
            headers = url(made).signed(request[0], START.timestamp() + late)
            assert await post(made, request, headers) == 401
    assert await made.quiet() == before


async def test_a_replayed_request_changes_nothing(made: School) -> None:
    """It did something the first time, and never again: nothing is even said of it."""
    for name, request in requests(made).items():
        before = await made.quiet()
        headers = url(made).signed(request[0])
        assert await post(made, request, headers) == 200
        first = await made.quiet()
        assert first != before, name
        for _ in range(3):
            assert await post(made, request, headers) == 200
        assert await made.quiet() == first, name


async def test_an_event_that_is_told_twice_counts_once(made: School) -> None:
    """With another signature, as Slack does where it got no answer in time; also after a start."""
    told = {name: request for name, request in requests(made).items() if request[1] == JSON}
    told.pop("a farewell")
    for request in told.values():
        assert await post(made, request, url(made).signed(request[0])) == 200
    once, _ = await made.quiet()
    for request in told.values():
        for later in (1, 2):
            headers = url(made).signed(request[0], START.timestamp() + later)
            again = {**headers, "X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
            assert await post(made, request, again) == 200
    assert (await made.quiet())[0] == once
    assert json.loads(told["a message"][0])["event_id"]


async def test_a_replay_after_a_start_counts_once(tmp_path: Path) -> None:
    """Signatures are forgotten with the process; what was done is not."""
    async with school(tmp_path) as made:
        async with made.serving():
            await settled(made)
            sent = {**requests(made)}
            sent.pop("a farewell")
            signed = {name: url(made).signed(request[0]) for name, request in sent.items()}
            for name, request in sent.items():
                assert await post(made, request, signed[name]) == 200
            ledger, posts = await made.entries("weather"), made.server.recording.of("post")
            assert ledger == 1
        async with made.serving():
            for name, request in sent.items():
                assert await post(made, request, signed[name]) == 200
            assert await made.entries("weather") == ledger
            assert [one.args for one in made.server.recording.of("post")] == [
                one.args for one in posts
            ]


def test_signatures_are_remembered_as_long_as_they_count() -> None:
    replays = Replays()
    for now in range(0, 3 * LIVES, 100):
        replays.take(f"v0={now}", float(now))
    assert not replays.taken("v0=0")
    assert replays.taken(f"v0={3 * LIVES - 100}")
    assert replays.taken(f"v0={2 * LIVES}")
