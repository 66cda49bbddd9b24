"""Decides which site a page belongs to, and when two lines of a site are the same line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from pipelines.document import Block, Document, Page, Reject
from pipelines.references import References
from pipelines.stage import Stage

# Other dresses of the same site.
SITE_PREFIXES = ("www.", "m.", "amp.", "mobile.")
LONGEST_HOST = 253
LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
DIGIT = re.compile(r"\d")
ASCII_MARKS = bytes(sign for sign in range(128) if not chr(sign).isalnum())
ASCII_ZEROS = bytes(48 if chr(sign) in "0123456789" else sign for sign in range(256))
# In bytes of UTF-8: four Latin letters, or two of a script whose letters say more.
FEWEST_BYTES = 4
KEY_BYTES = 8


def site_of(url: str | None) -> str | None:
    """The host of a web address without www.; None where there is none."""
    try:
        parts = urlsplit((url or "").strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not 0 < len(host) <= LONGEST_HOST:
        return None
    for prefix in SITE_PREFIXES:
        bare = host.removeprefix(prefix)
        if bare != host and "." in bare:
            return bare
    return host


def address_of(url: str | None) -> str:
    """What of an address tells articles of one site apart: path and query."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return url or ""
    return f"{parts.path.rstrip('/')}?{parts.query}"


def line_key(text: str) -> int | None:
    """A number for the letters and digits of a line, case folded, every digit the same.

    None for a line that is too small, or has no letter, to mean anything.
    """
    content = _fold(text)
    if len(content) < FEWEST_BYTES or content.isdigit():
        return None
    digest = hashlib.blake2b(content, digest_size=KEY_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)


def _fold(text: str) -> bytes:
    folded = text.casefold()
    if folded.isascii():  # the same, only quicker
        return folded.encode().translate(ASCII_ZEROS, ASCII_MARKS)
    joined = DIGIT.sub("0", "".join(LETTERS_AND_DIGITS.findall(folded)))
    return joined.encode("utf-8", "surrogatepass")


def key_blocks(document: Document, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with their line keys; as they are where the site is unknown."""
    if document.site is None:
        return tuple(blocks)
    text = document.raw_text
    return tuple(
        block._replace(line_key=line_key(text[block.char_start : block.char_end]))
        for block in blocks
    )


def _run(pages: Sequence[Page], _: References) -> list[Page | Reject]:
    return [replace(page, blocks=key_blocks(page.document, page.blocks)) for page in pages]


SITES = Stage(
    name="sites",
    version=1,
    reads=("blocks",),
    writes=("blocks",),
    run=_run,
)
