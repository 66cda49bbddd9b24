"""Decides which stages a document goes through, and in which order."""

from pipelines.citations.stage import CITATIONS
from pipelines.clean.stage import CLEAN
from pipelines.describe.stage import DESCRIBE
from pipelines.quotes.stage import QUOTES
from pipelines.stage import Stage

STAGES: tuple[Stage, ...] = (CLEAN, DESCRIBE, QUOTES, CITATIONS)
