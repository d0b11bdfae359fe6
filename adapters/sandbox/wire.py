"""The sandbox's wire: every route, frame and JSON shape between its server, its page and the bot.

Instants are ISO 8601 in UTC with microseconds and `Z`. Ids are strings; message ids are decimal
numbers that grow in order of posting. Errors are `{"error": "a sentence that says what to do"}`
with 400 (malformed), 403 (guard, or not yours), 404 (not there, or not for you to see),
409 (a walk is under way), 413 (too large), 504 (Homeroom did not answer).

Guard, on every request: the Host is this server's loopback address, an Origin if sent is this
server's own, Sec-Fetch-Site if sent is `same-origin` or `none`. There is no CORS. The page's
Content-Security-Policy allows scripts, styles, images, fonts and connections of this server only:
no inline script, no `<style>`, no `style=` attribute.

PEOPLE (the page, scripted players, test drivers). Each request but the first two says who acts:
`?as=ACCOUNT`. POST, PUT, PATCH, DELETE carry the header `X-Homeroom: people`.

    GET  /                                  the page; GET /page/NAME its files
    GET  /api/accounts                      {title, zone, accounts: [Account]}
    GET  /api/state                         {title, zone, me: Account, accounts: [Account],
                                             places: [Place], commands: [Command],
                                             message_actions: [MessageAction], clock: Clock,
                                             bot: {connected: bool}}
    GET  /api/places/P/messages?before=&after=&around=&thread=&limit=
                                            {messages: [Message], more: bool} oldest first; the
                                            newest page unless told; `thread=ROOT`: root + replies
    GET  /api/places/P/members              {accounts: [id]}
    POST /api/places/P/messages             {text, thread?, files?: [file id]} -> Message
    PUT  /api/places/P/read                 {message: id} -> Place
    GET  /api/messages/M                    Message
    PATCH  /api/messages/M                  {text} -> Message       (one's own)
    DELETE /api/messages/M                  Message, a tombstone    (one's own; a private answer)
    PUT | DELETE /api/messages/M/reactions/EMOJI                    -> Message
    POST /api/commands        {place, thread?, text: "/class ask Why?"}                 -> Outcome
                           or {place, thread?, command: "ask", options: {name: text},
                               files?: {name: file id}}                                 -> Outcome
    POST /api/press           {message, action}     a button's or a select choice's     -> Outcome
    POST /api/submit          {form: id, values: {name: text}, files?: {name: file id}} -> Outcome
    POST /api/message-actions {message, verb}                                           -> Outcome
    POST /api/suggest         {place, thread?, command, field, text, options?: {}}
                                            -> {choices: [{value, label}]}
    POST /api/files?name=NAME               the bytes as body, Content-Type theirs -> File
    GET  /api/files/F                       the bytes; `&download=1` as an attachment
    GET  /api/clock                         Clock
    POST /api/clock/jump      {to: "next" | "hour" | "monday" | INSTANT, wait?: bool} -> Clock
                                            202 while walking; 200 when arrived (`wait: true`)
    POST /api/clock/run | /api/clock/stop   -> Clock
    GET  /api/events                        server-sent events, see below

commands, press, submit and message-actions wait for Homeroom's answer. Each may carry
`interaction: id` of an earlier try to repeat it: the bot then knows it as the same.

    Outcome  {interaction: id, outcome: "message" | "update" | "form" | "none",
              refused: bool (nothing was done), message?: Message, form?: Form}
             504: {interaction, error: "Homeroom did not answer. ..."}
    Account  {id, name, role: "student"|"assistant"|"instructor", zone: IANA, color: "#rrggbb"}
    Place    {id, name, kind: "channel"|"direct", topic, closed: bool (staff only),
              unread: int, read: message id or "0", last: message id or "0"}
    Message  {id, place, thread: root id or null, author: account id or "homeroom", bot: bool,
              at, edited: instant or null, version: int, deleted: bool, only: account id or null
              (only that person sees it), confidential: bool, text, view: View or null,
              files: [File], reactions: [{emoji, count, mine: bool, accounts: [id]}],
              replies: {count, last: instant or null}, via: "/class ask" or null}
    View     {title, fallback, blocks: [Block]}
    Block    {type: "heading", text} | {type: "paragraph" | "quote" | "note", line: [Span]}
             {type: "bullets", items: [[Span]]} | {type: "table", header: [text],
             rows: [[[Span]]]} (rows of cells of spans) | {type: "bars", rows: [{label, count}]}
             {type: "picture", file, description} | {type: "download", file, name}
             {type: "controls", items: [Control]}
    Control  {type: "button", label, action, look: "plain"|"main"|"danger", disabled: bool}
             {type: "link", label, url} | {type: "select", label,
             choices: [{label, action, chosen: bool}]}
    Span     {type: "text", text, bold, italic, code} (the three are bools)
             {type: "link", text, url} | {type: "message", text, place, thread, message}
             {type: "person", name} | {type: "place", place}
             {type: "time", at, style: "full"|"date"|"time"|"relative"}
    Form     {id, title, intro, submit, page, pages, fields: [{name, label, type:
             "line"|"text"|"one"|"some"|"file", required, hint, value, most,
             choices: [{value, label}]}], about}; SOME's value is its values joined by newlines;
             what has the same `about` asks the same of the same thing
    Command  {name: "session start", about, roles: [role] or null, parameters: [{name, kind:
             "text"|"number"|"yesno"|"one"|"file", about, required, suggests, choices: [text],
             most}]}
    MessageAction {verb, label, roles: [role] or null}
    File     {id, name, media_type, size, description}
    Clock    {now, running: bool, walking: bool, target: instant or null, next: instant or null}

Server-sent events (`event:`, JSON in `data:`, `id:`); each is sent only to who may see it:

    ready   {clock: Clock, bot: {connected}}   first after every connection
    reset   {}       what was missed is no longer kept: fetch /api/state and messages again
    message Message  new, edited, removed, reacted or replied to; a version not lower wins
    place   Place    a new place, or its members or read mark changed
    gone    {place}  one is no longer a member
    clock   Clock    the clock ran, stopped or walked on, or what comes next has changed
    bot     {connected: bool}
    commands {commands: [Command], message_actions: [MessageAction]}

A message's address is `/#/PLACE/MESSAGE`, in a thread `/#/PLACE/ROOT/MESSAGE`.

BOT. Every request carries `Authorization: Bearer TOKEN`.

    PUT    /bot/commands                {commands: [Command], message_actions} -> {}
    GET    /bot/clock                   Clock
    GET    /bot/places                  {places: [{id, name, kind, members: [account id]}]}
    GET    /bot/places/P/members        {accounts: [id]}
    POST   /bot/direct                  {account} -> {place}
    POST   /bot/messages                {place, thread, view, marker, files: [file id]}
                                        -> {id, place, thread}
    GET    /bot/messages?place=&thread=&marker=     {message: {id, place, thread} or null}
    PATCH  /bot/messages/M              {view, files} -> {}
    DELETE /bot/messages/M              {}
    GET    /bot/history?place=&after=&cursor=       {events: [Event], cursor: text or null}
    PUT    /bot/files/F?name=&description=          the bytes -> File
    GET    /bot/files/F                 the bytes
    POST   /bot/interactions/I          {how, view, files, refused?} | {form} | {choices} -> {}
    PUT    /bot/due                     {at: instant or null} -> {}
    POST   /bot/idle                    {tick: int, due: instant or null} -> {}
    GET    /bot/socket                  WebSocket; frames below, JSON, `type` first

    server  {type: "hello", clock: Clock, backlog: int}    the newest sequence not acknowledged
            {type: "events", through: int, events: [Event], clock}   again until acknowledged
            {type: "interaction", clock, id, account,
             kind: "command"|"press"|"submit"|"message-action"|"suggest",
             place, thread, at, message: {id, place, thread} or null, ...}
             command: text | command, options, files; press: state; submit: state, values, files;
             message-action: verb; suggest: command, options, field, text
            {type: "tick", tick: int, clock: Clock} | {type: "clock", clock: Clock}
    bot     {type: "ack", through: int}    after its commit

    Event   {seq, type: "message", place, thread, message, author, text, posted, version: instant}
            {seq, type: "deleted", place, thread, message, at}
            {seq, type: "reaction", place, thread, message, account, emoji, present, at}

Interactions are not sent again after a reconnection; events are.

TEST CONTROLS, only on a server made with `controls=True`, with the bot's token:
    POST /test/faults {faults: [{operation, kind, times, seconds}]}   see server/faults.py
    PUT  /test/places/P/members {accounts: [id]}
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]
"""A JSON object as it goes over the wire."""

PLATFORM = "sandbox"
"""The adapter's name, as accounts and places carry it."""
BOT = "homeroom"
"""The bot's own author id."""
PEOPLE_HEADER = "X-Homeroom"
"""The header a people's write carries: a foreign page can't send it without asking first."""
DEFAULT_PORT = 8642


