"""Decides which of several forms stands for all: the one that most documents use."""

from __future__ import annotations

from collections.abc import Mapping, Sized


def most_used(users: Mapping[str, Sized]) -> str:
    """The form with most users, of several the first in alphabetical order."""
    return min(users, key=lambda form: (-len(users[form]), form))
