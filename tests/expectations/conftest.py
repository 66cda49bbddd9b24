"""Decides what the audit's tests share: a tiny valid lake, and a way to audit one table of it."""

# ruff: noqa: S608 (names of our own tables)

import datetime
import importlib.util
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from expectations.check import Batch
from expectations.plan import row_batches, row_checks
from schemas.arrow import arrow_schema
from schemas.field import Field
from schemas.tables import TABLES

TEXT = (
    "Bakers fear a long winter\n"
    "By Ann Ember, 3 May 2021\n"
    "“Flour is dear, naïve as that sounds,” said Tove Lund, who chairs the guild.\n"
    "Under resolution 2270 (2016) no grain was held back. “We wait.”\n"
)
FIRST, COPY, OTHER = "a" * 20, "b" * 20, "c" * 20
SPEAKER, UTTERANCE, STORY = "sp-" + "1" * 16, "ut-" + "2" * 16, "st-" + FIRST
SITE_LINE = 7
BUILD_DAY = datetime.date(2021, 6, 1)
PHRASES = ("Sign up: our letter 100% free", "more:stories", "it's {free}")
# One of them satisfies each declared pattern.
WRITTEN = ("a" * 20, "a" * 32, "a" * 64, "en", "NOR", "20210601T120000-00ff")


def _span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def _filled(field: Field) -> Any:
    """A value that the declaration of a column allows."""
    if field.null is not None:
        return None
    if field.one_of:
        return next(iter(field.one_of))
    if field.pattern:
        return next(text for text in WRITTEN if re.fullmatch(field.pattern, text))
    return _typed(field.type) if field.minimum is None else field.minimum


def _typed(kind: pa.DataType) -> Any:
    if pa.types.is_struct(kind):
        return {inner.name: _typed(inner.type) for inner in kind}
    if pa.types.is_map(kind) or pa.types.is_list(kind):
        return []
    if pa.types.is_temporal(kind):
        return datetime.datetime(2021, 6, 1, 12)
    return True if pa.types.is_boolean(kind) else "words" if pa.types.is_string(kind) else 1


def _document(doc_id: str, **columns: Any) -> dict[str, Any]:
    title_start, title_end = _span("Bakers fear a long winter")
    return {
        "doc_id": doc_id,
        "uri": f"{doc_id[0]}.txt",
        "raw_text": TEXT,
        "body": TEXT,
        "title": TEXT[title_start:title_end],
        "title_start": title_start,
        "title_end": title_end,
        "published_on": datetime.date(2021, 5, 3),
        **columns,
    }


def _quote(doc_id: str, words: str, **columns: Any) -> dict[str, Any]:
    start, end = _span(words)
    return {
        "quote_id": f"{doc_id}-q{start}",
        "statement_id": f"{doc_id}-s{start}",
        "doc_id": doc_id,
        "char_start": start,
        "char_end": end,
        "quote_text": words,
        "speaker_id": SPEAKER,
        "speaker_name": "Tove Lund",
        "utterance_id": UTTERANCE,
        **columns,
    }


def _quotes() -> list[dict[str, Any]]:
    speaker, cue = _span("Tove Lund"), _span("said")
    told = {
        "speaker_text": "Tove Lund",
        "speaker_start": speaker[0],
        "speaker_end": speaker[1],
        "cue_text": "said",
        "cue_start": cue[0],
        "cue_end": cue[1],
    }
    return [
        _quote(FIRST, "Flour is dear, naïve as that sounds,", **told),
        _quote(FIRST, "We wait."),
        _quote(COPY, "We wait."),
    ]


def _mention(words: str, **columns: Any) -> dict[str, Any]:
    start, end = _span(words)
    return {"doc_id": FIRST, "char_start": start, "char_end": end, **columns}


def _citation(**columns: Any) -> dict[str, Any]:
    words = "resolution 2270 (2016)"
    start = _span(words)[0]
    mention = f"{FIRST}-m{start}"
    return _mention(
        words,
        citation_id=f"{mention}-{columns['symbol'].replace(' ', '')}",
        mention_id=mention,
        citation_text=words,
        body="UNSC",
        **columns,
    )


