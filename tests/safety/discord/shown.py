"""What the bot ever showed: words, what could be pressed, which forms were opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.support.discord.layouts import within
from tests.support.discord.server import WireServer
from tests.support.discord.things import Json

INPUT, LABEL = 4, 18


def bodies(server: WireServer, since: int = 0) -> Iterator[Json]:
    """Yield what stood in each request for a message, an answer or a form after so many others."""
    for one in server.recording.requests[since:]:
        body = one.body if isinstance(one.body, dict) else {}
        for found in (body, body.get("data"), body.get("message")):
            if isinstance(found, dict) and "components" in found:
                yield found


def states(server: WireServer) -> tuple[list[str], dict[str, list[str]]]:
    """Return what anybody was ever shown to press, and the forms with their fields' names."""
    pressed: set[str] = set()
    forms: dict[str, list[str]] = {}
    for body in bodies(server):
        parts = list(within(body["components"]))
        if "custom_id" in body:
            forms[body["custom_id"]] = [p["custom_id"] for p in parts if "custom_id" in p]
            continue
        for part in parts:
            if part["type"] == 2:
                pressed.add(part.get("custom_id", ""))
            pressed |= {option["value"] for option in part.get("options", ())}
    return sorted(state for state in pressed if state.startswith("v1:")), forms


def filled(state: str, values: Mapping[str, str]) -> Json:
    """Return the data of a form that was never shown: words by field."""
    fields = [
        {"type": LABEL, "id": 2 * number, "component": {"type": INPUT, "id": 2 * number + 1,
                                                        "custom_id": name, "value": value}}
        for number, (name, value) in enumerate(values.items(), 1)
    ]  # fmt: skip
    return {"custom_id": state, "components": fields}
