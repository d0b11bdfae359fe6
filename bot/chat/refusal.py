"""The one error a person can cause."""

from __future__ import annotations


class Refusal(Exception):
    """Something a person asked for can't be done; the message says why and what to do instead.

    It changes nothing: the transaction it is raised in is rolled back and the sentence is shown.
    """
