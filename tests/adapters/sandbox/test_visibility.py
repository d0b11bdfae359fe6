"""A person sees their own places, conversations, answers and files, and nobody else's."""

from collections.abc import Callable

from aiohttp import ClientSession

from adapters.sandbox.server.app import SandboxServer
from bot.chat.actions import action
from bot.chat.calls import Answer, Answering
from bot.chat.views import Button, View, controls
from tests.support.sandbox import Diary, Person, serving_doors

Who = Callable[[str], Person]
HIDDEN = View((controls(Button("Publish", action("publish", "c1"))),), title="Draft")


async def places(one: Person) -> list[str]:
    status, state = await one.ask("GET", "/api/state")
    assert status == 200
    return [place["id"] for place in state["places"]]


async def test_the_staff_place_is_staffs(person: Who) -> None:
    said = await person("ana").say("staff", "Who marks week 3?")
    assert await places(person("ana")) == ["general", "staff"]
    assert await places(person("mei")) == ["general"]
    mei = person("mei")
    for method, path, body in (
        ("GET", "/api/places/staff/messages", None),
        ("GET", "/api/places/staff/members", None),
        ("POST", "/api/places/staff/messages", {"text": "hi"}),
        ("POST", "/api/places/general/messages", {"text": "hi", "thread": said["id"]}),
        ("GET", f"/api/messages/{said['id']}", None),
        ("PATCH", f"/api/messages/{said['id']}", {"text": "hi"}),
        ("DELETE", f"/api/messages/{said['id']}", None),
        ("PUT", f"/api/messages/{said['id']}/reactions/👍", None),
        ("POST", "/api/commands", {"place": "staff", "text": "/class next"}),
        ("POST", "/api/press", {"message": said["id"], "action": "v1:a:b:c:"}),
        ("POST", "/api/message-actions", {"message": said["id"], "verb": "mark"}),
        ("GET", "/api/messages/nonsense", None),
    ):
        status, answer = await mei.ask(method, path, body)
        assert (status, path) == (404, path)
        assert "Go back" in answer["error"]


async def test_nobody_acts_as_nobody(person: Who) -> None:
    for name in ("", "eve"):
        status, _ = await person(name).ask("GET", "/api/state")
        assert status == 404


async def test_only_its_author_changes_a_message(person: Who) -> None:
    said = await person("mei").say("general", "Hello")
    path = f"/api/messages/{said['id']}"
    assert (await person("ana").ask("PATCH", path, {"text": "Bye"}))[0] == 403
    assert (await person("ana").ask("DELETE", path))[0] == 403
    status, edited = await person("mei").ask("PATCH", path, {"text": "Hello all"})
    assert (status, edited["text"], edited["version"]) == (200, "Hello all", 2)
    status, gone = await person("mei").ask("DELETE", path)
    assert (status, gone["deleted"], gone["text"]) == (200, True, "")
    assert (await person("mei").ask("PATCH", path, {"text": "Back"}))[0] == 403


async def test_a_private_answer_is_one_persons_and_so_are_its_buttons(
    server: SandboxServer, person: Who
) -> None:
    diary = Diary(answer=Answer(HIDDEN, Answering.CONFIDENTIAL))
    async with serving_doors(server, diary):
        asked = {"place": "general", "command": "progress", "options": {}}
        status, outcome = await person("mei").ask("POST", "/api/commands", asked)
        assert (status, outcome["outcome"]) == (200, "message")
        answer = outcome["message"]
        assert (answer["only"], answer["confidential"]) == ("mei", True)
        assert [one["id"] for one in await person("mei").reads("general")] == [answer["id"]]
        assert await person("tom").reads("general") == []
        press = {"message": answer["id"], "action": action("publish", "c1")}
        assert (await person("tom").ask("POST", "/api/press", press))[0] == 404
        forged = {**press, "action": action("publish", "c2")}
        assert (await person("mei").ask("POST", "/api/press", forged))[0] == 404
        assert (await person("mei").ask("POST", "/api/press", press))[0] == 200
        assert [call.account.id for call in diary.calls] == ["mei", "mei"]


async def test_a_file_is_seen_by_who_sees_its_message(
    server: SandboxServer, session: ClientSession, person: Who
) -> None:
    async def upload(account: str) -> str:
        url = f"{server.address}/api/files?as={account}&name=../notes.html"
        headers = {"X-Homeroom": "people", "Content-Type": "text/html"}
        async with session.post(url, data=b"<script>", headers=headers) as response:
            file: str = (await response.json())["id"]
            return file

    async def opens(account: str, file: str) -> int:
        async with session.get(f"{server.address}/api/files/{file}?as={account}") as response:
            if response.status == 200:
                assert response.headers["Content-Type"] == "application/octet-stream"
                assert "attachment" in response.headers["Content-Disposition"]
            return response.status

    file = await upload("ana")
    assert [await opens(one, file) for one in ("ana", "mei")] == [200, 404]
    status, _ = await person("mei").ask(
        "POST", "/api/places/general/messages", {"text": "", "files": [file]}
    )
    assert status == 404
    body = {"text": "Notes", "files": [file]}
    await person("ana").ask("POST", "/api/places/staff/messages", body)
    assert await opens("mei", file) == 404
    status, said = await person("ana").ask("POST", "/api/places/general/messages", body)
    assert said["files"][0]["name"] == ".._notes.html"
    assert await opens("mei", file) == 200


async def test_unread_counts_what_others_said_until_it_is_read(person: Who) -> None:
    await person("mei").say("general", "One")
    two = await person("mei").say("general", "Two")
    _, state = await person("tom").ask("GET", "/api/state")
    assert [place["unread"] for place in state["places"]] == [2]
    _, place = await person("tom").ask("PUT", "/api/places/general/read", {"message": two["id"]})
    assert place["unread"] == 0
    _, state = await person("mei").ask("GET", "/api/state")
    assert [place["unread"] for place in state["places"]] == [0]


async def test_pages_of_messages_go_back_and_threads_stand_apart(person: Who) -> None:
    mei = person("mei")
    ids = [(await mei.say("general", f"Message {number}"))["id"] for number in range(7)]
    reply = await person("tom").say("general", "A reply", thread=ids[0])
    newest = await mei.reads("general", limit="3")
    assert [one["id"] for one in newest] == ids[4:]
    older = await mei.reads("general", limit="3", before=newest[0]["id"])
    assert [one["id"] for one in older] == ids[1:4]
    thread = await mei.reads("general", thread=ids[0])
    assert [one["id"] for one in thread] == [ids[0], reply["id"]]
    assert thread[0]["replies"]["count"] == 1
    around = await mei.reads("general", around=ids[3], limit="4")
    assert ids[3] in [one["id"] for one in around]
