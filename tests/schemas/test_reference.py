"""The reference files keep their own rules, and every stage declares those it reads."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.lake.reference_tables import reference_tables
from flows.reference_files import FOLDER, load_references
from pipelines.document import Document, Page
from pipelines.errors import ReferenceFault
from pipelines.references import References, Row, split_list
from pipelines.stages import STAGES
from schemas import vocabularies as v

README = (FOLDER / "README.md").read_text("utf-8")
CODES_BESIDE_COUNTRIES = {"YUG", "SUN", "XKX", "HKG", "MAC"}  # former states, own codes, regions
TEXT = (
    "Harbour reopens\n\nMay 5, 2024 09:00\n\nBy Ines Varga\n\n"
    "OSLO, May 5 (AFP) -- “We are ready for the ships of UN resolution 1718,” the director, Ole Lind, "
    "said on Monday. The council banned luxury goods to North Korea in 2006.\n\n© 2024 Reuters"
)


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_every_file_is_described() -> None:
    assert [path.name for path in FOLDER.glob("*.csv") if f"`{path.name}`" not in README] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_cells_have_no_outer_blanks(path: Path, references: References) -> None:
    rows = references.rows(path.stem)
    assert rows
    assert [r for r in rows for cell in r.values() if cell != cell.strip()] == []


def test_outlets_are_many_and_told_apart(references: References) -> None:
    rows = references.rows("outlets")
    assert len(rows) >= 150
    assert repeated(row["outlet_id"] for row in rows) == []
    domains = [d for row in rows for d in (row["domain"], *split_list(row["other_domains"]))]
    assert repeated(domains) == []
    assert [d for d in domains if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", d)] == []
    assert {row["kind"] for row in rows} == set(v.OUTLET_KINDS)
    names = [n.casefold() for r in rows for n in {r["name"], *split_list(r["aliases"])}]
    assert repeated(names) == []


def test_cue_verbs_have_all_their_forms(references: References) -> None:
    rows = references.rows("cue_verbs")
    assert len(rows) >= 250
    assert repeated(row["lemma"] for row in rows) == []
    assert repeated(form for row in rows for form in split_list(row["forms"])) == []
    assert [r["lemma"] for r in rows if r["lemma"] not in split_list(r["forms"])] == []
    assert [r["lemma"] for r in rows if len(split_list(r["forms"])) < 3] == []
    assert {row["sense"] for row in rows} <= set(v.CUE_SENSES)


def test_resolutions_agree_with_their_years(references: References) -> None:
    rows = references.rows("resolutions")
    years = {
        row["year"]: range(int(row["first_number"]), int(row["last_number"]) + 1)
        for row in references.rows("unsc_years")
    }
    assert repeated(row["symbol"] for row in rows) == []
    council = [row for row in rows if row["body"] == "UNSC"]
    assert [r["symbol"] for r in council if int(r["number"]) not in years[r["year"]]] == []
    assert [
        r["symbol"] for r in council if r["symbol"] != f"S/RES/{r['number']} ({r['year']})"
    ] == []
    dated = [row for row in rows if row["adoption_date"]]
    assert [r for r in dated if date.fromisoformat(r["adoption_date"]).year != int(r["year"])] == []
    first_outside = [
        r
        for r in rows
        if not set(split_list(r["measures_first"])) <= set(split_list(r["measures"]))
    ]
    assert first_outside == []


def test_years_follow_each_other_without_a_gap(references: References) -> None:
    rows = references.rows("unsc_years")
    for before, after in itertools.pairwise(rows):
        assert int(after["year"]) == int(before["year"]) + 1
        assert int(after["first_number"]) == int(before["last_number"]) + 1


def test_countries_are_codes(references: References) -> None:
    known = {row["alpha3"] for row in references.rows("countries")} | CODES_BESIDE_COUNTRIES
    used = {row["country"] for row in references.rows("outlets")} - {""}
    for name in ("resolutions", "regimes"):
        used |= {code for row in references.rows(name) for code in split_list(row["targets"])}
    assert used - known == set()


def test_published_tables_have_their_declared_types(references: References) -> None:
    tables = reference_tables(references)
    assert {name: table.num_rows for name, table in tables.items()} == {
        name: len(references.rows(name)) for name in tables
    }


class Recording(References):
    """References that note which tables were asked for."""

    def __init__(self, real: References) -> None:
        super().__init__(real.tables, real.digests, real.models)
        object.__setattr__(self, "asked", set())

    def rows(self, name: str) -> tuple[Row, ...]:
        self.asked.add(name)  # type: ignore[attr-defined]
        return super().rows(name)

    def model(self, name: str) -> Any:
        self.asked.add(name)  # type: ignore[attr-defined]
        return super().model(name)


def test_stages_declare_the_references_they_read(references: References) -> None:
    page = Page(Document("0" * 20, "a", "a", "text/plain", "0" * 64, TEXT))
    for stage in STAGES:
        recording = Recording(references)
        (answer,) = stage.run([page], recording)
        assert isinstance(answer, Page), stage.name
        assert recording.asked <= set(stage.references), stage.name  # type: ignore[attr-defined]
        known = references.tables.keys() | references.models.keys()
        assert set(stage.references) <= known, stage.name
        page = answer


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a,b\n1\n", "line 2: needs the 2 columns"),
        (b"a,b\n1,2,3\n", "line 2: needs the 2 columns"),
        (b"\xff\n", "must be a readable UTF-8 file"),
    ],
)
def test_a_malformed_file_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "outlets.csv").write_bytes(content)
    with pytest.raises(ReferenceFault, match=rf"outlets\.csv.*{message}"):
        load_references(tmp_path)


@pytest.mark.parametrize(
    "read", [lambda r: r.rows("outlets"), lambda r: reference_tables(r)], ids=["rows", "tables"]
)
def test_a_missing_file_is_named(read: Callable[[References], object]) -> None:
    with pytest.raises(ReferenceFault, match=r"outlets\.csv is missing"):
        read(References({}, {}))
