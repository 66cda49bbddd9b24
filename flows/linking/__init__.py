"""Decides how the documents of the lake and of a build are linked."""
