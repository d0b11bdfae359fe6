"""Signatures: whether a request is Zoom's, and of now.

Zoom signs `v0:{x-zm-request-timestamp}:{body}` with the app's secret token, HMAC-SHA256 in hex, in
x-zm-signature as `v0=…`. To see whether an address is ours it sends a token, which is to come back
beside its own HMAC: https://developers.zoom.us/docs/api/webhooks/#verify-webhook-events
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

SIGNATURE = "x-zm-signature"
STAMP = "x-zm-request-timestamp"
LONGEST = 300
"""Seconds that a request's time may be off our clock."""
LONGEST_STAMP = 16
"""Digits of a time: more are none, and cost time to read."""


def signature(secret: str, stamp: str, body: bytes) -> str:
    """Return what Zoom signs a body of that time with."""
    return f"v0={_digest(secret, b'v0:' + stamp.encode() + b':' + body)}"


def is_signed(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Whether a request is Zoom's, and of now, in seconds since 1970. Anything odd is not."""
    stamp, given = headers.get(STAMP, ""), headers.get(SIGNATURE, "")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= LONGEST_STAMP):
        return False
    if abs(now - int(stamp)) > LONGEST:
        return False
    wanted = signature(secret, stamp, body)
    return hmac.compare_digest(wanted.encode(), given.encode("utf-8", "surrogateescape"))


def challenged(secret: str, token: str) -> dict[str, str]:
    """Return the answer to `endpoint.url_validation`."""
    return {"plainToken": token, "encryptedToken": _digest(secret, token.encode())}


def _digest(secret: str, data: bytes) -> str:
    return hmac.new(secret.encode(), data, hashlib.sha256).hexdigest()
