"""Finding the posts that messages may answer: a few rows of an index for each, never them all."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Column, TextualSelect, text

from adapters.storage.columns import Instant, Key, microseconds
from adapters.storage.rows import Rows
from bot.model.participation.acts.answering import Posted, Sought
from bot.model.participation.acts.references import read_message


def _stands(entry: str) -> str:
    """Return the condition that an entry is a post which stands, whatever staff entered.

    Its withdrawal is looked for by the id that it has (see `withdrawal`): posts of one instant may
    be many, after a burst, and so may the replies that their author received.
    """
    return f"""{entry}.act = 'post' AND {entry}.by IS NULL AND {entry}.withdraws IS NULL
        AND NOT EXISTS (
            SELECT 1 FROM entries AS gone
            WHERE gone.id = {entry}.id || '-' AND gone.by IS NULL)"""  # noqa: S608 - the words are this module's


def _latest(given: str, whose: str, theirs: str, instant: str) -> str:
    """Return the query for posts from the latest before an instant until that instant.

    `whose` says who wrote the latest one, `theirs` whose posts come, and `instant` how an entry's
    is named: with a sign before it no index is looked through by it. Spans are looked through once
    however many messages ask for them: after a burst they are the same for many.
    """
    post, earlier = f"{instant}post.at", f"{instant}earlier.at"
    return f"""
    SELECT DISTINCT post.about, post.evidence, post.person, post.at
    FROM (
        SELECT DISTINCT about, at{theirs}, coalesce((
            SELECT earlier.at FROM entries AS earlier
            WHERE earlier.about = asked.about AND {whose} AND {earlier} < asked.at
            AND {_stands("earlier")}
            ORDER BY {earlier} DESC LIMIT 1
        ), at) AS since
        FROM (
            SELECT json_extract(value, '$[0]') AS about, json_extract(value, '$[1]') AS at,
                json_extract(value, '$[2]') AS person
            FROM json_each(:{given})
        ) AS asked
    ) AS span CROSS JOIN entries AS post
    WHERE post.about = span.about{theirs and " AND post.person = span.person"}
    AND {post} <= span.at AND {post} >= span.since AND {_stands("post")}"""  # noqa: S608 - the words are this module's


OTHERS = _latest("others", "earlier.person <> asked.person", "", "")
OWN = _latest("own", "earlier.person = asked.person", ", person", "+")
"""Somebody's own acts in a discussion are few, while many may have posted since."""
POSTS: TextualSelect = text(f"{OTHERS} UNION {OWN}").columns(
    Column("about", Key), Column("evidence", Key), Column("person", Key), Column("at", Instant)
)


async def posts_sought(rows: Rows, sought: Iterable[Sought]) -> dict[str, list[Posted]]:
    """Return the posts that are sought, by the discussion they are about."""
    asked: dict[bool, set[tuple[str, int | None, str]]] = {True: set(), False: set()}
    for each in sought:
        asked[each.other].add((each.about, microseconds(each.at), each.person))
    given = {"others": json.dumps(list(asked[True])), "own": json.dumps(list(asked[False]))}
    found: dict[str, list[Posted]] = {}
    for about, evidence, person, at in await rows.ask(POSTS, **given):
        message = read_message(evidence)
        if message is not None:
            found.setdefault(about, []).append(Posted(message, person, at))
    return found
