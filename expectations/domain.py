"""Decides which rules of the field hold beyond the declarations of single columns."""

# ruff: noqa: S608 (statements are put together from declarations, never from input)

import datetime
import re
from collections.abc import Sequence

from expectations.check import Check, literal

# Above this share of stretches whose speaker should have been found, something is amiss.
UNATTRIBUTED_SHARE = 0.3

# RE2 keeps an alternation of this size in one automaton; of thousands it would be slow.
PHRASES_AT_ONCE = 250

NOT_FOUND = ("no_source", "low_confidence")
REASONS = ", ".join(literal(reason) for reason in NOT_FOUND)

PAGE_RULES = (
    Check(
        "documents",
        "body.not_blank",
        "body has words",
        "SELECT doc_id, uri FROM documents WHERE NOT regexp_matches(body, '[^\\s\\pZ\\pC]')",
        is_local=True,
    ),
    Check(
        "documents",
        "published_on.not_ancient",
        "published_on is not before 1900",
        "SELECT doc_id, uri, published_on FROM documents WHERE published_on < DATE '1900-01-01'",
        severity="warning",
    ),
    Check(
        "documents",
        "published_inferred_on.where_unknown",
        "published_inferred_on is given only where published_on is not, in a story",
        "SELECT doc_id, uri, published_on, published_inferred_on, story_id FROM documents "
        "WHERE published_inferred_on IS NOT NULL "
        "AND (published_on IS NOT NULL OR story_id IS NULL)",
        is_local=True,
    ),
    Check(
        "documents",
        "duplicate_of.is_first",
        "duplicate_of points to a document that is no duplicate itself",
        "SELECT d.doc_id, d.duplicate_of, o.duplicate_of AS next FROM documents d "
        "JOIN documents o ON o.doc_id = d.duplicate_of WHERE o.duplicate_of IS NOT NULL",
    ),
    Check(
        "documents",
        "is_current.one",
        "one document at each uri is current, the one that no other supersedes",
        "SELECT uri, count(*) AS documents, count(*) FILTER (is_current) AS current, "
        "count(*) FILTER (is_current AND doc_id IN (SELECT supersedes FROM documents)) AS superseded "
        "FROM documents GROUP BY uri HAVING current <> 1 OR superseded > 0",
    ),
    Check(
        "documents",
        "supersedes.same_uri",
        "supersedes is another document at the same uri, which no second one supersedes",
        "SELECT d.doc_id, d.uri, d.supersedes, o.uri AS other_uri FROM documents d "
        "JOIN documents o ON o.doc_id = d.supersedes WHERE o.uri <> d.uri OR o.doc_id = d.doc_id "
        "OR d.supersedes IN (SELECT supersedes FROM documents GROUP BY supersedes HAVING count(*) > 1)",
    ),
    Check(
        "withdrawn",
        "doc_id.gone",
        "a withdrawn document is not among the documents, nor is another one at its uri",
        "SELECT w.doc_id, w.uri FROM withdrawn w JOIN documents d ON d.doc_id = w.doc_id OR d.uri = w.uri",
        reads=("documents",),
    ),
    Check(
        "blocks",
        "blocks.apart",
        "no two blocks of a page overlap",
        "SELECT doc_id, block_no, char_start, char_end, end_before FROM (SELECT *, "
        "lag(char_end) OVER (PARTITION BY doc_id ORDER BY char_start, char_end) AS end_before "
        "FROM blocks) WHERE char_start < end_before",
        is_local=True,
    ),
    Check(
        "date_mentions",
        "resolved.in_order",
        "resolved_from is not after resolved_to, and both are given or none",
        "SELECT doc_id, char_start, date_text, resolved_from, resolved_to FROM date_mentions "
        "WHERE resolved_from > resolved_to "
        "OR (resolved_from IS NULL) <> (resolved_to IS NULL)",
        is_local=True,
    ),
)

SITE_RULES = (
    Check(
        "blocks",
        "site_line.known",
        "a block left out as its site's own is not kept, and site_lines has its line",
        "SELECT b.doc_id, b.block_no, b.is_kept FROM blocks b JOIN documents d USING (doc_id) "
        "LEFT JOIN site_lines s ON s.site = d.site AND s.line_key = b.line_key "
        "WHERE b.is_site_line AND (b.is_kept OR s.line_key IS NULL)",
        reads=("documents", "site_lines"),
    ),
    Check(
        "blocks",
        "site_line.left_out",
        "a line of site_lines that is furniture is kept only on a page that was spared",
        "SELECT b.doc_id, b.block_no, s.site, s.line_text FROM blocks b "
        "JOIN documents d USING (doc_id) "
        "JOIN site_lines s ON s.site = d.site AND s.line_key = b.line_key "
        "WHERE b.is_kept AND s.kind = 'furniture' AND d.site_step <> 'spared'",
        reads=("documents", "site_lines"),
    ),
)

