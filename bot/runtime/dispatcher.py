"""The dispatcher: from an invocation to an answer, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from bot.chat.actions import GONE, Action, decode
from bot.chat.calls import (
    MOST_CHOICES,
    Answer,
    Answering,
    Call,
    Choices,
    Invocation,
    Visit,
    readable,
)
from bot.chat.commands import Commands, CommandSpec, Spec, Submitted
from bot.chat.forms import Answers
from bot.chat.parameters import convert
from bot.chat.refusal import Refusal
from bot.chat.views import say
from bot.model.course import Course
from bot.ports.clock import Clock
from bot.ports.journal import Journal
from bot.ports.work import Store, UnitOfWork
from bot.runtime.happenings import Reactions, settle
from bot.runtime.resolving import (
    AGAIN,
    WhichCourse,
    check_role,
    chooser,
    find_any_course,
    find_course,
    find_person,
)
from bot.runtime.sending.mailbox import with_undelivered

NEUTRAL = "Something went wrong on our side, and nothing was changed. Please try again in a minute."
MEMORY = timedelta(hours=1)
"""How long an answer is kept for a repeated call: longer than any platform repeats one."""
WRITES_WHEN_FROZEN = "This course is over and kept as it was. You can still read everything."


@dataclass(frozen=True, slots=True)
class _Asked:
    """A handler's spec, and what reads the first argument it gets.

    It is read once the role is checked: who may not call a command isn't told how to.
    """

    spec: Spec
    read: Callable[[], object]


class Dispatcher:
    """Resolves who calls about which course, checks the role, and runs the handler."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        commands: Commands,
        reactions: Reactions,
        journal: Journal,
    ) -> None:
        """Keep what is needed; `commands` holds every feature's handlers."""
        self._store = store
        self._clock = clock
        self._commands = commands
        self._reactions = reactions
        self._journal = journal
        self.calls = 0
        """How many calls there were until now."""

    async def invoke(self, call: Invocation) -> Answer:
        """Answer a call. It never raises: a person's error becomes its sentence."""
        self.calls += 1
        call = readable(call)
        try:
            return await self._invoke(call)
        except Refusal as refusal:
            self._journal.note("call refused", call=call.id, asked=self._asked_for(call))
            return _refused(str(refusal))
        except WhichCourse as question:
            async with self._store.work() as work:
                await work.memory.hold(call, self._clock.now())
            return Answer(chooser(call, question.courses), Answering.PRIVATE)
        except Exception as error:
            self._journal.trouble("call failed", error, call=call.id, asked=self._asked_for(call))
            return _refused(NEUTRAL)

    async def suggest(self, call: Invocation, field: str, text: str) -> Choices:
        """Return what would complete a command's parameter; nothing rather than an error."""
        name = call.command or ""
        suggester = self._commands.suggesters.get((name, field))
        if suggester is None:
            return ()
        try:
            async with self._store.reading() as work:
                known = await self._resolve(call, None, self._commands.commands[name], work)
                return (await suggester(text, known, work))[:MOST_CHOICES]
        except (Refusal, WhichCourse):
            return ()
        except Exception as error:
            self._journal.trouble("suggestion failed", error, call=call.id, asked=name)
            return ()

    async def _invoke(self, call: Invocation, chosen: Course | None = None) -> Answer:
        state = decode(call.state) if call.state is not None else None
        if state is not None and state.verb == AGAIN:
            return await self._again(call, state)
        asked = self._find(call, state)
        if asked.spec.answers is Answering.FORM:
            async with self._store.reading() as work:
                known = await self._enter(call, state, asked.spec, work, chosen)
                return Answer(await asked.spec.handle(asked.read(), known, work), Answering.FORM)
        async with self._store.work() as work:
            before = await work.memory.answered(call.id)
            if before is not None:
                return before
            known = await self._enter(call, state, asked.spec, work, chosen)
            body = await asked.spec.handle(asked.read(), known, work)
            await settle(work, self._reactions, known.now)
            answer = await with_undelivered(Answer(body, asked.spec.answers), known, work)
            await work.memory.remember(call.id, answer, known.now)
        course = known.course.id if known.course else ""
        self._journal.note(
            "call answered", call=call.id, asked=self._asked_for(call), course=course
        )
        return answer

    async def _again(self, call: Invocation, state: Action) -> Answer:
        async with self._store.reading() as work:
            held = await work.memory.held(state.object)
            course = await work.courses.get(state.course)
        if held is None or course is None or held.account != call.account:
            raise Refusal("That question is too old to answer. Please type the command again.")
        return await self._invoke(replace(held, id=call.id), course)

    async def _enter(
        self,
        call: Invocation,
        state: Action | None,
        spec: Spec,
        work: UnitOfWork,
        chosen: Course | None,
    ) -> Call | Visit:
        if not spec.anywhere:
            return await self._resolve(call, state, spec, work, chosen)
        course = chosen or await find_any_course(call, state, spec, work)
        if course is None:
            return Visit(call, None, None, self._clock.now())
        known = await self._resolve(call, state, spec, work, course)
        return Visit(call, course, known.known, known.now)

    async def _resolve(
        self,
        call: Invocation,
        state: Action | None,
        spec: Spec,
        work: UnitOfWork,
        chosen: Course | None = None,
    ) -> Call:
        course = chosen or await find_course(call, state, work)
        person = await find_person(call.account, course, work)
        check_role(spec, person, course)
        if course.frozen and not spec.reads:
            raise Refusal(WRITES_WHEN_FROZEN)
        return Call(call, course, person, self._clock.now())

    def _find(self, call: Invocation, state: Action | None) -> _Asked:
        if call.command is not None:
            return self._find_command(call)
        if state is not None and call.values is not None:
            form = self._commands.forms.get(state.verb)
            if form is not None:
                submitted = Submitted(state, Answers(dict(call.values)))
                return _Asked(form, lambda: submitted)
        elif state is not None:
            button = self._commands.buttons.get(state.verb)
            if button is not None:
                return _Asked(button, lambda: state)
        elif call.message_action is not None and call.message is not None:
            entry = self._commands.message_actions.get(call.message_action)
            if entry is not None:
                return _Asked(entry, lambda: call.message)
        raise Refusal(GONE)

    def _find_command(self, call: Invocation) -> _Asked:
        spec: CommandSpec | None = self._commands.commands.get(call.command or "")
        if spec is None:
            raise Refusal(f"There is no /class {call.command}. Type /class help for what there is.")
        return _Asked(spec, partial(convert, spec.ask, call.options, call.files))

    def _asked_for(self, call: Invocation) -> str:
        """Return what was called, by a name of ours: what anyone made up may be words of theirs."""
        known = self._commands
        if call.command is not None:
            return call.command if call.command in known.commands else "unknown command"
        if call.state is not None:
            verb = (*call.state.split(":"), "")[1]
            ours = verb in known.buttons or verb in known.forms or verb == AGAIN
            return verb if ours else "unknown button"
        action = call.message_action or ""
        return action if action in known.message_actions else "unknown action"


def _refused(sentence: str) -> Answer:
    return Answer(say(sentence), Answering.PRIVATE, refused=True)
