"""Decides which lines of sites are known: from the rows of the lake and the staged ones."""

# ruff: noqa: S608 (statements are put together from declared names and numbers, never from input)

from __future__ import annotations

import duckdb
import pyarrow as pa

from flows.extracting.lake_pages import SIZE, stage_lake_pages
from flows.lake.duck import CATALOG, each_run, open_duckdb
from flows.lake.migration import attach_if_present
from flows.settings import BATCH_BYTES, Warehouse
from flows.staging import LAKE_PART, TOUCHED, Staging, unhashed
from pipelines.adapter import BLOCK_COLUMNS, PAGE_COLUMNS
from pipelines.sites.learn import FEWEST_ARTICLES, LINES, ROWS, learn_lines
from schemas.sites import LINE_TEXT_LENGTH

LAKE_COLUMNS = {
    "documents": PAGE_COLUMNS,
    "blocks": ("doc_id", *BLOCK_COLUMNS),
    "document_stages": ("doc_id", "stage_keys"),
}
LEARNED = pa.schema([pa.field("site", pa.string()), *LINES])
DOCUMENTS, BLOCKS = f"{CATALOG}.main.documents", f"{CATALOG}.main.blocks"
PAGE_ROWS = "SELECT doc_id, site, url, raw_text FROM"
BLOCK_ROWS = "SELECT doc_id, block_no, line_key, is_kept, is_site_line, char_start, char_end FROM"
# The lake's rows that the staged ones do not replace.
STAYING = "doc_id NOT IN (SELECT doc_id FROM staged_processed)"
OF_TOUCHED = "site IN (SELECT site FROM touched)"

# A page's first row carries its address; of the others those count whose line is kept somewhere,
# though it were on another site: that only leaves more to look at.
# A site of too few pages is not looked at.
SITE_ROWS = f"""
    WITH pages AS MATERIALIZED (
        SELECT doc_id, url, site, row_number() OVER (ORDER BY site, doc_id) AS place
        FROM site_pages
        QUALIFY count(*) OVER (PARTITION BY site) >= {FEWEST_ARTICLES}
    ), every AS MATERIALIZED (
        SELECT place, site, doc_id, CASE WHEN block_no = 0 THEN url END AS url, block_no, line_key,
            is_kept OR is_site_line AS is_kept, char_end - char_start AS size
        FROM site_blocks JOIN pages USING (doc_id) WHERE line_key IS NOT NULL OR block_no = 0
    )
    SELECT * EXCLUDE (place) FROM every
    WHERE block_no = 0 OR line_key IN (SELECT line_key FROM every WHERE is_kept)
    ORDER BY place, block_no
"""
WITH_SAMPLES = f"""
    SELECT site, line_key, left(substring(raw_text, char_start + 1, char_end - char_start),
        {LINE_TEXT_LENGTH}) AS line_text, kind, article_count, page_count
    FROM learned JOIN site_pages USING (site, doc_id)
    JOIN site_blocks USING (doc_id, line_key, block_no)
"""
# The lake's pages that hold a line which is known now and was not, or the reverse; then in parts.
HOLDING = f"""
    CREATE TEMP TABLE holding AS
    WITH known AS (SELECT * FROM {CATALOG}.main.site_lines WHERE {OF_TOUCHED}),
    changed AS (
        SELECT site, line_key FROM known FULL JOIN lines USING (site, line_key)
        WHERE known.kind IS DISTINCT FROM lines.kind
    ),
    pages AS (SELECT doc_id, site FROM {DOCUMENTS} WHERE {OF_TOUCHED} AND {STAYING})
    SELECT DISTINCT doc_id FROM {BLOCKS} JOIN pages USING (doc_id)
    JOIN changed USING (site, line_key) WHERE is_kept OR is_site_line
"""
AFFECTED = f"""
    CREATE TEMP TABLE affected AS
    WITH pages AS (
        SELECT doc_id, strlen(raw_text) AS size FROM {DOCUMENTS} SEMI JOIN holding USING (doc_id)
    )
    SELECT doc_id, sum({SIZE}) OVER (ORDER BY doc_id) // {BATCH_BYTES} AS part FROM pages
"""


def find_site_lines(connection: duckdb.DuckDBPyConnection, pages: str, blocks: str) -> pa.Table:
    """The known lines of all sites, given the rows of `documents` and `blocks` in SQL.

    No more than the rows of one site are held in memory.
    """
    connection.execute(f"CREATE OR REPLACE TEMP VIEW site_pages AS {pages}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW site_blocks AS {blocks}")
    found = [
        lines.add_column(0, "site", pa.array([site] * lines.num_rows, pa.string()))
        for site, rows in each_run(connection, SITE_ROWS, "site")
        if (lines := learn_lines(rows.select(ROWS.names).cast(ROWS))).num_rows
    ]
    return pa.concat_tables([LEARNED.empty_table(), *found])


def stage_site_lines(warehouse: Warehouse, staging: Staging) -> list[str]:
    """Stage the known lines of the sites that this build touches.

    Returns the parts of `lake_pages/`: the lake's pages of which those lines make something else.
    """
    with open_duckdb(scratch=staging.folder) as connection:
        in_lake = "site_lines" in attach_if_present(connection, warehouse)
        _view_staged(connection, staging)
        _find_touched(connection, in_lake=in_lake)
        touched = connection.execute("SELECT site FROM touched").to_arrow_table()
        staging.write_table("touched", "all", touched.cast(TOUCHED))
        if not touched.num_rows:
            staging.write_table("site_lines", "all", unhashed("site_lines").empty_table())
            return []
        pages = f"{PAGE_ROWS} staged_documents WHERE site IS NOT NULL"
        blocks = f"{BLOCK_ROWS} staged_blocks"
        if in_lake:
            pages += f" UNION ALL {PAGE_ROWS} {DOCUMENTS} WHERE {OF_TOUCHED} AND {STAYING}"
            blocks += f" UNION ALL {BLOCK_ROWS} {BLOCKS} WHERE {STAYING}"
        connection.register("learned", find_site_lines(connection, pages, blocks))
        lines = connection.execute(WITH_SAMPLES).to_arrow_table()
        staging.write_table("site_lines", "all", lines.cast(unhashed("site_lines")))
        return _stage_lake_pages(connection, staging, lines) if in_lake else []


def _view_staged(connection: duckdb.DuckDBPyConnection, staging: Staging) -> None:
    for name in ("documents", "blocks", "processed"):
        pattern = staging.pattern(name).replace("'", "''")
        connection.execute(
            f"CREATE TEMP VIEW staged_{name} AS SELECT * FROM read_parquet('{pattern}')"
        )


def _find_touched(connection: duckdb.DuckDBPyConnection, *, in_lake: bool) -> None:
    """The sites of the staged pages, and those of the lake's pages that they replace."""
    sites = "SELECT site FROM staged_documents WHERE site IS NOT NULL"
    if in_lake:
        sites += f" UNION SELECT site FROM {DOCUMENTS} WHERE site IS NOT NULL AND NOT ({STAYING})"
    connection.execute(f"CREATE TEMP TABLE touched AS SELECT DISTINCT site FROM ({sites})")


def _stage_lake_pages(
    connection: duckdb.DuckDBPyConnection, staging: Staging, lines: pa.Table
) -> list[str]:
    """Write out the affected pages of the lake, a part at a time."""
    connection.register("lines", lines)
    connection.execute(HOLDING)
    if not connection.execute("SELECT 1 FROM holding LIMIT 1").fetchall():
        return []
    connection.execute(AFFECTED)
    return stage_lake_pages(connection, staging, LAKE_PART, LAKE_COLUMNS)
