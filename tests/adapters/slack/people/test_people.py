"""People over the wire: zones and guests, asked once and heard of later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.people.people import FEW, FRESH, FRESH_LIST, member_of
from adapters.slack.web.troubles import GoneError
from bot.model.people import Account
from tests.support.slack.reach import WORLD, reaching
from tests.support.slack.shapes import user_json
from tests.support.slack.world import SCOPES, SlackPerson


async def test_a_zone_is_asked_for_once_a_day() -> None:
    async with reaching() as reach:
        people, mei = reach.platform.people, reach.account("mei")
        for _ in range(3):
            assert await people.zone(mei) == "Asia/Kathmandu"
        assert len(reach.asked("users.info")) == 1
        reach.server.user("mei").zone = "Asia/Tokyo"
        assert await people.zone(mei) == "Asia/Kathmandu"
        reach.server.clock.advance(FRESH)
        assert await people.zone(mei) == "Asia/Tokyo"


async def test_what_slack_tells_of_somebody_counts_at_once() -> None:
    async with reaching() as reach:
        people, mei = reach.platform.people, reach.account("mei")
        await people.zone(mei)
        reach.server.user("mei").zone = "Asia/Tokyo"
        told = user_json(reach.server.state, reach.server.user("mei"))
        people.heard(told, reach.server.team().id)
        assert await people.zone(mei) == "Asia/Tokyo"
        assert len(reach.asked("users.info")) == 1


async def test_who_is_a_guest_and_who_a_bot() -> None:
    async with reaching() as reach:
        people = reach.platform.people
        told = {name: await people.one(reach.account(name).id) for name in ("mei", "gil", "zoe")}
        assert {name: one.guest for name, one in told.items()} == {
            "mei": False,
            "gil": True,
            "zoe": True,
        }
        assert told["mei"].email == "mei@example.edu"
        assert told["zoe"].email == ""
        bot = await people.one(reach.server.team().bot)
        assert bot.bot
        assert not bot.guest


async def test_without_its_scope_nobody_has_an_address() -> None:
    scopes = tuple(one for one in SCOPES if one != "users:read.email")
    async with reaching(replace(WORLD, scopes=scopes)) as reach:
        assert (await reach.platform.people.one(reach.account("mei").id)).email == ""


async def test_nobody_is_nobody() -> None:
    async with reaching() as reach:
        with pytest.raises(GoneError, match="U0NOBODY"):
            await reach.platform.people.zone(Account("slack", "U0NOBODY"))


async def test_many_are_looked_up_in_the_list() -> None:
    crowd = tuple(SlackPerson(f"s{number}", f"Student {number}") for number in range(450))
    async with reaching(replace(WORLD, people=(*WORLD.people, *crowd))) as reach:
        workspace, people = reach.platform.workspaces.all[0], reach.platform.people
        ids = [reach.account(f"s{number}").id for number in range(450)]
        assert len(await people.several(workspace, ids[:FEW])) == FEW
        assert len(reach.asked("users.info")) == FEW
        found = await people.several(workspace, [*ids, "U0NOBODY"])
        assert len(found) == 450
        assert len(reach.asked("users.list")) == 3
        assert len(reach.asked("users.info")) == FEW + 1


async def test_insiders_are_all_but_guests_bots_and_closed_accounts() -> None:
    async with reaching() as reach:
        workspace, people = reach.platform.workspaces.all[0], reach.platform.people
        reach.server.user("tom").deleted = True
        assert await people.insiders(workspace) == {
            reach.account("ana").id,
            reach.account("mei").id,
        }
        user = await reach.server.admin().join(SlackPerson("new", "New"))
        people.heard(user_json(reach.server.state, user), reach.server.team().id)
        assert user.id in await people.insiders(workspace)
        assert len(reach.asked("users.list")) == 1
        reach.server.clock.advance(FRESH_LIST + timedelta(seconds=1))
        await people.insiders(workspace)
        assert len(reach.asked("users.list")) == 2


@given(st.one_of(st.none(), st.just("America"), st.just("localtime"), st.text(), st.integers()))
def test_what_is_no_zone_is_none(zone: object) -> None:
    member = member_of({"id": "U1", "tz": zone})
    assert member.zone is None or member.zone == zone
    assert member.zone != "America"


async def test_each_workspace_knows_people_its_own_way() -> None:
    """Who runs one is a member of another, and its guest in a third; abroad nobody vouches."""
    async with reaching() as reach:
        people, home = reach.platform.people, reach.server.team().id
        told = user_json(reach.server.state, reach.server.user("mei"))
        people.heard({**told, "is_admin": True}, home)
        mine = await people.one(told["id"], home)
        assert (mine.keeper, mine.guest, mine.email) == (True, False, "mei@example.edu")
        people.heard({**told, "is_admin": True, "team_id": "T0ELSEWHERE"}, home)
        abroad = await people.one(told["id"], home)
        assert (abroad.keeper, abroad.guest, abroad.email) == (False, True, "")
        both = {"enterprise_user": {"teams": [home]}, "team_id": "T0ELSEWHERE"}
        people.heard({**told, **both}, home)
        inside = await people.one(told["id"], home)
        assert (inside.team, inside.guest, inside.email) == (home, False, "mei@example.edu")
