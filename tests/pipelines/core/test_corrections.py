"""Corrections are read with care, and change what they are of and what goes with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from pipelines.corrections import (
    check_known,
    correct_page,
    digest_corrections,
    of_document,
    read_corrections,
)
from pipelines.document import Facts, Page, Quote
from pipelines.errors import CorrectionFault
from pipelines.references import References
from tests.pipelines.core.test_stages_and_adapter import document

COLUMNS = ("table", "action", "row", "field", "old", "new", "reason", "reported_on")
WHY = ("seen on the page", "2025-01-31")
PAGE = Page(
    document("a"),
    facts=Facts(
        body="b",
        word_count=1,
        title="Old",
        title_method="heading",
        title_start=0,
        title_end=3,
        bylines=("Ada Birk",),
        byline_method="byline",
        published_on=date(2024, 5, 3),
        published_at=datetime(2024, 5, 3, 10),
        published_precision="minute",
        published_method="stamp",
    ),
)
DOC = PAGE.document.doc_id
QUOTE = Quote(
    *(f"{DOC}-q5", f"{DOC}-s5", 1, 5, 8, "yes", "direct", "pronoun", 0.5),
    speaker_name="Ines Varga",
    speaker_text="she",
    speaker_start=20,
    speaker_end=23,
)
PAGE = replace(PAGE, quotes=(QUOTE,))


def rows(*given: tuple[str, ...]) -> References:
    """References with these corrections: table, action, row, field, old, new, reason, day."""
    filled = ((*row, *WHY)[: len(COLUMNS)] for row in given)
    return References(
        {"corrections": tuple(dict(zip(COLUMNS, row, strict=True)) for row in filled)}, {}
    )


def corrected(table: str, field: str, old: str, new: str) -> Page:
    """The page with one correction."""
    row = f"{DOC}-q5" if table == "quotes" else "a"
    return correct_page(PAGE, read_corrections(rows((table, "set", row, field, old, new))))


@pytest.mark.parametrize(
    ("field", "old", "new", "expected"),
    [
        (
            *("title", "Old", "New"),
            {"title": "New", "title_method": "corrected", "title_start": None, "title_end": None},
        ),
        ("title", "Old", "", {"title": None, "title_method": None, "title_start": None}),
        ("bylines", "Ada Birk", "", {"bylines": (), "byline_method": None}),
        ("bylines", "Ada Birk", "Ada Birk;Bo Ek", {"bylines": ("Ada Birk", "Bo Ek")}),
        (
            *("published_on", "2024-05-03", "2024-05-04"),
            {
                "published_on": date(2024, 5, 4),
                "published_at": None,
                "published_precision": "day",
                "published_method": "corrected",
            },
        ),
        ("language", "", "de", {"language": "de", "title_method": "heading"}),
    ],
)
def test_facts(field: str, old: str, new: str, expected: dict[str, Any]) -> None:
    facts = corrected("documents", field, old, new).facts
    assert {name: getattr(facts, name) for name in expected} == expected


def test_another_speaker_is_not_proved_by_the_words_for_the_first() -> None:
    (quote,) = corrected("quotes", "speaker_name", "Ines Varga", "Orla Penn").quotes
    assert (quote.speaker_name, quote.attribution) == ("Orla Penn", "corrected")
    assert (quote.speaker_text, quote.speaker_start, quote.speaker_end) == (None, None, None)
    (quote,) = corrected("quotes", "speaker_name", "Ines Varga", "").quotes
    assert (quote.speaker_name, quote.speaker_text, quote.attribution) == (None, "she", "pronoun")
    (quote,) = corrected("quotes", "said_on", "", "2024-05-01").quotes
    assert (quote.said_on, quote.speaker_text) == (date(2024, 5, 1), "she")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("pages", "set", "a", "title", "x", "y"), "line 2: table is 'pages'"),
        (("documents", "merge", "a", "title", "x", "y"), "line 2: action is 'merge': write set"),
        (("documents", "set", "", "title", "x", "y"), "line 2: row is empty"),
        (("documents", "set", "a", "raw_text", "x", "y"), "one can correct language, title"),
        (("quotes", "set", "a", "char_start", "1", "2"), "one can correct speaker_name"),
        (("documents", "set", "a", "published_on", "", "May 3"), "published_on: Invalid isoformat"),
        (("documents", "set", "a", "title", "x", "x"), "old and new are the same"),
        (("quotes", "set", "a", "speaker_kind", "", "robot"), "new is 'robot': speaker_kind is"),
        (("documents", "set", "a", "title", "x", "y", " "), "reason is empty"),
        (("documents", "set", "a", "title", "x", "y", "why", "soon"), "reported_on: Invalid"),
    ],
)
def test_a_malformed_row_is_named(row: tuple[str, ...], message: str) -> None:
    with pytest.raises(CorrectionFault, match=message):
        read_corrections(rows(row))


def test_a_field_is_corrected_once() -> None:
    row = ("documents", "set", "a", "title", "x", "y")
    with pytest.raises(CorrectionFault, match=r"line 3: .*line 2 corrects it already"):
        read_corrections(rows(row, row))


def test_a_guard_that_does_not_hold_tells_what_was_found() -> None:
    with pytest.raises(CorrectionFault, match="a at a has Old and not Older, which the row"):
        corrected("documents", "title", "Older", "New")
    with pytest.raises(CorrectionFault, match=r"has Ada Birk and not nothing"):
        corrected("documents", "bylines", "", "Bo Ek")
    missing = read_corrections(rows(("quotes", "set", f"{DOC}-q9", "via", "", "x")))
    with pytest.raises(CorrectionFault, match="has no quote"):
        correct_page(PAGE, missing)


def test_a_document_has_corrections_by_id_by_uri_and_by_its_quotes() -> None:
    found = read_corrections(
        rows(
            ("documents", "set", "a", "title", "Old", "New"),
            ("documents", "set", DOC, "language", "", "de"),
            ("quotes", "set", f"{DOC}-q5", "via", "", "x"),
            ("documents", "set", "b", "title", "Old", "New"),
            ("speakers", "merge", "A B", "", "", "C D"),
        )
    )
    assert [one.line for one in of_document(found, DOC, "a")] == [2, 3, 4]
    assert digest_corrections(found[:2]) == digest_corrections(found[1::-1])
    assert digest_corrections(found[:2]) != digest_corrections(found[:3])
    assert digest_corrections(()) is None
    check_known(found, {"a", DOC}, {"b"})
    with pytest.raises(CorrectionFault, match=r"line 5: .*there is no document b"):
        check_known(found, {"a", DOC}, ())
