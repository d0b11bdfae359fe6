"""The short pages at which an installation ends, for whoever runs a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from slack_bolt.response import BoltResponse
from slack_sdk.oauth import OAuthStateUtils

from adapters.slack.wire import Json
from bot.chat.tree import ROOT

AGAIN = '<p><a href="install">Begin again</a></p>'
"""The address is beside the page's own, wherever the web server in front lets both stand."""
DENIED = "access_denied"
LATE = "That took longer than ten minutes, or it was finished before. Nothing was changed."
REASONS: Mapping[str, str] = {
    DENIED: "You chose not to install Homeroom, and nothing was changed.",
    "invalid_browser": "This did not begin in this browser, or a while ago. Nothing was changed.",
    "invalid_state": LATE,
    "missing_code": "Slack sent no code along, so nothing was changed.",
    "invalid_code": "Slack did not confirm the installation, so nothing was changed.",
    "away": "Slack can't be reached at the moment, and nothing was changed. Wait a minute.",
}
OTHER = "Slack did not install Homeroom ({reason}). Nothing was changed."
LACKING = (
    "Slack granted less than Homeroom needs: {scopes} is lacking, so nothing was changed. Whoever "
    "runs this Homeroom has to give the app the manifest that it prints."
)
IN_WORKSPACE = (
    f"Go to a channel there, type /invite @Homeroom, and then /{ROOT} setup: a course begins."
)
IN_ORGANIZATION = "Its administrators choose the workspaces it is in."
MANAGE = "https://app.slack.com/manage/{organization}/integrations/profile/{app}/workspaces/add"
HEADERS: Mapping[str, str] = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
}
"""The page's address holds a code: it is told to nobody, and kept nowhere."""


def installed(name: str, organization: str = "", app: str = "") -> BoltResponse:
    """Return the page of an installation in a workspace, or in a whole `organization` (its id)."""
    title = f"Homeroom is in {name}."
    if not organization:
        return _page(200, title, f"<p>{escape(IN_WORKSPACE)}</p>")
    where = escape(MANAGE.format(organization=organization, app=app))
    return _page(200, title, f'<p>{IN_ORGANIZATION} <a href="{where}">Choose them</a></p>')


def failed(reason: str, status: int) -> BoltResponse:
    """Return the page that says why nothing was installed; `reason` is Bolt's word or Slack's."""
    said = REASONS.get(reason) or OTHER.format(reason=reason[:100])
    return _page(status, "Homeroom was not installed.", f"<p>{escape(said)}</p>{AGAIN}")


def lacking(scopes: str) -> BoltResponse:
    """Return the page for an installation that may do too little."""
    said = escape(LACKING.format(scopes=scopes))
    return _page(403, "Homeroom was not installed.", f"<p>{said}</p>{AGAIN}")


def _page(status: int, title: str, body: str) -> BoltResponse:
    headers: Json = {
        **HEADERS,
        "Set-Cookie": OAuthStateUtils().build_set_cookie_for_deletion(),
    }
    return BoltResponse(
        status=status,
        headers=headers,
        body=(
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f"<title>{escape(title)}</title><style>body{{max-width:32em;margin:4em auto;"
            "padding:0 1em;font:1.1em/1.5 sans-serif}</style></head>"
            f"<body><h1>{escape(title)}</h1>{body}</body></html>"
        ),
    )
