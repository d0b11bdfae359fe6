"""A browser in which somebody who runs a workspace installs the app: its pages, and Slack's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode, urlsplit

from aiohttp import ClientSession, CookieJar, DummyCookieJar

from tests.support.slack.server import WireServer


@dataclass(frozen=True, slots=True)
class Page:
    """What a browser shows, and where Slack is asked to lead back to."""

    status: int
    text: str
    headers: dict[str, str] = field(repr=False)
    address: str = field(default="", repr=False)

    @property
    def words(self) -> str:
        """What is read on the page."""
        without = re.sub(r"<style>.*?</style>|<title>.*?</title>", "", self.text)
        return " ".join(re.sub(r"<[^>]+>", " ", without).replace("&#x27;", "'").split())


@dataclass(slots=True)
class Browser:
    """One browser, with its cookies; `here` is where the app's pages stand."""

    server: WireServer
    here: str
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> Page:
        """Open a page of the app's; what it sets as cookies is kept, as if it came by https."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        jar: CookieJar | DummyCookieJar = DummyCookieJar()
        async with (
            ClientSession(cookie_jar=jar) as session,
            session.get(self.here + path, headers=headers, allow_redirects=False) as answer,
        ):
            for told in answer.headers.getall("Set-Cookie", []):
                for name, one in SimpleCookie(told).items():
                    assert one["secure"]
                    assert one["httponly"]
                    self.cookies[name] = one.value
            location = answer.headers.get("Location", "")
            return Page(answer.status, await answer.text(), dict(answer.headers), location)

    async def begins(self) -> dict[str, str]:
        """Open `/slack/install`; return what Slack's page is asked for."""
        page = await self.get("/slack/install")
        assert page.status == 302
        assert urlsplit(page.address).netloc == "slack.com"
        asked = parse_qs(urlsplit(page.address).query, keep_blank_values=True)
        return {name: value for name, (value,) in asked.items()}

    async def agrees(self, asked: dict[str, str], team: str = "", organization: str = "") -> Page:
        """Press *Allow* in a workspace, or for a whole organization; return the app's last page."""
        assert asked["client_id"] == self.server.world.client_id
        admin = self.server.admin(team)
        admin.state.scopes = tuple(asked["scope"].split(","))
        code = await admin.authorize(organization=organization)
        return await self.ends(code=code, state=asked["state"])

    async def ends(self, **told: str) -> Page:
        """Let Slack lead back to the app."""
        return await self.get(f"/slack/oauth_redirect?{urlencode(told)}")

    async def installs(self, team: str = "", organization: str = "") -> Page:
        """Install the app."""
        return await self.agrees(await self.begins(), team, organization)
