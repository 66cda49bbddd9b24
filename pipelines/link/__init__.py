"""Across documents, table in and table out: duplicates, speakers, utterances, stories."""
