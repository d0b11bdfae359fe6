"""Files on Slack: uploaded in three steps, each picture once and each download once.

Slack looks at a file after it was uploaded, and only then can a message show it as a picture; a
download arrives in a thread some time after it was shared, and no `ts` comes back. Never is
`alt_txt` sent: with it a file is not shared at all, and nobody is told (slack_sdk #1818).

Until a message stands, the ids of what was uploaded for it are noted, so that whoever tries again
after a crash doesn't upload it twice; afterwards they stand in the message's own metadata.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from adapters.slack.journal import LOG
from adapters.slack.rendering.escaping import neutral
from adapters.slack.web.troubles import GoneError, RefusedError
from adapters.slack.web.web import SlackWeb
from adapters.slack.wire import Json
from bot.model.places import Message
from bot.ports.notes import Notes
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError, StoredFile
from bot.runtime.hearing.errors import kind_of

LOOKS = (0.0, 0.2, 0.5, 1.0, 1.0, 2.0, 3.0, 4.0, 5.0)
"""Seconds before each look whether Slack is done with a picture; then words stand in its place."""
MOST_NOTED = 100
"""Messages whose uploads are noted; a message stands, or is given up, long before so many more."""
NOTE = "slack uploads"
FILE_GONE = frozenset({"file_not_found", "file_deleted"})

Uploads = Mapping[str, str]
"""Slack's ids of uploaded files, by their ids in the store."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What was uploaded for a message: pictures that stand in it, downloads shared beside it."""

    pictures: Uploads = field(default_factory=dict)
    downloads: Uploads = field(default_factory=dict)

    @property
    def ids(self) -> Uploads:
        """All of them, as rendering wants to know which there are."""
        return {**self.downloads, **self.pictures}

    def payload(self) -> dict[str, str]:
        """Return this as a message's metadata keeps it."""
        kept = {"pictures": self.pictures, "downloads": self.downloads}
        return {name: json.dumps(dict(ids)) for name, ids in kept.items() if ids}


def attached_to(message: Json) -> Attached:
    """Return what a message's metadata says was uploaded for it."""
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return Attached(_read(payload.get("pictures")), _read(payload.get("downloads")))


