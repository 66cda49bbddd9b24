"""Decides which reviewed corrections hold for a document, and what they make of its page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pipelines.correction_effects import correct_facts, correct_quote
from pipelines.document import Page, short_hash
from pipelines.errors import CorrectionFault
from pipelines.references import References, Row, parse_cell
from schemas.field import Field
from schemas.tables import TABLES

FILE = "schemas/reference/corrections.csv"
NAME = "corrections"
SPEAKERS = "speakers"
# What a person may correct: never ids, offsets or texts, which the page proves.
CORRECTABLE: Mapping[str, tuple[str, ...]] = {
    "documents": (
        *("language", "title", "outlet_id", "outlet_name", "agency_id", "agency_name", "bylines"),
        *("translator", "original_outlet_id", "original_outlet_name", "published_on"),
        *("published_at", "published_precision", "updated_on"),
    ),
    "quotes": (
        *("speaker_name", "speaker_kind", "speaker_role", "speaker_affiliation", "medium", "via"),
        "said_on",
    ),
}
DOC_ID_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: `row` names a document by doc_id or uri, or a quote by quote_id."""

    line: int
    table: str
    row: str
    field: str
    old: Any
    new: Any

    def holds_for(self, doc_id: str, uri: str) -> bool:
        """Whether it is about this document or a quote of it."""
        if self.table == "quotes":
            return self.row[:DOC_ID_DIGITS] == doc_id
        return self.row in (doc_id, uri)

    def fault(self, what: str) -> CorrectionFault:
        """The error that names the line and says what is wrong."""
        return CorrectionFault(f"{FILE}, line {self.line}: {self.table}.{self.field}: {what}")


def read_corrections(references: References) -> tuple[Correction, ...]:
    """The corrections of documents and quotes. CorrectionFault names the line that is malformed."""
    found: dict[tuple[str, str, str], Correction] = {}
    for line, row in enumerate(references.rows(NAME), start=2):
        check_row(line, row)
        if row["table"] == SPEAKERS:
            continue
        one = _read_row(line, row)
        known = found.setdefault((one.table, one.row, one.field), one)
        if known is not one:
            raise one.fault(f"line {known.line} corrects it already: keep one of them")
    return tuple(found.values())


def check_row(line: int, row: Row) -> None:
    """CorrectionFault where a row is of no known table, or does not say why and when."""
    known = (SPEAKERS, *CORRECTABLE)
    if row["table"] not in known:
        raise malformed(line, f"table is {row['table']!r}: write one of {', '.join(known)}")
    if not row["reason"].strip():
        raise malformed(line, "reason is empty: say why the value is right")
    try:
        date.fromisoformat(row["reported_on"])
    except ValueError as error:
        raise malformed(line, f"reported_on: {error}: write the day as 2026-01-31") from error


def malformed(line: int, what: str) -> CorrectionFault:
    """The error for a row that cannot be read."""
    return CorrectionFault(f"{FILE}, line {line}: {what}")


def _read_row(line: int, row: Row) -> Correction:
    table = row["table"]
    if row["action"] != "set":
        raise malformed(line, f"action is {row['action']!r}: write set")
    if not row["row"]:
        raise malformed(line, "row is empty: write a doc_id, uri or quote_id")
    if row["field"] not in CORRECTABLE[table]:
        known = ", ".join(CORRECTABLE[table])
        raise malformed(line, f"field is {row['field']!r}: of {table} one can correct {known}")
    field = TABLES[table].field(row["field"])
    try:
        old, new = parse_cell(row["old"], field.type), parse_cell(row["new"], field.type)
    except (KeyError, ValueError) as error:
        raise malformed(line, f"{row['field']}: {error}: write it as {field.type}") from error
    if old == new:
        raise malformed(line, "old and new are the same: remove the row")
    _check_permitted(line, field, new)
    return Correction(line, table, row["row"], row["field"], old, new)


def _check_permitted(line: int, field: Field, value: Any) -> None:
    if value is not None and field.one_of and value not in field.one_of:
        known = ", ".join(field.one_of)
        raise malformed(line, f"new is {value!r}: {field.name} is one of {known}")


def of_document(corrections: Iterable[Correction], doc_id: str, uri: str) -> tuple[Correction, ...]:
    """The corrections of one document and of its quotes."""
    return tuple(one for one in corrections if one.holds_for(doc_id, uri))


def targets(corrections: Iterable[Correction]) -> set[str]:
    """The doc_ids and uris that corrections name."""
    return {one.row[:DOC_ID_DIGITS] if one.table == "quotes" else one.row for one in corrections}


def digest_corrections(corrections: Sequence[Correction]) -> str | None:
    """What tells these corrections from others of the same document; None where there are none."""
    if not corrections:
        return None
    parts = sorted(repr((c.table, c.row, c.field, c.old, c.new)) for c in corrections)
    return short_hash(*parts, digits=16)


def check_known(
    corrections: Iterable[Correction], known: Collection[str], withdrawn: Collection[str]
) -> None:
    """CorrectionFault for one of a document that is neither in the lake nor withdrawn."""
    for one in corrections:
        (target,) = targets([one])
        if target not in known and target not in withdrawn:
            raise one.fault(
                f"there is no document {target}: correct the id, build with the file that has the "
                "page, or remove the row"
            )


def correct_page(page: Page, corrections: Sequence[Correction]) -> Page:
    """The page with the corrected values. CorrectionFault where a value is not the one in `old`."""
    facts = page.facts
    if facts is None:
        return page
    told: dict[str, Any] = {}
    spoken: dict[str, dict[str, Any]] = {}
    quotes = {quote.quote_id: quote for quote in page.quotes}
    for one in corrections:
        if one.table == "documents":
            _check_guard(one, getattr(facts, one.field), page)
            told[one.field] = one.new
            continue
        if one.row not in quotes:
            raise one.fault(
                f"the document at {page.document.uri} has no quote {one.row} now: look at its "
                "quotes and correct the id, or remove the row"
            )
        _check_guard(one, getattr(quotes[one.row], one.field), page)
        spoken.setdefault(one.row, {})[one.field] = one.new
    return replace(
        page,
        facts=correct_facts(facts, told),
        quotes=tuple(correct_quote(one, spoken.get(one.quote_id, {})) for one in page.quotes),
    )


def _check_guard(one: Correction, value: Any, page: Page) -> None:
    found = list(value) if isinstance(value, tuple) else value
    if found != one.old:
        raise one.fault(
            f"{one.row} at {page.document.uri} has {_show(found)} and not {_show(one.old)}, which the "
            "row corrects: look at the page, then correct `old` or remove the row"
        )


def _show(value: Any) -> str:
    if value in (None, []):
        return "nothing"
    return ";".join(value) if isinstance(value, list) else str(value)
