"""The invite link asks for what is explained, and for nothing else."""

from urllib.parse import parse_qs, urlsplit

from adapters.discord.doctor.invite import NEEDED, REASONS, invite_link
from adapters.discord.doctor.places import NEEDS
from adapters.discord.servers.permissions import NAMES, Permission


def test_the_link_names_the_application_the_scopes_and_the_permissions() -> None:
    parts = urlsplit(invite_link("4711"))
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "discord.com", "/oauth2/authorize")
    assert parse_qs(parts.query) == {
        "client_id": ["4711"],
        "scope": ["bot applications.commands"],
        "permissions": [str(NEEDED)],
    }


def test_every_bit_is_explained_and_none_is_an_administrator_s() -> None:
    bits = [one for one in Permission if NEEDED & one.value]
    assert set(bits) == set(REASONS)
    assert sum(bits) == NEEDED
    assert all(REASONS[one] and NAMES[one] for one in bits)
    for powerful in (
        *(Permission.ADMINISTRATOR, Permission.MANAGE_GUILD, Permission.MANAGE_ROLES),
        *(Permission.MANAGE_CHANNELS, Permission.MANAGE_MESSAGES, Permission.MENTION_EVERYONE),
    ):
        assert not NEEDED & powerful.value


def test_the_link_lets_the_bot_do_all_that_its_places_ask() -> None:
    for needed in NEEDS.values():
        assert not int(needed) & ~NEEDED
