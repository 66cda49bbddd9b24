"""Decides which stages a document goes through, and in which order."""

from pipelines.citations.stage import CITATIONS
from pipelines.clean.stage import CLEAN
from pipelines.compare.stage import COMPARE, NAME_LISTS
from pipelines.compare.words import REFERENCE_FILES
from pipelines.describe.date_words import DATE_FILES
from pipelines.describe.stage import DESCRIBE
from pipelines.quotes.stage import QUOTES
from pipelines.references import References
from pipelines.sites.keys import SITES
from pipelines.stage import Stage
from pipelines.stage_keys import CORRECTIONS, make_key, make_keys

# What a page goes through again when its blocks change.
LATER_STAGES: tuple[Stage, ...] = (DESCRIBE, QUOTES, CITATIONS, COMPARE)
STAGES: tuple[Stage, ...] = (CLEAN, SITES, *LATER_STAGES)
# What a page goes through again when its facts or quotes are corrected: links compare what it writes.
AFTER_CORRECTION: tuple[Stage, ...] = (COMPARE,)

# The step across documents: raised when it may link the same documents otherwise.
LINK, LINK_VERSION = "link", 7
LINK_REFERENCES = (*NAME_LISTS, *REFERENCE_FILES, *DATE_FILES)
# Corrections of speakers hold for all documents at each build, whatever else is new.
LINK_READS = (*LINK_REFERENCES, CORRECTIONS)


def build_keys(references: References) -> dict[str, str]:
    """The keys of all stages, of the step across documents, and the digest of all corrections."""
    return {
        **make_keys(STAGES, references),
        LINK: make_key(LINK_VERSION, LINK_REFERENCES, references),
        CORRECTIONS: references.digests.get(CORRECTIONS, "")[:16],
    }
