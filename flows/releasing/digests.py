"""Decides how digests take the place of page text in a release without it."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.duck import open_duckdb
from flows.releasing.ordered import PAGES_AT_ONCE
from schemas.field import Table
from schemas.release import Digest, text_digests

TEXTS = pa.schema([("doc_id", pa.string()), ("raw_text", pa.string())])


class TextDigests:
    """The texts of all pages, kept in a file while the tables that point into them are written.

    Documents come first, and in the order of doc_id like all rows that point into them: so only
    the texts around the rows at hand are read again.
    """

    def __init__(self, scratch: Path) -> None:
        self._file = scratch / "texts.parquet"
        self._writer = pq.ParquetWriter(self._file, TEXTS, compression="lz4")
        self._connection = open_duckdb(scratch=scratch, with_lake=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writer.close()
        self._connection.close()
        self._file.unlink()

    def put_in(self, table: Table, rows: pa.Table) -> pa.Table:
        """The rows with the columns of the released table: digests computed, text left out."""
        digests = text_digests(table)
        if not digests:
            return rows.select(table.column_names)
        if table.name == "documents":
            self._writer.write_table(rows.select(TEXTS.names).cast(TEXTS), PAGES_AT_ONCE)
            texts = rows.select(TEXTS.names)
        else:
            self._writer.close()  # all texts are there: documents come first
            texts = self._read_texts(rows)
        return self._add_digests(table, digests, rows, texts)

    def _read_texts(self, rows: pa.Table) -> pa.Table:
        span = pc.min_max(rows["doc_id"]).as_py()
        inside = [("doc_id", ">=", span["min"]), ("doc_id", "<=", span["max"])]
        return pq.read_table(self._file, filters=inside)

    def _add_digests(
        self, table: Table, digests: tuple[Digest, ...], rows: pa.Table, texts: pa.Table
    ) -> pa.Table:
        sql = {name: f't."{name}"' for name in table.column_names}
        sql |= {digest.field.name: _digest_sql(digest) for digest in digests}
        shown = ", ".join(f'{expression} AS "{name}"' for name, expression in sql.items())
        order = ", ".join(f't."{name}"' for name in table.key)
        self._connection.register("released_rows", rows)
        self._connection.register("released_texts", texts)
        found = self._connection.execute(
            f"SELECT {shown} FROM released_rows AS t JOIN released_texts AS d "
            f"ON d.doc_id = t.doc_id ORDER BY {order}"
        ).to_arrow_table()
        self._connection.unregister("released_rows")
        self._connection.unregister("released_texts")
        return found.combine_chunks()


def _digest_sql(digest: Digest) -> str:
    if digest.proof is None:
        return "sha256(d.raw_text)"
    start, end = f't."{digest.proof.start}"', f't."{digest.proof.end}"'
    return f"sha256(substring(d.raw_text, {start} + 1, {end} - {start}))"
