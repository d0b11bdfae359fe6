"""Boards that several features keep true: whoever changes what they draw has them drawn again."""

from __future__ import annotations

RECAP = "recap"
"""A published recap, by its session's id."""
RECAP_DRAFT = "recap-draft"
"""The staff's card of a recap, by its session's id."""
QUESTIONS = "questions"
"""A session's question board, by the session's id."""
RECAP_BOARDS = (RECAP, RECAP_DRAFT)
