"""Declares the table of what was learned of sites: site_lines."""

import pyarrow as pa

from schemas import vocabularies as v
from schemas.field import Field, Table
from schemas.shared import LINE_KEY, ROW_HASH, SITE

LINE_TEXT_LENGTH = 300

SITE_LINES = Table(
    name="site_lines",
    row="a line that a site repeats on its pages, and that would else be kept on one at least",
    key=("site", "line_key"),
    made_by="sites",
    fields=(
        SITE,
        LINE_KEY,
        Field(
            "line_text",
            pa.string(),
            f"The line as it stands on one of the pages, at most {LINE_TEXT_LENGTH} code points.",
        ),
        Field("kind", pa.string(), "Where it is left out.", one_of=v.SITE_LINE_KINDS),
        Field(
            "article_count",
            pa.int32(),
            "Different articles that have it: copies, reprints and versions of one count once.",
            unit="articles",
            minimum=2,
        ),
        Field("page_count", pa.int32(), "Pages that have it.", unit="pages", minimum=2),
        ROW_HASH,
    ),
)
