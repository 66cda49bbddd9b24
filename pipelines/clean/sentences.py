"""Decides whether a text ends as a sentence does, whatever its language."""

from __future__ import annotations

SENTENCE_ENDS = ".!?…。！？؟۔।"
CLOSING_MARKS = "\"'”’»›)]」』）"
TEASER_ENDS = ("...", "…", "[…]", "[...]")
LONGEST_SIGN_OFF = 40


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does, closing marks and a sign-off in brackets aside."""
    if text.endswith(TEASER_ENDS):
        return False
    if text[-1] == ")":
        bracket = text.rfind("(", -LONGEST_SIGN_OFF, -1)
        text = text[:bracket].rstrip() if bracket > 0 else text
    bare = text[-8:].rstrip(CLOSING_MARKS)
    return bare != "" and bare[-1] in SENTENCE_ENDS
