"""The doctor's look at Moodle and Canvas: is the token taken, may it do what a push does.

Moodle: `core_webservice_get_site_info` (moodle/moodle, webservice/externallib.php) tells who the
token's account is and which functions its service has; where the service hasn't that one itself,
the token is taken all the same. Canvas: GET /api/v1/users/self. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence

from adapters.lms.calls import Calls, Site
from adapters.lms.moodle_rest import SERVER
from adapters.lms.values import known
from bot.chat.looks import Finding
from bot.ports.pushing import GradebookColumn, GradebookError

NEEDED = (
    "core_enrol_get_enrolled_users",
    "gradereport_user_get_grade_items",
    "mod_assign_save_grade",
)
"""What a push calls: docs/gradebooks.md, Push."""
STRANGE, NOT_ALLOWED = "invalidtoken", "accessexception"
"""What Moodle calls a token that it doesn't know, and a function that its service hasn't."""


async def look_at_moodle(calls: Calls, site: Site) -> Finding:
    """Return whether Moodle takes the token, and whether its service has what a push needs."""
    data = {
        "wstoken": site.token.get_secret_value(),
        "wsfunction": "core_webservice_get_site_info",
        "moodlewsrestformat": "json",
    }
    try:
        told = (await calls.call("POST", SERVER, data=data)).body
        error = told.get("errorcode", "") if isinstance(told, dict) else ""
        if error == STRANGE:
            seen = f"{site.host} doesn't take the token"
            return Finding("Moodle", seen, "Make a new one: see docs/gradebooks.md, Push.")
        if error == NOT_ALLOWED:
            return Finding("Moodle", f"{site.host} takes the token")
        if error:
            raise calls.refused(told.get("message") or error)
        name = known(told, "fullname", "Moodle")
        functions = {str(one.get("name")) for one in told.get("functions") or ()}
    except GradebookError as problem:
        return Finding("Moodle", site.host, str(problem))
    missing = [one for one in NEEDED if functions and one not in functions]
    seen = f"{site.host} takes the token, as {name}"
    remedy = f"Add to the token's service in Moodle: {', '.join(missing)}." if missing else ""
    return Finding("Moodle", seen, remedy)


async def look_at_canvas(calls: Calls, site: Site) -> Finding:
    """Return whether Canvas takes the token, and whose it is."""
    headers = {"Authorization": f"Bearer {site.token.get_secret_value()}"}
    try:
        told = (await calls.call("GET", "/api/v1/users/self", headers=headers)).body
        name = known(told, "name", "Canvas")
    except GradebookError as problem:
        return Finding("Canvas", site.host, str(problem))
    return Finding("Canvas", f"{site.host} takes the token, as {name}")


async def look_at_columns(columns: Sequence[GradebookColumn]) -> Sequence[Finding]:
    """Return whether columns that were pushed to are still there, and can be."""
    found = []
    for column in columns:
        about = f"{column.program}'s column {'/'.join(column.key.rsplit('/', 2)[1:])}"
        try:
            held = await column.read()
        except GradebookError as problem:
            found.append(Finding(about, "it can't be pushed to", str(problem)))
        else:
            found.append(Finding(about, f"“{held.title}”, {len(held.grades)} people in it"))
    return found
