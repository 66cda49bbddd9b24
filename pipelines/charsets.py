"""Decides which encoding bytes have that are not Unicode: the declared one, or the likeliest."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatches

HEAD_BYTES = 2_048
SAMPLE_BYTES = 32_768
RARE_ACCENTS = 0.01

DECLARED_CHARSET = re.compile(
    rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})""", re.I
)

ACCEPTED = (
    "utf-8 cp866 cp874 cp932 cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 "
    "iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman mac-cyrillic gb18030 big5hkscs "
    "euc_jp johab"
)

# What browsers take these labels for; a label outside the table is ignored.
CODECS = {name: name for name in ACCEPTED.split()} | {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
CENTRAL_EUROPEAN = {"Czech", "Hungarian", "Polish", "Romanian", "Slovak", "Slovene", "Croatian"}

# Quotation marks, dashes and the like: the same bytes in all windows code pages of the West.
TYPOGRAPHIC = b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa7\xa9\xab\xae\xb0\xb7\xbb"
ASCII = bytes(range(128))


def declared_codec(content: bytes) -> str | None:
    """The codec for the charset that the head of an HTML page declares, if it is a known one."""
    declared = DECLARED_CHARSET.search(content[:HEAD_BYTES])
    if declared is None:
        return None
    return _known_codec(declared.group(1).decode("ascii", "ignore"))


def _known_codec(label: str) -> str | None:
    try:
        return CODECS.get(codecs.lookup(label).name)
    except LookupError:
        return None


def detected_codec(content: bytes) -> str | None:
    """The codec that the bytes themselves speak for, judged on a sample of a long text."""
    if not content.translate(None, ASCII + TYPOGRAPHIC):
        return "cp1252"
    from charset_normalizer import from_bytes

    return _known_codec(
        _preferred(from_bytes(_sample(content), cp_isolation=sorted(set(CODECS.values()))))
    )


def _preferred(matches: CharsetMatches) -> str:
    """The best match; windows-1252 where it fits as well and no language speaks against it."""
    best = matches.best()
    if best is None:
        return ""
    accents = sum(not character.isascii() for character in str(best))
    if best.language in CENTRAL_EUROPEAN and accents > RARE_ACCENTS * len(str(best)):
        return best.encoding
    for match in matches:
        as_good = match.chaos <= best.chaos and match.coherence >= best.coherence
        if as_good and "cp1252" in match.could_be_from_charset:
            return "cp1252"
    return best.encoding


def _sample(content: bytes) -> bytes:
    """The whole, or whole lines from where the bytes stop being ASCII."""
    if len(content) <= SAMPLE_BYTES:
        return content
    beyond_ascii = re.search(rb"[\x80-\xff]", content)
    first = content.rfind(b"\n", 0, beyond_ascii.start()) + 1 if beyond_ascii else 0
    first = max(first, beyond_ascii.start() - SAMPLE_BYTES // 2 if beyond_ascii else 0)
    sample = content[first : first + SAMPLE_BYTES]
    return sample[: sample.rfind(b"\n") + 1] or sample
