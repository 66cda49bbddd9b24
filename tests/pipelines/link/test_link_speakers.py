"""Which quotes are one speaker's, and what the tables tell."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipelines.errors import ReferenceFault
from pipelines.link.folding import fold_name
from pipelines.link.speakers import link_speakers
from pipelines.references import References
from schemas.vocabularies import SPEAKER_LINKS

Make = Callable[..., pa.Table]
Quote = dict[str, Any]
COLUMNS = ("table", "action", "row", "new", "field", "old")
PEOPLE = Path(__file__).parent / "cases" / "speakers.csv"


def corrected(*rows: tuple[str, ...]) -> References:
    """References with invented corrections alone."""
    table = tuple(
        dict(zip(COLUMNS, (*row, *[""] * len(COLUMNS))[: len(COLUMNS)], strict=True))
        | {"reason": "invented", "reported_on": "2026-01-05"}
        for row in rows
    )
    return References({"corrections": table}, {})


def linked(quotes: pa.Table, *rows: tuple[str, ...]) -> list[tuple[str | None, str | None]]:
    """The name of each quote's speaker and the link, by quote_id."""
    speakers, links = link_speakers(quotes, corrected(*rows))
    names = {row["speaker_id"]: row["name"] for row in speakers.to_pylist()}
    found = {row["quote_id"]: row for row in links.to_pylist()}
    return [
        (names[found[one]["speaker_id"]], found[one]["speaker_link"])
        if one in found
        else (None, None)
        for one in quotes.column("quote_id").to_pylist()
    ]


def groups(quotes: pa.Table, *rows: tuple[str, ...]) -> list[list[int]]:
    """The places of the quotes of each speaker."""
    found: dict[str, list[int]] = {}
    for row in link_speakers(quotes, corrected(*rows))[1].to_pylist():
        found.setdefault(row["speaker_id"], []).append(int(row["quote_id"][1:]))
    return sorted(found.values())


def named(name: str | None, doc_id: str, **told: Any) -> Quote:
    """A person's quote."""
    kind = "person" if name else None
    return {"speaker_name": name, "doc_id": doc_id, "speaker_kind": kind} | told


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


def test_row_of_a_speaker(quotes: Make, june: Callable[[int], date]) -> None:
    table = quotes(
        {"doc_id": "a", "speaker_name": "Ana Pérez", "speaker_role": "the mayor"},
        named("Ana Perez", "b", speaker_role="mayor", published_on=june(3)),
        named("Ana Perez", "b", speaker_affiliation="Port City", published_on=june(3)),
        named("Ana Pérez", "c", speaker_role="Mayor", published_on=june(2)),
        named("Ana Pérez", "c", speaker_role="mayor", kind="indirect", published_on=june(2)),
        named("Ana Pérez", "c", speaker_role="candidate", published_on=june(2)),
        {"doc_id": "c", "speaker_name": None},
        {"doc_id": "c", "speaker_name": "?!"},
    )
    speakers, links = link_speakers(table, corrected())
    [row] = speakers.to_pylist()
    speaker_id = row.pop("speaker_id")
    assert row == {
        "name": "Ana Pérez",
        "kind": "person",
        "aliases": ["Ana Perez"],
        "roles": [
            {"text": "mayor", "document_count": 3},
            {"text": "candidate", "document_count": 1},
        ],
        "affiliations": [{"text": "Port City", "document_count": 1}],
        "document_count": 3,
        "quote_count": 5,
        "report_count": 1,
        "first_published_on": june(2),
        "last_published_on": june(3),
    }
    assert links.to_pylist() == [
        {
            "quote_id": f"q{no}",
            "speaker_id": speaker_id,
            "speaker_link": "name",
            "speaker_inferred_name": None,
        }
        for no in range(6)
    ]


MILLER, BARE = named("Matthew Miller", "a"), named("Miller", "b")
SAID, STORY = {"utterance_ids": ["ut-1"]}, {"story_id": "st-1"}
OFFICE = {"speaker_role": "spokesman", "speaker_affiliation": "State Department"}
OTHER_MILLER = named("Greta Miller", "c")


