"""Decides how bytes become text, and which bytes are no text at all."""

from __future__ import annotations

import codecs
from collections import Counter
from dataclasses import dataclass

from pipelines.charsets import declared_codec, detected_codec
from pipelines.errors import InputRejected
from pipelines.mojibake import repair_mojibake

REPLACEMENT = "\ufffd"

SIGNATURES = {
    b"%PDF-": "PDF",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"PK\x03\x04": "ZIP",
    b"PK\x05\x06": "ZIP",
    b"\x1f\x8b": "gzip",
    b"\xfd7zXZ\x00": "xz",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"Rar!\x1a\x07": "RAR",
    b"\x7fELF": "ELF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "old Office file",
    b"SQLite format 3\x00": "SQLite",
    b"ID3\x03": "MP3",
    b"ID3\x04": "MP3",
    b"OggS\x00": "Ogg",
    b"\x00asm": "WebAssembly",
    b"\xca\xfe\xba\xbe": "Java class",
    b"{\\rtf1": "RTF",
}

ASCII = bytes(range(128))
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
CONTROLS_ALLOWED = 0.005
INVALID_ALLOWED = 0.01
SAMPLE_BYTES = 32_768
FEWEST_WIDE_BYTES = 16
ISO2022_JP_SHIFT = b"\x1b$"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of an input, the encoding that it was read with, what had to be mended."""

    text: str
    encoding: str
    repairs: tuple[str, ...] = ()


def decode_bytes(content: bytes, *, media_type: str, known: str | None) -> Decoded:
    """The text of the bytes; InputRejected says why there is none.

    With `known` the sender decoded the text already: nothing is detected or repaired, only NUL,
    which files and databases cannot hold, is replaced.
    """
    if not content.strip():
        raise InputRejected("decode", "empty", f"{len(content)} bytes without any text")
    if known is not None:
        text, invalid = _decode(content, "utf-8")
        return _finish(Decoded(text, known, ("invalid_bytes",) if invalid else ()))
    _refuse_signature(content)
    decoded = _with_mark(content) or _as_wide(content)
    if decoded is None:
        _refuse_controls(content)
        decoded = (
            _as_unicode(content) or _as_mostly_utf8(content) or _as_legacy(content, media_type)
        )
    if decoded is None:
        raise InputRejected(
            "decode", "not_decodable", "no encoding fits the bytes: save the page as UTF-8"
        )
    repaired = repair_mojibake(decoded.text) if decoded.encoding.startswith("utf") else None
    if repaired is not None:
        decoded = Decoded(repaired, decoded.encoding, (*decoded.repairs, "mojibake"))
    return _finish(decoded)


def _finish(decoded: Decoded) -> Decoded:
    text, repairs = decoded.text, decoded.repairs
    if "\0" in text:
        text, repairs = text.replace("\0", REPLACEMENT), ("nul", *repairs)
    if not text or text.isspace():
        raise InputRejected("decode", "empty", "the text is only white space")
    return Decoded(text, decoded.encoding, repairs)


def _refuse_signature(content: bytes) -> None:
    for signature, name in SIGNATURES.items():
        if content.startswith(signature):
            detail = f"the bytes begin like a {name} file: save the page as text or HTML"
            raise InputRejected("decode", "binary", detail)


def _refuse_controls(content: bytes) -> None:
    controls = len(content) - len(content.translate(None, CONTROLS))
    if controls > 2 and controls > CONTROLS_ALLOWED * len(content):
        detail = f"{controls} control characters in {len(content)} bytes: this is not text"
        raise InputRejected("decode", "binary", detail)


def _decode(content: bytes, codec: str) -> tuple[str, int]:
    """The text, and how many stretches of bytes had to be replaced in it."""
    try:
        return content.decode(codec), 0
    except UnicodeDecodeError:
        text = content.decode(codec, "replace")
        honest = content.count(REPLACEMENT.encode()) if codec == "utf-8" else 0
        return text, max(1, text.count(REPLACEMENT) - honest)


def _bearable(content: bytes, codec: str) -> Decoded | None:
    """The bytes read with the codec, unless more than a few of them do not fit it."""
    text, invalid = _decode(content, codec)
    if invalid > INVALID_ALLOWED * len(text):
        return None
    return Decoded(text, codec, ("invalid_bytes",) if invalid else ())


def _with_mark(content: bytes) -> Decoded | None:
    for mark, codec in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _bearable(content[len(mark) :], codec)
    return None


def _as_unicode(content: bytes) -> Decoded | None:
    """UTF-8, or the one older encoding that is made of ASCII bytes and shows itself by its shifts."""
    codec = "iso2022_jp" if ISO2022_JP_SHIFT in content else "utf-8"
    try:
        return Decoded(content.decode(codec), codec)
    except UnicodeDecodeError:
        return None


def _as_wide(content: bytes) -> Decoded | None:
    codec = _wide_codec(content) if b"\0" in content else None
    return _bearable(content, codec) if codec else None


def _wide_codec(content: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the NULs stand and what stands beside them.

    In UTF-32 two places of four are always NUL. In UTF-16 the high bytes of a text are few
    different ones, NUL of spaces and stops among them, and its low bytes are many.
    """
    if len(content) < FEWEST_WIDE_BYTES:
        return None
    sample = content[: SAMPLE_BYTES - SAMPLE_BYTES % 4]
    columns = [Counter(sample[place::4]) for place in range(4)]
    always = tuple(column[0] >= 0.99 * column.total() for column in columns)
    if always[2:] == (True, True) or always[:2] == (True, True):
        return "utf-32-le" if always[2:] == (True, True) else "utf-32-be"
    first, second = columns[0] + columns[2], columns[1] + columns[3]
    if _is_high_column(second) and not first[0]:
        return "utf-16-le"
    return "utf-16-be" if _is_high_column(first) and not second[0] else None


def _is_high_column(column: Counter[int]) -> bool:
    common = sum(count for _, count in column.most_common(3))
    return column[0] >= 0.05 * column.total() and common >= 0.9 * column.total()


def _as_mostly_utf8(content: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes: the sequences that are right must outnumber those by far."""
    text, invalid = _decode(content, "utf-8")
    ascii_bytes = len(content) - len(content.translate(None, ASCII))
    right = len(text) - text.count(REPLACEMENT) - ascii_bytes
    if right < 4 * invalid or invalid > INVALID_ALLOWED * len(text):
        return None
    return Decoded(text, "utf-8", ("invalid_bytes",))


def _as_legacy(content: bytes, media_type: str) -> Decoded | None:
    declared = declared_codec(content) if media_type == "text/html" else None
    decoded = _bearable(content, declared) if declared else None
    if decoded is not None:
        return decoded
    for codec in (detected_codec(content), "cp1252"):
        decoded = _bearable(content, codec) if codec else None
        if decoded is not None:
            return decoded
    return None
