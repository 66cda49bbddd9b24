"""Decides whether a text is UTF-8 that somebody read as windows-1252, and undoes it."""

from __future__ import annotations

import codecs
import re

# Bytes that windows-1252 leaves undefined stand for the control characters of the same number.
WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
ENCODE_1252 = codecs.charmap_build(WINDOWS_1252)

# The first byte of a sequence as windows-1252 shows it, with one more of the same kind of byte.
TWISTED = re.compile(r"[ÂÃÅÄÐÑÎÏØÙ][\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[âäåæçèéê][€\x80]|ï»¿|ï¿½")
FEWEST_SEQUENCES = 3


def repair_mojibake(text: str) -> str | None:
    """The text as it was written, or None when it is not certainly mojibake.

    Certain means: every character outside ASCII belongs to a sequence that is UTF-8 when read
    as bytes, and there are several of them. One honest accent anywhere breaks the proof.
    """
    if text.isascii() or TWISTED.search(text) is None:
        return None
    repaired = _read_again(text)
    if repaired is None:
        return None
    sequences = sum(not character.isascii() for character in repaired)
    return repaired if sequences >= FEWEST_SEQUENCES else None


def _read_again(text: str) -> str | None:
    try:
        return codecs.charmap_encode(text, "strict", ENCODE_1252)[0].decode("utf-8")
    except UnicodeError:
        pass
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
