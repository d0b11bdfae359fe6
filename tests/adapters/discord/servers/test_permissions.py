"""Who may do what where: Discord's rules, told a second time by their effects."""

from __future__ import annotations

import discord
from hypothesis import assume, given
from hypothesis import strategies as st

from adapters.discord.servers.permissions import (
    EVERYTHING,
    NAMES,
    Member,
    Overwrite,
    Permission,
    Server,
    holds,
    keeps,
    member_of,
    missing,
    overwrite_of,
    permissions,
)

GUILD, OWNER, ME = "1", "2", "3"
ROLES = ["10", "11", "12"]
BITS = st.integers(0, (1 << 52) - 1)
PLAIN = BITS.map(lambda bits: bits & ~Permission.ADMINISTRATOR.value)
VIEW = Permission.VIEW_CHANNEL.value


@st.composite
def servers(draw: st.DrawFn, bits: st.SearchStrategy[int] = PLAIN) -> Server:
    roles = {role: draw(bits) for role in [GUILD, *ROLES]}
    return Server(GUILD, OWNER, roles)


members = st.builds(Member, st.just(ME), st.frozensets(st.sampled_from(ROLES)))
overwrites = st.lists(
    st.builds(Overwrite, st.sampled_from([GUILD, ME, "4", *ROLES]), BITS, BITS),
    unique_by=lambda overwrite: overwrite.target,
)


def bitwise(server: Server, member: Member, own: list[Overwrite], bit: int) -> bool:
    """Return whether a member holds one permission, the way a person would look it up."""
    word = any(server.roles[role] & bit for role in [GUILD, *member.roles])
    for rank in ([GUILD], sorted(member.roles), [member.id]):
        said = [overwrite for overwrite in own if overwrite.target in rank]
        if any(overwrite.allow & bit for overwrite in said):
            word = True
        elif any(overwrite.deny & bit for overwrite in said):
            word = False
    return word


@given(servers(), members, overwrites, st.integers(0, 51))
def test_the_last_word_is_the_most_particular_one(
    server: Server, member: Member, own: list[Overwrite], shift: int
) -> None:
    bit = 1 << shift
    assert bool(permissions(server, member, own) & bit) == bitwise(server, member, own, bit)


@given(servers(BITS), overwrites)
def test_nothing_keeps_the_owner_out(server: Server, own: list[Overwrite]) -> None:
    owner = Member(OWNER, frozenset())
    assert keeps(server, owner)
    assert permissions(server, owner, own) == EVERYTHING


@given(servers(BITS), members, overwrites)
def test_nothing_keeps_an_administrator_out(
    server: Server, member: Member, own: list[Overwrite]
) -> None:
    assume(any(server.roles[role] & 8 for role in [GUILD, *member.roles]))
    assert keeps(server, member)
    assert holds(permissions(server, member, own), VIEW)


@given(servers(), members, overwrites)
def test_an_overwrite_makes_nobody_an_administrator(
    server: Server, member: Member, own: list[Overwrite]
) -> None:
    assert not keeps(server, member)
    assert permissions(server, member, own) != EVERYTHING


@given(servers(), members, overwrites)
def test_overwrites_of_others_change_nothing(
    server: Server, member: Member, own: list[Overwrite]
) -> None:
    told = [one for one in own if one.target in {GUILD, member.id, *member.roles}]
    assert permissions(server, member, own) == permissions(server, member, told)


def test_a_place_for_staff_is_closed_to_students() -> None:
    server = Server(GUILD, OWNER, {GUILD: VIEW, "10": 0})
    closed = [Overwrite(GUILD, 0, VIEW), Overwrite("10", VIEW, 0)]
    assert holds(permissions(server, Member(ME, frozenset({"10"})), closed), VIEW)
    assert not holds(permissions(server, Member(ME, frozenset()), closed), VIEW)


def test_a_role_that_is_gone_gives_nothing() -> None:
    assert permissions(Server(GUILD, OWNER, {}), Member(ME, frozenset({"99"}))) == 0


@given(BITS, BITS)
def test_what_is_missing_has_a_name(held: int, needed: int) -> None:
    known = sum(permission.value for permission in Permission)
    lacking = missing(held, needed)
    assert len(lacking) == (needed & known & ~held).bit_count()
    assert set(lacking) <= set(NAMES.values())


def test_permissions_are_where_discord_has_them() -> None:
    for permission in Permission:
        name = permission.name
        assert name is not None
        assert discord.Permissions(permission.value) == discord.Permissions(**{name.lower(): True})
    assert set(NAMES) == set(Permission)


def test_members_and_overwrites_are_read() -> None:
    told = {"user": {"id": "7", "bot": True}, "roles": ["10"]}
    assert member_of(told) == Member("7", frozenset({"10"}), bot=True)
    assert member_of({"user": {"id": "7"}, "roles": []}) == Member("7", frozenset())
    overwrite = {"id": "10", "type": 0, "allow": "1024", "deny": "2048"}
    assert overwrite_of(overwrite) == Overwrite("10", 1024, 2048)
