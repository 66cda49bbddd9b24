"""Decoding: which encoding is found, what is mended, what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.decode import decode_bytes
from pipelines.errors import InputRejected

RUSSIAN = "Министр сказал, что поезда пойдут утром. Вечером станция была закрыта. " * 5
FRENCH = "Le maire a déclaré que l'école était fermée, après des années de débat à Genève. " * 5
POLISH = "Burmistrz powiedział, że szkoła będzie zamknięta. Źródło potwierdziło środę. " * 5
JAPANESE = "市長は学校を閉めると述べた。議論は何年も続いた。" * 10
ENGLISH = "The mayor said “no” — and closed the café. The school’s doors stay shut. " * 5


def decode(content: bytes, media_type: str = "text/plain") -> tuple[str, str, tuple[str, ...]]:
    decoded = decode_bytes(content, media_type=media_type, known=None)
    return decoded.text, decoded.encoding, decoded.repairs


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "utf-8-sig", "utf-8"),
        (ENGLISH, "utf-16", "utf-16-le"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "utf-32", "utf-32-le"),
        (RUSSIAN, "utf-32-be", "utf-32-be"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (FRENCH, "cp1252", "cp1252"),
        (POLISH, "cp1250", "cp1250"),
        (JAPANESE, "shift_jis", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (JAPANESE, "iso2022_jp", "iso2022_jp"),
    ],
)
def test_encoding_is_found(text: str, codec: str, found: str) -> None:
    assert decode(text.encode(codec)) == (text, found, ())


@pytest.mark.parametrize(
    ("head", "text", "codec", "found"),
    [
        ('<meta charset="windows-1251">', "Да", "cp1251", "cp1251"),
        ("<meta content='text/html; charset=iso-8859-1'>", "“Oui”", "cp1252", "cp1252"),
        ('<?xml version="1.0" encoding="koi8-r"?>', "Да", "koi8-r", "koi8-r"),
        ('<meta charset="utf-7">', RUSSIAN, "cp1251", "cp1251"),
        ('<meta charset="no-such-thing">', RUSSIAN, "cp1251", "cp1251"),
    ],
    ids=["meta", "latin-1 is windows-1252", "xml", "unsafe label", "unknown label"],
)
def test_declared_charset(head: str, text: str, codec: str, found: str) -> None:
    assert decode(head.encode() + text.encode(codec), "text/html") == (head + text, found, ())


def test_declaration_counts_in_html_only() -> None:
    content = b'charset="koi8-r" ' + RUSSIAN.encode("cp1251")
    assert decode(content)[1] == "cp1251"


@pytest.mark.parametrize(
    ("content", "text", "repairs"),
    [
        (b"One\0two three " * 2 + b"x" * 600, "One\ufffdtwo three " * 2 + "x" * 600, ("nul",)),
        (FRENCH.encode() + b"\xff.", FRENCH + "\ufffd.", ("invalid_bytes",)),
        (
            "It’s a “yes” – so they say.".encode().decode("latin-1").encode(),
            "It’s a “yes” – so they say.",
            ("mojibake",),
        ),
        ("CafÃ© says the sign, café the bill, cafÃ© the cup.".encode(), None, ()),
        ("Ã€ la carte".encode(), None, ()),
    ],
    ids=["nul", "invalid bytes", "mojibake", "mixed is left", "one sequence is left"],
)
def test_repairs(content: bytes, text: str | None, repairs: tuple[str, ...]) -> None:
    decoded = decode(content)
    assert decoded[0] == (content.decode() if text is None else text)
    assert decoded[2] == repairs


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        ("\u2003\u00a0".encode(), "empty"),
        (b"%PDF-1.7\nabc", "binary"),
        (b"\x89PNG\r\n\x1a\n....", "binary"),
        (b"\x1f\x8b\x08\x00abcdef", "binary"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x81\xff\x8d\xfe" * 50, "not_decodable"),
    ],
    ids=["nothing", "blank", "wide blank", "pdf", "png", "gzip", "controls", "no encoding"],
)
def test_refused(content: bytes, reason: str) -> None:
    with pytest.raises(InputRejected) as refused:
        decode(content)
    assert (refused.value.stage, refused.value.reason) == ("decode", reason)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
@settings(max_examples=60)
def test_known_text_is_left_alone(text: str) -> None:
    try:
        decoded = decode_bytes(text.encode(), media_type="text/plain", known="utf-8")
    except InputRejected:
        assert not text.strip()
        return
    assert decoded.text == text.replace("\0", "\ufffd")
    assert decoded.repairs == (("nul",) if "\0" in text else ())


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        decoded = decode_bytes(content, media_type="text/html", known=None)
    except InputRejected:
        return
    assert decoded.text.strip()
    assert "\0" not in decoded.text
