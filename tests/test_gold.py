"""Quality has floors: `benchmarks/floors.json` holds them; lowering one needs a reason in the commit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.linking.bcubed import encode_clusters, score_clusters
from tests.flows.commands import COMMAND, query, run

pytestmark = pytest.mark.flow
ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FLOORS: dict[str, dict[str, Any]] = json.loads((ROOT / "benchmarks" / "floors.json").read_text())


@pytest.fixture(scope="module")
def bench() -> Path:
    """The gold sets beside the checkout; without them the figures cannot be taken."""
    if not SHARED.exists() and os.environ.get("CI") != "true":
        pytest.skip("the gold sets are not at hand")
    return SHARED / "bench"


@pytest.mark.parametrize("name", FLOORS)
def test_figures_hold(bench: Path, tmp_path: Path, name: str) -> None:
    floor = FLOORS[name]
    figures = tmp_path / "figures.json"
    command = [
        sys.executable,
        bench / "evaluate.py",
        floor.get("task", name),
        bench / floor["gold"],
    ]
    command += [*floor["options"], "--cmd", f"{COMMAND} extract -", "--json", figures]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(figures.read_text())
    assert found["answered"] == found["documents"] > 0
    for figure, bound in floor["floors"].items():
        if figure.endswith("<"):
            assert found[figure[:-1]] <= bound, done.stdout
        else:
            assert found[figure] >= bound, done.stdout


@pytest.fixture(scope="module")
def seeds(bench: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of a build of the seed pages."""
    warehouse = tmp_path_factory.mktemp("seeds") / "warehouse"
    run("build", bench.parent / "seeds", "--warehouse", warehouse)
    return warehouse


def test_a_build_of_the_seeds_shows_their_quotes(seeds: Path) -> None:
    by_description = query(
        seeds, "select distinct symbol from citations where kind = 'implicit' order by symbol"
    )
    assert {"S/RES/1718 (2006)", "S/RES/2397 (2017)"} <= {row["symbol"] for row in by_description}


def test_the_speakers_of_the_seeds_are_one_each(seeds: Path) -> None:
    rows = query(
        seeds,
        """select s.name, list_sort(s.aliases) as aliases, count(distinct q.doc_id) as documents
        from speakers s join quotes q using (speaker_id)
        where s.name like '%Miller' or s.name like '%Zakharova' or s.name like '%Peskov'
            or s.name like 'Kim Yo%' group by all order by s.name""",
    )
    assert [(row["name"], row["aliases"], row["documents"]) for row in rows] == [
        ("Dmitry Peskov", [], 2),
        ("Kim Yo-jong", ["Kim Yo Jong"], 3),
        ("Maria Zakharova", [], 3),
        ("Matthew Miller", [], 4),
    ]


def test_the_utterances_of_the_seeds_are_those_of_the_gold(bench: Path, seeds: Path) -> None:
    rows = query(
        seeds,
        "select uri, char_start, char_end, utterance_id from quote_sentences join documents using (doc_id)",
    )
    true, found = [], []
    for group in json.loads((bench / "seeds" / "gold.json").read_text())["quote_groups"]:
        for member in group["members"]:
            true.append(group["id"])
            found.append(max(rows, key=lambda row, member=member: _overlap(row, member)))
    assert all(row["char_start"] < row["char_end"] for row in found)
    scores = score_clusters(
        encode_clusters(true), encode_clusters([row["utterance_id"] for row in found])
    )
    assert (scores.items, scores.f1) == (28, 1.0)


def _overlap(row: dict[str, Any], member: dict[str, Any]) -> int:
    if Path(row["uri"]).name != member["file"]:
        return 0
    return min(row["char_end"], member["end"]) - max(row["char_start"], member["start"])


def test_the_seeds_are_one_story_that_tells_a_missing_year(seeds: Path) -> None:
    [row] = query(
        seeds,
        """select count(distinct story_id) as stories, count(story_id) as documents,
            list(distinct cast(published_inferred_on as varchar)) filter (
                published_inferred_on is not null) as inferred from documents""",
    )
    assert row == {"stories": 1, "documents": 5, "inferred": ["2024-02-22"]}
