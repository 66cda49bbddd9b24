"""How files and records become inputs, and what a bad one becomes."""

import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.reading.pages import read_records, read_source
from flows.reading.sources import KINDS, Source
from pipelines.document import Input, Reject


def read_lines(*lines: bytes, limit: int = 10_000) -> list[Input | Reject]:
    return list(read_records(io.BytesIO(b"\n".join(lines) + b"\n"), "feed.jsonl", limit=limit))


def source(path: Path, ending: str = ".txt") -> Source:
    return Source(path, path.name, KINDS[ending])


@pytest.mark.parametrize(
    ("record", "uri", "content", "media_type"),
    [
        ({"id": "a", "text": "x"}, "a", b"x", "text/plain"),
        ({"id": 7, "text": "x"}, "7", b"x", "text/plain"),
        ({"url": "http://h.example/a", "text": "x"}, "http://h.example/a", b"x", "text/plain"),
        ({"text": "x"}, "feed.jsonl#1", b"x", "text/plain"),
        ({"id": "a", "html": "<p>x"}, "a", b"<p>x", "text/html"),
        ({"id": "a", "html": "<p>x", "text": "y"}, "a", b"<p>x", "text/html"),
        ({"id": "a", "text": "é", "more": [1]}, "a", "é".encode(), "text/plain"),
        ({"id": "a", "text": None, "html": "x"}, "a", b"x", "text/html"),
    ],
)
def test_a_record_becomes_an_input(
    record: dict[str, object], uri: str, content: bytes, media_type: str
) -> None:
    (one,) = read_lines(json.dumps(record).encode())
    assert isinstance(one, Input)
    assert (one.uri, one.content, one.media_type) == (uri, content, media_type)
    assert one.encoding == "utf-8"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"id": "a", "text": "cut', "line 1"),
        (b"[1, 2]", "must be a JSON object"),
        (b'{"id": "a"}', "neither `text` nor `html`"),
        (b'{"id": ["a"], "text": "x"}', "`id` must be a string, not list"),
        (b'{"id": "a", "text": 3}', "`text` must be a string, not int"),
        (b'{"id": "a", "text": "x", "retrieved_at": "soon"}', "ISO 8601"),
        (b'{"id": "a", "text": "x", "retrieved_at": "0001-01-01T00:00:00+23:59"}', "ISO 8601"),
        (b"\xff\xfe{", "line 1"),
        (b"[" * 100_000, "line 1"),
    ],
    ids=range(9),
)
def test_a_bad_line_becomes_a_reject(line: bytes, message: str) -> None:
    bad, good = read_lines(line, b'{"id": "b", "text": "fine"}', limit=1_000_000)
    assert isinstance(bad, Reject)
    assert isinstance(good, Input)
    assert (bad.uri, bad.stage, bad.reason) == ("feed.jsonl#1", "read", "malformed_json")
    assert message in bad.detail


@pytest.mark.parametrize(
    ("escaped", "expected"),
    [(r"\ud83d\ude00", "\U0001f600"), (r"\ud83d!", "\ufffd!"), (r"\u0000", "\0")],
)
def test_escapes_that_strict_parsers_refuse(escaped: str, expected: str) -> None:
    (one,) = read_lines(b'{"id": "a", "text": "%s"}' % escaped.encode())
    assert isinstance(one, Input)
    assert one.content.decode() == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2024-03-05T10:00:00Z", datetime(2024, 3, 5, 10, tzinfo=UTC)),
        ("2024-03-05T10:00:00+02:00", datetime(2024, 3, 5, 8, tzinfo=UTC)),
        ("2024-03-05", datetime(2024, 3, 5, tzinfo=UTC)),
        ("", None),
    ],
)
def test_retrieved_at_is_told_in_utc(given: str, expected: datetime | None) -> None:
    (one,) = read_lines(json.dumps({"id": "a", "text": "x", "retrieved_at": given}).encode())
    assert isinstance(one, Input)
    assert one.retrieved_at == expected


def test_a_line_over_the_limit_costs_only_itself() -> None:
    long = json.dumps({"id": "long", "text": "x" * 5_000}).encode()
    found = read_lines(long, b'{"id": "b", "text": "fine"}', long, limit=100)
    assert [getattr(one, "reason", one.uri) for one in found] == ["too_large", "b", "too_large"]


def test_empty_lines_and_a_byte_order_mark_are_no_records() -> None:
    found = read_lines(b'\xef\xbb\xbf{"id": "a", "text": "x"}', b"", b"  ")
    assert [one.uri for one in found] == ["a"]


def test_a_page_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    (one,) = read_source(source(path))
    assert isinstance(one, Reject)
    assert (one.reason, one.raw_sha256) == ("too_large", None)


def test_a_page_is_read_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"\xff\x00\r\n")
    (one,) = read_source(source(path))
    assert isinstance(one, Input)
    assert (one.content, one.encoding) == (b"\xff\x00\r\n", None)


def test_a_cut_archive_keeps_what_stands_before_the_cut(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": f"{n} {hash(str(n))}" * 50}) for n in range(2_000)]
    path = tmp_path / "feed.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode())[:-200])
    *read, last = read_source(source(path, ".jsonl.gz"))
    assert len(read) > 1_000
    assert isinstance(last, Reject)
    assert last.reason == "unreadable"


def test_a_file_that_is_no_archive_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl.gz"
    path.write_bytes(b"plain text")
    (one,) = read_source(source(path, ".jsonl.gz"))
    assert isinstance(one, Reject)
    assert one.reason == "unreadable"


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_give_inputs_or_rejects(data: bytes) -> None:
    for one in read_records(io.BytesIO(data), "f", limit=100):
        assert isinstance(one, Input | Reject)
