"""What somebody sends, read from JSON and checked as Discord checks it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.support.discord.components import check_message, no_layout
from tests.support.discord.errors import DiscordError, invalid, too_long
from tests.support.discord.layouts import numbered, resolved, texts
from tests.support.discord.permissions import Permission
from tests.support.discord.state import State
from tests.support.discord.things import COMPONENTS_V2, Attachment, Channel, Json, Message, User

MOST_BYTES = 10 * 1024 * 1024
SETTABLE = (1 << 2) | (1 << 12) | COMPONENTS_V2
"""Flags that a bot may give a message: no previews, no notification, components v2."""
UNSAFE = re.compile(r"[^\w.\-]", re.ASCII)
USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
EVERYONE = re.compile(r"@(everyone|here)")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request: its field's name, its own name and its bytes."""

    field: str
    filename: str
    content: bytes
    content_type: str = "application/octet-stream"


@dataclass(slots=True)
class Draft:
    """A message to be."""

    content: str = ""
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    embeds: list[Json] = field(default_factory=list)
    flags: int = 0
    nonce: str | int | None = None
    reference: Json | None = None
    allowed: Json | None = None


def read_draft(state: State, channel: Channel, body: Any, uploads: Sequence[Upload]) -> Draft:
    """Return a new message, or refuse it as Discord does."""
    if not isinstance(body, dict):
        raise DiscordError(50109)
    draft = Draft(
        content=_content(body),
        embeds=list(body.get("embeds") or []),
        flags=int(body.get("flags") or 0) & (SETTABLE | (1 << 6)),
        nonce=_nonce(body),
        reference=body.get("message_reference"),
        allowed=body.get("allowed_mentions"),
    )
    layout = bool(draft.flags & COMPONENTS_V2)
    draft.attachments = attach(state, channel, body.get("attachments"), uploads, ())
    draft.components = _components(body, draft.attachments, layout=layout)
    if not (draft.content or draft.components or draft.attachments or draft.embeds):
        raise DiscordError(50006)
    return draft


