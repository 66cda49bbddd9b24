"""The table of furniture phrases is well formed."""

from pipelines.references import References
from schemas.vocabularies import BLOCK_LABELS


def test_rows(references: References) -> None:
    rows = references.rows("furniture_phrases")
    for row in rows:
        assert row["place"] in {"line", "start", "inside", "cut"}, row
        assert row["label"] in BLOCK_LABELS, row
        assert row["closes_article"] in {"yes", "no"}, row
        assert row["phrase"] == " ".join(row["phrase"].lower().split()), row
    keys = [(row["phrase"], row["place"]) for row in rows]
    assert len(keys) == len(set(keys))


def test_order(references: References) -> None:
    keys = [
        (row["language"], row["label"], row["place"], row["phrase"])
        for row in references.rows("furniture_phrases")
    ]
    assert keys == sorted(keys)
