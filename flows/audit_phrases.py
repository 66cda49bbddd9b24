"""Decides which phrases the audit takes for furniture that was left in a body."""

from pipelines.references import References

SURE = {"cookie_notice", "copyright", "newsletter"}


def audit_phrases(references: References) -> list[str]:
    """Phrases that are furniture wherever they stand in a line, and that no article is about."""
    rows = references.rows("furniture_phrases")
    return [row["phrase"] for row in rows if row["place"] == "inside" and row["label"] in SURE]