@pytest.mark.parametrize(
    ("rows", "links"),
    [
        ([MILLER, BARE], {1: ("Miller", "name")}),
        ([MILLER, BARE | {"doc_id": "a"}], {1: ("Matthew Miller", "story")}),
        ([MILLER | STORY, BARE | STORY], {1: ("Matthew Miller", "story")}),
        ([MILLER | SAID, BARE | SAID], {1: ("Matthew Miller", "utterance")}),
        ([MILLER | OFFICE, BARE | OFFICE], {1: ("Matthew Miller", "role")}),
        ([MILLER | STORY, BARE | STORY, OTHER_MILLER | STORY], {1: ("Miller", "name")}),
        (
            [MILLER | STORY, BARE | STORY | SAID, OTHER_MILLER | STORY | SAID],
            {1: ("Greta Miller", "utterance")},
        ),
        ([MILLER | OFFICE, BARE | OFFICE, OTHER_MILLER | OFFICE], {1: ("Miller", "name")}),
        ([MILLER | SAID, named(None, "b") | SAID], {1: ("Matthew Miller", "utterance")}),
        (
            [MILLER | SAID, named(None, "b") | SAID, named("Ole Lund", "c") | SAID],
            {1: (None, None)},
        ),
        ([MILLER, named(None, "b") | SAID], {1: (None, None)}),
    ],
)
def test_pages_without_the_full_name(
    quotes: Make, rows: list[Quote], links: Mapping[int, tuple[str | None, str | None]]
) -> None:
    table = quotes(*rows)
    found = linked(table)
    assert {no: found[no] for no in links} == links
    inferred = {
        row["quote_id"]: row["speaker_inferred_name"]
        for row in link_speakers(table, corrected())[1].to_pylist()
    }
    for no, (name, link) in links.items():
        assert inferred.get(f"q{no}") == (name if link != "name" else None)


@pytest.mark.parametrize(
    ("rows", "together"),
    [
        ([named("Joe Marlow", "a"), named("Joseph Marlow", "b")], False),
        ([named("Joe Marlow", "a") | STORY, named("Joseph Marlow", "b") | STORY], True),
        ([named("Joe Marlow", "a") | OFFICE, named("Joseph Marlow", "b") | OFFICE], True),
        ([named("Lena Marlow", "a") | OFFICE, named("Joseph Marlow", "b") | OFFICE], False),
        ([named("Joe Marlowe", "a") | SAID, named("Joe Marlow", "b") | SAID], True),
        ([named("Joe Marlowe", "a") | STORY, named("Joe Marlow", "b") | STORY], False),
        ([named("Joe Marrlow", "a") | SAID, named("Joe Marlow", "b") | SAID], True),
        ([named("Marlow", "a"), named("Marlow", "b")], False),
        ([named("Marlow", "a") | STORY, named("Marlow", "b") | STORY], True),
        ([named("Marlow", "a") | OFFICE, named("Marlow", "b") | OFFICE], True),
        (
            [
                named("Hamas", "a", speaker_kind="group"),
                named("Hamas", "b", speaker_kind="organisation"),
            ],
            True,
        ),
        (
            [
                named("The Kremlin", "a", speaker_kind="organisation"),
                named("Kremlin", "b", speaker_kind=None),
            ],
            True,
        ),
        (
            [
                named("Kremlin", "a", speaker_kind="organisation"),
                named("Kremlin", "b", speaker_kind=None),
            ],
            True,
        ),
        ([named("Ana Lund", "a"), named("Ana Lund", "b", speaker_kind="organisation")], False),
        (
            [
                named("NSB", "a", speaker_kind="organisation") | STORY,
                named("Northern Shipping Board", "b", speaker_kind="organisation") | STORY,
            ],
            True,
        ),
    ],
)
def test_who_is_one_speaker(quotes: Make, rows: list[Quote], together: bool) -> None:
    assert groups(quotes(*rows)) == ([[0, 1]] if together else [[0], [1]])


def said(name: str | None, doc_id: str, *utterances: str, **told: Any) -> Quote:
    """A person's quote of these utterances."""
    return named(name, doc_id, utterance_ids=list(utterances), **told)


