"""The year of a dateline without one, from the other pages of its story."""

from datetime import date

import pyarrow as pa
import pytest

from pipelines.link.years import infer_days
from pipelines.references import References

PAGES = pa.schema(
    [
        ("doc_id", pa.string()),
        ("language", pa.string()),
        ("published_on", pa.date32()),
        ("story_id", pa.string()),
    ]
)
DATELINES = pa.schema([("doc_id", pa.string()), ("date_text", pa.string())])


def infer(
    pages: list[tuple[str, str | None, date | None, str | None]],
    datelines: list[tuple[str, str]],
    references: References,
) -> dict[str, date]:
    documents = pa.Table.from_pylist(
        [dict(zip(PAGES.names, page, strict=True)) for page in pages], PAGES
    )
    told = pa.Table.from_pylist(
        [dict(zip(DATELINES.names, row, strict=True)) for row in datelines], DATELINES
    )
    found = infer_days(documents, told, references).to_pylist()
    return {row["doc_id"]: row["published_inferred_on"] for row in found}


@pytest.mark.parametrize(
    ("dateline", "language", "others", "day"),
    [
        ("Feb. 22", "en", [date(2031, 2, 22)], date(2031, 2, 22)),
        ("Feb. 22", "en", [date(2031, 2, 21), date(2031, 2, 24)], date(2031, 2, 22)),
        ("22 février", "fr", [date(2031, 2, 23)], date(2031, 2, 22)),
        ("Dec. 31", "en", [date(2032, 1, 1)], date(2031, 12, 31)),
        ("Jan. 1", "en", [date(2031, 12, 30)], date(2032, 1, 1)),
        ("Feb. 29", "en", [date(2032, 2, 28)], date(2032, 2, 29)),
        ("Feb. 29", "en", [date(2031, 2, 28)], None),
        ("Feb. 22", "en", [date(2031, 3, 22)], None),
        ("Feb. 22", "en", [date(2031, 2, 22), date(2031, 3, 22)], None),
        ("Feb. 22", "en", [], None),
        ("Tuesday", "en", [date(2031, 2, 22)], None),
    ],
)
def test_the_year_of_the_story(
    references: References, dateline: str, language: str, others: list[date], day: date | None
) -> None:
    pages = [("a", language, None, "st-1")]
    pages += [(f"b{n}", language, other, "st-1") for n, other in enumerate(others)]
    pages.append(("c", language, date(2031, 2, 22), "st-2"))
    assert infer(pages, [("a", dateline)], references).get("a") == day


def test_only_pages_of_stories_without_a_day_are_given_one(references: References) -> None:
    known = date(2031, 2, 22)
    pages = [
        ("dated", "en", known, "st-1"),
        ("alone", "en", None, None),
        ("silent", "en", None, "st-1"),
        ("told", None, None, "st-1"),
    ]
    datelines = [("dated", "Feb. 21"), ("alone", "Feb. 22"), ("told", "Feb. 22")]
    assert infer(pages, datelines, references) == {"told": known}
