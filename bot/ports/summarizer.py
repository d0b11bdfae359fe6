"""What a recap asks of whoever can shorten an hour of talk: a summary with its sources."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from bot.model.recap.transcript import Chat, Transcript


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence worth keeping and where it comes from: seconds by the recording, and who.

    `typed` tells that it stood in the chat, whose clock `at` then follows (`Chat`).
    """

    text: str
    at: float
    speaker: str | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A stretch of the session about one thing: `start` and `end` in seconds, best lines."""

    title: str
    start: float
    end: float
    highlights: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was asked, and the line that answered it, if any did."""

    asked: Line
    answer: Line | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An address that was shared, by whom and when."""

    url: str
    shared: Line


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session leaves behind in words; every part is in the order of the session.

    `decisions` are what was agreed, `open_points` what somebody still has to do.
    """

    overview: tuple[Line, ...] = ()
    topics: tuple[Topic, ...] = ()
    questions: tuple[Question, ...] = ()
    decisions: tuple[Line, ...] = ()
    open_points: tuple[Line, ...] = ()
    links: tuple[Link, ...] = ()

    def rewritten(
        self, text: Callable[[str], str], speaker: Callable[[str | None], str | None]
    ) -> "Summary":
        """Return this summary with every text and every speaker passed through a function."""

        def line(old: Line) -> Line:
            return replace(old, text=text(old.text), speaker=speaker(old.speaker))

        def topic(old: Topic) -> Topic:
            highlights = tuple(line(each) for each in old.highlights)
            return replace(old, title=text(old.title), highlights=highlights)

        def question(old: Question) -> Question:
            return Question(line(old.asked), line(old.answer) if old.answer else None)

        return Summary(
            overview=tuple(map(line, self.overview)),
            topics=tuple(map(topic, self.topics)),
            questions=tuple(map(question, self.questions)),
            decisions=tuple(map(line, self.decisions)),
            open_points=tuple(map(line, self.open_points)),
            links=tuple(Link(link.url, line(link.shared)) for link in self.links),
        )


class Summarizer(Protocol):
    """Shortens a session to what someone who was not there needs.

    Answers the same for the same input where it can, never invents a time, and returns an empty
    `Summary` for an empty transcript. It may take seconds, but never blocks the event loop.
    """

    async def summarize(self, transcript: Transcript, chat: Chat) -> Summary:
        """Return the summary of what was said and typed."""
        ...
