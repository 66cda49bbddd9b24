"""What the line classifiers learn from: labels by alignment, weights by words, folds by site."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.training.gold_lines import read_further, read_gold
from benchmarks.training.report import write_report

BODY = "The harbour board voted on Tuesday to reopen the pier.\nWork begins in May, it said."
FURNITURE = ("Home News Sport", "Sign up for our newsletter today", "© 2021 Harbour Post")
PAGE = "\n\n".join([FURNITURE[0], *BODY.split("\n"), *FURNITURE[1:]])
HTML = "".join(f"<p>{line}</p>" for line in PAGE.split("\n\n"))


@pytest.fixture
def gold(tmp_path: Path) -> dict[str, Path]:
    shared = {"page": "a", "site": "a.test", "lang": "en", "gold_body": BODY}
    records = {
        "text": [shared | {"id": f"a:{kind}", "flattener": kind, "text": PAGE} for kind in "xy"],
        "html": [shared | {"id": "a", "html": f"<html><body>{HTML}</body></html>"}],
    }
    paths = {}
    for kind, rows in records.items():
        paths[kind] = tmp_path / f"{kind}.jsonl.gz"
        with gzip.open(paths[kind], "wt", encoding="utf-8") as stream:
            stream.writelines(json.dumps(row) + "\n" for row in rows)
    return paths


@pytest.mark.parametrize("kind", ["text", "html"])
def test_lines_of_the_article_are_true(gold: dict[str, Path], kind: str) -> None:
    for page in read_gold(gold[kind]):
        told = {line.text: truth for line, truth in zip(page.page.lines, page.truth, strict=True)}
        assert told == dict.fromkeys(BODY.split("\n"), True) | dict.fromkeys(FURNITURE, False)
        assert page.is_scored
        assert page.page.is_marked == (kind == "html")


def test_longer_lines_weigh_more_and_sites_stay_together(gold: dict[str, Path]) -> None:
    pages = read_gold(gold["text"]) + read_gold(gold["html"])
    assert len({page.fold for page in pages}) == 1
    for page in pages:
        words = [line.words for line in page.page.lines]
        assert np.argmax(page.weights) == np.argmax(words)


def test_what_is_learned_besides_is_not_scored(gold: dict[str, Path]) -> None:
    rendered, bare = read_further(gold["text"], gold["html"])
    assert not rendered.is_scored
    assert not bare.is_scored
    assert not rendered.page.is_marked
    assert bare.truth.all()
    assert not rendered.truth.all()


def test_the_report_tells_the_figures(
    gold: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.training.report.FOLDER", tmp_path)
    folder = tmp_path / "text"
    folder.mkdir()
    (folder / "score_text.py").write_text(SCORER, encoding="utf-8")
    pages = read_gold(gold["text"])
    scores = np.concatenate([page.truth.astype(float) for page in pages])
    trees = {"features": ["words"], "trees": [{"questions": [[0, 1.0]]}]}
    write_report(
        "sample",
        folder / "dev.jsonl.gz",
        pages,
        {"first": scores, "both": scores},
        {"first": trees, "second": trees},
    )
    report = (tmp_path / "sample.md").read_text("utf-8")
    assert "| both | x | 1.000 |" in report
    assert "- words: 1" in report


SCORER = """
def score_one(gold, body):
    return float(body.split() == gold["gold_body"].split())

def aggregate(rows, rounds):
    return {"F1": sum(rows) / len(rows)}
"""
