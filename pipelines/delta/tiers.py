"""Decides how much a change matters: its tier."""

from __future__ import annotations

from collections.abc import Collection

# Rows that people read; all others serve them.
SPOKEN_OF = frozenset(
    {
        *("documents", "quotes", "citations", "speakers", "utterances", "stories", "withdrawn"),
        *("outlets", "resolutions"),
    }
)
# Columns that are an answer of the dataset: who said what, when, where, which resolution.
ANSWERS = {
    "documents": frozenset(
        {
            *("title", "outlet_id", "outlet_name", "agency_id", "agency_name", "bylines"),
            *("published_on", "duplicate_of", "supersedes", "is_current"),
        }
    ),
    "quotes": frozenset({"quote_text", "kind", "speaker_id", "speaker_name", "said_on"}),
    "citations": frozenset({"symbol", "kind", "target"}),
    "speakers": frozenset({"name", "kind"}),
    "utterances": frozenset({"speaker_id", "canonical_text"}),
}
# Columns that only measure, place or serve to compare.
MEASURES = frozenset(
    {
        *("score", "confidence", "follows_score", "variant_score", "copied_share", "shared_terms"),
        *("word_count", "document_count", "outlet_count", "quote_count", "report_count"),
        *("wording_count", "article_count", "page_count", "line_key", "part_no", "statement_id"),
        *("body_digest", "body_bands", "event_terms", "event_keys", "match_keys", "terms"),
        *("encoding", "text_repairs", "page_hints", "retrieved_at", "site_step"),
        *("first_published_on", "last_published_on"),
    }
)


def tier_of(table: str, op: str, columns: Collection[str]) -> str:
    """The tier of a change of one row: large, moderate or small."""
    if table not in SPOKEN_OF:
        return "moderate" if table == "rejects" and op == "added" else "small"
    if op in ("removed", "withdrawn"):
        return "large"
    if op == "added":
        return "large" if table == "withdrawn" else "moderate"
    if ANSWERS.get(table, frozenset()).intersection(columns):
        return "large"
    if op == "revised" and all(only_measures(name) for name in columns):
        return "small"
    return "moderate"


def only_measures(column: str) -> bool:
    """Whether a column only measures, places or serves to compare."""
    return column in MEASURES or column.endswith(("_start", "_end", "_method"))
