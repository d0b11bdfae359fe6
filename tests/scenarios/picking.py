"""How a scenario's command names a completion that is to be picked."""

from __future__ import annotations

import re

PICKED = re.compile(r"(?P<field>\w+):\{(?P<words>[^}]*)\}")
"""`person:{Asha}` picks the completion that begins so."""
