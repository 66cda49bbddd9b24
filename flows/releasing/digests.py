"""Decides how digests take the place of page text in a release without it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from flows.releasing.ordered import PAGES, regroup, rows_at_once, sorted_batches
from pipelines.errors import LakeError
from schemas.field import Proof, Table
from schemas.release import text_digests
from schemas.tables import TABLES

Texts = Mapping[str, str]


class TextDigests:
    """The digests of every slice of text, made in one pass over the pages.

    Pages come in the order of doc_id, and the rows about them, in the order of their own keys, do
    so too: no text is read twice, and digests wait in files until their rows are written.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, scratch: Path) -> None:
        self._stack = ExitStack()
        self._slices = {
            name: self._stack.enter_context(closing(_Slices(connection, table, scratch)))
            for name, table in TABLES.items()
            if name != PAGES and text_digests(table)
        }

    def close(self) -> None:
        """Remove the files."""
        self._stack.close()

    def columns(self, table: Table) -> tuple[str, ...]:
        """What is to be read of a table for its released one."""
        kept = {*table.column_names, *(("raw_text",) if table.name == PAGES else ())}
        return tuple(name for name in TABLES[table.name].column_names if name in kept)

    def put_in(self, table: Table, rows: pa.Table) -> pa.Table:
        """The next rows of a table with the columns of the released one; pages first, all of them.

        LakeError when a row is about a page that is not there.
        """
        if table.name == PAGES:
            texts = dict(zip(rows["doc_id"].to_pylist(), rows["raw_text"].to_pylist(), strict=True))
            for slices in self._slices.values():
                slices.digest_pages(texts)
            found = _digest_rows(table, rows, texts)
        elif table.name in self._slices:
            found = self._slices[table.name].take(rows.num_rows)
        else:
            return rows.select(table.column_names)
        for name in found.column_names:
            rows = rows.append_column(name, found[name])
        return rows.select(table.column_names)


class _Slices:
    """The places of one table's slices in the order of its rows, and a file of their digests."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: Table, scratch: Path) -> None:
        self._table = table
        self._file = scratch / f"digests-{table.name}.arrow"
        self._cursor = connection.cursor()
        ends = (name for proof in table.proofs for name in (proof.start, proof.end))
        self._batches = sorted_batches(self._cursor, table, ("doc_id", *ends))
        self._waiting = next(self._batches, None)
        schema = pa.schema([(one.field.name, pa.string()) for one in text_digests(table)])
        self._writer = pa.ipc.new_stream(self._file, schema)
        self._groups = regroup(self._read(), rows_at_once(table.name))

    def close(self) -> None:
        """Remove the file, read or not."""
        self._groups.close()
        self._writer.close()
        self._cursor.close()
        self._file.unlink()

    def digest_pages(self, texts: Texts) -> None:
        """Write the digests of all slices of these pages, which follow those of before."""
        for rows in self._rows_until(max(texts)):
            try:
                self._writer.write_table(_digest_rows(self._table, rows, texts))
            except KeyError as error:
                raise self._without_page() from error

    def take(self, count: int) -> pa.Table:
        """The digests of the next group of rows."""
        found = next(self._groups, None)
        if found is None or found.num_rows != count:
            raise self._without_page()
        return found

    def _rows_until(self, last: str) -> Iterator[pa.Table]:
        """The rows about pages up to this one, as many as have not been given."""
        while self._waiting is not None:
            rows = self._waiting
            count = pc.sum(pc.less_equal(rows["doc_id"], last)).as_py() or 0
            yield rows.slice(0, count)
            if count < rows.num_rows:
                self._waiting = rows.slice(count)
                return
            self._waiting = next(self._batches, None)

    def _read(self) -> Iterator[pa.Table]:
        self._writer.close()
        with pa.OSFile(str(self._file)) as source, pa.ipc.open_stream(source) as batches:
            for batch in batches:
                yield pa.Table.from_batches([batch])

    def _without_page(self) -> LakeError:
        return LakeError(
            f"{self._table.name}: rows are about pages that are not there, so nothing can stand for "
            "their text: `onrecord check` tells which"
        )


def _digest_rows(table: Table, rows: pa.Table, texts: Texts) -> pa.Table:
    """A column for each digest of the table; KeyError when a row's page is not among the texts."""
    pages = [texts[doc_id] for doc_id in rows["doc_id"].to_pylist()]
    columns = {
        digest.field.name: [_digest(page) for page in pages]
        if digest.proof is None
        else _digest_slices(pages, rows, digest.proof)
        for digest in text_digests(table)
    }
    return pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})


def _digest_slices(pages: list[str], rows: pa.Table, proof: Proof) -> list[str | None]:
    places = zip(pages, rows[proof.start].to_pylist(), rows[proof.end].to_pylist(), strict=True)
    return [
        None if start is None or end is None else _digest(page[start:end])
        for page, start, end in places
    ]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
