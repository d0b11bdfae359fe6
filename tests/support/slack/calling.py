"""People's hands on the bot: commands, buttons, forms, menus, the home tab, and what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.slack import acts
from tests.support.slack.acts import Act
from tests.support.slack.deliveries import COMMAND, INTERACTIVE, Deliveries, Delivery, encode
from tests.support.slack.entering import entered
from tests.support.slack.people import Chatter, Where
from tests.support.slack.pressing import action, controls, pressable, said
from tests.support.slack.shapes import file_json, message_json
from tests.support.slack.state import State
from tests.support.slack.things import Channel, Json, Message, Team, User


class UnansweredError(Exception):
    """The bot did not answer `act`: nothing shows, or "the app did not respond"."""

    def __init__(self, act: Act) -> None:
        """Keep what was not answered."""
        why = act.failed or ("nothing was shown" if act.acknowledged else "no acknowledgement")
        super().__init__(f"{act.kind} by {act.user.username}: {why}")
        self.act = act


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person is shown after an act.

    `kind` is `message` (a new one), `update` (the message that was pressed), `form`, `errors` (of
    the form that was sent), `home`, `options`, or `nothing` (acknowledged, closed or taken away).
    """

    kind: str
    act: Act
    message: Message | None = None
    view: Json | None = None
    errors: Mapping[str, str] | None = None
    options: tuple[Json, ...] = ()


