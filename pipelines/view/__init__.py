"""Normalised text as a view of raw_text: what it reads as, with exact offsets back."""