def _blocks() -> list[dict[str, Any]]:
    """One block a line, the last left out as a line that the site repeats."""
    lines = TEXT.splitlines()
    blocks = [
        {**_mention(line), "block_no": number, "is_site_line": False}
        for number, line in enumerate(lines)
    ]
    blocks[-1] |= {"line_key": SITE_LINE, "is_site_line": True, "is_kept": False}
    return blocks


def _rows() -> dict[str, list[dict[str, Any]]]:
    return {
        "documents": [
            _document(
                FIRST,
                story_id=STORY,
                outlet_id="gazette",
                outlet_name="The Gazette",
                site="gazette.test",
                site_step="left_out",
            ),
            _document(COPY, story_id=STORY, duplicate_of=FIRST),
            _document(OTHER),
        ],
        "blocks": _blocks(),
        "date_mentions": [_mention("3 May 2021", date_text="3 May 2021")],
        "quotes": _quotes(),
        "unattributed_quotes": [
            {**_mention("long winter", quote_text="long winter"), "reason": "scare_quote"}
        ],
        "citations": [
            _citation(symbol="S/RES/2270 (2016)", number="2270", year=2016),
            _citation(symbol="S/RES/2271 (2016)", number="2271", year=2016),
        ],
        "site_lines": [{"site": "gazette.test", "line_key": SITE_LINE, "kind": "furniture"}],
        "speakers": [{"speaker_id": SPEAKER}],
        "utterances": [{"utterance_id": UTTERANCE, "speaker_id": SPEAKER}],
        "stories": [{"story_id": STORY, "document_count": 2}],
        "outlets": [{"outlet_id": "gazette"}],
        "resolutions": [{"symbol": "S/RES/2270 (2016)", "year": 2016}],
        "unsc_years": [{"year": 2016, "first_number": 2260, "last_number": 2336}],
        "rejects": [{}],
        "builds": [{}],
    }


def _load_extensions(connection: duckdb.DuckDBPyConnection) -> None:
    for name in ("sqlite_scanner", "ducklake"):
        spec = importlib.util.find_spec(f"duckdb_extension_{name}")
        assert spec is not None
        (root,) = spec.submodule_search_locations or ()
        (binary,) = Path(root).glob(f"extensions/*/{name}.duckdb_extension")
        connection.execute(f"LOAD '{binary}'")


def _write(connection: duckdb.DuckDBPyConnection) -> None:
    rows = _rows()
    for name, table in TABLES.items():
        schema = arrow_schema(table)
        filled = [
            {f.name: row[f.name] if f.name in row else _filled(f) for f in table.fields}
            for row in rows.get(name, ())
        ]
        connection.register("arriving", pa.Table.from_pylist(filled, schema=schema))
        connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM arriving')
        connection.unregister("arriving")


@pytest.fixture(scope="session")
def committed_lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A lake in which every rule holds."""
    folder = tmp_path_factory.mktemp("lake")
    with duckdb.connect() as connection:
        _load_extensions(connection)
        connection.execute(
            f"ATTACH 'ducklake:sqlite:{folder}/catalog.sqlite' AS lake "
            f"(DATA_PATH '{folder}/data', DATA_INLINING_ROW_LIMIT 0)"
        )
        connection.execute("USE lake")
        _write(connection)
        yield connection


@pytest.fixture
def lake(committed_lake: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The lake with a transaction open, which is rolled back after the test."""
    committed_lake.execute("BEGIN")
    yield committed_lake
    committed_lake.execute("ROLLBACK")


@pytest.fixture
def run_batches(lake: duckdb.DuckDBPyConnection) -> Callable[..., tuple[Any, ...]]:
    """Runs the suites of some batches alone, which is quicker than the whole audit."""
    from expectations.audit import Session
    from expectations.quiet import quietly

    def run(*batches: Batch) -> tuple[Any, ...]:
        with quietly():
            return Session(lake).run("test", batches)

    return run


@pytest.fixture
def failures_of(run_batches: Callable[..., tuple[Any, ...]]) -> Callable[[str], tuple[Any, ...]]:
    """Runs the suite of one table."""
    every = row_batches('"lake".main', row_checks(BUILD_DAY, PHRASES), TABLES)
    by_name = {batch.name: batch for batch in every}
    return lambda table: run_batches(by_name[table])
