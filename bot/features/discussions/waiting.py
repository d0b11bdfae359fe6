"""Posts that wait for a reply: which they are, and telling staff of them in the morning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chat.events import place_key
from bot.chat.posts import Post
from bot.features.discussions import views_staff
from bot.features.discussions.due import both, quoted
from bot.features.discussions.planning import nudge_item
from bot.features.discussions.records import names_of, words_of
from bot.features.discussions.views import Quoted
from bot.model.course import Course
from bot.model.discussions import Discussion, DiscussionState
from bot.model.participation.acts.answering import answered
from bot.model.participation.acts.words import count_words
from bot.model.places import Message, Purpose
from bot.model.time.due import latest
from bot.ports.agenda import Item
from bot.ports.work import UnitOfWork

UNANSWERED = "unanswered/"
"""How the keys of lists of unanswered posts begin: discussion, day and place follow."""
TIDE = timedelta(hours=12)
"""How long a list of unanswered posts is worth sending."""
LONG = timedelta(days=2)
"""A post that has waited for so long is mentioned once more."""
GREETING = 5
"""Fewer words than this, without a question, wait for nobody."""


async def unanswered_in(course: Course, discussion: Discussion, work: UnitOfWork) -> list[Quoted]:
    """Return a discussion's posts that nobody answered yet, oldest first.

    Without those that staff marked as answered, and without greetings: whoever asks something or
    begins to think waits for an answer, even where a post is expected to be longer.
    """
    said = await words_of(discussion, course, work)
    answers = answered(said, await names_of(course.id, work))
    settled = set(await work.answered.of(course.id))
    waiting = [one for one, replies in answers.items() if not replies and one not in settled]
    found = await quoted(discussion, waiting, work)
    return [each for each in found if "?" in each.text or count_words(each.text) >= GREETING]


async def shared_unanswered(course: Course, work: UnitOfWork) -> list[Quoted]:
    """Return the make-up answers that were shared with the class and nobody replied to.

    Without those that staff marked as answered.
    """
    names = await names_of(course.id, work)
    settled = set(await work.answered.of(course.id))
    return [
        Quoted(
            waiting.message,
            shared.person,
            names.get(shared.person, "Someone"),
            shared.text,
            shared.at,
        )
        for waiting in await work.makeups.shared_unanswered(course.id)
        if waiting.message is not None and (shared := waiting.shared).text
        if waiting.message not in settled
    ]


async def standing_as(message: Message, course: Course, work: UnitOfWork) -> Quoted | None:
    """Return what waits for a reply as this message, or as the answer shared in it."""
    post = await work.outbox.at(message)
    noun, _, rest = post.key.partition("/") if post is not None else ("", "", "")
    if noun == "share":
        shared = await work.makeups.shared_unanswered(course.id)
        name = rest.partition("/")[0]
        stands = next((each.message for each in shared if each.shared.id == name), None)
        found = await shared_unanswered(course, work)
        return next((each for each in found if each.message == stands), None)
    root = Message(message.place.parent, message.place.thread or "")
    discussion = (await work.discussions.at([root])).get(root)
    if discussion is None or discussion.course != course.id:
        return None
    waiting = await unanswered_in(course, discussion, work)
    return next((each for each in waiting if each.message == message), None)


async def nudge(item: Item, now: datetime, work: UnitOfWork) -> None:
    """Tell staff, in the morning, which posts nobody answered, where that is news to them."""
    found = await both(item, work)
    if found is None or found[1].state is not DiscussionState.OPEN:
        return
    course, discussion = found
    waiting = await unanswered_in(course, discussion, work)
    shared = await shared_unanswered(course, work)
    if _is_news([*waiting, *shared], item.args.get("since"), now):
        view = views_staff.unanswered([(discussion.title, waiting), (views_staff.SHARED, shared)])
        for place in course.places_for(Purpose.STAFF):
            key = f"{item.key.replace('discussion/', UNANSWERED, 1)}/{place_key(place)}"
            expires = now + TIDE
            post = Post(key, course.id, place, view, expires=expires, closed=True)
            await work.outbox.post(post)
    following = nudge_item(course, discussion, now, since=now)
    if following.due < latest(discussion.closes):
        await work.agenda.plan((following,))


def _is_news(waiting: Sequence[Quoted], since: str | None, now: datetime) -> bool:
    """Whether a post is new since the last morning, or has waited for long since then."""
    if since is None:
        return bool(waiting)
    last = datetime.fromisoformat(since)
    return any(each.posted > last or last < each.posted + LONG <= now for each in waiting)
