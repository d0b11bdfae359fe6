"""Files over the wire: uploaded once, shown when Slack is done with them, shared once, removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from adapters.slack.posting.files import MOST_NOTED, NOTE, Files
from adapters.slack.web.troubles import ForbiddenError
from bot.chat.views import Download, Picture, View
from bot.model.places import Message, Place
from bot.ports.platform import MaybeSentError, NotSentError, StoredFile
from tests.support.slack.reach import KeptNotes, Reach, reached, reaching
from tests.support.slack.scripted import passing
from tests.support.slack.server import Settings

CHART = StoredFile("f1", "week-3.png", "image/png", "A chart", b"\x89PNG")
SHEET = StoredFile("f2", "week-3.csv", "text/csv", "The week <b>", b"a,b\n")
FILES = {"f1": CHART, "f2": SHEET}
PICTURE, OFFER = Picture("f1", "A chart"), Download("f2", "grades.csv")
CHARTED = View((PICTURE,), title="Week 3")
OFFERED = View((OFFER,), title="Week 3")
BOTH = View((PICTURE, OFFER), title="Week 3")


@pytest.fixture
def quick() -> Iterator[None]:
    """Let every wait pass at once."""
    with passing():
        yield


async def shared(reach: Reach, message: Message) -> list[str]:
    """Return the names of the files that arrived under a message."""
    reach.server.state.arrive()
    return [file.title for reply in reach.thread(message) for file in reply.files]


def uploads(reach: Reach) -> int:
    return len(reach.asked("files.getUploadURLExternal"))


async def test_a_picture_stands_in_the_message_and_a_download_under_it() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), BOTH, "marker", FILES)
        image = next(one for one in reach.standing(message).blocks if one["type"] == "image")
        assert image["alt_text"] == "A chart"
        file = reach.server.state.files[image["slack_file"]["id"]]
        assert file.content == CHART.content
        assert file.shares == {}
        assert await shared(reach, message) == ["grades.csv"]
        (reply,) = reach.thread(message)
        assert reply.files[0].content == SHEET.content
        assert reply.text == "The week &lt;b&gt;"
        assert not any(
            "alt_txt" in one.args or "alt_text" in one.args for one in reach.asked("files")
        )


async def test_what_is_for_a_thread_is_shared_there() -> None:
    async with reaching() as reach:
        root = await reach.platform.post(reach.place("general"), replace(BOTH, blocks=()), "a", {})
        thread = Place("slack", root.place.id, root.id)
        await reach.platform.post(thread, OFFERED, "b", FILES)
        assert await shared(reach, root) == ["grades.csv"]


async def test_a_picture_is_waited_for() -> None:
    async with reaching(settings=Settings(share_delay=0.1)) as reach:
        message = await reach.platform.post(reach.place("general"), CHARTED, "marker", FILES)
        assert "image" in [one["type"] for one in reach.standing(message).blocks]
        assert len(reach.asked("files.info")) > 1


async def test_a_picture_that_slack_is_not_done_with_stands_in_words(quick: None) -> None:
    async with reaching(settings=Settings(share_delay=None)) as reach:
        message = await reach.platform.post(reach.place("general"), CHARTED, "marker", FILES)
        assert "image" not in [one["type"] for one in reach.standing(message).blocks]
        assert "A chart" in str(reach.standing(message).blocks)


async def test_where_slack_takes_no_picture_after_all_words_stand() -> None:
    async with reaching() as reach:
        reach.server.faults.add("post", "refuse", code="invalid_blocks")
        message = await reach.platform.post(reach.place("general"), BOTH, "marker", FILES)
        assert "A chart" in str(reach.standing(message).blocks)
        assert await shared(reach, message) == ["grades.csv"]


@pytest.mark.parametrize("kind", ["drop", "lose", "error"])
@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "upload"])
async def test_nothing_is_posted_before_its_files_are_there(
    step: str, kind: str, quick: None
) -> None:
    async with reaching() as reach:
        reach.server.faults.add(step, kind, times=10)
        with pytest.raises(NotSentError):
            await reach.platform.post(reach.place("general"), BOTH, "marker", FILES)
        assert reach.asked("post") == []


async def test_who_comes_after_a_crash_uploads_nothing_twice() -> None:
    async with reaching() as reach:
        notes = KeptNotes()
        first = reached(reach.server, reach.web, reach.platform.workspaces, notes)
        for kind in ("drop", "error"):
            reach.server.faults.add("post", kind)
            with pytest.raises(MaybeSentError):
                await first.platform.post(first.place("general"), BOTH, "marker", FILES)
        later = reached(reach.server, reach.web, reach.platform.workspaces, notes)
        message = await later.platform.post(later.place("general"), BOTH, "marker", FILES)
        assert uploads(reach) == 2
        assert await shared(reach, message) == ["grades.csv"]
        assert json.loads(notes.kept[NOTE]) == {}


async def test_what_slack_dropped_meanwhile_is_uploaded_again() -> None:
    async with reaching() as reach:
        reach.server.faults.add("post", "refuse", code="not_in_channel")
        with pytest.raises(ForbiddenError):
            await reach.platform.post(reach.place("general"), BOTH, "marker", FILES)
        for file in reach.server.state.files.values():
            file.deleted = True
        message = await reach.platform.post(reach.place("general"), BOTH, "marker", FILES)
        assert uploads(reach) == 4
        assert await shared(reach, message) == ["grades.csv"]
        await reach.platform.edit(message, BOTH, "marker", FILES)
        assert await shared(reach, message) == ["grades.csv"]
        assert uploads(reach) == 4


@pytest.mark.parametrize("kind", ["drop", "lose"])
async def test_a_download_whose_sharing_is_in_doubt_arrives_once(kind: str, quick: None) -> None:
    async with reaching() as reach:
        general = reach.place("general")
        reach.server.faults.add("files.completeUploadExternal", kind)
        with pytest.raises(MaybeSentError):
            await reach.platform.post(general, OFFERED, "marker", FILES)
        message = await reach.platform.find(general, "marker")
        assert message is not None
        for _ in range(2):
            await reach.platform.edit(message, OFFERED, "marker", FILES)
        assert await shared(reach, message) == ["grades.csv"]
        assert uploads(reach) == 1


async def test_a_download_on_its_way_is_not_shared_again(quick: None) -> None:
    async with reaching(settings=Settings(share_delay=None)) as reach:
        message = await reach.platform.post(reach.place("general"), OFFERED, "marker", FILES)
        await reach.platform.edit(message, OFFERED, "marker", FILES)
        assert await shared(reach, message) == ["grades.csv"]


async def test_an_edit_uploads_only_what_is_new() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), CHARTED, "marker", FILES)
        newer = StoredFile("f3", "week-4.png", "image/png", "Another", b"\x89PNG4")
        more = CHARTED.also(Picture("f3", "Another"), OFFER)
        for _ in range(2):
            await reach.platform.edit(message, more, "marker", {**FILES, "f3": newer})
        images = [one for one in reach.standing(message).blocks if one["type"] == "image"]
        assert [one["alt_text"] for one in images] == ["A chart", "Another"]
        assert await shared(reach, message) == ["grades.csv"]
        assert uploads(reach) == 3
        assert await reach.platform.find(reach.place("general"), "marker") == message


async def test_a_file_that_staff_deleted_stays_deleted() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), OFFERED, "marker", FILES)
        reach.server.state.arrive()
        (reply,) = reach.thread(message)
        await reach.web.call("files.delete", file=reply.files[0].id)
        await reach.platform.edit(message, OFFERED, "marker", FILES)
        assert await shared(reach, message) == []
        assert uploads(reach) == 1


async def test_files_go_with_their_message() -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), BOTH, "marker", FILES)
        reach.server.state.arrive()
        await reach.platform.remove(message)
        assert all(one.deleted for one in reach.server.state.files.values())
        assert reach.server.person("tom").sees("general") == []
        await reach.platform.remove(message)


async def test_files_that_others_keep_do_not_keep_the_message(quick: None) -> None:
    async with reaching() as reach:
        message = await reach.platform.post(reach.place("general"), CHARTED, "marker", FILES)
        reach.server.faults.add("files.delete", "refuse", code="cant_delete_file")
        await reach.platform.remove(message)
        assert reach.server.person("tom").sees("general") == []


async def test_notes_stay_few() -> None:
    notes = KeptNotes()
    files = Files(notes)
    for number in range(MOST_NOTED + 20):
        await files._note(f"marker{number}", "picture f1", f"F{number}")
    noted = json.loads(notes.kept[NOTE])
    assert len(noted) == MOST_NOTED
    assert f"marker{MOST_NOTED + 19}" in noted
    notes.kept[NOTE] = "damaged"
    assert await files._noted("marker50") == {}
