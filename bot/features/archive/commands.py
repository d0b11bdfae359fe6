"""Searching the archive: `/class archive`, further pages, and one document in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from bot.chat.actions import Action
from bot.chat.calls import Call
from bot.chat.commands import Commands
from bot.chat.parameters import Param
from bot.chat.posts import PostState
from bot.chat.refusal import Refusal
from bot.chat.views import View
from bot.features.archive import views
from bot.features.archive.views import Found, Page
from bot.model.participation.acts.ledger import SESSION_ROUTES, in_force
from bot.model.participation.policies.qualify import suffices
from bot.model.people import Person
from bot.model.places import Message
from bot.model.recap.archive import PAGE, Document, Order, snippet
from bot.model.recap.query import LONGEST, Query, parse_query
from bot.model.recap.recaps import answers_open
from bot.ports.archive import Search
from bot.ports.work import UnitOfWork

commands = Commands()
FURTHEST = 100
"""Pages one can turn to: further back a search needs more words."""
TOO_OLD = "That search is too old to go on. Please type /class archive again."


@dataclass(frozen=True, slots=True)
class SearchArchive:
    """Find recaps, discussions, answers and links again."""

    query: Annotated[
        str, Param("words, “quoted phrases”, -without, week:3; all of it if left out", most=LONGEST)
    ] = ""
    week: Annotated[int | None, Param("only this week of the term")] = None
    order: Annotated[Order, Param("newest or best first")] = Order.NEWEST


@commands.on("archive", reads=True)
async def search(ask: SearchArchive, call: Call, work: UnitOfWork) -> View:
    """Answer with the first page of what is found; any text is a query."""
    asked = ask.query if ask.week is None else f"{ask.query} week:{min(abs(ask.week), 999)}"
    asked = " ".join(asked.split())
    held = not views.fits(call.course.id, asked)
    if held:
        await work.memory.hold(call.invocation, call.now)
    return await _page(asked, ask.order, 0, call.id if held else None, call, work)


@commands.button("archive.more", answers="private", reads=True)
async def more(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer with another page, or the other order, of the same search."""
    held = ask.object.startswith(views.HELD)
    order, number = _turned_to(ask.object.removeprefix(views.HELD))
    asked = ask.arg
    if held:
        before = await work.memory.held(ask.arg)
        if before is None or before.account != call.invocation.account:
            raise Refusal(TOO_OLD)
        week = before.options.get("week", "")
        asked = " ".join(f"{before.options.get('query', '')} {week and f'week:{week}'}".split())
    return await _page(asked, order, number, ask.arg if held else None, call, work)


def _turned_to(state: str) -> tuple[Order, int]:
    """Return the order and page that a button's state names: `n3` is the newest's page 3."""
    number = state[1:]
    if state[:1] not in ("n", "b") or not number.isdecimal() or int(number) > FURTHEST:
        raise Refusal("There is no such page. Please type /class archive again.")
    return (Order.BEST if state[0] == "b" else Order.NEWEST), int(number)


async def _page(
    asked: str, order: Order, number: int, held: str | None, call: Call, work: UnitOfWork
) -> View:
    course = call.course
    query = parse_query(asked, lambda words: work.tools.words.sought(words, course.language))
    wanted = Search(course.id, query, order, await _opened(call, work), number * PAGE, PAGE + 1)
    documents = await work.archive.find(wanted)
    found = [await _found(document, query, call, work) for document in documents[:PAGE]]
    more = len(documents) > PAGE and number < FURTHEST
    state = held if held is not None else asked
    return views.results(
        Page(course.id, asked, order, number, found, more, state, held is not None)
    )


@commands.button("archive.show", answers="private", reads=True)
async def show(ask: Action, call: Call, work: UnitOfWork) -> View:
    """Answer with one document in full, if the reader may read it."""
    document = await work.archive.get(ask.object)
    if document is None or document.course != call.course.id:
        raise Refusal("This is no longer in the archive.")
    opened = await _opened(call, work)
    if document.opens_with and opened is not None and document.opens_with not in opened:
        raise Refusal(
            "Answers of this session open once you attended it, sent in your make-up, or the "
            "make-up has closed."
        )
    return views.whole(await _found(document, Query(), call, work))


async def _found(document: Document, query: Query, call: Call, work: UnitOfWork) -> Found:
    language = call.course.language
    pieces = snippet(document.text, query, lambda word: work.tools.words.tokens(word, language))
    return Found(document, pieces, await _standing(document, work))


async def _standing(document: Document, work: UnitOfWork) -> Message | None:
    """Return the message in which a document stands, if it does."""
    if document.message is not None or not document.post:
        return document.message
    posts = await work.outbox.starting(document.post)
    sent = [post.message for post in posts if post.state is PostState.SENT]
    return next((message for message in reversed(sent) if message is not None), None)


async def _opened(call: Call, work: UnitOfWork) -> frozenset[str] | None:
    """Return the sessions whose answers are open for the caller; None for all of them."""
    person: Person = call.person
    if person.is_staff:
        return None
    acts = await work.ledger.of_person(person.id)
    sessions = {each.id: each for each in await work.sessions.of(call.course.id)}
    routes = [e for e in in_force(acts) if e.act in SESSION_ROUTES and e.about in sessions]
    rules = {
        week: await work.policies.ruling(call.course.id, week) for week in {e.week for e in routes}
    }
    mine = {e.about for e in routes if e.about and suffices(rules[e.week], e)}
    for_all = {
        recap.session
        for recap in await work.recaps.of(call.course.id)
        if recap.session in sessions and answers_open(recap, sessions[recap.session], call.at)
    }
    return frozenset(mine | for_all)
