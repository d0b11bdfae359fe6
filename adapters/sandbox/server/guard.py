"""The guard: only this machine's own page and the bot get in.

A page elsewhere could reach 127.0.0.1 through the reader's browser, by a name of its own that
points here (DNS rebinding) or by a blind request. The first carries a foreign Host, the second a
foreign Origin or Sec-Fetch-Site, and none can send our header without a preflight, which is
never granted. See https://owasp.org/www-community/attacks/csrf and the Fetch Metadata standard.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

from adapters.sandbox.server.errors import SandboxError
from adapters.sandbox.server.interactions import NoAnswerError
from adapters.sandbox.wire import PEOPLE_HEADER, Json
from bot.runtime.hearing.errors import kind_of

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOG = logging.getLogger("homeroom.sandbox")
NAMES = ("127.0.0.1", "localhost")
READING = ("GET", "HEAD")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
STRANGER = "The sandbox only answers its own page on this machine. Open the address it printed."


def foreign(request: web.Request, port: int) -> bool:
    """Whether a request comes by another name, from another page, or blindly."""
    host = request.headers.get("Host", "")
    if host not in [f"{name}:{port}" for name in NAMES]:
        return True
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{host}":
        return True
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site not in ("same-origin", "none"):
        return True
    writes = request.method not in READING and request.path.startswith("/api/")
    return writes and PEOPLE_HEADER not in request.headers


def bearer(request: web.Request, token: str) -> bool:
    """Whether a request carries the bot's token."""
    given = request.headers.get("Authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def guard(port: Callable[[], int], token: str) -> Middleware:
    """Return the middleware that lets in who may come and puts every error into a sentence."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if foreign(request, port()):
            return _error(403, STRANGER)
        if request.path.startswith(("/bot/", "/test/")) and not bearer(request, token):
            return _error(401, "Homeroom's token is not the one this sandbox was started with.")
        return await _answered(request, handler)

    return middleware


async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except NoAnswerError as error:
        return _error(error.status, str(error), interaction=error.interaction)
    except SandboxError as error:
        return _error(error.status, str(error))
    except (ValueError, KeyError, TypeError) as error:
        return _error(400, f"That request can't be read: {error}")
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return _error(error.status, f"{error.reason}: {request.method} {request.path}")
    except Exception as error:
        LOG.error("a request failed: %s: %s", request.method, kind_of(error))
        return _error(500, "Something broke in the sandbox. Its log says what.")


def _error(status: int, sentence: str, **more: str) -> web.Response:
    body: Json = {"error": sentence, **more}
    return web.json_response(body, status=status, headers=HEADERS)


async def dress(request: web.Request, response: web.StreamResponse) -> None:
    """Give every answer the headers that keep other pages out; what is said is never cached."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")


async def body_of(request: web.Request) -> Json:
    """Return a request's JSON object; ValueError for anything else."""
    if request.content_type != "application/json":
        raise ValueError("Send JSON, with Content-Type application/json.")
    try:
        body = json.loads(await request.text())
    except json.JSONDecodeError as error:
        raise ValueError(f"this is no JSON ({error})") from None
    if not isinstance(body, dict):
        raise ValueError("a JSON object is expected")
    return body
