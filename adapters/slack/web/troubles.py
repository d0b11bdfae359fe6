"""What Slack answers where it does not do as asked, as the ports' errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.ports.platform import (
    CannotSendError,
    MailboxClosedError,
    MaybeSentError,
    NotSentError,
)

BROKEN = "The connection to Slack broke before it answered."
AWAY = "Slack can't be reached at the moment."
BUSY = "Slack asks Homeroom to wait."
TROUBLE = "Slack had a trouble of its own ({code})."
UNSAID_WAIT = timedelta(seconds=30)
"""How long to wait where Slack doesn't say for how long."""
MOVING_WAIT = timedelta(minutes=10)
"""How long to leave a workspace alone that Slack is moving elsewhere."""

UNKNOWN_BOT = (
    "Slack no longer accepts this bot's token ({code}). Install the app into the workspace again; "
    "if its token stands in SLACK_BOT_TOKEN, put the new one there, and start Homeroom again."
)
LEFT = (
    "Homeroom was taken out of this Slack workspace. Install it there again; what waits is posted "
    "then by itself."
)
MISSING_SCOPE = (
    "The Slack app lacks the scope “{needed}”. Give it the manifest that `homeroom slack manifest` "
    "prints and install it into the workspace again; the rest happens by itself."
)
NOT_INSIDE = (
    "Homeroom is not in {where} on Slack. Type /invite @Homeroom there; the rest happens by itself."
)
GONE = (
    "There is no {where} on Slack that Homeroom can see. If it is private, type /invite @Homeroom "
    "there; if it is gone, name another place for the course."
)
NOT_THERE = "It is not on Slack any more."
ARCHIVED = "On Slack, {where} is archived. Unarchive it, or name another place for the course."
RESTRICTED = (
    "Slack lets Homeroom not post in {where}. Allow it in the channel's settings under posting "
    "permissions; it is posted then by itself."
)
ADMINS = (
    "The administrators of the Slack workspace do not allow Homeroom to do this ({code}). "
    "Ask them to approve the app."
)
NOBODY = "There is no account {user} on Slack that Homeroom could write to."
CLOSED_TAB = (
    "Slack lets nobody exchange private messages with Homeroom: in the app's settings, under App "
    "Home, switch the Messages Tab on. Until then it is told where people next press or type "
    "something."
)
DEACTIVATED = "The Slack account {user} is deactivated or can't be written to."
FULL = "The Slack workspace takes no more files or messages ({code}). Make room there."

IN_DOUBT = frozenset({"internal_error", "fatal_error"})
"""After these some of it may have been done all the same: Slack's own words."""
WAIT = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded", "service_unavailable"})
MOVING = frozenset({"team_added_to_org", "migration_in_progress"})
"""Certainly not done, and it will be possible again."""
CUT_SHORT = frozenset({"request_timeout"})
"""What was sent did not arrive whole, so nothing was done."""
SHUT = frozenset({"user_disabled", "user_not_visible", "cannot_dm_user", "is_inactive"})
UNKNOWN = frozenset({"user_not_found", "users_not_found", "cannot_dm_bot", "cant_dm_bot"})
UNAUTHORIZED = frozenset({
    *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"),
})  # fmt: skip
FORBIDDEN: Mapping[str, str] = {
    "missing_scope": MISSING_SCOPE,
    "not_in_channel": NOT_INSIDE,
    "is_archived": ARCHIVED,
    "restricted_action": RESTRICTED,
    "restricted_action_read_only_channel": RESTRICTED,
    "restricted_action_thread_only_channel": RESTRICTED,
    "restricted_action_non_threadable_channel": RESTRICTED,
    "restricted_action_thread_locked": RESTRICTED,
    "posting_to_channel_denied": RESTRICTED,
    "cannot_reply_to_message": RESTRICTED,
    "no_permission": ADMINS,
    "access_denied": ADMINS,
    "ekm_access_denied": ADMINS,
    "team_access_not_granted": ADMINS,
    "org_login_required": ADMINS,
    "app_not_approved": ADMINS,
    "file_uploads_disabled": ADMINS,
    "file_uploads_except_images_disabled": ADMINS,
    "storage_limit_reached": FULL,
}
"""What a person has to change, by Slack's own codes."""
CHANNEL_GONE = "channel_not_found"
GONE_CODES = frozenset({
    *("message_not_found", "thread_not_found", "file_not_found", "file_deleted"),
    *("cant_update_message", "cant_delete_message", "no_item_specified", "bad_timestamp"),
})  # fmt: skip
_POINTER = re.compile(r"json-pointer:([\w/-]+)")
_CODE = re.compile(r"[a-z0-9_]{1,60}", re.ASCII)


