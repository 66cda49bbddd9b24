"""Which sentences of one speaker on two pages are one that was said once, by what differs.

`likeness.csv` has invented pairs by kind of change, `not_yet.csv` those still decided wrongly, and
why. The pages are a day apart and on one event.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.pipelines.link.conftest import Sayings

CASES = Path(__file__).parent / "cases"
DAY, NEXT = date(2031, 5, 4), date(2031, 5, 5)


def read_cases() -> list[pytest.param]:
    """All pairs; those not yet right are expected to fail."""
    cases = []
    for name in ("likeness.csv", "not_yet.csv"):
        with (CASES / name).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                why = row.get("why")
                marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
                wanted = row["is_one"] == "yes"
                case = f"{row['kind']}: {row['name']}"
                cases.append(pytest.param(row["one"], row["other"], wanted, id=case, marks=marks))
    return cases


@pytest.mark.parametrize(("one", "other", "is_one"), read_cases())
def test_pair(sayings: Sayings, one: str, other: str, is_one: bool) -> None:
    said = [("Ines Varga", one, DAY, "a"), ("Ines Varga", other, NEXT, "b")]
    swapped = [("Ines Varga", other, DAY, "a"), ("Ines Varga", one, NEXT, "b")]
    for some in (said, said[::-1], swapped):
        found = sayings.link(*some)["utterance_id"].to_pylist()
        assert (len(set(found)) == 1) is is_one
