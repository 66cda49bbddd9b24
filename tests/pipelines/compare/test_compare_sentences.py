"""Where the sentences of a quote begin and end.

`sentences.csv` has texts with `|` where one is cut; `⏎` stands for a line break, `⇥` for a tab,
`⍽` for a no-break space, `␣` for a blank at an end.
"""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.compare.sentences import split_sentences
from pipelines.compare.stage import abbreviations
from pipelines.references import References

CASES = Path(__file__).parent / "cases" / "sentences.csv"
SIGNS = str.maketrans({"⏎": "\n", "⇥": "\t", "⍽": "\u00a0", "␣": " "})
PIECES = [
    *("We sail.", "they stay", "Mr.", "J.", "U.S.", "25.", "Who?", "No!", "…", "...", "“Go.”"),
    *(
        " ",
        "\n\n",
        "\t",
        "(",
        ")",
        "—",
        "。",
        "！",
        "船が出る。",
        "שלום.",
        "\0",
        "\ud800",
        "'",
        '"',
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14).flatmap(
    lambda pieces: st.sampled_from(["", " ", "\n"]).map(lambda joint: joint.join(pieces))
)
COUNT = 100_000


@pytest.fixture(scope="module")
def shortened(references: References) -> frozenset[str]:
    return abbreviations(references)


def read_cases() -> list[pytest.param]:
    with CASES.open(encoding="utf-8", newline="") as rows:
        return [
            pytest.param(row["text"].translate(SIGNS), id=row["id"]) for row in csv.DictReader(rows)
        ]


@pytest.mark.parametrize("marked", read_cases())
def test_sentences_of_a_text(shortened: frozenset[str], marked: str) -> None:
    pieces = [piece.strip() for piece in marked.split("|")]
    joint = "" if any(sign in marked for sign in "。！？") else " "
    text = joint.join(marked.split("|"))
    found = [text[start:end] for start, end in split_sentences(text, shortened)]
    assert found == [piece for piece in pieces if piece]


@given(TEXTS)
def test_spans_are_in_order_and_cover_all_but_blanks(shortened: frozenset[str], text: str) -> None:
    spans = list(split_sentences(text, shortened))
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    for before, after in zip(ends, starts, strict=True):
        assert before <= after
        assert not text[before:after].strip()
    for start, end in spans:
        assert start < end
        assert text[start:end] == text[start:end].strip()


@given(TEXTS)
def test_a_sentence_alone_is_cut_no_further_by_blanks_around(
    shortened: frozenset[str], text: str
) -> None:
    here = [text[start:end] for start, end in split_sentences(text, shortened)]
    padded = f"\n {text}\t "
    there = [padded[start:end] for start, end in split_sentences(padded, shortened)]
    assert "".join("".join(there).split()) == "".join("".join(here).split())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("." * COUNT, 1),
        ("?!" * COUNT, 1),
        ("." * COUNT + "'" * COUNT, 1),
        (".'" * COUNT, 1),
        ("。" * COUNT, 1),
        (" " * COUNT, 0),
        ("x" * COUNT, 1),
        ("x." * COUNT, 1),
        ("\0" * COUNT, 1),
        ("\ud800" * COUNT, 1),
        ("a" + "\u0301" * COUNT, 1),
        ("Ship. " * COUNT, COUNT),
        (". " * COUNT, COUNT),
    ],
    ids=[
        *("stops", "marks", "stops-then-quotes", "stops-and-quotes", "cjk-stops", "blanks"),
        *("letters", "letters-and-stops", "nuls", "surrogates", "accents", "words", "bare-stops"),
    ],
)
def test_hostile_texts_come_to_an_end(shortened: frozenset[str], text: str, count: int) -> None:
    assert sum(1 for _ in split_sentences(text, shortened)) == count
