"""files.*: uploads in three steps; they arrive where they are shared some time after."""

from __future__ import annotations

import mimetypes

from tests.support.slack.errors import SlackError
from tests.support.slack.routing import Call, Method
from tests.support.slack.shapes import file_json
from tests.support.slack.things import File, Json
from tests.support.slack.web_chat import shared


def upload_url(call: Call) -> Json:
    """files.getUploadURLExternal: with `alt_txt` the file never arrives where it is shared."""
    length = call.text("length", missing="invalid_arguments")
    if not length.isdecimal() or int(length) < 1:
        raise SlackError("invalid_arguments")
    name = call.text("filename", missing="invalid_arguments")
    made = File(
        call.state.stamps.id("F"), name, name, call.team.bot, int(length), call.state.clock.now
    )
    made.unshareable = bool(call.text("alt_txt"))
    call.state.files[made.id] = made
    return {"upload_url": f"{call.state.address}/upload/v1/{made.id}", "file_id": made.id}


def complete(call: Call) -> Json:
    """files.completeUploadExternal: no `ts` comes back, the message is not there yet."""
    wanted = call.json("files")
    if not isinstance(wanted, list) or not wanted:
        raise SlackError("invalid_arguments")
    files = []
    for one in wanted:
        file = call.state.file(one["id"])
        if file.content is None:
            raise SlackError("file_upload_incomplete")
        if file.done:
            raise SlackError("file_already_completed")
        file.title = one.get("title") or file.name
        files.append(file)
    id_ = call.text("channel_id") or call.text("channels").partition(",")[0]
    channel = call.joined("channel_id" if call.text("channel_id") else "channels") if id_ else None
    thread = call.text("thread_ts")
    if channel is not None and thread and thread not in channel.messages:
        raise SlackError("thread_not_found")
    how = {
        "initial_comment": call.text("initial_comment"),
        "thread_ts": thread,
        "blocks": call.json("blocks"),
    }
    for file in files:
        file.done = True

    def arrive() -> None:
        for file in files:
            file.ready = True
            file.media = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        able = [file for file in files if not file.unshareable and not file.deleted]
        if channel is not None and able:
            shared(call.state, call.team, channel, able, how)

    call.state.later(arrive)
    return {"files": [file_json(call.state, file) for file in files]}


def info(call: Call) -> Json:
    """files.info."""
    file = call.state.file(call.text("file", missing="file_not_found"))
    return {"file": file_json(call.state, file), "comments": []}


def delete(call: Call) -> Json:
    """files.delete: of the bot's own."""
    file = call.state.file(call.text("file", missing="file_not_found"))
    if file.user != call.team.bot:
        raise SlackError("cant_delete_file")
    file.deleted, file.content = True, None
    for channel in call.state.channels.values():
        for ts in file.shares.get(channel.id, ()):
            if ts in channel.messages:
                left = [one for one in channel.messages[ts].files if one is not file]
                channel.messages[ts].files = left
    return {}


METHODS = (
    Method("files.getUploadURLExternal", upload_url, ("files",), ("files:write",), 4),
    Method("files.completeUploadExternal", complete, ("files", "share"), ("files:write",), 4),
    Method("files.info", info, ("file",), ("files:read",), 4),
    Method("files.delete", delete, ("file",), ("files:write",)),
)
