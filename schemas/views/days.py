"""Declares the columns by which views tell the best known day of a document."""

import pyarrow as pa

from schemas.field import Field
from schemas.view import ViewColumn

DAY = "coalesce(documents.published_on, documents.published_inferred_on)"
BEST_DAY = (
    ViewColumn(
        Field(
            "day",
            pa.date32(),
            "Day of publication: published_on, where that is not known published_inferred_on.",
            null="neither is known",
        ),
        DAY,
    ),
    ViewColumn(
        Field(
            "day_is_inferred",
            pa.bool_(),
            "Whether day is known only from other pages of the story.",
        ),
        "documents.published_on IS NULL AND documents.published_inferred_on IS NOT NULL",
    ),
)