SPOKESMAN = {"speaker_role": "the spokesman", "speaker_affiliation": "Harbour Board"}
NALLE = [said("Nalle Lindholm", "a", "u1"), said("Nalle Lindholm", "b", "u2")]
GUNNAR = [said("Gunnar Lindholm", doc, *("u1", "u2")) for doc in "cde"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([*NALLE, *GUNNAR], [[0, 1, 2, 3, 4]], id="the-same-words-twice"),
        pytest.param([NALLE[0], *GUNNAR], [[0], [1, 2, 3]], id="once"),
        pytest.param(
            [row | STORY for row in (*NALLE, *GUNNAR)], [[0, 1], [2, 3, 4]], id="in-one-story"
        ),
        pytest.param(
            [*NALLE, *GUNNAR, said("Nalle Lindholm", "c")], [[0, 1, 5], [2, 3, 4]], id="on-one-page"
        ),
        pytest.param(
            [
                *NALLE,
                *GUNNAR,
                *(said("Nalle Lindholm", doc, "u3", "u4", "u5") for doc in "fg"),
                *(said("Gunnar Lindholm", doc, "u6") for doc in "hi"),
            ],
            [[0, 1, 5, 6], [2, 3, 4, 7, 8]],
            id="words-of-his-own",
        ),
        pytest.param(
            [said("Jennifer Lund", "a", "u1", "u2")]
            + [said("Katherine Lund", doc, "u1", "u2") for doc in "bc"],
            [[0], [1, 2]],
            id="given-names-of-two",
        ),
        pytest.param(
            [said("Ole Varga", "a", "u1", "u2"), *GUNNAR], [[0], [1, 2, 3]], id="no-word-shared"
        ),
        pytest.param(
            [*NALLE, *GUNNAR, *(said("Gunnar Lindholm", doc, "u3") for doc in "fg")]
            + [said("Moncho Lindholm", doc, "u3", "u4") for doc in "hi"]
            + [said("Sven Lindholm", doc, "u4", "u5", "u6") for doc in "jklm"]
            + [said("Moncho Lindholm", "n", "u5")],
            [[0, 1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12, 13]],
            id="to-whom-most-words-are-given",
        ),
    ],
)
def test_unlike_names_whom_pages_give_the_same_words(
    quotes: Make, rows: list[Quote], expected: list[list[int]]
) -> None:
    for some in (rows, rows[::-1]):
        order = [rows.index(row) for row in some]
        found = groups(quotes(*some))
        assert sorted(sorted(order[no] for no in one) for one in found) == expected


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        pytest.param(
            [
                said("Ana Lund", "a", "u1"),
                said("Ana Lund", "b", "u1"),
                said("Ole Varga", "c", "u1"),
            ],
            "Ana Lund",
            id="two-in-three-pages",
        ),
        pytest.param(
            [
                said("Ana Lund", "a", "u1"),
                said("Ana Lund", "a", "u1"),
                said("Ole Varga", "c", "u1"),
            ],
            None,
            id="a-page-counts-once",
        ),
        pytest.param(
            [said("Ana Lund", "a", "u2"), said(None, "z", "u2", **SPOKESMAN)],
            None,
            id="other-words-of-the-source",
        ),
    ],
)
def test_who_is_heard_where_the_page_names_nobody(
    quotes: Make, rows: list[Quote], name: str | None
) -> None:
    asked = said(None, "z", "u1", **SPOKESMAN)
    assert linked(quotes(*rows, asked))[-1] == (name, "utterance" if name else None)


def test_two_bodies_of_one_acronym_stay_two(quotes: Make) -> None:
    rows = [
        named(name, doc_id, speaker_kind="organisation", story_id=story)
        for name, doc_id, story in (
            ("Northern Shipping Board", "a", "st-1"),
            ("NSB", "b", "st-1"),
            ("NSB", "c", "st-2"),
            ("Nordic Savings Bank", "d", "st-2"),
        )
    ]
    found = {frozenset(group) for group in groups(quotes(*rows))}
    assert not any({0, 3} <= group for group in found)


def test_an_initial_is_nobody_where_two_fit(quotes: Make) -> None:
    table = quotes(
        named("John Marlow", "a") | STORY,
        named("J. Marlow", "b") | STORY,
        named("Jane Marlow", "c"),
        named("J. Marlow", "d"),
    )
    assert groups(table) == [[0, 1], [2], [3]]


@pytest.mark.parametrize(
    ("short", "is_one"),
    [("R. Melham", True), ("B. Melham", True), ("T. Melham", False), ("R. B. Melham", False)],
)
def test_an_initial_is_that_of_one_name_of_several(quotes: Make, short: str, is_one: bool) -> None:
    table = quotes(
        named("Rebecca A. Melham", "a") | OFFICE,
        named("Becky Melham", "b") | OFFICE,
        named(short, "c") | OFFICE,
    )
    assert groups(table) == ([[0, 1, 2]] if is_one else [[0, 1], [2]])


