"""Reads policies that staff attach in chat; the libraries it takes load when first used."""

from __future__ import annotations

import asyncio

from bot.chat.uploads import LARGEST_COURSE, MEGABYTE
from bot.model.course import Course
from bot.ports.policy_files import PolicyFile


class PolicyReader:
    """Implements bot.ports.policy_files.PolicyFiles with the reader of course files."""

    async def read(self, name: str, content: bytes, course: Course) -> PolicyFile:
        """Return the policy in a file; a long one holds up nobody else."""
        return await asyncio.to_thread(_read, name, content, course)


def _read(name: str, content: bytes, course: Course) -> PolicyFile:
    from adapters.files.courses.policies import read_policy
    from adapters.files.problems import Problem, Severity, in_order
    from adapters.files.yaml.encoding import decoded
    from adapters.files.yaml.text import parse

    if len(content) > LARGEST_COURSE:
        text = f"This file is larger than {LARGEST_COURSE // MEGABYTE} MB, so it is no policy."
        return PolicyFile(None, (f"{name}:1:1: error: {text} Check that it is the right one.",))
    found = decoded(content, name)
    if isinstance(found, Problem):
        return PolicyFile(None, (str(found),))
    document = parse(found, name)
    policy = None
    if not document.problems and document.get(("policy",)) is not None:
        policy = read_policy(document, course)
    problems = in_order(document.problems)
    errors = tuple(str(one) for one in problems if one.severity is Severity.ERROR)
    warnings = tuple(str(one) for one in problems if one.severity is Severity.WARNING)
    if policy is None and not errors:
        errors = (f"{name}:1:1: error: There is no policy in it. Begin it with policy:",)
    return PolicyFile(None if errors else policy, errors, warnings)
