"""The Web API over HTTP: whose call it is, what is done, what is answered; faults and limits."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from aiohttp import web

from tests.support.faults import NOT_DONE, Fault, Faults, break_off
from tests.support.slack import (
    organizations,
    web_chat,
    web_conversations,
    web_files,
    web_people,
    web_views,
)
from tests.support.slack.acts import Act
from tests.support.slack.deliveries import encode
from tests.support.slack.errors import SlackError
from tests.support.slack.limits import Limiter
from tests.support.slack.recording import Recorded, Recording, answered
from tests.support.slack.routing import Call, Method
from tests.support.slack.sockets import Sockets
from tests.support.slack.state import State
from tests.support.slack.things import Json, Team
from tests.support.slack.web_apps import access

METHODS: dict[str, Method] = {
    method.name: method
    for module in (web_chat, web_conversations, web_people, web_views, web_files, organizations)
    for method in module.METHODS
}
LOGIN = "<!DOCTYPE html><html><body>Sign in to Slack</body></html>"
"""What stands where a file should be if the token is missing."""
EVERYWHERE = ("token", "team_id")
"""Arguments that slack_sdk sends with every call, whether the method knows them or not."""
OPEN = ("api.test", "oauth.v2.access", "apps.connections.open")
"""Methods that need no bot's token."""
REFUSED_URLS = {"no_such_url": 404, "expired_url": 404, "used_url": 404}


