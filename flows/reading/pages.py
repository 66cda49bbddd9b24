"""Decides how a source file is read into inputs, one page or one record at a time."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any

import orjson

from flows.reading.sources import Source
from flows.settings import MAX_PAGE_BYTES
from pipelines.document import Input, Reject

READ_ERRORS = (OSError, EOFError, zlib.error)


def read_source(source: Source, *, limit: int = MAX_PAGE_BYTES) -> Iterator[Input | Reject]:
    """The pages of one file, in order; at most `limit` bytes of one page are held at a time."""
    opener = gzip.open if source.kind.endswith("gzip") else open
    try:
        with opener(source.path, "rb") as stream:
            if source.kind.startswith("application/jsonl"):
                yield from read_records(stream, source.name, limit=limit)
            else:
                yield _read_page(stream, source, limit)
    except READ_ERRORS as error:
        detail = f"{error}: what stands before it was read; check the file"
        yield Reject(source.name, source.name, None, "read", "unreadable", detail)


def _read_page(stream: IO[bytes], source: Source, limit: int) -> Input | Reject:
    content = stream.read(limit + 1)
    if len(content) > limit:
        return _too_large(source.name, source.name, limit)
    return Input(source.name, source.name, source.kind, content)


def read_records(
    stream: IO[bytes], name: str, *, limit: int = MAX_PAGE_BYTES
) -> Iterator[Input | Reject]:
    """The records of JSON lines; a line that is not a record becomes a reject named `name#line`."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        uri = f"{name}#{number}"
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                pass
            yield _too_large(uri, name, limit)
        elif line.strip():
            yield _parse_record(line.removeprefix(b"\xef\xbb\xbf"), uri, name)


def _parse_record(line: bytes, uri: str, name: str) -> Input | Reject:
    try:
        return _make_input(_load_json(line), uri, name)
    except (ValueError, RecursionError) as error:
        digest = hashlib.sha256(line).hexdigest()
        detail = f"{name}, line {uri.rpartition('#')[2]}: {error}"
        return Reject(uri, name, digest, "read", "malformed_json", detail)


def _load_json(line: bytes) -> Any:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        # The standard library also reads what strict parsers refuse: lone surrogates, NaN.
        return json.loads(line.decode("utf-8", "replace"))


def _make_input(record: Any, uri: str, name: str) -> Input:
    if not isinstance(record, dict):
        raise ValueError("a line must be a JSON object with `text` or `html`")
    html, text = _optional(record, "html"), _optional(record, "text")
    content = html if html is not None else text
    if content is None:
        raise ValueError("the record has neither `text` nor `html`")
    url = _optional(record, "url")
    given = record.get("id")
    known = str(given) if isinstance(given, int) else _optional(record, "id")
    return Input(
        uri=known or url or uri,
        source=name,
        media_type="text/plain" if html is None else "text/html",
        content=_encode(content),
        url=url,
        retrieved_at=_parse_time(_optional(record, "retrieved_at")),
        encoding="utf-8",
    )


def _optional(record: dict[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"`{key}` must be a string, not {type(value).__name__}")
    return None if value is None else _encode(value).decode("utf-8")


def _encode(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # Lone surrogates: pairs are joined, the rest becomes U+FFFD.
        whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return whole.encode("utf-8")


def _parse_time(value: str | None) -> datetime | None:
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"`retrieved_at` must be an ISO 8601 time: {error}") from error


def _too_large(uri: str, name: str, limit: int) -> Reject:
    detail = f"over {limit:,} bytes: a page is smaller; split the file into pages"
    return Reject(uri, name, None, "read", "too_large", detail)
