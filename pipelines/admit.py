"""Decides whether an input becomes a document, and which text it has."""

from __future__ import annotations

import hashlib

from pipelines.decode import decode_bytes
from pipelines.document import Document, Hints, Input, Reject, document_id
from pipelines.errors import InputRejected
from pipelines.html import render_html
from pipelines.sites.keys import site_of


def admit_input(one: Input) -> Document | Reject:
    """Turn bytes into a Document, or into the Reject that says why not."""
    raw_sha256 = hashlib.sha256(one.content).hexdigest()
    try:
        decoded = decode_bytes(one.content, media_type=one.media_type, known=one.encoding)
        text, hints = decoded.text, Hints()
        if one.media_type == "text/html":
            text, hints = render_html(decoded.text)
        if not text.strip():
            raise InputRejected("decode", "empty", "the input has no text: check how it was saved")
    except InputRejected as error:
        return Reject(one.uri, one.source, raw_sha256, error.stage, error.reason, error.detail)
    return Document(
        doc_id=document_id(one.uri, raw_sha256),
        uri=one.uri,
        source=one.source,
        media_type=one.media_type,
        raw_sha256=raw_sha256,
        raw_text=text,
        encoding=decoded.encoding,
        text_repairs=decoded.repairs,
        url=one.url,
        retrieved_at=one.retrieved_at,
        latest_day=one.latest_day,
        hints=hints,
        site=site_of(one.url),
    )
