"""Decides which characters of a text are no text: entities, invisible signs, odd spaces."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5

from pipelines.view.edits import Edit

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
BREAKS = r"\r\n|[\r\u2028\u2029]"
SPACES = r"[\t\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
# Soft hyphens, marks of direction and of byte order, signs of zero width, control characters.
INVISIBLE = (
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f"
    r"\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
HYPHENATED = r"\xad[ \t]{0,8}(?:\r\n|[\n\r])[ \t]{0,8}"
ODD = re.compile(
    rf"(?P<space>{SPACES})|(?P<line>{BREAKS})|(?P<joiner>[\u200c\u200d])|{HYPHENATED}|{INVISIBLE}"
)
# Scripts whose letters a joiner shapes: Arabic to N'Ko, those of India to Myanmar, Khmer, Mongolian.
JOINING = re.compile(
    r"[\u0620-\u07ff\u08a0-\u0eff\u0f00-\u109f\u1780-\u18af\ua840-\ua87f\ua8e0-\ua8ff"
    r"\ua980-\ua9df\uabc0-\uabff\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
PICTURE = re.compile(
    r"[©®\u20e3\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]"
)
ZERO_WIDTH_JOINER = "\u200d"


def read_entities(text: str) -> Iterator[Edit]:
    """Each entity as what it stands for; what comes out is not read again."""
    if "&" not in text:
        return
    for found in ENTITY.finditer(text):
        entity = found.group()
        if entity[1] == "#" or entity[1:] in html5:
            yield Edit(found.start(), found.end(), html.unescape(entity))


def plain_characters(text: str) -> Iterator[Edit]:
    """Spaces of any kind as a space, line breaks as a line feed, what is invisible dropped.

    A soft hyphen before a line break takes the break along.
    """
    if text.isprintable():
        return
    for found in ODD.finditer(text):
        if found.lastgroup == "space":
            yield Edit(found.start(), found.end(), " ")
        elif found.lastgroup == "line":
            yield Edit(found.start(), found.end(), "\n")
        elif found.lastgroup is None or not _is_needed(text, found.start()):
            yield Edit(found.start(), found.end(), "")


def _is_needed(text: str, place: int) -> bool:
    """Whether the joiner shapes a letter or makes one picture of two."""
    before = place - 1
    while before > 0 and unicodedata.combining(text[before]):
        before -= 1
    if before >= 0 and JOINING.match(text, before):
        return True
    if text[place] != ZERO_WIDTH_JOINER or place == 0:
        return False
    return bool(PICTURE.match(text, place - 1) and PICTURE.match(text, place + 1))
