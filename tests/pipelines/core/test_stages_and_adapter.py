"""Stages run in batches, a failing one costs just its document, and the adapter keeps the contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.adapter import as_operator, extract_inputs, split_tables
from pipelines.document import Document, Input, Page, Reject, document_id
from pipelines.errors import StageError
from pipelines.references import References
from pipelines.stage import Stage, run_stages
from pipelines.stages import STAGES
from schemas.arrow import arrow_schema, extraction_schema, input_schema
from schemas.tables import PER_DOCUMENT, TABLES

PAGE = (
    "Home | World\n\nHarbour reopens after storm\n\nMay 5, 2024 09:00\n\n"
    "The harbour at Estrel reopened on Monday after a week of winter storms, its director said.\n\n"
    "“We are ready for the first ships,” Ines Varga, the director, said. “They come tomorrow.”\n\n"
    "The ships carry goods that had been held back since UN Security Council Resolution 2397 (2017), "
    "and nobody knows yet who is going to unload them.\n\n"
    "We use cookies. Accept all"
)
PIECES = [
    *PAGE.split("\n\n"),
    "",
    " ",
    "\t",
    "“",
    "”",
    '"',
    "«",
    "»",
    "said",
    "\u2028",
    "\0",
    "\ufeff",
    "\U0001f4f0",
    "שלום",
    "©",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=14).flatmap(
    lambda pieces: st.sampled_from(["\n\n", "\n", " "]).map(lambda joint: joint.join(pieces))
)


def page_input(uri: str, text: str = PAGE) -> Input:
    return Input(
        uri,
        "feed.jsonl",
        "text/plain",
        text.encode("utf-8", "replace"),
        encoding="utf-8",
        latest_day=date(2026, 1, 1),
    )


def document(uri: str) -> Document:
    return Document(document_id(uri, "0" * 64), uri, uri, "text/plain", "0" * 64, PAGE)


def stage(run: Any) -> Stage:
    return Stage("fragile", 1, (), (), run)


def fail_on(uri: str) -> Stage:
    def run(pages: Sequence[Page], _: References) -> list[Page | Reject]:
        for page in pages:
            if page.document.uri == uri:
                raise ValueError("no such thing")
        return list(pages)

    return stage(run)


def test_a_stage_that_fails_costs_just_its_document(references: References) -> None:
    documents = [document(uri) for uri in ("a", "b", "c")]
    answers = run_stages([fail_on("b"), stage(lambda pages, _: pages)], documents, references)
    assert [isinstance(one, Page) for one in answers] == [True, False, True]
    refused = answers[1]
    assert isinstance(refused, Reject)
    assert (refused.reason, refused.uri) == ("stage_failed", "b")
    assert "stage fragile: ValueError: no such thing" in refused.detail


def test_a_stage_must_answer_for_every_page(references: References) -> None:
    with pytest.raises(StageError, match="fragile returned 1 pages for 2"):
        run_stages([stage(lambda pages, _: pages[:1])], [document("a"), document("b")], references)


def test_answers_keep_the_input_order(references: References) -> None:
    texts = {"a": PAGE, "empty": " ", "b": PAGE + " More.", "menu": "Home\nWorld\nAccept cookies"}
    answers = extract_inputs([page_input(*pair) for pair in texts.items()], STAGES, references)
    uris = [one.uri if isinstance(one, Reject) else one.document.uri for one in answers]
    assert uris == list(texts)
    assert [isinstance(one, Page) for one in answers] == [True, False, True, False]


def test_stages_write_only_what_they_declare(references: References) -> None:
    page = Page(document("a"))
    for each in STAGES:
        (done,) = each.run([page], references)
        assert isinstance(done, Page)
        untouched = {name: getattr(page, name) for name in each.writes}
        assert replace(done, **untouched) == page, each.name
        page = done


def run_batch(texts: Sequence[str], references: References) -> pa.RecordBatch:
    rows = [
        {
            "uri": f"n{number}",
            "source": "f",
            "media_type": "text/plain",
            "encoding": "utf-8",
            "content": text.encode("utf-8", "replace"),
        }
        for number, text in enumerate(texts)
    ]
    batch = pa.RecordBatch.from_pylist(rows, schema=input_schema())
    return as_operator(STAGES, references)(batch)


def test_the_operator_answers_in_the_declared_schema(references: References) -> None:
    answered = run_batch([PAGE, "", PAGE + "!"], references)
    assert answered.schema == extraction_schema()
    assert answered.column("uri").to_pylist() == ["n0", "n1", "n2"]
    assert answered.column("reject").is_valid().to_pylist() == [False, True, False]


def test_split_tables_have_their_declared_columns(references: References) -> None:
    tables = split_tables(run_batch([PAGE, ""], references))
    assert set(tables) == {"documents", "rejects", *PER_DOCUMENT}
    for name, table in tables.items():
        declared = [field for field in arrow_schema(TABLES[name]) if field.name != "row_hash"]
        assert table.schema.equals(pa.schema(declared)), name
    assert tables["documents"].num_rows == tables["rejects"].num_rows == 1
    quotes = tables["quotes"].select(["kind", "speaker_name"]).to_pylist()
    quoted = [row["speaker_name"] for row in quotes if row["kind"] == "direct"]
    assert quoted == ["Ines Varga", "Ines Varga"]
    assert tables["citations"]["symbol"].to_pylist() == ["S/RES/2397 (2017)"]


def check_page(page: Page) -> None:
    """Blocks cover the text once, spans prove their words, kept text is not empty."""
    text = page.document.raw_text
    covered = [0] * len(text)
    for block in page.blocks:
        for place in range(block.char_start, block.char_end):
            covered[place] += 1
    assert all(count == 1 for count, sign in zip(covered, text, strict=True) if not sign.isspace())
    assert page.facts is not None
    assert page.facts.body.strip()
    for row in (*page.quotes, *page.unattributed_quotes):
        assert text[row.char_start : row.char_end] == row.quote_text
    for quote in page.quotes:
        assert quote.speaker_text or quote.speaker_name
        if quote.speaker_start is not None:
            assert text[quote.speaker_start : quote.speaker_end] == quote.speaker_text
        if quote.cue_start is not None:
            assert text[quote.cue_start : quote.cue_end] == quote.cue_text
    for mention in page.date_mentions:
        assert text[mention.char_start : mention.char_end] == mention.date_text
    for citation in page.citations:
        assert text[citation.char_start : citation.char_end] == citation.citation_text


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_becomes_a_proved_page_or_a_reject(
    references: References, texts: list[str]
) -> None:
    inputs = [page_input(str(number), text) for number, text in enumerate(texts)]
    together = extract_inputs(inputs, STAGES, references)
    for one in together:
        if isinstance(one, Page):
            check_page(one)
        else:
            assert one.reason != "stage_failed", one.detail
    assert together == [extract_inputs([one], STAGES, references)[0] for one in inputs]


@settings(max_examples=25)
@given(content=st.binary(max_size=400), kind=st.sampled_from(["text/plain", "text/html"]))
def test_any_bytes_become_a_page_or_a_reject(
    references: References, content: bytes, kind: str
) -> None:
    (answer,) = extract_inputs([Input("a", "a", kind, content)], STAGES, references)
    assert isinstance(answer, Page) or answer.reason != "stage_failed", answer.detail
