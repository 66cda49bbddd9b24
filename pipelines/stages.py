"""Decides which stages a document goes through, and in which order."""

from pipelines.citations.stage import CITATIONS
from pipelines.clean.stage import CLEAN
from pipelines.compare.stage import COMPARE
from pipelines.describe.stage import DESCRIBE
from pipelines.quotes.stage import QUOTES
from pipelines.sites.keys import SITES
from pipelines.stage import Stage

# What a page goes through again when its blocks change.
LATER_STAGES: tuple[Stage, ...] = (DESCRIBE, QUOTES, COMPARE, CITATIONS)
STAGES: tuple[Stage, ...] = (CLEAN, SITES, *LATER_STAGES)
