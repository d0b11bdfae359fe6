"""People's hands on the bot: commands, buttons, forms, menus, the home tab, and what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from tests.support.slack import acts, payloads
from tests.support.slack.acts import Act
from tests.support.slack.deliveries import COMMAND, INTERACTIVE, Deliveries, Delivery, encode
from tests.support.slack.entering import entered
from tests.support.slack.people import Chatter, Where
from tests.support.slack.pressing import action, controls, pressable, said
from tests.support.slack.shapes import file_json
from tests.support.slack.shown import Shown, UnansweredError, shown_of
from tests.support.slack.state import State
from tests.support.slack.things import Channel, Json, Message, Team, User

__all__ = ["Person", "Shown", "UnansweredError"]


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
        act.payload = payloads.command(self.state, act, channel, known, text)
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
        act.payload = payloads.press(self.state, act, channel, message, used)
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
        used = action(*found, self.state.stamps.ts())
        act.payload = payloads.press_view(self.state, act, view, used)
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
        act.payload = payloads.submission(self.state, act, view, sent)
        return await self._act(act, INTERACTIVE, wait=wait)

    async def close(self, form: Shown) -> Shown:
        """Close a form that asked to be told of it."""
        assert form.view is not None, "no form was shown"
        act = self.state.acts.begin(acts.CLOSE, self.user, self.team, on=form.view)
        act.payload = {
            **payloads.about(self.state, act, "view_closed"),
            "view": payloads.bare(form.view),
            "is_cleared": False,
        }
        if not form.view["notify_on_close"]:
            return Shown("nothing", act)
        return await self._act(act, INTERACTIVE, wait=False)

    async def shortcut(self, name: str, *, wait: bool = True) -> Shown:
        """Choose one of the app's shortcuts in the lightning menu."""
        act = self.state.acts.begin(acts.SHORTCUT, self.user, self.team)
        act.payload = {
            **payloads.about(self.state, act, "shortcut"),
            "callback_id": self._callback(name, message=False),
            "action_ts": self.state.stamps.ts(),
        }
        return await self._act(act, INTERACTIVE, wait=wait)

    async def context_menu(self, message: Message, name: str, *, wait: bool = True) -> Shown:
        """Choose one of the app's entries in a message's own menu."""
        channel = self.message(message)
        assert not message.only, "what only one person sees has no menu of apps"
        act = self.state.acts.begin(acts.MENU, self.user, self.team, channel, pressed=message)
        callback = self._callback(name, message=True)
        act.payload = payloads.menu(self.state, act, channel, message, callback)
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
            **payloads.about(self.state, act, "block_suggestion"),
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": typed,
        }
        return (await self._act(act, INTERACTIVE, wait=True)).options

    async def by_hand(self, payload: Json, *, kind: str = INTERACTIVE, wait: bool = True) -> Shown:
        """Send what no app would: an act whose payload is made up, with a trigger of its own."""
        act = self.state.acts.begin("by hand", self.user, self.team, self.private)
        act.payload = {**payloads.about(self.state, act, str(payload.get("type", ""))), **payload}
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

    async def told_again(self, act: Act, *, wait: bool = True) -> Shown:
        """Let the app be told an act that nobody answered once more, as it was."""
        act.acknowledged, act.failed = False, ""
        self.state.acts.waiting.append(act)
        return await self._act(act, COMMAND if act.kind == acts.COMMAND else INTERACTIVE, wait=wait)

    def _callback(self, name: str, *, message: bool) -> str:
        for one in self.state.shortcuts:
            if one.name == name and one.message == message:
                return one.callback
        raise AssertionError(f"there is no shortcut “{name}”")

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
        return shown_of(act)
