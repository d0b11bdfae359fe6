"""Files on the wire server: uploaded in three steps, there some time later."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from tests.support.slack.plain import client as plain_client
from tests.support.slack.raw import call, code, until
from tests.support.slack.schemas import needs_schemas
from tests.support.slack.server import Settings, WireServer, running
from tests.support.slack.small import SMALL

HELD = Settings(share_delay=None)


@pytest.fixture
async def server() -> AsyncIterator[WireServer]:
    """Run a server where files arrive when a test says so."""
    async with running(SMALL, HELD) as made:
        yield made


@pytest.fixture
def client(server: WireServer) -> AsyncWebClient:
    """Return slack_sdk's client."""
    return plain_client(server)


async def test_a_file_arrives_later(server: WireServer, client: AsyncWebClient) -> None:
    """No `ts` comes back; the message is there when the file is, and says who uploaded it."""
    general, mei = server.channel("general").id, server.person("mei")
    sent = await client.files_upload_v2(
        content="Notes", filename="notes.txt", channel=general, initial_comment="Our notes"
    )
    id_ = sent["file"]["id"]
    assert (sent["file"]["shares"], sent["file"]["mimetype"]) == ({}, "")
    assert mei.sees("general") == []
    server.state.arrive()
    (message,) = mei.sees("general")
    assert (message.text, message.subtype) == ("Our notes", "file_share")
    shown = (await client.files_info(file=id_))["file"]
    assert shown["shares"]["public"][general][0]["ts"] == message.ts
    assert (shown["mimetype"], shown["size"]) == ("text/plain", 5)
    assert server.reader("mei").message(message) == "Homeroom: Our notes\n(notes.txt)"


async def test_by_itself_it_takes_a_moment() -> None:
    """Without a test's word files arrive soon."""
    async with running(SMALL) as server:
        client = plain_client(server)
        sent = await client.files_upload_v2(content="a", filename="a.png")
        id_ = sent["file"]["id"]
        await until(lambda: server.state.files[id_].ready)
        general = server.channel("general").id
        image = {"type": "image", "alt_text": "A picture", "slack_file": {"id": id_}}
        await client.chat_postMessage(channel=general, text="x", blocks=[image])
        (message,) = server.person("mei").sees("general")
        assert server.reader("mei").message(message) == "Homeroom:\n(picture: A picture)"


async def test_a_picture_is_shown_once_it_is_ready(
    server: WireServer, client: AsyncWebClient
) -> None:
    """Before Slack has looked at a file no block can show it; what is no picture never."""
    general = server.channel("general").id
    sent = await client.files_upload_v2(content="a", filename="a.png")
    text = await client.files_upload_v2(content="a", filename="a.txt")

    def image(file: str) -> list[dict[str, object]]:
        return [{"type": "image", "alt_text": "A picture", "slack_file": {"id": file}}]

    early = client.chat_postMessage(channel=general, text="x", blocks=image(sent["file"]["id"]))
    assert await code(early) == "invalid_blocks"
    server.state.arrive()
    await client.chat_postMessage(channel=general, text="x", blocks=image(sent["file"]["id"]))
    never = client.chat_postMessage(channel=general, text="x", blocks=image(text["file"]["id"]))
    assert await code(never) == "invalid_blocks"


@needs_schemas
async def test_alt_txt_keeps_a_file_from_arriving(
    server: WireServer, client: AsyncWebClient
) -> None:
    """As slack_sdk #1818 tells: everything is answered ok, and nothing is shared."""
    general = server.channel("general").id
    sent = await client.files_upload_v2(
        content="a", filename="a.png", channel=general, alt_txt="A picture"
    )
    server.state.arrive()
    assert sent["ok"]
    assert server.person("mei").sees("general") == []
    assert "alt_txt" in server.refused[0]


async def test_steps_in_the_wrong_order(server: WireServer, client: AsyncWebClient) -> None:
    """Nothing is complete before its bytes are there, nor twice; nothing goes where it can't."""
    begun = await client.files_getUploadURLExternal(filename="a.txt", length=2)
    files = [{"id": begun["file_id"]}]
    early = client.files_completeUploadExternal(files=files)
    assert await code(early) == "file_upload_incomplete"
    async with ClientSession() as session:
        async with session.post(begun["upload_url"], data=b"abc") as response:
            assert response.status == 400
        async with session.post(begun["upload_url"], data=b"ab") as response:
            assert await response.text() == "OK - 2"
    random = server.channel("random").id
    outside = client.files_completeUploadExternal(files=files, channel_id=random)
    assert await code(outside) == "not_in_channel"
    await client.files_completeUploadExternal(files=files)
    again = client.files_completeUploadExternal(files=files)
    assert await code(again) == "file_already_completed"
    assert (await call(server, "files.info", file="F0NO"))["error"] == "file_not_found"


async def test_bytes_for_who_has_a_token(server: WireServer, client: AsyncWebClient) -> None:
    """Without a token there is a page to sign in; a file that is deleted is gone everywhere."""
    mei = server.person("mei")
    message = await mei.write("general", "Mine", files={"a.txt": b"Words"})
    (file,) = message.files
    url = (await client.files_info(file=file.id))["file"]["url_private_download"]
    async with ClientSession() as session:
        async with session.get(url) as response:
            assert "Sign in" in await response.text()
        headers = {"Authorization": f"Bearer {server.token}"}
        async with session.get(url, headers=headers) as response:
            assert await response.read() == b"Words"
    assert await code(client.files_delete(file=file.id)) == "cant_delete_file"
    await client.files_upload_v2(
        content="a", filename="b.txt", channel=server.channel("general").id
    )
    server.state.arrive()
    own = mei.sees("general")[-1].files[0]
    await client.files_delete(file=own.id)
    assert mei.sees("general")[-1].files == []