SPEECH_RULES = (
    Check(
        "quotes",
        "speaker.known",
        "every quote has speaker_text or speaker_name",
        "SELECT quote_id, quote_text FROM quotes "
        "WHERE coalesce(trim(speaker_text), '') = '' AND coalesce(trim(speaker_name), '') = ''",
        is_local=True,
    ),
    Check(
        "quotes",
        "speaker.outside_quote",
        "the mention of the speaker does not overlap the quote",
        "SELECT quote_id, char_start, char_end, speaker_start, speaker_end, speaker_text "
        "FROM quotes WHERE speaker_start < char_end AND char_start < speaker_end",
        is_local=True,
    ),
    Check(
        "quotes",
        "quote_id.of_document",
        "quote_id and statement_id begin with doc_id",
        "SELECT quote_id, statement_id, doc_id FROM quotes WHERE NOT "
        "(starts_with(quote_id, doc_id || '-') AND starts_with(statement_id, doc_id || '-'))",
        is_local=True,
    ),
    Check(
        "unattributed_quotes",
        "share.bounded",
        f"at most {UNATTRIBUTED_SHARE:.0%} of all quotes lack a speaker that should be found",
        "SELECT without, attributed, without / (without + attributed) AS share FROM "
        f"(SELECT count(*) AS without FROM unattributed_quotes WHERE reason IN ({REASONS})), "
        "(SELECT count(*) AS attributed FROM quotes WHERE kind <> 'indirect') "
        f"WHERE without > {UNATTRIBUTED_SHARE} * (without + attributed)",
        reads=("quotes",),
        severity="warning",
    ),
    Check(
        "quotes",
        "utterance.same_speaker",
        "a quote has the speaker of its utterance, or none",
        "SELECT q.quote_id, q.utterance_id, q.speaker_id, u.speaker_id AS utterance_speaker "
        "FROM quotes q JOIN utterances u ON u.utterance_id = q.utterance_id "
        "WHERE q.speaker_id IS NOT NULL AND q.speaker_id IS DISTINCT FROM u.speaker_id",
        reads=("utterances",),
        severity="warning",
    ),
)

CITATION_RULES = (
    Check(
        "citations",
        "symbol.known",
        "symbol is a known resolution, or its number was adopted by the Council in that year",
        "SELECT c.citation_id, c.symbol, c.body, c.number, c.year FROM citations c "
        "ANTI JOIN resolutions r ON r.symbol = c.symbol "
        "ANTI JOIN unsc_years y ON c.body = 'UNSC' AND (c.year IS NULL OR y.year = c.year) "
        "AND TRY_CAST(c.number AS INTEGER) BETWEEN y.first_number AND y.last_number "
        "WHERE c.symbol IS NOT NULL OR c.number IS NOT NULL",
        reads=("resolutions", "unsc_years"),
    ),
    Check(
        "citations",
        "citation_id.of_document",
        "citation_id begins with mention_id, and mention_id with doc_id",
        "SELECT citation_id, mention_id, doc_id FROM citations WHERE NOT "
        "(starts_with(citation_id, mention_id || '-') "
        "AND starts_with(mention_id, doc_id || '-'))",
        is_local=True,
    ),
)


def domain_checks(build_day: datetime.date, phrases: Sequence[str]) -> tuple[Check, ...]:
    """Every hand-written rule; `phrases` are words that only page furniture has."""
    known = sorted({phrase.strip().lower() for phrase in phrases} - {""})
    furniture = (_phrase_check(known),) if known else ()
    return (
        _date_check(build_day),
        *PAGE_RULES,
        *SITE_RULES,
        *furniture,
        *SPEECH_RULES,
        *CITATION_RULES,
    )


def _date_check(build_day: datetime.date) -> Check:
    latest = build_day + datetime.timedelta(days=1)
    return Check(
        "documents",
        "published_on.not_future",
        f"published_on is at most one day after the build, {latest}",
        f"SELECT doc_id, uri, published_on FROM documents WHERE published_on > DATE '{latest}'",
    )


def _phrase_check(known: Sequence[str]) -> Check:
    """One pass over each body per alternation, which RE2 runs in linear time."""
    groups = [known[i : i + PHRASES_AT_ONCE] for i in range(0, len(known), PHRASES_AT_ONCE)]
    found = ", ".join(
        f"nullif(regexp_extract(body, {literal('(?i)' + '|'.join(map(re.escape, group)))}), '')"
        for group in groups
    )
    return Check(
        "documents",
        "body.no_furniture",
        "body is free of known furniture phrases",
        "SELECT doc_id, uri, found AS phrase FROM (SELECT doc_id, uri, "
        f"coalesce({found}) AS found FROM documents) WHERE found IS NOT NULL",
        severity="warning",
    )
