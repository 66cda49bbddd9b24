"""Which names are one speaker's, and what the table tells of him."""

from collections.abc import Callable

import pyarrow as pa
import pytest

from pipelines.document import short_hash
from pipelines.link.folding import fold_name
from pipelines.link.speakers import link_speakers

Make = Callable[..., pa.Table]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Ana-Lucía Pérez", "ANA LUCIA PEREZ", True),
        ("Seán O’Dowd", "Sean O'Dowd", True),
        ("J. K. Ode", "J K Ode", True),
        ("Ørn Åse", "Orn Ase", False),
        ("Ana Pérez", "Ana Peres", False),
    ],
    ids=["diacritics", "apostrophe", "initials", "other_letter", "other_name"],
)
def test_fold_name(one: str, other: str, is_same: bool) -> None:
    assert (fold_name(one) == fold_name(other)) is is_same


def test_row_of_a_speaker(quotes: Make) -> None:
    table = quotes(
        {"doc_id": "a", "speaker_name": "Ana Pérez", "speaker_role": "mayor"},
        {"doc_id": "b", "speaker_name": "Ana Perez", "speaker_kind": "person"},
        {"doc_id": "b", "speaker_name": "Ana Perez", "speaker_affiliation": "Port City"},
        {
            "doc_id": "c",
            "speaker_name": "Ana Pérez",
            "speaker_role": "candidate",
            "kind": "indirect",
        },
        {"doc_id": "c", "speaker_name": None},
        {"doc_id": "c", "speaker_name": "?!"},
    )
    speakers, links = link_speakers(table)
    speaker_id = "sp-" + short_hash("ana perez", digits=16)
    assert speakers.to_pylist() == [
        {
            "speaker_id": speaker_id,
            "name": "Ana Pérez",
            "kind": "person",
            "aliases": ["Ana Perez"],
            "roles": ["candidate", "mayor"],
            "affiliations": ["Port City"],
            "document_count": 3,
            "quote_count": 3,
            "report_count": 1,
        }
    ]
    assert links.column("quote_id").to_pylist() == ["q0", "q1", "q2", "q3"]
    assert set(links.column("speaker_id").to_pylist()) == {speaker_id}


def test_ties_go_to_the_first_in_the_alphabet(quotes: Make) -> None:
    table = quotes({"speaker_name": "Bo-Li"}, {"speaker_name": "BO LI", "doc_id": "e"})
    [row] = link_speakers(table)[0].to_pylist()
    assert (row["name"], row["aliases"], row["kind"]) == ("BO LI", ["Bo-Li"], None)
