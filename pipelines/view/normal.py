"""Decides how a stretch of raw_text reads when normalised: a view of it, never an edit."""

from __future__ import annotations

from functools import partial
from unicodedata import is_normalized

from pipelines.view.characters import plain_characters, read_entities
from pipelines.view.composed import compose
from pipelines.view.edits import Editor, Step, View
from pipelines.view.spacing import single_spaces
from pipelines.view.twisted import may_be_twisted, untwist

STRAIGHT_MARKS = str.maketrans(
    {**dict.fromkeys("’‘‚‛ʼ´`′‹›", "'"), **dict.fromkeys("“”„‟«»″＂「」『』", '"')}
)
# Text can be twisted by several programs in turn.
MOST_TWISTS = 3


def view_of(
    raw_text: str,
    start: int = 0,
    end: int | None = None,
    *,
    is_paragraph: bool = False,
    fold_quotes: bool = False,
) -> View:
    """The normalised text of raw_text[start:end], with the way back to its offsets.

    Entities and mojibake are read, NFC composed, what is invisible dropped, white space made
    single spaces and lines that were wrapped joined; a blank line stays one, except in what is
    known to be one paragraph. `fold_quotes` makes quotation marks straight, for comparing.
    """
    text = raw_text[start:end]
    steps: tuple[Step, ...] = ()
    if not is_normal(text):
        text, steps = _normalise(raw_text, text, is_paragraph)
    return View(text.translate(STRAIGHT_MARKS) if fold_quotes else text, start, steps)


def is_normal(text: str) -> bool:
    """Whether a view of the text is the text itself, told by checks that cost little."""
    if "&" in text or "  " in text or " " in (text[:1], text[-1:]) or not text.isprintable():
        return False
    return text.isascii() or (not may_be_twisted(text) and is_normalized("NFC", text))


def _normalise(raw_text: str, text: str, is_paragraph: bool) -> tuple[str, tuple[Step, ...]]:
    editor = Editor(text)
    editor.run(read_entities)
    for _ in range(MOST_TWISTS):
        if not editor.run(untwist):
            break
    editor.run(plain_characters)
    editor.run(partial(single_spaces, raw_text, is_paragraph=is_paragraph))
    editor.run(compose)
    return editor.text, tuple(editor.steps)
