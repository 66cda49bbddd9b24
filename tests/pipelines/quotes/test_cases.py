"""Whether each hand-made case of `cases/*.csv` gets the row that a careful reader would write.

A case asserts one quote; all persons and bodies are invented. `⏎` stands for a line break, `⍽`
for a no-break space. `quote` empty: the text has no row at all; `kind` none: just these words have
none. `name` and the other columns of OF_SPEAKER: empty means null. Any other column that is empty
is not checked, nor any with `*`. `not_yet.csv` holds what is still wrong, and why.
"""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.document import Facts, Page, Quote
from pipelines.quotes.stage import QUOTES
from pipelines.references import References

CASES = Path(__file__).parent / "cases"
SIGNS = str.maketrans({"⏎": "\n", "⍽": "\u00a0"})
OF_SPEAKER = {
    "name": "speaker_name",
    "speaker_role": "speaker_role",
    "speaker_affiliation": "speaker_affiliation",
    "medium": "medium",
    "via": "via",
}
OF_QUOTE = {
    "kind": "kind",
    "mention": "speaker_text",
    "speaker_kind": "speaker_kind",
    "attribution": "attribution",
    "cue_text": "cue_text",
    "part": "part_no",
}
Case = dict[str, str]


def read_cases() -> list[pytest.param]:
    """All cases; those not yet right are expected to fail."""
    cases = []
    for path in sorted(CASES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as rows:
            cases.extend(as_param(path.stem, row) for row in csv.DictReader(rows))
    return cases


def as_param(subject: str, row: Case) -> pytest.param:
    why = row.pop("why", None)
    marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
    row["text"] = row["text"].translate(SIGNS)
    row["mention"] = row["mention"].translate(SIGNS)
    return pytest.param(row, id=f"{subject}: {row['id']}", marks=marks)


@pytest.mark.parametrize("case", read_cases())
def test_case(read_page, references: References, case: Case) -> None:
    assert case["quote"] in case["text"]
    page: Page = read_page(case["text"])
    if language := case.get("language"):
        (page,) = QUOTES.run([replace(page, facts=Facts("", 0, language=language))], references)
    found = [quote for quote in page.quotes if quote.quote_text == case["quote"]]
    if not case["quote"]:
        assert page.quotes == ()
    elif case.get("kind") == "none":
        assert not found
    else:
        assert found, [quote.quote_text for quote in page.quotes]
        assert told(found[0], case) == expected(case)
    if reason := case.get("reason"):
        assert ";".join(row.reason for row in page.unattributed_quotes) == reason


def expected(case: Case) -> Case:
    """What the case says of its quote; an empty cell of OF_SPEAKER is kept."""
    of_speaker = {name: case[name] for name in OF_SPEAKER if case.get(name, "*") != "*"}
    return of_speaker | {
        name: case[name] for name in OF_QUOTE if case.get(name, "*") not in ("", "*")
    }


def told(quote: Quote, case: Case) -> Case:
    """The row's values of the columns that the case checks."""
    columns = OF_SPEAKER | OF_QUOTE
    values = {name: getattr(quote, columns[name]) for name in expected(case)}
    return {name: "" if value is None else str(value) for name, value in values.items()}