class WebApi:
    """Answers HTTP requests."""

    def __init__(
        self,
        state: State,
        faults: Faults,
        recording: Recording,
        limiter: Limiter,
        sockets: Sockets,
    ) -> None:
        """Answer from a state."""
        self._state = state
        self._faults = faults
        self._recording = recording
        self._limiter = limiter
        self._sockets = sockets

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer a call of a method."""
        name = request.match_info["method"]
        args = {**await _arguments(request), **_client(request)}
        token = _token(request, args)
        recorded = self._recording.add(name, args, token)
        method = METHODS.get(name)
        if method is None and name not in OPEN:
            self._recording.unknown.append(recorded)
            return self._answer(recorded, 200, SlackError("unknown_method").body)
        recorded.words = method.words if method else ("link",)
        told = {key: value for key, value in args.items() if key not in EVERYWHERE}
        self._recording.check(recorded, told)
        fault = self._faults.next((name, *recorded.words)) if self._faults.plan else None
        if fault is not None:
            return await self._disturbed(request, recorded, fault, self._done)
        return self._done(recorded)

    def _done(self, recorded: Recorded) -> web.StreamResponse:
        try:
            method = METHODS.get(recorded.method)
            if method is None:
                return self._answer(recorded, 200, {"ok": True, **self._open(recorded)})
            team = self._team(recorded.token, recorded.method, recorded.args)
            wait = self._limiter.take(
                team.id, method.name, method.tier, str(recorded.args.get("channel", ""))
            )
            if wait:
                return self._limited(recorded, wait, empty=self._limiter.limits.empty)
            _scoped(team, method)
            call = Call(self._state, team, method.name, recorded.args)
            body = {"ok": True, **method.handler(call)}
        except SlackError as error:
            return self._answer(recorded, 200, error.body)
        return self._answer(recorded, 200, body, {"X-OAuth-Scopes": ",".join(team.scopes)})

    def _open(self, recorded: Recorded) -> Json:
        """Do what needs no bot's token."""
        if recorded.method == "oauth.v2.access":
            return access(self._state, recorded.args)
        if recorded.method == "api.test":
            return {"args": dict(recorded.args)}
        if recorded.token != self._state.world.app_token:
            known = recorded.token.startswith("xoxb-")
            raise SlackError("not_allowed_token_type" if known else "invalid_auth")
        return {"url": self._sockets.ticket()}

    def _team(self, token: str, method: str = "", args: Mapping[str, Any] | None = None) -> Team:
        """Return whose token this is; an organization's is that of the workspace that is meant."""
        if not token:
            raise SlackError("not_authed")
        for team in self._state.teams.values():
            if token == team.token:
                if team.expires is not None and team.expires <= self._state.clock.now:
                    raise SlackError("token_expired")
                return team
            if token in team.old:
                raise SlackError(team.old[token])
        for organization in self._state.organizations.values():
            if token == organization.token:
                return organizations.meant(self._state, organization, method, args or {})
            if token in organization.old:
                raise SlackError(organization.old[token])
        if token == self._state.world.app_token:
            raise SlackError("not_allowed_token_type")
        raise SlackError("invalid_auth")

    async def _disturbed(
        self,
        request: web.Request,
        recorded: Recorded,
        fault: Fault,
        do: Callable[[Recorded], web.StreamResponse],
    ) -> web.StreamResponse:
        if fault.kind == "delay":
            await fault.gate.wait()
        if fault.kind in ("busy", "empty"):
            return self._limited(recorded, fault.seconds, empty=fault.kind == "empty")
        if fault.kind == "refuse":
            return self._answer(recorded, 200, SlackError(fault.code).body)
        done = web.Response() if fault.kind in NOT_DONE else do(recorded)
        if fault.kind == "delay":
            return done
        if fault.kind in ("error", "fail"):
            recorded.status = fault.status
            return web.Response(status=fault.status, text="upstream connect error")
        break_off(request, reset=fault.kind in ("reset", "cut"))
        return web.Response()

    def _limited(
        self, recorded: Recorded, seconds: float, *, empty: bool = False
    ) -> web.StreamResponse:
        headers = {"Retry-After": f"{seconds:g}"}
        body = SlackError("ratelimited").body
        answered(recorded, 429, body)
        if empty:
            return web.Response(status=429, headers=headers)
        return self._answer(recorded, 429, body, headers)

    @staticmethod
    def _answer(
        recorded: Recorded, status: int, body: Any, headers: Mapping[str, str] | None = None
    ) -> web.StreamResponse:
        answered(recorded, status, body)
        return web.Response(
            status=status,
            body=encode(body).encode(),
            headers={**(headers or {}), "Content-Type": "application/json; charset=utf-8"},
        )

    def acknowledged(self, act: Act, body: Json) -> None:
        """Do what an acknowledgement says; what is refused of it nobody hears, as with Slack."""
        recorded = self._recording.add("acknowledge", body)
        recorded.words = ("acknowledge",)
        try:
            if "response_action" in body:
                web_views.after(self._state, act, body)
            elif "options" in body or "option_groups" in body:
                act.options = body.get("options") or body["option_groups"]
            else:
                self._recording.check(Recorded(recorded.nth, "respond", body), body)
                web_chat.respond(self._state, act, body)
        except SlackError as error:
            recorded.error = error.code
            self._recording.refused.append(f"acknowledge (nth {recorded.nth}): {error}")

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Take what is sent to a response URL."""
        body = await _arguments(request)
        recorded = self._recording.add("respond", body)
        recorded.words = ("respond",)
        self._recording.check(recorded, body)
        fault = self._faults.next(("respond",)) if self._faults.plan else None
        url = request.path.removeprefix("/actions/")
        if fault is not None:
            do = partial(self._responded, url)
            return await self._disturbed(request, recorded, fault, do)
        return self._responded(url, recorded)

    def _responded(self, url: str, recorded: Recorded) -> web.StreamResponse:
        try:
            act = self._state.acts.use(url)
            web_chat.respond(self._state, act, dict(recorded.args))
        except SlackError as error:
            status = REFUSED_URLS.get(error.code, 400)
            return self._answer(recorded, status, error.body)
        answered(recorded, 200, "ok")
        return web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Take a file's bytes, bare or in a form."""
        file = self._state.files.get(request.match_info["file"])
        recorded = self._recording.add("upload", {"file": request.match_info["file"]})
        recorded.words = ("upload",)
        if request.content_type == "multipart/form-data":
            form = await request.post()
            parts = [one for one in form.values() if isinstance(one, web.FileField)]
            content = parts[0].file.read() if parts else b""
        else:
            content = await request.read()
        fault = self._faults.next(("upload",)) if self._faults.plan else None
        if fault is not None and fault.kind in NOT_DONE:
            return await self._disturbed(request, recorded, fault, self._done)
        if file is None or file.done or len(content) != file.size:
            recorded.status = 400
            return web.Response(status=400, text="bad request")
        file.content = content
        if fault is not None:
            break_off(request, reset=fault.kind in ("reset", "cut"))
        recorded.status = 200
        return web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give a file's bytes to who has a token, and a page to sign in to who has none."""
        file = self._state.files.get(request.match_info["file"])
        try:
            team = self._team(_token(request, {}))
        except SlackError:
            return web.Response(text=LOGIN, content_type="text/html")
        if file is None or file.deleted or file.content is None or "files:read" not in team.scopes:
            return web.Response(status=404, text="file_not_found")
        return web.Response(body=file.content, content_type=file.media)


def _scoped(team: Team, method: Method) -> None:
    """Refuse what the bot has none of the scopes for."""
    if method.scopes and not set(method.scopes) & set(team.scopes):
        needed, provided = method.scopes[0], ",".join(team.scopes)
        raise SlackError("missing_scope", needed=needed, provided=provided)


def _client(request: web.Request) -> Json:
    """Return the app's id and secret, as slack_sdk sends them to get tokens."""
    sent = request.headers.get("Authorization", "")
    if not sent.startswith("Basic "):
        return {}
    id_, _, secret = base64.b64decode(sent.removeprefix("Basic ")).decode().partition(":")
    return {"client_id": id_, "client_secret": secret}


def _token(request: web.Request, args: Mapping[str, Any]) -> str:
    bearer = request.headers.get("Authorization", "")
    return bearer.removeprefix("Bearer ").strip() or str(args.get("token") or "")


async def _arguments(request: web.Request) -> Json:
    """Return a call's arguments: of its query, and of its JSON or form."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        text = await request.text()
        args |= json.loads(text) if text else {}
    elif request.can_read_body:
        args |= dict(await request.post())
    return args
