"""Decides which documents a changed row hangs on: those that its speaker, utterance, story or site gathers."""

from __future__ import annotations

from collections.abc import Iterator

from flows.diffs.change_records import names_thing
from flows.diffs.two_versions import SIDES, TwoVersions
from schemas.field import Table
from schemas.tables import TABLES


def gather_links(two: TwoVersions) -> None:
    """Make the tables `wanted`, what open records hang on, and `document_links`, whose that is.

    The first has record_id, doc_id, thing, distance, the other thing and doc_id: the documents,
    before or after, that belong to such a thing. A row hangs on what it names itself at distance 1, but on the site of its document there only
    when it changed in more than its links.
    """
    run = two.connection.execute
    run(f"CREATE TEMP TABLE document_sites AS {_document_sites(two)}")
    run(
        """
        CREATE TEMP TABLE wanted AS
        SELECT DISTINCT record_id, doc_id, thing,
            CASE WHEN starts_with(thing, 'sites:') = is_link_only THEN 2 ELSE 1 END AS distance
        FROM (
            SELECT record_id, doc_id, is_link_only, unnest(things) AS thing FROM open_records
            UNION ALL SELECT o.record_id, o.doc_id, o.is_link_only, s.thing
            FROM open_records AS o JOIN document_sites AS s USING (doc_id)
            UNION ALL SELECT record_id, doc_id, is_link_only, 'documents:' || doc_id
            FROM open_records WHERE doc_id IS NOT NULL
        )
        """
    )
    links = " UNION ALL ".join(_links(two))
    run(
        "CREATE TEMP TABLE document_links AS SELECT DISTINCT thing, doc_id "
        f"FROM ({links}) SEMI JOIN (SELECT DISTINCT thing FROM wanted) USING (thing)"
    )


def _document_sites(two: TwoVersions) -> str:
    parts = [
        f"SELECT doc_id, 'sites:' || site AS thing FROM {side}.main.documents WHERE site IS NOT NULL"
        for side in SIDES
        if two.has(side, "documents", "doc_id", "site")
    ]
    return " UNION ".join(parts) or "SELECT ''::VARCHAR AS doc_id, '' AS thing LIMIT 0"


def _links(two: TwoVersions) -> Iterator[str]:
    """SQL of thing and doc_id: documents for themselves, and whatever rows of a document name or are."""
    yield "SELECT thing, doc_id FROM document_sites"
    for side in SIDES:
        yield f"SELECT 'documents:' || doc_id, doc_id FROM documents_{side}"
    yield "SELECT 'documents:' || supersedes, doc_id FROM documents_after WHERE supersedes IS NOT NULL"
    for side in SIDES:
        for table in TABLES.values():
            if two.has(side, table.name, "doc_id"):
                yield from _named(two, table, side)


def _named(two: TwoVersions, table: Table, side: str) -> Iterator[str]:
    source = f"{side}.main.{table.name}"
    for reference in table.references:
        column = reference.columns[0]
        if TABLES[reference.other].made_by == "link" and two.has(side, table.name, column):
            yield (
                f"SELECT '{reference.other}:' || \"{column}\", doc_id FROM {source} "
                f'WHERE "{column}" IS NOT NULL'
            )
    if table.name in NAMED_ROWS:
        yield f"SELECT '{table.name}:' || \"{table.key[0]}\", doc_id FROM {source}"


# Tables of one document's rows that rows of other documents name.
NAMED_ROWS = frozenset(
    reference.other
    for table in TABLES.values()
    for reference in table.references
    if names_thing(reference)
    and reference.other != "documents"
    and TABLES[reference.other].made_by == "extract"
)
