"""Downstream: every reader loads a release by its path, and the analyst's guide runs as it stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import fastparquet
import pandas
import polars
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from flows.releasing.release import Wish, make_release
from flows.settings import Warehouse
from schemas.tables import TABLES
from tests.flows.local_build import build_locally

pytestmark = pytest.mark.flow
GUIDE = Path(__file__).parents[3] / "docs" / "analyst_guide.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
NEWS = (
    "Valdoria opens its grain stores\n\n“The stores are open to every family of the valley,” Marta "
    "Ellingsen said. “Nobody will be asked for papers.”\n\nThe stores had been shut since the spring."
)
Reader = Callable[[Path, list[str]], dict[str, list[Any]]]


def flat_columns(name: str) -> list[str]:
    """The columns without parts of their own, which every reader of Parquet knows."""
    return [field.name for field in TABLES[name].fields if not pa.types.is_nested(field.type)]


def with_duckdb(path: Path, columns: list[str]) -> dict[str, list[Any]]:
    shown = ", ".join(f'"{name}"' for name in columns)
    with duckdb.connect() as connection:
        rows = connection.execute(f"SELECT {shown} FROM '{path}'").fetchall()  # noqa: S608
    return dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True)) if rows else {}


def with_fastparquet(path: Path, columns: list[str]) -> dict[str, list[Any]]:
    """It stumbles over columns of integers that hold nothing but nulls: those are not asked for."""
    table = pq.read_table(path, columns=columns)
    filled = [name for name in columns if table[name].null_count < table.num_rows]
    with path.open("rb") as file:  # of a path it would leave the file open
        frame = fastparquet.ParquetFile(file).to_pandas(columns=filled)
    empty = [None] * table.num_rows
    return {name: frame[name].tolist() if name in filled else empty for name in columns}


def with_pandas(path: Path, columns: list[str]) -> dict[str, list[Any]]:
    frame = pandas.read_parquet(path, columns=columns, dtype_backend="pyarrow")
    return {name: frame[name].tolist() for name in columns}


READERS: dict[str, Reader] = {
    "duckdb": with_duckdb,
    "pandas": with_pandas,
    "polars": lambda path, columns: polars.read_parquet(path, columns=columns).to_dict(
        as_series=False
    ),
    "pyarrow.dataset": lambda path, columns: ds.dataset(path).to_table(columns=columns).to_pydict(),
    "fastparquet": with_fastparquet,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", TABLES)
def test_every_reader_loads_every_table(release: Path, name: str, reader: str) -> None:
    path, columns = release / f"{name}.parquet", flat_columns(name)
    told = pq.read_table(path, columns=columns)
    found = READERS[reader](path, columns)
    texts = [field.name for field in TABLES[name].fields if field.type == pa.string()]
    for column in texts:
        values = [None if pandas.isna(one) else one for one in found.get(column, [])]
        assert values == told[column].to_pylist(), column
    numbers = [column for column in columns if pa.types.is_integer(told.schema.field(column).type)]
    for column in numbers:
        values = [None if pandas.isna(one) else int(one) for one in found.get(column, [])]
        assert values == told[column].to_pylist(), column


@pytest.fixture(scope="module")
def checkout(sample: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample's warehouse, and a second release of a version with one page more."""
    folder = tmp_path_factory.mktemp("checkout")
    warehouse = Warehouse(folder / "warehouse")
    shutil.copytree(sample.folder, warehouse.folder)
    build_locally([{"id": "news", "text": NEWS}], warehouse.folder)
    make_release(warehouse, Wish("v1.1.0"))
    return folder


def test_the_guide_runs_block_by_block(checkout: Path) -> None:
    """In one process, as in a notebook; each block prints something, and its asserts hold."""
    assert len(BLOCKS) >= 10
    marked = [f"{block}\nprint('end of block {number}')\n" for number, block in enumerate(BLOCKS)]
    done = subprocess.run(
        [sys.executable, "-c", "".join(marked)],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONSAFEPATH": "1", "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    printed = re.split(r"end of block \d+\n", done.stdout)
    assert all(part.strip() for part in printed[:-1])
    assert len(printed) == len(BLOCKS) + 1
    assert not re.search(r"(?<!\d)0 rows", done.stdout)
