"""Decides what the card of a release says: what it is, how it is loaded, proved and cited."""

from __future__ import annotations

from pipelines.release.facts import ABOUT, RIGHTS, TITLE, Release

FILES = {
    "*.parquet": "a table each, sorted by its key; meanings, units and nulls stand in the files' metadata",
    "views.sql": "the tables and views by name, for DuckDB",
    "data_dictionary.md": "every column with type, unit, meaning and the meaning of null",
    "RELEASE_NOTES.md": "what is new, revised, withdrawn and corrected",
    "delta.parquet, diff.html": "every row that changed since the release before, and why (not in a first release)",
    "deprecations.json": "columns that were announced to go, and what to read instead",
    "expectations.json": "every check of the audit with its result on this version",
    "quality.json": "scores on gold sets, where they were at hand",
    "manifest.json": "size and SHA-256 of every file, and what the release was made from",
    "datapackage.json, croissant.json": "descriptors for programs",
    "CITATION.cff": "how to cite",
}
LOAD = """```sql
-- in this folder: duckdb -init views.sql
select speaker_name, quote_text from quotes order by confidence desc limit 10;
```

```python
import pandas
import polars

quotes = pandas.read_parquet("quotes.parquet")
documents = polars.read_parquet("documents.parquet")
```

```r
quotes <- arrow::read_parquet("quotes.parquet")
```"""
PROVE_WITH_TEXT = """Offsets are half-open Unicode code points into `documents.raw_text`. This proves every quote, and counts
none that differs:

```sql
select count(*) as quotes,
    count(*) filter (substring(raw_text, char_start + 1, char_end - char_start) <> quote_text) as differ
from quotes join documents using (doc_id);
```"""
PROVE_WITHOUT_TEXT = """This release holds no text of pages beyond what was quoted or cited: `raw_text`, `body` and the lines
in `site_lines` are left out. Whoever has the pages as onrecord reads them, a table `texts` with `doc_id` and
`raw_text`, proves with it that the offsets are right; this counts what differs:

```sql
select count(*) as documents,
    count(*) filter (sha256(raw_text) <> raw_text_sha256) as differ
from texts join documents using (doc_id);

select count(*) as quotes,
    count(*) filter (sha256(substring(raw_text, char_start + 1, char_end - char_start)) <> slice_sha256) as differ
from texts join quotes using (doc_id);
```

Every table with offsets has such digests of its slices; `row_hash` is that of the row with its text."""


def render_card(release: Release) -> str:
    """The content of `README.md`."""
    counts = [
        f"| `{name}` | {table.row} | {release.files[name].rows:,} |"
        for name, table in release.tables.items()
    ]
    parts = [
        f"# {TITLE}",
        f"Release **{release.name}**, version {release.version} of the lake, published "
        f"{release.committed_at:%Y-%m-%d %H:%M} UTC.",
        ABOUT,
        "## Load it\n\n" + LOAD,
        "## Tables\n\n| table | a row is | rows |\n| --- | --- | --- |\n" + "\n".join(counts),
        "## Files\n\n| file | what |\n| --- | --- |\n"
        + "\n".join(f"| `{name}` | {what} |" for name, what in FILES.items()),
        "## Prove it\n\n" + (PROVE_WITH_TEXT if release.with_text else PROVE_WITHOUT_TEXT),
        "`onrecord check "
        + release.name
        + "` compares every file with `manifest.json`. A release never changes.",
        "## Known limits\n\n"
        + "\n\n".join(
            f"**{heading}**\n\n" + "\n".join(f"- {line}" for line in lines)
            for heading, lines in release.limits.items()
        ),
        f"## Rights and citation\n\n{RIGHTS}\n\n> {release.citation}",
    ]
    return "\n\n".join(parts) + "\n"