def test_a_name_without_middle_initial_chains_nobody(quotes: Make) -> None:
    table = quotes(
        named("Paul W. Reed", "a"), named("Paul H. W. Reed", "b"), named("Paul Reed", "c")
    )
    assert groups(table) == [[0], [1], [2]]


def test_ids_stay_when_documents_come(quotes: Make, june: Callable[[int], date]) -> None:
    rows = [named("Ana Lund", "a", published_on=june(1)), named("Ana B. Lund", "b")]
    before = link_speakers(quotes(rows[0]), corrected())[0].column("speaker_id").to_pylist()
    after = link_speakers(quotes(*rows), corrected())[0].column("speaker_id").to_pylist()
    assert after == before


def test_corrections(quotes: Make) -> None:
    table = quotes(named("Lule", "a"), named("Ana Lule", "b"), named("Lule", "c", uri="x/poets"))
    merge = ("speakers", "merge", "Lule", "Ana Lule")
    assert linked(table, merge) == [
        ("Ana Lule", "correction"),
        ("Ana Lule", "name"),
        ("Ana Lule", "correction"),
    ]
    apart = ("speakers", "apart", "Lule", "Ana Lule")
    assert groups(quotes(named("Lule", "a"), named("Ana Lule", "a")), apart) == [[0], [1]]
    same = quotes(named("Ana Lule", "a"), named("Ana B. Lule", "b"))
    assert groups(same, ("speakers", "apart", "Ana Lule", "Ana B. Lule")) == [[0], [1]]
    split = ("speakers", "split", "Ana Lule", "Ana Lule (poet)", "uri", "POETS")
    told = quotes(named("Ana Lule", "a"), named("Ana Lule", "c", uri="x/poets"))
    assert groups(told, split) == [[0], [1]]
    assert [link for _, link in linked(told, split)] == ["name", "correction"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("speakers", "join", "A B", "C D")], "line 2: action is 'join': write one of"),
        ([("words", "merge", "A B", "C D")], "line 2: table is 'words'"),
        (
            [("speakers", "merge", "A B", "C D"), ("speakers", "apart", "", "C D")],
            "line 3: row or",
        ),
        ([("speakers", "merge", "A B", "a-b")], "line 2: row and new are one name"),
        ([("speakers", "split", "A B", "C D", "kind", "x")], "line 2: field is 'kind'"),
        ([("speakers", "split", "A B", "C D", "uri", "")], "line 2: old is empty"),
        (
            [("speakers", "merge", "A B", "C D"), ("speakers", "apart", "C D", "A B")],
            "line 3: .* remove one row",
        ),
        (
            [
                ("speakers", "merge", "A B", "C D"),
                ("speakers", "merge", "C D", "E F"),
                ("speakers", "apart", "A B", "E F"),
            ],
            "kept apart, but other rows merge them",
        ),
    ],
)
def test_a_malformed_correction_is_named(
    quotes: Make, rows: list[tuple[str, ...]], message: str
) -> None:
    table = quotes(*(named(name, name) for name in ("A B", "C D", "E F")))
    with pytest.raises(ReferenceFault, match=message):
        link_speakers(table, corrected(*rows))


def test_the_committed_corrections_are_read(quotes: Make, references: References) -> None:
    assert link_speakers(quotes(), references)[1].num_rows == 0


def test_an_invented_corpus(quotes: Make) -> None:
    """B-cubed F1 over quotes (Bagga and Baldwin 1998)."""
    rows = list(csv.DictReader(PEOPLE.read_text("utf-8").splitlines()))
    table = quotes(
        *(
            {key: cell or None for key, cell in row.items() if key != "speaker"}
            | {"utterance_ids": [row["utterance_id"]] if row["utterance_id"] else []}
            for row in rows
        )
    )
    found = {row["quote_id"]: row for row in link_speakers(table, corrected())[1].to_pylist()}
    assert {row["speaker_link"] for row in found.values()} <= SPEAKER_LINKS.keys()
    system = [found.get(f"q{no}", {}).get("speaker_id") or f"none{no}" for no in range(len(rows))]
    truth = [row["speaker"] for row in rows]
    pairs = list(zip(system, truth, strict=True))
    shared = [pairs.count(pair) for pair in pairs]
    precision = sum(n / system.count(s) for n, s in zip(shared, system, strict=True)) / len(rows)
    recall = sum(n / truth.count(t) for n, t in zip(shared, truth, strict=True)) / len(rows)
    assert 2 * precision * recall / (precision + recall) >= 0.97, (precision, recall)