class GoneError(CannotSendError):
    """What was asked for is not there, or not for the bot to see; `code` is Slack's."""

    def __init__(self, sentence: str, code: str = "") -> None:
        """Keep the sentence."""
        super().__init__(sentence)
        self.code = code


class TurnedAwayError(CannotSendError):
    """The workspace has taken the bot out, or its token back: nothing can be done there."""


class ForbiddenError(CannotSendError):
    """The bot may not do this as things are; `code` is Slack's: not_in_channel, missing_scope…"""

    def __init__(self, sentence: str, code: str) -> None:
        """Keep the sentence that names the remedy."""
        super().__init__(sentence)
        self.code = code


class RefusedError(CannotSendError):
    """Slack finds the request wrong; `code` is Slack's."""

    def __init__(self, sentence: str, code: str) -> None:
        """Keep the sentence."""
        super().__init__(sentence)
        self.code = code


def trouble_of(error: SlackApiError, where: str = "", user: str = "") -> Exception:
    """Return the port's error that an answer means. Nothing of what was sent is quoted.

    `where` is the channel that was asked about and `user` the person, as their ids.
    """
    status, headers, data = _answer(error.response)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotSentError(BUSY, wait_of(headers))
    if status != HTTPStatus.OK or "error" not in data:
        return MaybeSentError(TROUBLE.format(code=status))
    found = _CODE.fullmatch(str(data["error"]))
    code = found.group() if found else "an unknown code"
    if code in IN_DOUBT:
        return MaybeSentError(TROUBLE.format(code=code))
    if code in WAIT:
        return NotSentError(BUSY, wait_of(headers))
    if code in MOVING:
        return NotSentError(TROUBLE.format(code=code), MOVING_WAIT)
    if code in CUT_SHORT:
        return NotSentError(BROKEN)
    return _refusal(code, data, where, user)


def spelled(channel: str) -> str:
    """Return a channel as sentences have it while its name isn't known."""
    return f"channel {channel}"


def wait_of(headers: Mapping[str, Any]) -> timedelta:
    """Return how long Slack wants to be left alone, by the headers of its answer."""
    for name, value in headers.items():
        if name.lower() == "retry-after":
            text = str(value[0] if isinstance(value, list) else value)
            try:
                return timedelta(seconds=max(float(text), 0.0))
            except (ValueError, OverflowError):
                return UNSAID_WAIT
    return UNSAID_WAIT


def _refusal(code: str, data: Mapping[str, Any], where: str, user: str) -> CannotSendError:
    place = spelled(where) if where else "such place"
    if code in UNAUTHORIZED:
        return TurnedAwayError(UNKNOWN_BOT.format(code=code))
    if code == "messages_tab_disabled":
        return MailboxClosedError(CLOSED_TAB)
    if code in SHUT:
        return MailboxClosedError(DEACTIVATED.format(user=user))
    if code in UNKNOWN:
        return GoneError(NOBODY.format(user=user), code)
    if code == CHANNEL_GONE:
        return GoneError(GONE.format(where=place), code)
    if code in GONE_CODES:
        return GoneError(NOT_THERE, code)
    if code in FORBIDDEN:
        needed = str(data.get("needed") or "")
        return ForbiddenError(FORBIDDEN[code].format(where=place, needed=needed, code=code), code)
    return RefusedError(_wrong(code, data), code)


def _wrong(code: str, data: Mapping[str, Any]) -> str:
    """Return the sentence for what Slack finds wrong, with where, and without what stands there."""
    metadata = data.get("response_metadata")
    told = metadata.get("messages") if isinstance(metadata, dict) else None
    pointers = _POINTER.findall(" ".join(map(str, told or ())))[:3]
    where = f" at {', '.join(pointers)}" if pointers else ""
    return f"Slack refuses what Homeroom sends ({code}{where}). Please report this."


def _answer(response: Any) -> tuple[int, Mapping[str, Any], Mapping[str, Any]]:
    """Return an answer's status, headers and JSON, whichever of its two shapes slack_sdk gives."""
    status = getattr(response, "status_code", None) or getattr(response, "status", None) or 0
    headers = getattr(response, "headers", None) or {}
    data = getattr(response, "data", None)
    return int(status), headers, data if isinstance(data, dict) else {}