class Files:
    """Uploads files, shares them, and takes them back."""

    def __init__(self, notes: Notes) -> None:
        """Note in `notes` what is uploaded before its message stands."""
        self._notes = notes
        self._noting = asyncio.Lock()

    async def bring(
        self,
        web: SlackWeb,
        marker: str,
        pictures: Sequence[StoredFile],
        downloads: Sequence[StoredFile],
        have: Attached,
    ) -> Attached:
        """Upload what a message of this marker shows and isn't there; return what is then.

        A picture that Slack is not done with in time is left out. NotSentError if one can't be
        uploaded now: no message was posted, and the next try goes on from here.
        """
        known = await self._noted(marker)
        ready: dict[str, str] = {}
        for file in pictures:
            id = have.pictures.get(file.id)
            ready[file.id] = id or await self._picture(web, marker, file, known) or ""
        sent: dict[str, str] = {}
        for file in downloads:
            id = have.downloads.get(file.id) or known.get(_as_download(file))
            sent[file.id] = id or await self._upload(web, marker, file, _as_download(file))
        return Attached({file: id for file, id in ready.items() if id}, sent)

    async def share(
        self, web: SlackWeb, message: Message, files: Sequence[StoredFile], there: Attached
    ) -> frozenset[str]:
        """Let downloads arrive in the thread of a message, each once.

        Returns the ids in the store of those that are not on Slack any more.
        """
        lost = set()
        for file in files:
            id = there.downloads[file.id]
            if await self._is_shared(web, id, message):
                continue
            try:
                await web.call(
                    "files.completeUploadExternal",
                    files=[{"id": id, "title": file.name}],
                    channel_id=message.place.id,
                    thread_ts=message.place.thread or message.id,
                    initial_comment=neutral(file.description) or None,
                )
            except GoneError as error:
                if error.code not in FILE_GONE:
                    raise
                lost.add(file.id)
            except RefusedError as error:
                # It was completed before, and is on its way.
                LOG.info("file %s was not shared again: %s", id, error.code)
        return frozenset(lost)

    async def settled(self, marker: str) -> None:
        """Forget what is noted for a message: it stands, and its metadata says it all."""
        async with self._noting:
            noted = await self._read_note()
            if noted.pop(marker, None) is not None:
                await self._notes.write(NOTE, json.dumps(noted))

    async def remove(self, web: SlackWeb, message: Message, there: Attached) -> None:
        """Take a message's files back, and the replies that a download came in."""
        for id in there.pictures.values():
            await self._delete(web, id)
        for id in there.downloads.values():
            try:
                told = await self._info(web, id)
                for ts in _shares(told, message.place.id):
                    await _quietly(web, "chat.delete", channel=message.place.id, ts=ts)
            except GoneError:
                continue
            await self._delete(web, id)

    async def _picture(
        self, web: SlackWeb, marker: str, file: StoredFile, known: Uploads
    ) -> str | None:
        """Return the id of a picture that can be shown; None if Slack isn't done with it."""
        id = known.get(_as_picture(file))
        if id is None or not await self._completed(web, id, file):
            id = await self._upload(web, marker, file, _as_picture(file))
            await self._completed(web, id, file)
        for pause in LOOKS:
            await asyncio.sleep(pause)
            if (await self._info(web, id)).get("mimetype"):
                return id
        LOG.warning("file %s is not ready to be shown; its words stand in its place", id)
        return None

    async def _completed(self, web: SlackWeb, id: str, file: StoredFile) -> bool:
        """Complete an upload, once or again; False if it is not on Slack any more."""
        try:
            await web.call("files.completeUploadExternal", files=[{"id": id, "title": file.name}])
        except MaybeSentError as error:
            raise NotSentError(str(error)) from None
        except GoneError:
            return False
        except RefusedError as error:
            LOG.info("file %s was not completed again: %s", id, error.code)
        return True

    async def _upload(self, web: SlackWeb, marker: str, file: StoredFile, key: str) -> str:
        """Upload a file's bytes and return its id, which is noted before anything is completed."""
        length = len(file.content)
        try:
            told = await web.call("files.getUploadURLExternal", filename=file.name, length=length)
        except MaybeSentError as error:
            raise NotSentError(str(error)) from None
        id: str = told["file_id"]
        await web.upload(told["upload_url"], file.content)
        await self._note(marker, key, id)
        return id

    async def _is_shared(self, web: SlackWeb, id: str, message: Message) -> bool:
        try:
            told = await self._info(web, id)
        except GoneError:
            return False
        return any(True for _ in _shares(told, message.place.id))

    async def _info(self, web: SlackWeb, id: str) -> Json:
        told: Json = (await web.read("files.info", file=id))["file"]
        return told

    async def _delete(self, web: SlackWeb, id: str) -> None:
        await _quietly(web, "files.delete", file=id)

    async def _noted(self, marker: str) -> Uploads:
        return (await self._read_note()).get(marker, {})

    async def _note(self, marker: str, key: str, id: str) -> None:
        async with self._noting:
            noted = await self._read_note()
            noted[marker] = {**noted.pop(marker, {}), key: id}
            latest = dict(list(noted.items())[-MOST_NOTED:])
            await self._notes.write(NOTE, json.dumps(latest))

    async def _read_note(self) -> dict[str, dict[str, str]]:
        try:
            noted = json.loads(await self._notes.read(NOTE) or "{}")
        except ValueError:
            noted = {}
        return noted if isinstance(noted, dict) else {}


async def _quietly(web: SlackWeb, method: str, **arguments: str) -> None:
    """Take something away; where it is gone already, or others keep it, so be it."""
    asked: Json = dict(arguments)
    try:
        await web.call(method, **asked)
    except CannotSendError as error:
        LOG.info("%s was not done: %s", method, kind_of(error))


def _shares(file: Json, channel: str) -> Iterable[str]:
    """Yield the `ts` of each message that a file is shared by in a channel."""
    for kind in (file.get("shares") or {}).values():
        for share in kind.get(channel, ()):
            yield share["ts"]


def _read(text: object) -> Uploads:
    try:
        found = json.loads(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    return {str(file): str(id) for file, id in found.items()} if isinstance(found, dict) else {}


def _as_picture(file: StoredFile) -> str:
    return f"picture {file.id}"


def _as_download(file: StoredFile) -> str:
    return f"download {file.id}"
