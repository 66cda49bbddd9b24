"""Releases in a row: what has changed and why, without text, verified, refused, named as the latest."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from flows.releasing.release import Wish, explain_release, make_release
from flows.releasing.verify import check_release
from flows.settings import Warehouse
from pipelines.errors import LakeBusy, ReleaseFault, UsageError
from schemas.release import PAGE_TEXT, released_tables
from tests.flows.commands import PAGE
from tests.flows.local_build import build_locally

pytestmark = pytest.mark.flow
CANARY = "The cooper next door mends barrels of a kind that nobody else remembers"
LONG_PAGE = f"{PAGE}\n\n{CANARY}, as every child of the harbour street knows very well."
OTHER = PAGE.replace("Estrel", "Halvik").replace("a week", "a month")


@dataclass(frozen=True)
class Chain:
    """Two releases without text, of versions 1 and 2, and what a poller read meanwhile."""

    warehouse: Warehouse
    refused: str
    explained: list[str]
    polled: list[dict[str, Any]]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    warehouse = Warehouse(tmp_path_factory.mktemp("chain"))
    build_locally([{"id": "a", "text": LONG_PAGE}], warehouse.folder)
    make_release(warehouse, Wish("1.0.0", with_text=False))
    build_locally([{"id": "a", "text": LONG_PAGE}, {"id": "b", "text": OTHER}], warehouse.folder)
    explained = explain_release(warehouse, Wish("1.0.1", with_text=False))
    with pytest.raises(UsageError) as refused:
        make_release(warehouse, Wish("1.0.1", with_text=False))
    with Poller(warehouse.releases / "latest.json") as poller:
        make_release(warehouse, Wish("1.1.0", with_text=False))
    return Chain(warehouse, str(refused.value), explained, poller.seen)


class Poller:
    """Reads a file over and over in a thread of its own, as a consumer would."""

    def __init__(self, path: Path) -> None:
        self.seen: list[dict[str, Any]] = []
        self._path, self._ended = path, threading.Event()
        self._thread = threading.Thread(target=self._poll)

    def _poll(self) -> None:
        last = False
        while not last:
            last = self._ended.wait(0.002)
            self.seen.append(json.loads(self._path.read_bytes()))

    def __enter__(self) -> Poller:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()


@pytest.fixture
def copy(chain: Chain, tmp_path: Path) -> Warehouse:
    """The warehouse in another place, to damage."""
    shutil.copytree(chain.warehouse.folder, tmp_path / "copy")
    return Warehouse(tmp_path / "copy")


def read_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def test_a_poller_always_reads_a_whole_file(chain: Chain) -> None:
    names = [one["name"] for one in chain.polled]
    assert set(names) == {"1.0.0", "1.1.0"}
    assert names == sorted(names)


def test_an_understated_name_is_refused_with_the_reason_and_leaves_nothing(chain: Chain) -> None:
    assert "1.0.1 states less than has changed since 1.0.0, which is minor" in chain.refused
    assert "the least name that fits is 1.1.0" in chain.refused
    assert sorted(path.name for path in chain.warehouse.releases.iterdir()) == [
        *("1.0.0", "1.1.0", "latest.json"),
    ]


def test_the_number_is_explained(chain: Chain) -> None:
    first, *reasons, last = chain.explained
    assert first == "since 1.0.0: minor, at least 1.1.0"
    assert "  documents: rows are new (1 row)" in reasons
    assert last.startswith("refused: 1.0.1 states less")


def test_the_manifest_names_the_release_before(chain: Chain) -> None:
    folder = chain.warehouse.releases
    manifest = read_json(folder / "1.1.0" / "manifest.json")
    assert manifest["previous"]["name"] == "1.0.0"
    assert manifest["bump"]["level"] == "minor"
    assert manifest["bump"]["croissant"] in ("minor", "major")
    changes = [(one["place"], one["kind"], one["rows"]) for one in manifest["changes"]]
    assert ("documents", "rows_added", 1) in changes


def test_the_change_records_are_shipped_and_told(chain: Chain) -> None:
    folder = chain.warehouse.releases / "1.1.0"
    delta = pq.read_table(folder / "delta.parquet").to_pylist()
    documents = [row for row in delta if row["table_name"] == "documents"]
    assert ("added", "new_document") in [(row["op"], row["cause"]) for row in documents]
    assert (folder / "diff.html").read_text("utf-8").startswith("<!doctype html>")
    notes = (folder / "RELEASE_NOTES.md").read_text("utf-8")
    assert "- documents: rows are new (1 row)" in notes.split("## New data")[1].split("## ")[0]
    first = (chain.warehouse.releases / "1.0.0" / "RELEASE_NOTES.md").read_text("utf-8")
    assert "The first release" in first
    assert not (chain.warehouse.releases / "1.0.0" / "delta.parquet").exists()


def test_no_file_holds_text_of_pages(chain: Chain) -> None:
    for path in (chain.warehouse.releases / "1.1.0").iterdir():
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            left_out = PAGE_TEXT.get(path.stem, ())
            assert not set(left_out) & set(table.column_names)
            assert CANARY not in str(table.to_pylist()), path.name
        else:
            assert CANARY not in path.read_text("utf-8"), path.name


def test_digests_stand_for_every_slice(chain: Chain) -> None:
    for name, table in released_tables(with_text=False).items():
        file = chain.warehouse.releases / "1.0.0" / f"{name}.parquet"
        assert pq.read_schema(file).names == list(table.column_names)
    blocks = pq.read_table(chain.warehouse.releases / "1.0.0" / "blocks.parquet")
    assert blocks["slice_sha256"].null_count == 0
    assert blocks.num_rows > 0


@pytest.mark.parametrize(
    ("alter", "expected"),
    [
        (lambda text: text, (0, 0)),
        (lambda text: text.replace("first ships", "last  ships"), (2, 2)),
        (lambda text: text + "!", (2, 0)),
    ],
    ids=["the_text", "another_quote", "another_end"],
)
def test_holders_of_the_text_can_prove_the_release(
    chain: Chain, alter: Any, expected: tuple[int, int]
) -> None:
    """The SQL of the card, run as it stands there."""
    folder = chain.warehouse.releases / "1.1.0"
    card = (folder / "README.md").read_text("utf-8")
    block = card.split("## Prove it")[1].split("```sql\n")[1].split("```")[0]
    documents, quotes = [part.strip() for part in block.split(";") if part.strip()]
    texts = {"a": LONG_PAGE, "b": OTHER}
    with duckdb.connect() as connection:
        connection.execute("SET file_search_path = ?", [str(folder)])
        connection.execute((folder / "views.sql").read_text("utf-8"))
        connection.execute("CREATE TABLE held (uri VARCHAR, raw_text VARCHAR)")
        connection.executemany(
            "INSERT INTO held VALUES (?, ?)", [[k, alter(v)] for k, v in texts.items()]
        )
        connection.execute(
            "CREATE VIEW texts AS SELECT doc_id, raw_text FROM held JOIN documents USING (uri)"
        )
        looked_at, differ = connection.execute(documents).fetchone() or (0, 0)
        quoted, unlike = connection.execute(quotes).fetchone() or (0, 0)
    assert (looked_at, differ) == (2, expected[0])
    assert quoted >= 4
    assert (unlike > 0) == (expected[1] > 0)


@pytest.mark.parametrize("name", ["1.0.0", "1.1.0"])
def test_a_release_is_whole(chain: Chain, name: str) -> None:
    assert check_release(chain.warehouse, name)["name"] == name


def change_byte(folder: Path) -> None:
    path = folder / "1.0.0" / "quotes.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


def edit_manifest(folder: Path) -> None:
    path = folder / "1.0.0" / "manifest.json"
    path.chmod(0o644)
    path.write_text(path.read_text("utf-8").replace('"version": 1,', '"version": 7,', 1), "utf-8")


def edit_latest(folder: Path) -> None:
    latest = read_json(folder / "latest.json") | {"manifest_sha256": "0" * 64}
    (folder / "latest.json").write_text(json.dumps(latest))


def hostile_latest(folder: Path) -> None:
    latest = read_json(folder / "latest.json") | {"name": "../../etc"}
    (folder / "latest.json").write_text(json.dumps(latest))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (change_byte, "quotes.parquet has other content: its sha256 is"),
        (
            lambda f: (f / "1.0.0" / "views.sql").unlink(),
            "views.sql is missing",
        ),
        (
            lambda f: (f / "1.0.0" / "more.txt").write_text("x"),
            "more.txt is no part of the release",
        ),
        (lambda f: (f / "1.0.0" / "sub").mkdir(), "sub is no part of the release"),
        (edit_manifest, "1.0.0/manifest.json has other content than the manifest of 1.1.0 says"),
        (edit_latest, "1.1.0/manifest.json has other content than latest.json says"),
        (hostile_latest, "latest.json names '../../etc', which is no release"),
        (lambda f: (f / "latest.json").write_text("{"), "latest.json cannot be read"),
        (lambda f: (f / "latest.json").unlink(), "latest.json is missing"),
        (lambda f: shutil.rmtree(f / "1.1.0"), "latest.json names release 1.1.0, which is missing"),
        (
            lambda f: (f / "1.0.0" / "manifest.json").unlink(),
            "manifest.json cannot be read",
        ),
    ],
    ids=[
        *(
            "byte",
            "missing",
            "extra",
            "folder",
            "manifest",
            "latest",
            "hostile",
            "cut",
            "no_latest",
        ),
        *("lost", "no_manifest"),
    ],
)
def test_what_differs_is_told(copy: Warehouse, damage: Any, message: str) -> None:
    damage(copy.releases)
    with pytest.raises(ReleaseFault, match=message.replace("(", r"\(")):
        check_release(copy, "1.0.0")


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish("1.0.0"), "release 1.0.0 exists: releases never change"),
        (Wish("../1.2.0"), "is no name of a release"),
        (Wish("1.2.0", at="1"), "releases only go forward"),
        (Wish("1.2.0", at="99"), "there is no version 99"),
    ],
)
def test_wishes_that_cannot_be(chain: Chain, wish: Wish, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        make_release(chain.warehouse, wish)


def test_a_release_that_does_not_exist(chain: Chain) -> None:
    with pytest.raises(UsageError, match=r"there is no release 3.0.0 in .*: 1.0.0, 1.1.0"):
        check_release(chain.warehouse, "3.0.0")


def test_only_one_command_writes_releases(chain: Chain) -> None:
    from flows.lake.locks import hold_releases

    with hold_releases(chain.warehouse), pytest.raises(LakeBusy, match="writing a release"):
        make_release(chain.warehouse, Wish("1.2.0"))