def iso(instant: datetime) -> str:
    """Return an aware instant as the wire has it: UTC, microseconds, `Z`; it sorts as text."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant(text: str) -> datetime:
    """Return the instant that `text` means; ValueError for anything but an aware ISO instant."""
    read = datetime.fromisoformat(text)
    if read.tzinfo is None:
        raise ValueError(f"An instant needs its offset: {text}")
    return read.astimezone(UTC)


def optional_instant(text: str | None) -> datetime | None:
    """Return the instant, or None for none."""
    return instant(text) if text else None


def text_of(body: Mapping[str, Any], name: str, default: str | None = None) -> str:
    """Return a text from a JSON body; ValueError where it is missing or no text."""
    value = body.get(name, default)
    if not isinstance(value, str):
        raise ValueError(f"“{name}” has to be text.")
    return value


def maybe_text_of(body: Mapping[str, Any], name: str) -> str | None:
    """Return a text from a JSON body, None if it is missing; ValueError for what is no text."""
    return None if body.get(name) is None else text_of(body, name)


def texts_of(body: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return a JSON object of texts, {} if it is missing; ValueError for anything else."""
    value = body.get(name) or {}
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise ValueError(f"“{name}” has to be an object of texts.")
    return value


def list_of(body: Mapping[str, Any], name: str) -> list[str]:
    """Return a JSON list of texts, [] if it is missing; ValueError for anything else."""
    value = body.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"“{name}” has to be a list of texts.")
    return value
