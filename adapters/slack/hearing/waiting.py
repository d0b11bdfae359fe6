"""Forms that were sent: what is wrong with one stands in it, and what takes longer says so.

Slack closes a form that isn't answered within three seconds as failed. So one that takes longer
gets a page on top of it: if it is refused, what was typed is still underneath.
"""

from __future__ import annotations

import asyncio

from adapters.slack.answering.invocations import Asked
from adapters.slack.journal import LOG
from adapters.slack.line import Line
from adapters.slack.rendering.controls import plain_text, worded
from adapters.slack.rendering.render import blocks_of
from adapters.slack.wire import Json
from bot.chat.calls import Answer
from bot.chat.forms import Form
from bot.chat.spans import plain
from bot.chat.views import Paragraph, View, say
from bot.ports.platform import CannotSendError, MaybeSentError, NotSentError
from bot.runtime.hearing.errors import kind_of

PAGE = "Just a moment"
LONGEST_ERROR = 1000
TAKES_LONGER = "This takes a little longer. You may close this page: the answer comes to you."
DONE = "Done. The answer comes to you; you may close this page and the form."
CORRECT = "Close this page to correct what you entered, then send it again."
TRIES = 3
PAUSE = 0.5


def errors_in(asked: Asked, answer: Answer) -> dict[str, str]:
    """Return what is wrong with a form, at its first field; nothing if nothing is."""
    inputs = [one["block_id"] for one in _blocks(asked) if one.get("type") == "input"]
    if not answer.refused or not inputs:
        return {}
    return {inputs[0]: worded(sentence(answer), LONGEST_ERROR)}


def waiting(asked: Asked) -> Json:
    """Return what puts a page on top of a form until the core has answered."""
    return {"response_action": "push", "view": _page(asked, say(TAKES_LONGER))}


async def over(line: Line, asked: Asked, answer: Answer) -> None:
    """Let that page say what became of it."""
    view = say(DONE)
    if answer.refused:
        view = View((*say(sentence(answer)).blocks, *say(CORRECT).blocks))
    for _ in range(TRIES):
        try:
            web = await line.web(asked.team, asked.user)
            page = _page(asked, view)
            await web.call("views.update", external_id=page["external_id"], view=page)
        except CannotSendError as error:
            # It may have been closed, or not be there yet.
            LOG.info("a page of a form can't be changed: %s", kind_of(error))
            await asyncio.sleep(PAUSE)
        except (NotSentError, MaybeSentError) as error:
            LOG.warning("a page of a form was not changed: %s", kind_of(error))
            return
        else:
            return


def sentence(answer: Answer) -> str:
    """Return an answer's words on one line."""
    if isinstance(answer.body, Form):
        return answer.body.title
    said = [plain(one.line) for one in answer.body.blocks if isinstance(one, Paragraph)]
    return " ".join(said) or answer.body.summary


def _page(asked: Asked, view: View) -> Json:
    return {
        "type": "modal",
        "external_id": f"page-{asked.call.id}",
        "title": plain_text(PAGE),
        "close": plain_text("Close"),
        "blocks": blocks_of(view, {}, lambda message: ""),
    }


def _blocks(asked: Asked) -> list[Json]:
    return list((asked.view or {}).get("blocks") or ())
