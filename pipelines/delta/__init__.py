"""Decides how changes between two versions are explained, weighed and shown."""
