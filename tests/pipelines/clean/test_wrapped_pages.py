"""A page that was wrapped at a width tells the same as one that was not, the whole way."""

from pipelines.document import Document, Page
from pipelines.references import References
from pipelines.stage import run_stages
from pipelines.stages import STAGES

PARAGRAPHS = (
    "The harbour board voted on Tuesday to reopen the old ferry pier, which closed on March 5, 2011.",
    "“We have waited ten years for this day, and there were winters when nobody believed in it any "
    "more,” said Marta Ellingsen, who chairs the board and owns the kiosk by the water.",
    "The island had asked for help under Security Council resolution 1718 of 2006, which lists the "
    "goods that boats of that size may not carry, and was told to wait for another year.",
    "Work on the outer wall begins in May, the board said, and the first boats should call before "
    "the autumn, unless the builders find that the piles have to be pulled out one by one.",
)


def wrap(text: str, width: int) -> str:
    rows, row = [], ""
    for word in text.split():
        if row and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    return "\n".join((*rows, row))


def read(text: str, references: References) -> Page:
    document = Document("0" * 20, "page", "-", "text/plain", "0" * 64, text)
    (page,) = run_stages(STAGES, [document], references)
    assert isinstance(page, Page)
    return page


def told(page: Page) -> list[object]:
    raw_text = page.document.raw_text
    rows = [
        *((row, row.quote_text, row.speaker_name, row.speaker_role) for row in page.quotes),
        *((row, row.citation_text, row.symbol) for row in page.citations),
        *((row, row.date_text, row.resolved_from) for row in page.date_mentions),
    ]
    for row, text, *_ in rows:
        assert raw_text[row.char_start : row.char_end] == text
    facts = page.facts
    assert facts is not None
    return [facts.body, *((" ".join(text.split()), *rest) for _, text, *rest in rows)]


def test_wrapped_and_not_wrapped_tell_the_same(references: References) -> None:
    plain = read("\n\n".join(PARAGRAPHS), references)
    want = told(plain)
    assert [(row.kind, row.speaker_text) for row in plain.quotes] == [
        ("direct", "Marta Ellingsen"),
        ("indirect", "the board"),
    ]
    assert [row.symbol for row in plain.citations] == ["S/RES/1718 (2006)"]
    for width in (52, 60, 64, 70, 76):
        page = read("\n\n".join(wrap(text, width) for text in PARAGRAPHS), references)
        assert told(page) == want
