"""Decides which characters inside a text are UTF-8 that somebody read as windows-1252."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.mojibake import WINDOWS_1252
from pipelines.view.edits import Edit

BYTES = {ord(sign): byte for byte, sign in enumerate(WINDOWS_1252)}
# A byte from 0x80 to 0xBF, as windows-1252 and as Latin-1 show it.
TAIL = r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
FIRST = re.compile(rf"[Â-ßà-ô]{TAIL}")
SEQUENCE = re.compile(rf"[Â-ß]{TAIL}|[à-ï]{TAIL}{{2}}|[ð-ô]{TAIL}{{3}}")
RUN = re.compile(rf"(?:{SEQUENCE.pattern})+")
CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
# What nobody writes: control characters, the bytes of dashes and emoji, 'Ã' before a sign. An
# accented letter alone before quotation marks or dots may well be honest: "é…»", "MANHÃ”".
UNWRITTEN = re.compile(
    r"[\x80-\x9f]|â[€‚„†ˆ‰Š‹ŒœŽ–—˜™š]|ðŸ|ï»¿|ï¿½"
    rf"|(?<!{CAPITAL})[ÂÃ][\xa0-¿]|[ÂÃ][€ƒ†‡ˆ‰ŠŒŽ•˜™šœžŸ]"
    rf"|(?<!\S)Ã{TAIL}|[ÂÃ]{TAIL}(?=[a-zß-öø-ÿ])|(?<=[a-z])[Â-ÖØ-Ü]{TAIL}"
)
FEWEST_TOGETHER = 2
ENOUGH_FOR_ALL = 3


def may_be_twisted(text: str) -> bool:
    """Whether it is worth a closer look."""
    return not text.isascii() and FIRST.search(text) is not None


def untwist(text: str) -> Iterator[Edit]:
    """Each mistaken sequence as the character that was written.

    Several in a row are believed when all of them are UTF-8; one alone when it holds what nobody
    writes, or stands among others that are believed.
    """
    if not may_be_twisted(text):
        return
    runs = [
        (run, written) for run in RUN.finditer(text) if (written := _read(run.group())) is not None
    ]
    sure = [_is_sure(text, run, written) for run, written in runs]
    certain = sum(len(written) for (_, written), is_sure in zip(runs, sure, strict=True) if is_sure)
    for (run, written), is_sure in zip(runs, sure, strict=True):
        if is_sure or certain >= ENOUGH_FOR_ALL:
            for sequence, sign in zip(SEQUENCE.finditer(text, *run.span()), written, strict=True):
                yield Edit(sequence.start(), sequence.end(), sign)


def _is_sure(text: str, run: re.Match[str], written: str) -> bool:
    if len(written) >= FEWEST_TOGETHER:
        return True
    return UNWRITTEN.search(text, run.start(), run.end() + 1) is not None


def _read(twisted: str) -> str | None:
    try:
        return twisted.translate(BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