class Person(Chatter):
    """Somebody who chats and uses the bot."""

    def __init__(
        self, state: State, deliveries: Deliveries, user: User, team: Team, patience: float
    ) -> None:
        """Act as an account; wait `patience` real seconds for an answer."""
        super().__init__(state, user, team)
        self._deliveries = deliveries
        self._patience = patience

    async def command(self, text: str, *, where: Where, name: str = "", wait: bool = True) -> Shown:
        """Type a command's words, such as `session start`, after the first command's name.

        With `wait` False what is acknowledged is enough, even if nothing shows.
        """
        channel = self.channel(where)
        known = name or self.state.commands[0]
        assert known in self.state.commands, f"there is no command /{known}"
        self.may_write(channel)
        act = self.state.acts.begin(acts.COMMAND, self.user, self.team, channel)
        act.payload = {
            "token": "made-up-verification-token",
            "team_id": self.team.id,
            "team_domain": self.team.domain,
            "channel_id": channel.id,
            "channel_name": "directmessage" if channel.kind == "im" else channel.name,
            "user_id": self.user.id,
            "user_name": self.user.username,
            "command": f"/{known}",
            "text": text.strip(),
            "api_app_id": self.state.app,
            "is_enterprise_install": "false",
            "response_url": act.url,
            "trigger_id": act.trigger,
        }
        if self.team.enterprise:
            act.payload |= {"enterprise_id": self.team.enterprise, "enterprise_name": ""}
        return await self._act(act, COMMAND, wait=wait)

    async def press(
        self,
        message: Message,
        label: str = "",
        *,
        action_id: str = "",
        choice: str = "",
        wait: bool = True,
    ) -> Shown:
        """Press a button of a message, or pick a choice of a select, as `pressable` finds it."""
        channel = self.message(message)
        found = pressable(message.blocks, label, action_id=action_id, choice=choice)
        assert found is not None, f"nothing to press called “{label or action_id}” {choice}"
        used = action(*found, self.state.stamps.ts())
        return await self.press_by_hand(message, channel, used, wait=wait)

    async def press_by_hand(
        self, message: Message, channel: Channel, used: Json, *, wait: bool = True
    ) -> Shown:
        """Send a press whose action is made up."""
        act = self.state.acts.begin(acts.PRESS, self.user, self.team, channel, pressed=message)
        container: Json = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": bool(message.only),
        }
        if message.is_reply:
            container["thread_ts"] = message.thread
        act.payload = {
            **self._about(act, "block_actions"),
            "container": container,
            "channel": _named(channel),
            "state": {"values": {}},
            "response_url": act.url,
            "actions": [used],
        }
        if not message.only:
            act.payload["message"] = message_json(self.state, channel, message)
        return await self._act(act, INTERACTIVE, wait=wait)

    async def press_view(
        self,
        view: Json,
        label: str = "",
        *,
        action_id: str = "",
        choice: str = "",
        wait: bool = True,
    ) -> Shown:
        """Press a button of a form or of the home tab, or pick a choice there."""
        found = pressable(view["blocks"], label, action_id=action_id, choice=choice)
        assert found is not None, f"nothing to press called “{label or action_id}” {choice}"
        act = self.state.acts.begin(acts.PRESS, self.user, self.team, on=view)
        act.payload = {
            **self._about(act, "block_actions"),
            "container": {"type": "view", "view_id": view["id"]},
            "view": _bare(view),
            "actions": [action(*found, self.state.stamps.ts())],
        }
        return await self._act(act, INTERACTIVE, wait=wait)

    async def submit(
        self,
        form: Shown,
        values: Mapping[str, str] | None = None,
        *,
        files: Mapping[str, Mapping[str, bytes]] | None = None,
        wait: bool = True,
    ) -> Shown:
        """Fill in a form and send it; fields by action_id, or by how their label begins.

        What isn't named keeps what the form was shown with. Several values are lines. Files are
        bytes by name, by field. Without `wait` an acknowledgement that closes it is enough.
        """
        assert form.view is not None, "no form was shown"
        view = self.state.views[form.view["id"]]
        assert view["submit"] or not any(one["type"] == "input" for one in view["blocks"])
        uploads = {
            field: [self.file(name, content) for name, content in given.items()]
            for field, given in (files or {}).items()
        }
        sent = entered(view, values or {}, uploads)
        for field in (field for block in sent.values() for field in block.values()):
            if field["type"] == "file_input":
                found = [self.state.files[one["id"]] for one in field["files"]]
                field["files"] = [file_json(self.state, one) for one in found]
        act = self.state.acts.begin(
            acts.SUBMIT, self.user, self.team, form.act.channel, pressed=form.act.pressed, on=view
        )
        act.payload = {
            **self._about(act, "view_submission"),
            "view": {**_bare(view), "state": {"values": sent}},
            "response_urls": _response_urls(act, sent),
        }
        return await self._act(act, INTERACTIVE, wait=wait)

    async def close(self, form: Shown) -> Shown:
        """Close a form that asked to be told of it."""
        assert form.view is not None, "no form was shown"
        act = self.state.acts.begin(acts.CLOSE, self.user, self.team, on=form.view)
        act.payload = {
            **self._about(act, "view_closed"),
            "view": _bare(form.view),
            "is_cleared": False,
        }
        if not form.view["notify_on_close"]:
            return Shown("nothing", act)
        return await self._act(act, INTERACTIVE, wait=False)

    async def shortcut(self, name: str, *, wait: bool = True) -> Shown:
        """Choose one of the app's shortcuts in the lightning menu."""
        act = self.state.acts.begin(acts.SHORTCUT, self.user, self.team)
        act.payload = {
            **self._about(act, "shortcut"),
            "callback_id": self._callback(name, message=False),
            "action_ts": self.state.stamps.ts(),
        }
        return await self._act(act, INTERACTIVE, wait=wait)

    async def context_menu(self, message: Message, name: str, *, wait: bool = True) -> Shown:
        """Choose one of the app's entries in a message's own menu."""
        channel = self.message(message)
        assert not message.only, "what only one person sees has no menu of apps"
        act = self.state.acts.begin(acts.MENU, self.user, self.team, channel, pressed=message)
        act.payload = {
            **self._about(act, "message_action"),
            "callback_id": self._callback(name, message=True),
            "action_ts": self.state.stamps.ts(),
            "channel": _named(channel),
            "response_url": act.url,
            "message_ts": message.ts,
            "message": message_json(self.state, channel, message),
        }
        return await self._act(act, INTERACTIVE, wait=wait)

    async def open_home(self, *, tab: str = "home", wait: bool = True) -> Shown:
        """Open the app's home tab; with `wait`, until the bot has put something there."""
        channel = self.private
        act = self.state.acts.begin(acts.HOME, self.user, self.team)
        act.acknowledged = True
        event: Json = {
            "type": "app_home_opened",
            "user": self.user.id,
            "channel": channel.id,
            "tab": tab,
            "event_ts": self.state.stamps.ts(),
        }
        if self.user.home is not None and tab == "home":
            event["view"] = self.user.home
        self.state.tell(self.team, "app_home_opened", event)
        if wait:
            return await self._answered(act, wait=True)
        self.state.acts.waiting.remove(act)
        return Shown("home", act, view=self.user.home)

    async def options(self, message: Message, label: str, typed: str) -> tuple[Json, ...]:
        """Type into a select whose choices the app gives; return them."""
        channel = self.message(message)
        found = [one for one in controls(message.blocks) if label in said(one[1])]
        assert found, f"no select {label}"
        block, element = found[0]
        act = self.state.acts.begin(acts.OPTIONS, self.user, self.team, channel, pressed=message)
        act.payload = {
            **self._about(act, "block_suggestion"),
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": typed,
        }
        return (await self._act(act, INTERACTIVE, wait=True)).options

    async def by_hand(self, payload: Json, *, kind: str = INTERACTIVE, wait: bool = True) -> Shown:
        """Send what no app would: an act whose payload is made up, with a trigger of its own."""
        act = self.state.acts.begin("by hand", self.user, self.team, self.private)
        act.payload = {**self._about(act, str(payload.get("type", ""))), **payload}
        return await self._act(act, kind, wait=wait)

    async def again(self, shown: Shown, *, wait: bool = True) -> Shown:
        """Send the same act a second time, with a new trigger and response URL."""
        old = shown.act
        act = self.state.acts.begin(
            old.kind, old.user, old.team, old.channel, pressed=old.pressed, on=old.on
        )
        act.payload = {**old.payload, "trigger_id": act.trigger}
        if "response_url" in old.payload:
            act.payload["response_url"] = act.url
        kind = COMMAND if old.kind == acts.COMMAND else INTERACTIVE
        return await self._act(act, kind, wait=wait)

    def _callback(self, name: str, *, message: bool) -> str:
        for one in self.state.shortcuts:
            if one.name == name and one.message == message:
                return one.callback
        raise AssertionError(f"there is no shortcut “{name}”")

    def _about(self, act: Act, kind: str) -> Json:
        """Return what stands in every interaction."""
        enterprise = self.team.enterprise
        return {
            "type": kind,
            "user": {
                "id": self.user.id,
                "username": self.user.username,
                "name": self.user.username,
                "team_id": self.user.team,
            },
            "api_app_id": self.state.app,
            "token": "made-up-verification-token",
            "trigger_id": act.trigger,
            "team": {"id": self.team.id, "domain": self.team.domain},
            "enterprise": {"id": enterprise, "name": ""} if enterprise else None,
            "is_enterprise_install": False,
        }

    async def _act(self, act: Act, kind: str, *, wait: bool) -> Shown:
        self._deliveries.send(Delivery(kind, encode(act.payload), act))
        return await self._answered(act, wait=wait)

    async def _answered(self, act: Act, *, wait: bool) -> Shown:
        try:
            async with asyncio.timeout(self._patience):
                while not (act.settled() or (act.acknowledged and not wait)):
                    await act.changed.wait()
                    act.changed.clear()
        except TimeoutError:
            raise UnansweredError(act) from None
        finally:
            if act in self.state.acts.waiting:
                self.state.acts.waiting.remove(act)
        if act.failed:
            raise UnansweredError(act)
        return _shown(act)


def _named(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.name or "directmessage"}


def _bare(view: Json) -> Json:
    return {key: value for key, value in view.items() if key != "user"}


def _response_urls(act: Act, sent: Json) -> Sequence[Any]:
    """Return where an answer may be posted that a form asked for with its own select."""
    urls = []
    assert act.on is not None
    for block in act.on["blocks"]:
        element = block.get("element") or {}
        if element.get("response_url_enabled") and act.url:
            chosen = sent[block["block_id"]][element["action_id"]]
            urls.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": chosen.get("selected_conversation"),
                    "response_url": act.url,
                }
            )
    return urls


def _shown(act: Act) -> Shown:
    if act.options is not None:
        return Shown("options", act, options=tuple(act.options))
    if act.errors:
        return Shown("errors", act, view=act.on, errors=act.errors)
    if act.view is not None:
        return Shown("home" if act.view["type"] == "home" else "form", act, view=act.view)
    if act.messages:
        new = [one for one in act.messages if one is not act.pressed]
        if new:
            return Shown("message", act, new[-1])
        return Shown("update", act, act.pressed)
    return Shown("nothing", act)
