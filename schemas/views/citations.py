"""Declares the view about cited resolutions."""

from schemas.citations import CITATIONS
from schemas.documents import DOCUMENTS
from schemas.facts import RESOLUTIONS
from schemas.view import View, show, show_filled

NO_FACTS = "`resolutions` does not have it"

RESOLUTION_CITATIONS = View(
    name="resolution_citations",
    row="a citation that was resolved, with its document and the facts of the resolution; of a page that was changed the current document alone",
    key=("citation_id",),
    tables=(CITATIONS, DOCUMENTS, RESOLUTIONS),
    columns=(
        *show(CITATIONS, "citation_id", "mention_id", "doc_id"),
        *show(DOCUMENTS, "outlet_name", "published_on", "url"),
        *show(CITATIONS, "char_start", "char_end", "citation_text", "kind", "method", "confidence"),
        *show_filled(CITATIONS, "symbol"),
        *show(CITATIONS, "body", "number", "year", "cited_year"),
        *show(CITATIONS, "target:mentioned_target", "measures:mentioned_measures"),
        *show(RESOLUTIONS, "adoption_date", "subject", "targets", unknown=NO_FACTS),
        *show(RESOLUTIONS, "regime", "measures", "aliases", unknown=NO_FACTS),
    ),
    template="""
SELECT {columns}
FROM {citations} AS citations
JOIN {documents} AS documents ON documents.doc_id = citations.doc_id AND documents.is_current
LEFT JOIN {resolutions} AS resolutions ON resolutions.symbol = citations.symbol
WHERE citations.symbol IS NOT NULL
""",
)