def apply_edit(
    state: State, channel: Channel, message: Message, body: Any, uploads: Sequence[Upload]
) -> None:
    """Change a message as the body says; what isn't named stays."""
    if not isinstance(body, dict):
        raise DiscordError(50109)
    flags = message.flags
    if body.get("flags") is not None:
        flags = (flags & ~SETTABLE) | (int(body["flags"]) & SETTABLE)
        if message.flags & COMPONENTS_V2 and not flags & COMPONENTS_V2:
            raise invalid("flags", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", "Once a layout")
    kept = message.attachments
    if body.get("attachments") is not None or uploads:
        kept = attach(state, channel, body.get("attachments"), uploads, message.attachments)
    layout = bool(flags & COMPONENTS_V2)
    components = message.components
    refusal = no_layout(body) if layout else None
    if refusal is not None:
        raise refusal
    if "components" in body:
        components = _components(body, kept, layout=layout)
    content = _content(body) if "content" in body else message.content
    embeds = body.get("embeds", message.embeds) or []
    if not (content or components or kept or embeds):
        raise DiscordError(50006)
    message.flags, message.attachments, message.components = flags, kept, components
    message.content, message.embeds = content, embeds
    ping(state, channel, message, body.get("allowed_mentions"))


def _content(body: Json) -> str:
    content = body.get("content")
    if content is not None and not isinstance(content, str | int):
        raise invalid("content", "BASE_TYPE_STRING", "Must be a string")
    text = "" if content is None else str(content)
    if len(text) > 2000:
        raise too_long("content", 0, 2000)
    return text.strip()


def _nonce(body: Json) -> str | int | None:
    nonce: str | int | None = body.get("nonce")
    if nonce is not None and len(str(nonce)) > 25:
        raise too_long("nonce", 0, 25)
    return nonce


def _components(body: Json, files: Iterable[Attachment], *, layout: bool) -> list[Json]:
    components = body.get("components") or []
    if not isinstance(components, list):
        raise invalid("components", "LIST_TYPE_CONVERT", "Only iterables may be used")
    by_name = {one.filename: one for one in files}
    if layout:
        refusal = no_layout(body)
        if refusal is not None:
            raise refusal
    by_url = {one.url: one for one in by_name.values()}
    check_message(components, frozenset(by_name), layout=layout)
    return resolved(numbered(components), {**by_name, **by_url})


def attach(
    state: State,
    channel: Channel,
    listed: Any,
    uploads: Sequence[Upload],
    present: Sequence[Attachment],
) -> list[Attachment]:
    """Return a message's files: those of `present` that are listed, then the uploaded ones."""
    described: Mapping[str, Json] = {str(one["id"]): one for one in listed or ()}
    kept = [one for one in present if str(one.id) in described] if listed is not None else present
    numbers = {upload.field.removeprefix("files[").removesuffix("]") for upload in uploads}
    unknown = set(described) - numbers - {str(one.id) for one in present}
    if unknown:
        raise invalid("attachments", "ATTACHMENT_NOT_FOUND", f"No files for {sorted(unknown)}")
    made = [_stored(state, channel, upload, described) for upload in uploads]
    if len(kept) + len(made) > 10:
        raise too_long("attachments", 0, 10)
    return [*kept, *made]


def _stored(
    state: State, channel: Channel, upload: Upload, described: Mapping[str, Json]
) -> Attachment:
    if len(upload.content) > MOST_BYTES:
        raise DiscordError(40005)
    number = upload.field.removeprefix("files[").removesuffix("]")
    about = described.get(number, {})
    description = about.get("description")
    if description is not None and len(description) > 1024:
        raise too_long(f"attachments.{number}.description", 0, 1024)
    name = UNSAFE.sub("_", str(about.get("filename") or upload.filename))
    return store(state, channel, name, upload.content, upload.content_type, description)


def store(
    state: State,
    channel: Channel,
    name: str,
    content: bytes,
    content_type: str,
    description: str | None = None,
) -> Attachment:
    """Keep a file; it is served without a token, as Discord's own file server does."""
    id_ = state.ids.next()
    url = f"{state.address}/attachments/{channel.id}/{id_}/{name}?ex=1&is=1&hm=1"
    made = Attachment(id_, name, content, content_type, url, description)
    state.attachments[id_] = made
    return made


def ping(state: State, channel: Channel, message: Message, allowed: Json | None) -> None:
    """Set whom a message calls: all that its words name, as far as it is allowed to."""
    words = "\n".join([message.content, *texts(message.components)])
    everything = {"parse": ["users", "roles", "everyone"]}
    rules = everything if allowed is None else allowed
    parse = rules.get("parse") or ()
    users = [int(one) for one in USER.findall(words)]
    roles = [int(one) for one in ROLE.findall(words)]
    named = {int(one) for one in rules.get("users") or ()}
    called = {int(one) for one in rules.get("roles") or ()}
    for name, exact in (("users", named), ("roles", called)):
        if name in parse and exact:
            raise invalid(
                f"allowed_mentions.{name}", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", name
            )
    message.mentions = list(
        dict.fromkeys(
            one for one in users if one in state.users and ("users" in parse or one in named)
        )
    )
    loud = bool(state.may(channel, message.author.id) & Permission.MENTION_EVERYONE)
    guild = state.guild_of(channel)
    known = guild.roles if guild else {}
    message.mention_roles = list(
        dict.fromkeys(
            one
            for one in roles
            if one in known
            and ("roles" in parse or one in called)
            and (loud or known[one].mentionable)
        )
    )
    shouted = bool(EVERYONE.search(words))
    message.mention_everyone = shouted and "everyone" in parse and loud


def author_mentions(message: Message, replied: User | None, allowed: Json | None) -> None:
    """Add the author that a reply calls, unless it is told not to."""
    if replied is not None and (allowed is None or allowed.get("replied_user")):
        message.mentions = [*dict.fromkeys([*message.mentions, replied.id])]
